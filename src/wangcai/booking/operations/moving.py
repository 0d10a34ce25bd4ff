"""A booking gets another time, another person or another room; changing rooms on the way is rooming.py (F18, F20)."""

from copy import copy
from datetime import datetime, timedelta

from wangcai.booking.events import BookingMoved, about_booking, wall
from wangcai.booking.minutes import STEP, minute_of
from wangcai.booking.models import Booking, Hold
from wangcai.booking.operations.arranging import Plan
from wangcai.booking.operations.booking import passed_events
from wangcai.booking.operations.holding import Lost, attempt, drop_holds, write_holds
from wangcai.booking.operations.replanning import (
    CHANGEABLE,
    claim,
    holds_of,
    part_of,
    save_times,
    settle,
    write_times,
)
from wangcai.booking.operations.sharing import hand_on_room, sharers_of
from wangcai.booking.rules import PastTime, ShareOutside, SlotTaken, TimesUnclear
from wangcai.journal.public import Happening, once, record_all
from wangcai.kernel.public import Actor, clean_line, now


@once
def move_booking(
    *,
    booking: Booking,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    worker_id: int | None = None,
    room_id: int | None = None,
    override: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Booking:
    """Give a booking another time, person or room; what is not named stays as it is, where it still can.

    A start alone moves the whole, an end alone makes it shorter or longer. Pets that share the room come along to
    another time or room; of one that leaves earlier than they do, the room goes to who stays longest.
    Refuses as `book` does, and with WrongState where the booking was changed meanwhile.
    """
    require(booking, override, by)
    given, booking, override = booking, copy(booking), clean_line(override)
    at = at or now()
    begins, ends = new_times(booking, starts_at, ends_at, at)
    before = booking.starts_at
    claim(booking, CHANGEABLE, by)
    if worker_id is not None:
        booking.worker_wanted = True
    if booking.shares_id is not None:
        plan = None
        move_sharer(booking, begins, ends, room_id)
    elif booking.kind == Booking.Kind.STAY:
        plan = move_stay(booking, begins, ends, room_id, override=bool(override), by=by, at=at)
    else:
        plan = move_slot(booking, begins, ends, worker_id, override=bool(override), by=by, at=at)
    happenings: list[Happening] = [moved_event(booking, before)]
    happenings += passed_events(booking, plan, override) if plan is not None else []
    record_all(happenings, by=by, at=at)
    return same(given, booking)


def require(booking: Booking, override: str, by: Actor) -> None:
    by.require_at("booking.write", booking)
    if clean_line(override):
        by.require_at("booking.override", booking)


def same(given: Booking, moved: Booking) -> Booking:
    """The caller's own booking learns what changed only once nothing can be refused any more."""
    given.__dict__.update(moved.__dict__)
    return given


def new_times(
    booking: Booking, starts_at: datetime | None, ends_at: datetime | None, at: datetime
) -> tuple[datetime, datetime]:
    """Start and end as they shall be; refuses a start in the past and an end before it."""
    begins = starts_at or booking.starts_at
    if begins != booking.starts_at and begins < at - timedelta(minutes=STEP):
        raise PastTime
    ends = ends_at or begins + (booking.ends_at - booking.starts_at)
    if ends <= begins:
        raise TimesUnclear
    return begins, ends


def move_slot(
    booking: Booking,
    begins: datetime,
    ends: datetime,
    worker_id: int | None,
    *,
    override: bool,
    by: Actor,
    at: datetime,
) -> Plan:
    """An appointment: the work keeps its length at the usual pace, unless another end was asked for."""
    minutes = booking.minutes
    if ends - begins != booking.ends_at - booking.starts_at:
        pace = booking.worker.pace if booking.worker is not None else 100
        minutes = max(1, int((ends - begins).total_seconds() // 60) * 100 // pace)
    wanted = worker_id or (booking.worker_id if booking.worker_wanted else None)
    part = part_of(booking, [], by, starts_at=begins, minutes=minutes, worker_id=wanted)
    part.prefer = frozenset(hold.resource_id for hold in holds_of(booking))
    drop_holds(booking_id=booking.pk, by=by)
    plan = settle(booking, part, override=override, by=by, at=at)
    write_times(booking, plan)
    return plan


def move_stay(
    booking: Booking, begins: datetime, ends: datetime, room_id: int | None, *, override: bool, by: Actor, at: datetime
) -> Plan | None:
    """A stay: the same room unless another is named; rooms changed on the way stay as they were, but for the ends."""
    sharers = sharers_of(booking)
    later = begins - booking.starts_at
    holds = holds_of(booking)
    if not later and room_id in (None, booking.room_id) and any(sharer.ends_at > ends for sharer in sharers):
        hand_on_room(booking, by, leaves_at=ends)
        booking.ends_at = ends
        save_times(booking)
        return None
    if len(holds) > 1 and room_id is None:
        plan = None
        stretch_segments(booking, holds, begins, ends, by)
        booking.starts_at, booking.ends_at = begins, ends
        save_times(booking)
    else:
        part = part_of(booking, sharers, by, starts_at=begins, ends_at=ends, room_id=room_id or booking.room_id)
        drop_holds(booking_id=booking.pk, by=by)
        plan = settle(booking, part, override=override, by=by, at=at)
        write_times(booking, plan)
    for sharer in sharers:
        sharer.starts_at = min(max(sharer.starts_at + later, begins), ends - timedelta(minutes=1))
        sharer.ends_at = max(min(sharer.ends_at + later, ends), sharer.starts_at + timedelta(minutes=1))
        sharer.room_id, sharer.version = booking.room_id, sharer.version + 1
        save_times(sharer)
    return plan


def stretch_segments(booking: Booking, holds: list[Hold], begins: datetime, ends: datetime, by: Actor) -> None:
    """Move the outer ends of a stay in several rooms; rooms that would come before or after fall away."""
    first, buffer = minute_of(begins), holds[-1].ends - minute_of(booking.ends_at)
    last = minute_of(ends) + buffer
    kept = [hold for hold in holds if hold.begins < last and hold.ends > first] or holds[-1:]
    takes = [[hold.resource_id, hold.begins, hold.ends, booking.pk] for hold in kept]
    takes[0][1], takes[-1][2] = first, last
    drop_holds(booking_id=booking.pk, by=by)
    try:
        with attempt():
            write_holds(store_id=booking.store_id, takes=[tuple(take) for take in takes], by=by)  # type: ignore[misc]
    except Lost:
        raise SlotTaken from None
    booking.room_id = kept[-1].resource_id


def move_sharer(booking: Booking, begins: datetime, ends: datetime, room_id: int | None) -> None:
    """Who sleeps in another's room may come later or leave earlier, not stay outside that time."""
    host = booking.shares
    if host is None or room_id not in (None, host.room_id) or begins < host.starts_at or ends > host.ends_at:
        raise ShareOutside
    booking.starts_at, booking.ends_at = begins, ends
    save_times(booking)


def moved_event(booking: Booking, before: datetime) -> BookingMoved:
    zone = booking.store.timezone
    return BookingMoved(
        **about_booking(booking), before=wall(before, zone), when=wall(booking.starts_at, zone),
        until=wall(booking.ends_at, zone), worker_id=booking.worker_id, room_id=booking.room_id,
    )  # fmt: skip
