"""Where a pet of a stay slept, night by night, and with whom: what the bill of a stay is made from (F20, F21)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from wangcai.booking import states
from wangcai.booking.minutes import day_of_minute, minute_of, moment_of
from wangcai.booking.models import Booking, Hold, Resource


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stay in one room, without the cleaning."""

    room: Resource
    begins_at: datetime
    ends_at: datetime
    nights: int


@dataclass(frozen=True, slots=True)
class Span:
    """Nights in a row at one price: one room, shared or alone. `shared`: somebody else of the family pays the room in full."""

    room: Resource | None
    first: date
    nights: int
    shared: bool


def segments_of(booking: Booking) -> list[Segment]:
    """The rooms of a stay one after the other; nights are midnights of the store slept there. One query.

    A stay within one day has one segment of no night. Who shares a room has the room's segments within its own time;
    rooms it left and others still live in are kept in its own row (`slept`).
    """
    return segments_by_booking([booking])[booking.pk]


def segments_by_booking(bookings: Sequence[Booking]) -> dict[int, list[Segment]]:
    """The same for several stays of one chain. One query, one more where somebody left a shared room."""
    if not bookings:
        return {}
    chain_id, owners = bookings[0].chain_id, {booking.shares_id or booking.pk for booking in bookings}
    holds: dict[int, list[Hold]] = {}
    rows = Hold.objects.of(chain_id).filter(booking_id__in=owners, resource__kind="room").select_related("resource")
    for hold in rows.order_by("begins"):
        holds.setdefault(hold.booking_id or 0, []).append(hold)
    left = {room for booking in bookings for room, _begins, _ends in booking.slept or ()}
    rooms = Resource.objects.of(chain_id).in_bulk(left) if left else {}
    return {b.pk: _segments(b, holds.get(b.shares_id or b.pk, []), rooms) for b in bookings}


def _segments(booking: Booking, holds: list[Hold], rooms: dict[int, Resource]) -> list[Segment]:
    first, last = minute_of(booking.starts_at), minute_of(booking.ends_at)
    parts = [(rooms[room], max(begins, first), min(ends, last)) for room, begins, ends in booking.slept or ()]
    first = parts[-1][2] if parts else first
    for number, hold in enumerate(holds):
        until = holds[number + 1].begins if number + 1 < len(holds) else last
        parts.append((hold.resource, max(hold.begins, first), min(until, last)))
    return [
        Segment(room, moment_of(begins), moment_of(ends), nights_in(begins, ends, booking.store))
        for room, begins, ends in parts
        if ends > begins
    ]


def nights_in(begins: int, ends: int, store: Any) -> int:
    """How many of the store's midnights lie in the stretch."""
    return (day_of_minute(ends, store.timezone) - day_of_minute(begins, store.timezone)).days


def family_stays(booking: Booking) -> list[Booking]:
    """The other stays of the visit, and those of the household that touch this one's time, by age. One query.

    Called off and not come they count for nothing; gone home they still slept here.
    """
    if booking.kind != Booking.Kind.STAY:
        return []
    ours = Q(visit=booking.visit)
    if booking.pet is not None and booking.pet.household_id is not None:
        at_once = Q(starts_at__lt=booking.ends_at, ends_at__gt=booking.starts_at)
        ours |= Q(pet__household_id=booking.pet.household_id) & at_once
    found = Booking.objects.of(booking.chain_id).filter(ours, store_id=booking.store_id, kind=Booking.Kind.STAY)
    found = found.exclude(state__in=states.NOT_COMING)
    related = ("store__chain", "pet__breed", "room", "service", "customer")
    return list(found.exclude(pk=booking.pk).select_related(*related).order_by("pk"))


def roommates(booking: Booking) -> list[Booking]:
    """The pets that live in this one's room and would come along to another. One query; none where it is itself a guest."""
    found = Booking.objects.of(booking.chain_id).filter(shares=booking, state__in=states.LIVE)
    return list(found.select_related("pet").order_by("pk"))


def spans_of(booking: Booking, family: Iterable[Booking]) -> list[Span]:
    """The nights of a stay by what they cost. Of pets in one room in one night the one booked first pays it in full.

    Moved about within a day no room has a night of it and costs nothing; a stay without any night is one of its room.
    """
    older = [other for other in family if other.pk < booking.pk]
    segments = segments_by_booking([booking, *older])
    others = {(part.room.pk, night) for other in older for part in segments[other.pk] for night in _nights(part, other)}
    found: list[Span] = []
    for part in segments[booking.pk]:
        for night in _nights(part, booking):
            shared = (part.room.pk, night) in others
            last = found[-1] if found else None
            if last is not None and last.room == part.room and last.shared == shared:
                found[-1] = Span(part.room, last.first, last.nights + 1, shared)
            else:
                found.append(Span(part.room, night, 1, shared))
    if found:
        return found
    first = day_of_minute(minute_of(booking.starts_at), booking.store.timezone)
    nights = nights_in(minute_of(booking.starts_at), minute_of(booking.ends_at), booking.store)
    return [Span(booking.room, first, max(nights, 1), booking.shares_id is not None)]


def _nights(part: Segment, booking: Booking) -> list[date]:
    """The days whose midnight was slept in this room."""
    first = day_of_minute(minute_of(part.begins_at), booking.store.timezone)
    return [first + timedelta(days=number) for number in range(part.nights)]
