"""Writing down who has what when. The database refuses two at one time; its answer is the only one that counts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext

from django.db import IntegrityError, connection, transaction

from wangcai.kernel.public import Actor, run, value_for_database

COLUMNS = ("chain_id", "store_id", "resource_id", "booking_id", "why", "begins", "ends", "note", "by")


class Lost(Exception):  # noqa: N818  somebody else was faster; caught by the use case, which plans again
    """The database refused one of the holds: what was written since `attempt()` is undone."""


@contextmanager
def attempt() -> Iterator[None]:
    """What is written in here goes away again when it ends with Lost.

    PostgreSQL needs a savepoint, which also wakes those who waited for the holds. SQLite has one writer, who looked
    at the very rows the trigger looks at: there is nothing to come back from.
    """
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        yield


def write_holds(
    *, store_id: int, takes: Sequence[tuple[int, int, int, int | None]], by: Actor, why: str = "booking", note: str = ""
) -> None:
    """Take (resource, begins, ends, booking) by one statement, in the order of resources so that two never wait in a ring.

    Raises Lost where any of them is taken.
    """
    if not takes:
        return
    rows = [
        (by.chain_id, store_id, resource, booking, why, begins, ends, note, by.key)
        for resource, begins, ends, booking in sorted(takes, key=lambda take: take[:3])
    ]
    marks = ", ".join(["(" + ", ".join(["%s"] * len(COLUMNS)) + ")"] * len(rows))
    text = f"INSERT INTO booking_hold ({', '.join(COLUMNS)}) VALUES {marks}"  # noqa: S608  columns and marks only
    if connection.vendor == "postgresql":
        text += " ON CONFLICT DO NOTHING"
    try:
        written = run(text, [value_for_database(value) for row in rows for value in row])
    except IntegrityError as error:
        if "hold_no_overlap" not in str(error):
            raise
        raise Lost from None
    if written < len(rows):
        raise Lost


def drop_holds(*, booking_id: int, by: Actor) -> int:
    """Give back everything a booking has."""
    return run("DELETE FROM booking_hold WHERE booking_id = %s AND chain_id = %s", [booking_id, by.chain_id])


def cut_holds(*, booking_id: int, minute: int, by: Actor) -> None:
    """Give back what a booking has from a minute on; what lies before stays as what was."""
    values = [booking_id, by.chain_id, minute]
    run("DELETE FROM booking_hold WHERE booking_id = %s AND chain_id = %s AND begins >= %s", values)
    run("UPDATE booking_hold SET ends = %s WHERE booking_id = %s AND chain_id = %s AND ends > %s", [minute, *values])
