"""Who is at work when: shifts without approved leave. Where the roster does not reach, the opening hours count.

A store that plans a week ahead can so be booked a month ahead; one that plans nothing has everybody while it is open.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from wangcai.booking.minutes import day_edges, day_of_minute, in_minutes, minute_of, moment_of, stretch, union
from wangcai.kernel.public import fetch
from wangcai.shops.public import hours_of

LONGEST_SHIFT = timedelta(hours=24)
_PRESENT = """
SELECT 1, account_id, {starts}, {ends} FROM booking_shift
WHERE chain_id = %s AND store_id = %s AND starts_at >= %s AND starts_at < %s
UNION ALL
SELECT 0, account_id, {starts}, {ends} FROM booking_leave
WHERE chain_id = %s AND state = 'approved' AND ends_at > %s AND starts_at < %s
UNION ALL
SELECT 2, 0, {last}, 0 FROM booking_shift WHERE chain_id = %s AND store_id = %s
"""


@dataclass(slots=True)
class Presence:
    """Minutes of the window at which people are at work: planned per account, `anyone` where nothing is planned yet."""

    planned: dict[int, int]
    away: dict[int, int]
    anyone: int

    def of(self, account_id: int | None) -> int:
        account = account_id or 0
        return (self.planned.get(account, 0) | self.anyone) & ~self.away.get(account, 0)


def read_presence(*, store: Any, low: int, high: int, asked: int | None = None) -> Presence:
    """Shifts and leave of a window of minutes: one statement, two more where the opening hours are needed.

    `asked` is where the days asked for end: a roster that reaches there is enough.
    """
    chain_id, first, last = store.chain_id, moment_of(low), moment_of(high)
    text = _PRESENT.format(
        starts=in_minutes("starts_at"), ends=in_minutes("ends_at"), last=in_minutes("MAX(starts_at)")
    )
    rows = fetch(text, [chain_id, store.pk, first - LONGEST_SHIFT, last, chain_id, first, last, chain_id, store.pk])
    found: tuple[dict[int, list[tuple[int, int]]], ...] = ({}, {})
    until = low
    for kind, account, starts, ends in rows:
        if kind == 2:
            until = roster_end(starts, store.timezone, low)
        else:
            found[kind].setdefault(account, []).append((starts, ends))
    away, planned = ({account: union(rows, low, high) for account, rows in who.items()} for who in found)
    anyone = opening(store=store, low=until, high=high) << until - low if until < (asked or high) else 0
    return Presence(planned=planned, away=away, anyone=anyone)


def roster_end(last_start: int | None, zone: str, low: int) -> int:
    """The first minute of the day after the last planned shift begins; `low` where nothing is planned."""
    if last_start is None:
        return low
    return max(low, day_edges(day_of_minute(last_start, zone), zone)[1])


def opening(*, store: Any, low: int, high: int) -> int:
    """The minutes of a window at which the store is open; all of them where it never set hours."""
    hours = hours_of(store)
    if not hours.weekly:
        return (1 << high - low) - 1
    first = day_of_minute(low, store.timezone) - timedelta(days=1)
    bits = 0
    for opens, closes in hours.stretches(first, (high - low) // (24 * 60) + 3):
        bits |= stretch(minute_of(opens), minute_of(closes), low, high)
    return bits
