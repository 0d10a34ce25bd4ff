"""换房: a stay goes on in another room, with its family or without it, and back again where it was a slip (F20, F21)."""

from copy import copy
from datetime import datetime
from typing import Any

from wangcai.booking.events import RoomChanged, about_booking, wall
from wangcai.booking.minutes import minute_of, moment_of
from wangcai.booking.models import Booking, Hold, Resource
from wangcai.booking.operations.arranging import Plan
from wangcai.booking.operations.booking import passed_events
from wangcai.booking.operations.holding import cut_holds, drop_holds
from wangcai.booking.operations.moving import require, same
from wangcai.booking.operations.replanning import CHANGEABLE, claim, holds_of, part_of, save_times, settle
from wangcai.booking.operations.sharing import hand_on_room, room_of_family, sharers_of, slept_until
from wangcai.booking.queries.stays import nights_in, segments_of
from wangcai.booking.rules import NothingToUndo, SameRoom, TimesUnclear
from wangcai.journal.public import once, record_all
from wangcai.kernel.public import Actor, clean_line, now


@once
def move_room(
    *,
    booking: Booking,
    room_id: int,
    from_at: datetime,
    alone: bool = False,
    override: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Booking:
    """From a moment on, a stay goes on in another room; what was slept in the first stays written. Prices are care's.

    Pets that share the room come along; with `alone` they stay where they are. A pet that sleeps in another's room gets
    one of its own. Back into the room it came from, before a night was slept elsewhere, it never left: one segment, and
    the family's room is shared again. Refuses as `book` does, and with SameRoom.
    """
    require(booking, override, by)
    given, booking, override = booking, copy(booking), clean_line(override)
    at = at or now()
    if booking.kind != Booking.Kind.STAY or from_at >= booking.ends_at:
        raise TimesUnclear(field="from_at")
    claim(booking, CHANGEABLE, by)
    begins, before = max(from_at, booking.starts_at), booking.room_id
    if alone:
        hand_on_room(booking, by, leaves_at=begins)
    sharers = sharers_of(booking)
    plan = join_family(booking, room_id, begins, by)
    if plan is None:
        plan = take_room(booking, sharers, room_id, begins, override=bool(override), by=by, at=at)
    for sharer in sharers:
        sharer.room_id, sharer.version = room_id, sharer.version + 1
        save_times(sharer)
    moved = [room_event(each, before, begins) for each in (booking, *sharers)]
    record_all([*moved, *passed_events(booking, plan, override)], by=by, at=at)
    return same(given, booking)


@once
def undo_room(*, booking: Booking, by: Actor, at: datetime | None = None) -> Booking:
    """The last change of room was a slip: back to the room before, from now on, or from the planned moment.

    Before a night was slept in the new room nothing of it is left, and the bill is as it was. Refuses NothingToUndo,
    and as `move_room` does where the old room was given away meanwhile.
    """
    parts = segments_of(booking)
    if len(parts) < 2:
        raise NothingToUndo
    at = at or now()
    from_at = max(at, parts[-1].begins_at)
    return move_room(booking=booking, room_id=parts[-2].room.pk, from_at=from_at, by=by, at=at)


def take_room(
    booking: Booking, sharers: list[Booking], room_id: int, begins: datetime, *, override: bool, by: Actor, at: datetime
) -> Plan:
    """A room of its own from `begins` on; the one it leaves is taken until then, and cleaned after."""
    kept, leaves = coming_back(booking, room_id, minute_of(begins))
    part = part_of(booking, sharers, by, starts_at=moment_of(leaves), room_id=room_id)
    if booking.shares_id is not None or (booking.slept and leaves <= booking.slept[-1][2]):
        booking.slept = slept_until(booking, leaves)
    if kept is None:
        cut_for_move(booking, leaves, part.offer.buffer, by)
    else:
        cut_holds(booking_id=booking.pk, minute=leaves, by=by)
    plan = settle(booking, part, override=override, by=by, at=at)
    if kept is not None:
        join_holds(kept, leaves, booking)
    booking.room_id, booking.shares_id = room_id, None
    save_times(booking)
    return plan


def coming_back(booking: Booking, room_id: int, minute: int) -> tuple[Hold | None, int]:
    """(the hold of this room to go on with, from when): the pet left it and no night has been slept elsewhere since."""
    holds = [hold for hold in holds_of(booking) if hold.begins < minute] if booking.shares_id is None else []
    if booking.room_id == room_id and minute <= minute_of(booking.starts_at):
        raise SameRoom
    kept = next((hold for hold in reversed(holds) if hold.resource_id == room_id), None)
    if kept is None:
        return None, minute
    after = [hold.begins for hold in holds_of(booking) if hold.begins > kept.begins]
    if not after:
        raise SameRoom
    leaves = min(minute, after[0])
    return (kept, leaves) if nights_in(leaves, minute, booking.store) == 0 else (None, minute)


def join_holds(kept: Hold, leaves: int, booking: Booking) -> None:
    """One stretch in one room is one hold."""
    later = Hold.objects.of(booking.chain_id).filter(booking=booking, resource_id=kept.resource_id, begins=leaves)
    ends = later.values_list("ends", flat=True).get()
    later.delete()
    Hold.objects.of(booking.chain_id).filter(pk=kept.pk).update(ends=ends)


def join_family(booking: Booking, room_id: int, begins: datetime, by: Actor) -> Plan | None:
    """Back into the room it shared until today: it shares it again, and never left. None where that is not so."""
    host = room_of_family(booking, room_id, minute_of(begins), by) if booking.shares_id is None else None
    if host is None or not booking.slept or nights_in(booking.slept[-1][2], minute_of(begins), booking.store):
        return None
    drop_holds(booking_id=booking.pk, by=by)
    booking.slept = booking.slept[:-1] or None
    booking.room_id, booking.shares_id = room_id, host.pk
    save_times(booking)
    return Plan([])


def cut_for_move(booking: Booking, minute: int, buffer: int, by: Actor) -> None:
    """The old room is taken until the pet leaves it, and cleaned after; nothing of it where it never slept there."""
    if minute <= minute_of(booking.starts_at):
        drop_holds(booking_id=booking.pk, by=by)
        return
    for hold in holds_of(booking):
        if hold.begins >= minute:
            hold.delete()
        elif hold.ends > minute + buffer:
            cut_holds(booking_id=booking.pk, minute=minute + buffer, by=by)


def room_event(booking: Booking, before_id: int | None, begins: datetime) -> RoomChanged:
    names: dict[Any, str] = dict(
        Resource.objects.of(booking.chain_id).filter(pk__in=[booking.room_id, before_id]).values_list("pk", "name")
    )
    return RoomChanged(
        **about_booking(booking), when=wall(begins, booking.store.timezone), room=names.get(booking.room_id, ""),
        before=names.get(before_id, ""), room_id=booking.room_id or 0, before_id=before_id,
    )  # fmt: skip
