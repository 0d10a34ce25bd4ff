"""Free times for several pets that come together: all at once where the people suffice, else one after the other."""

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from wangcai.booking.minutes import day_edges, members, minute_after, moment_of
from wangcai.booking.offers import read_offers
from wangcai.booking.picture import Picture
from wangcai.booking.places import Place
from wangcai.booking.planning import Part, serves
from wangcai.booking.queries.slots import MOST_DAYS, can_begin, picture_for, starts_by_worker
from wangcai.booking.rules import NotOffered
from wangcai.booking.wants import Want
from wangcai.kernel.public import now

HALF_HOUR = 30


@dataclass(frozen=True, slots=True)
class GroupSlot:
    """One time for all: when each begins, in the order of the wishes, and when the last is done."""

    starts: tuple[datetime, ...]
    ends_at: datetime

    @property
    def at_once(self) -> bool:
        return len(set(self.starts)) == 1


def free_group_slots(
    *, store: Any, wants: Sequence[Want], first_day: date, days: int = 1, in_full: date | None = None,
    step: int = HALF_HOUR, at: datetime | None = None,
) -> list[GroupSlot]:  # fmt: skip
    """The times, every `step` minutes, at which `book` would take all these wishes; earliest first.

    The wishes' own `starts_at` does not matter; `minutes` is the work at the usual pace, a named worker is kept to. With
    `in_full` the other days give their first time only: a list of days needs no more. No stays. Four statements.
    """
    offers = read_offers(
        chain_id=store.chain_id, store_id=store.pk, ids=[i for w in wants for i in (w.service_id, *w.addons)]
    )
    if any(want.service_id not in offers or offers[want.service_id].stay for want in wants):
        raise NotOffered
    low, high = day_edges(first_day, store.timezone, min(days, MOST_DAYS))
    earliest = max(low, minute_after(at or now()))
    if earliest >= high or not wants:
        return []
    picture = picture_for(store, [offers[want.service_id] for want in wants], low, high + 24 * 60, asked=high)
    parts = [
        Part(want, offers[want.service_id], low, want.minutes or offers[want.service_id].minutes) for want in wants
    ]
    lead = 0
    for bits in starts_by_worker(picture, parts[0]).values():
        lead |= bits
    ways = list(ways_of(picture, parts))
    found: list[GroupSlot] = []
    for offset in range(days):
        day = first_day + timedelta(days=offset)
        begins, ends = day_edges(day, picture.zone)
        minutes = members(lead & picture.bits(max(begins, earliest), ends), picture.low, step)
        slots = (slot for minute in minutes if (slot := slot_at(picture, ways, minute)) is not None)
        found += islice(slots, None if in_full in (None, day) else 1)
    return found


def slot_at(picture: Picture, ways: list[list[Part]], minute: int) -> GroupSlot | None:
    """The first way that goes from this minute on."""
    for way in ways:
        if can_begin(picture, way, minute - way[0].begins):
            later = minute - way[0].begins
            ends = max(part.begins + longest(picture, part) for part in way)
            return GroupSlot(tuple(moment_of(part.begins + later) for part in way), moment_of(ends + later))
    return None


def ways_of(picture: Picture, parts: list[Part]) -> Iterator[list[Part]]:
    """All at once, then one after the other by one person; each person once for each length it makes."""
    if len(parts) == 1:
        yield parts
        return
    yield parts
    seen: set[tuple[int, ...]] = set()
    for worker in (*able(picture, parts[0]), None):
        begins, row = parts[0].begins, []
        for part in parts:
            row.append(dataclasses.replace(part, begins=begins))
            mine = worker is not None and worker in able(picture, part)
            span = worker.span(part.minutes) if mine and worker is not None else longest(picture, part)
            begins += span + part.offer.buffer
        offsets = tuple(part.begins for part in row)
        if offsets not in seen:
            seen.add(offsets)
            yield row


def able(picture: Picture, part: Part) -> list[Place]:
    """Who could do it, whenever: the people named or skilled."""
    needs = [need for need in part.offer.needs if need["kind"] == "worker"]
    return [place for place in picture.places if needs and serves(place, part, needs[0], None)]


def longest(picture: Picture, part: Part) -> int:
    """Minutes of the slowest of those who could do it: whoever it will be is done by then."""
    return max((place.span(part.minutes) for place in able(picture, part)), default=part.minutes)
