"""Keeping documents in step with their subjects."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import batched

from django.db import connection

from wangcai.kernel.public import clean_line, fetch, insert_rows, run, writing
from wangcai.lookup.models import Document, words_for
from wangcai.lookup.words import document_words

BATCH = 400
COLUMNS = ("chain_id", "store_id", "kind", "target_id", "title", "detail", "words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What can be found of one subject. `texts` are names, `codes` whole numbers on cards and papers, `phones` digits."""

    chain_id: int
    kind: str
    target_id: int
    title: str
    detail: str = ""
    store_id: int | None = None
    texts: Sequence[str] = ()
    codes: Sequence[str] = ()
    phones: Sequence[str] = ()


Source = Callable[[int], Iterable[Subject]]
_sources: dict[str, Source] = {}


def register_source(kind: str, source: Source) -> None:
    """Say where all subjects of a kind come from (chain id → subjects, oldest first); `rebuild` reads it."""
    _sources[kind] = source


def index_subject(
    *, chain_id: int, kind: str, target_id: int, title: str, detail: str = "", store_id: int | None = None,
    texts: Sequence[str] = (), codes: Sequence[str] = (), phones: Sequence[str] = (),
) -> None:  # fmt: skip
    """Make one subject findable, or bring it up to date. Give `store_id` where only that store's people may see it."""
    index_many(
        [Subject(chain_id=chain_id, kind=kind, target_id=target_id, title=title, detail=detail, store_id=store_id,
                 texts=texts, codes=codes, phones=phones)]
    )  # fmt: skip


def index_many(subjects: Iterable[Subject]) -> int:
    """The same for many subjects, two statements for each 400; returns how many."""
    count = 0
    with writing():
        for batch in batched(subjects, BATCH):
            rows = list({(s.chain_id, s.kind, s.target_id): s for s in batch}.values())
            _forget(rows)
            insert_rows("lookup_document", COLUMNS, [_row(s) for s in rows])
            count += len(rows)
    return count


def _row(subject: Subject) -> tuple:
    words = document_words(
        subject.chain_id, subject.kind, texts=subject.texts, codes=subject.codes, phones=subject.phones
    )
    return (
        subject.chain_id, subject.store_id, subject.kind, subject.target_id,
        clean_line(subject.title, most=120), clean_line(subject.detail, most=200), words_for(connection.vendor, words),
    )  # fmt: skip


def _forget(rows: Sequence[Subject]) -> None:
    marks = ", ".join(["(%s, %s, %s)"] * len(rows))
    run(
        f"DELETE FROM lookup_document WHERE (chain_id, kind, target_id) IN (VALUES {marks})",  # noqa: S608
        [value for s in rows for value in (s.chain_id, s.kind, s.target_id)],
    )


def forget_subject(chain_id: int, kind: str, target_id: int) -> None:
    """The subject is found no more."""
    Document.objects.of(chain_id).filter(kind=kind, target_id=target_id).delete()


def rebuild(chain: object, kinds: Iterable[str] | None = None) -> int:
    """Make a chain's documents anew from their subjects; returns how many. The same data always gives the same order."""
    chain_id = int(getattr(chain, "pk", chain))  # type: ignore[call-overload]
    count = 0
    for kind in sorted(set(kinds) & set(_sources) if kinds else _sources):
        with writing():
            Document.objects.of(chain_id).filter(kind=kind).delete()
            count += index_many(_sources[kind](chain_id))
    return count


def documents(chain_id: int) -> int:
    """How many subjects of a chain can be found."""
    return fetch("SELECT count(*) FROM lookup_document WHERE chain_id = %s", [chain_id])[0][0]
