"""Minutes since 1970 UTC, and sets of minutes as whole numbers: bit n of a set is the minute `low + n`.

An `&` over a fortnight of a person's minutes costs less than a microsecond; that is why free slots are asked here and
not in the database.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from wangcai.kernel.public import local, moment

DAY = 24 * 60
STEP = 15
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def minute_of(at: datetime) -> int:
    """The whole minute a moment lies in."""
    return int((at - EPOCH).total_seconds() // 60)


def minute_after(at: datetime) -> int:
    """The first whole minute not before a moment."""
    return -int(-(at - EPOCH).total_seconds() // 60)


def moment_of(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def in_minutes(column: str) -> str:
    """SQL for the whole minute of a time column: the engine counts faster than its driver makes datetimes."""
    if connection.vendor == "postgresql":
        return f"CAST(FLOOR(EXTRACT(EPOCH FROM {column}) / 60) AS BIGINT)"
    return f"CAST(strftime('%%s', {column}) AS INTEGER) / 60"


def read_day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def stretch(begins: int, ends: int, low: int, high: int) -> int:
    """The set of the minutes from `begins` to before `ends`, cut to the window."""
    begins, ends = max(begins, low), min(ends, high)
    return ((1 << ends - begins) - 1) << begins - low if ends > begins else 0


def between(begins: Iterable[int], ends: Iterable[int], low: int, high: int) -> int:
    """The set of all minutes of stretches that do not overlap, cut to the window; in any order.

    The ends as one number less the begins as another is the set itself: two bytes are touched for each stretch, instead
    of a number as long as the window.
    """
    size = (high - low) // 8 + 2
    first, last = bytearray(size), bytearray(size)
    for minute in begins:
        place = minute - low if minute > low else 0
        first[place >> 3] |= 1 << (place & 7)
    for minute in ends:
        place = (minute if minute < high else high) - low
        last[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(last, "little") - int.from_bytes(first, "little")


def union(stretches: Iterable[tuple[int, int]], low: int, high: int) -> int:
    """The set of all minutes of stretches that may overlap, cut to the window."""
    begins, ends, done = [], [], low
    for first, last in sorted(stretches):
        first, last = max(first, done), min(last, high)
        if last > first:
            begins.append(first)
            ends.append(last)
            done = last
    return between(begins, ends, low, high)


def runs(free: int, length: int) -> int:
    """The minutes at which `length` free minutes in a row begin (length ≥ 1)."""
    done = 1
    while done < length and free:
        by = min(done, length - done)
        free &= free >> by
        done += by
    return free


def every(step: int, low: int, high: int) -> int:
    """The minutes of the window that stand on a step of the clock."""
    first, size = -low % step, high - low
    pattern, length = 1, step
    while length < size:
        pattern |= pattern << length
        length *= 2
    return (pattern << first) & ((1 << size) - 1)


def members(minutes: int, low: int, step: int) -> Iterator[int]:
    """The minutes of a set that stand on a step of the clock, earliest first."""
    text = bin(minutes)[:1:-1]
    first = -low % step
    chosen = text[first::step]
    place = chosen.find("1")
    while place >= 0:
        yield low + first + place * step
        place = chosen.find("1", place + 1)


def day_of_minute(minute: int, zone: str) -> date:
    """The store's calendar day a minute lies in."""
    return local(moment_of(minute), zone).date()


def day_edges(day: date, zone: str, days: int = 1) -> tuple[int, int]:
    """First minute of a store's calendar day and first minute after `days` of them."""
    clock = datetime.min.time()
    return minute_of(moment(day, clock, zone)), minute_of(moment(day + timedelta(days=days), clock, zone))
