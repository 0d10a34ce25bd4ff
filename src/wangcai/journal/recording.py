"""Writing in the diary: one statement, in the transaction of the thing that happened."""

from collections.abc import Sequence
from datetime import datetime

from wangcai.journal.happenings import Happening
from wangcai.kernel.public import Actor, insert_rows, now

COLUMNS = (
    "chain_id",
    "store_id",
    "what",
    "stage",
    "subject_kind",
    "subject_id",
    "customer_id",
    "pet_id",
    "facts",
    "actor",
    "cause_id",
    "happened_at",
    "recorded_at",
)


def record(happening: Happening, *, by: Actor, at: datetime | None = None, cause: int | None = None) -> int:
    """Write one entry and return its id. `at` is when it happened (default: now), `cause` the entry that led to it."""
    return record_all([happening], by=by, at=at, cause=cause)[0]


def record_all(
    happenings: Sequence[Happening], *, by: Actor, at: datetime | None = None, cause: int | None = None
) -> list[int]:
    """Write several entries by one statement."""
    written = now()
    rows = [
        (
            by.chain_id,
            h.store_id,
            h.WHAT,
            h.STAGE,
            h.SUBJECT,
            h.subject_id,
            h.customer_id,
            h.pet_id,
            h.facts(),
            by.key,
            cause,
            at or written,
            written,
        )
        for h in happenings
    ]
    return insert_rows("journal_entry", COLUMNS, rows)


def record_each(dated: Sequence[tuple[Happening, datetime]], *, by: Actor) -> None:
    """Write many entries with their own times: imports of the past."""
    written = now()
    rows = [
        (
            by.chain_id,
            h.store_id,
            h.WHAT,
            h.STAGE,
            h.SUBJECT,
            h.subject_id,
            h.customer_id,
            h.pet_id,
            h.facts(),
            by.key,
            None,
            at,
            written,
        )
        for h, at in dated
    ]
    for start in range(0, len(rows), 2000):
        insert_rows("journal_entry", COLUMNS, rows[start : start + 2000])
