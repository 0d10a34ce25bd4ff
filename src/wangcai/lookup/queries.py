"""Finding: exact codes and telephone numbers first, then whole words, then beginnings; the newest first among equals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from wangcai.kernel.public import Actor, fetch
from wangcai.lookup import words
from wangcai.lookup.models import Kind, words_for

KINDS = [k.value for k in Kind]
# Of a word so vague that more subjects than this begin with it, PostgreSQL looks at this many.
ENOUGH = 600


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of an answer. `target_id` is the key of the pet, customer, order or variant."""

    kind: str
    target_id: int
    title: str
    detail: str


def find(
    by: Actor, query: str, kinds: Iterable[str] | None = None, store_id: int | None = None, limit: int = 12
) -> list[Hit]:
    """What the actor may find under `query`: words, pinyin, initials, codes, a telephone number or its tail.

    Always within the actor's chain; rows of one store (orders) only of stores the actor sees, and only of `store_id`
    where it is given. Where several kinds match, each gets room in the answer.
    """
    query = query[:120]
    wanted = [k for k in KINDS if kinds is None or k in set(kinds)]
    found: dict[int, tuple] = {}
    for ask in (_exactly, _beginning, _run_together):
        hungry = [k for k in wanted if sum(row[3] == k for row in found.values()) < _room(limit)]
        if hungry and (ask is not _run_together or not found):
            _collect(found, ask(by.chain_id, query, hungry), wanted, by, store_id, limit)
    return _answer(found, limit)


def _room(limit: int) -> int:
    """How many rows of one kind the answer surely holds; beyond them others come first."""
    return max(limit // 2, 1)


Asked = list[tuple[int, list[str]]]  # (rank, index words that must all be there)


def _exactly(chain_id: int, query: str, kinds: Sequence[str]) -> Asked:
    whole = [(1, words.whole_query(chain_id, kind, query)) for kind in kinds]
    return [(0, words.code_query(chain_id, query)), *whole]


def _beginning(chain_id: int, query: str, kinds: Sequence[str]) -> Asked:
    return [(2, words.begun_query(chain_id, kind, query)) for kind in kinds]


def _run_together(chain_id: int, query: str, kinds: Sequence[str]) -> Asked:
    return [(3, words.begun_query(chain_id, kind, words.run_together(query))) for kind in kinds]


def _collect(
    found: dict[int, tuple], asked: Asked, kinds: Sequence[str], by: Actor,
    store_id: int | None, limit: int,
) -> None:  # fmt: skip
    """Run one round as one statement and keep each row under its best rank."""
    parts: list[str] = []
    values: list = []
    narrow, narrow_values = _narrowing(by, kinds, store_id)
    for rank, needed in asked:
        if needed:
            parts.append(_part(rank, narrow))
            values += [_needed(needed), *narrow_values, limit]
    if not parts:
        return
    for rank, key, kind, target_id, title, detail in fetch(" UNION ALL ".join(parts), values):
        if key not in found:
            found[key] = (rank, KINDS.index(kind), -key, kind, target_id, title, detail)


def _part(rank: int, narrow: str) -> str:
    """One look into the index; `rank` and `narrow` are our own text."""
    if connection.vendor == "sqlite":
        return (
            f"SELECT * FROM (SELECT {rank}, d.id, d.kind, d.target_id, d.title, d.detail"  # noqa: S608
            f" FROM lookup_words w JOIN lookup_document d ON d.id = w.rowid"
            f" WHERE w.lookup_words MATCH %s{narrow} ORDER BY w.rowid DESC LIMIT %s)"
        )
    return (
        f"(SELECT {rank}, d.id, d.kind, d.target_id, d.title, d.detail FROM (SELECT * FROM lookup_document"  # noqa: S608
        f" WHERE words @> %s::text[] LIMIT {ENOUGH}) d WHERE true{narrow} ORDER BY d.id DESC LIMIT %s)"
    )


def _needed(index_words: list[str]) -> str:
    if connection.vendor == "sqlite":
        return " AND ".join(f'"{w}"' for w in index_words)
    return words_for(connection.vendor, index_words)


def _narrowing(by: Actor, kinds: Sequence[str], store_id: int | None) -> tuple[str, list]:
    text, values = " AND d.chain_id = %s", [by.chain_id]
    if len(kinds) < len(KINDS):
        text += f" AND d.kind IN ({', '.join(['%s'] * len(kinds))})"
        values += kinds
    stores = by.store_ids
    if store_id is not None:
        stores = frozenset({store_id}) if by.sees(store_id) else frozenset()
    if stores is not None:
        text += f" AND (d.store_id IS NULL OR d.store_id IN ({', '.join(['%s'] * len(stores)) or 'NULL'}))"
        values += sorted(stores)
    return text, values


def _answer(found: dict[int, tuple], limit: int) -> list[Hit]:
    ranked = sorted(found.values())
    kept, room = [], {kind: _room(limit) for kind in KINDS}
    for row in ranked:
        if room[row[3]]:
            room[row[3]] -= 1
            kept.append(row)
    kept = kept[:limit] + [row for row in ranked if row not in kept]
    return [Hit(*row[3:]) for row in sorted(kept[:limit])]
