"""The only writer of a booking's state: one guarded UPDATE whose row count is the answer."""

from datetime import datetime

from wangcai.booking import states
from wangcai.booking.events import BookingAdvanced, about_booking
from wangcai.booking.minutes import minute_of
from wangcai.booking.models import Booking, Hold
from wangcai.booking.operations.holding import cut_holds, drop_holds
from wangcai.booking.operations.replanning import part_of, settle, write_times, wrong_state
from wangcai.booking.operations.sharing import hand_on_room, keep_slept, sharers_of
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, now, run


@once
def advance_booking(
    *, booking: Booking, to: str, by: Actor, at: datetime | None = None, cause: int | None = None
) -> Booking:
    """Move a booking to its next state and record it. Refuses with WrongState what states.MOVES does not hold.

    No permission of its own: it is called by use cases that asked for theirs. Handed over, a pet's people and places
    are free from then on (cleaning still counts). Who was written off as a no-show and comes after all gets what is
    free now; SlotTaken or NobodyFits where nothing is. To cancel is `release_booking`.
    """
    at = at or now()
    before = booking.state
    if to == states.CANCELLED or to == states.NO_SHOW:
        raise wrong_state(booking, by)
    change_state(booking, to, by=by, at=at)
    if before == states.NO_SHOW:
        take_again(booking, by, at)
    if to == states.DONE:
        give_back(booking, by, at)
    record(BookingAdvanced(**about_booking(booking), from_state=before, to_state=to), by=by, at=at, cause=cause)
    return booking


def change_state(booking: Booking, to: str, *, by: Actor, at: datetime, reason: str = "") -> None:
    """The guarded change inside a running use case. Refuses with WrongState."""
    before = booking.state
    changed = states.may_move(before, to) and run(
        "UPDATE booking_booking SET state = %s, state_at = %s, held_until = NULL, reason = %s, version = version + 1"
        " WHERE id = %s AND chain_id = %s AND state = %s",
        [to, at, reason or booking.reason, booking.pk, by.chain_id, before],
    )
    if not changed:
        raise wrong_state(booking, by)
    booking.state, booking.state_at, booking.held_until = to, at, None
    booking.reason, booking.version = reason or booking.reason, booking.version + 1


def note_coming(*, booking: Booking, at: datetime) -> bool:
    """The owner said that they come; False where they had said so, or it is no longer booked for this time.

    Inside a running use case that asked who may, and records what was heard.
    """
    noted = run(
        "UPDATE booking_booking SET coming_at = %s, version = version + 1"
        " WHERE id = %s AND chain_id = %s AND state = %s AND starts_at = %s AND coming_at IS NULL",
        [at, booking.pk, booking.chain_id, states.BOOKED, booking.starts_at],
    )
    if noted:
        booking.coming_at, booking.version = at, booking.version + 1
    return bool(noted)


def take_again(booking: Booking, by: Actor, at: datetime) -> None:
    """A no-show came late: the same people and places where they are free now, else others that fit."""
    if booking.shares_id is not None and still_shares(booking, by):
        return
    booking.shares_id = None
    part = part_of(booking, [], by, starts_at=max(at, booking.starts_at))
    part.prefer = frozenset(pk for pk in (booking.worker_id, booking.room_id) if pk)
    write_times(booking, settle(booking, part, override=False, by=by, at=at))


def still_shares(booking: Booking, by: Actor) -> bool:
    """Is the room it shared still had by its host, with a place left in it?"""
    host = Booking.objects.of(by).filter(pk=booking.shares_id, state__in=states.LIVE).select_related("room").first()
    if host is None or host.room is None or host.shares_id is not None:
        return False
    sleeping = 1 + Booking.objects.of(by).filter(shares=host, state__in=states.LIVE).count()
    inside = host.starts_at <= booking.starts_at and booking.ends_at <= host.ends_at
    return inside and host.room_id == booking.room_id and sleeping <= host.room.most_pets


def give_back(booking: Booking, by: Actor, at: datetime, *, clean: bool = True) -> None:
    """From now on its people and places are free, after cleaning; a shared room goes on to who still sleeps in it."""
    if booking.shares_id is not None or sharers_of(booking):
        keep_slept(booking, by)
        hand_on_room(booking, by, begun=True)
        return
    last = max((hold.ends for hold in Hold.objects.of(by).filter(booking=booking)), default=None)
    if last is None:
        return
    buffer = max(0, last - minute_of(booking.ends_at)) if clean else 0
    cut_holds(booking_id=booking.pk, minute=minute_of(at) + buffer, by=by)


def free_all(booking: Booking, by: Actor) -> None:
    """A booking that never began gives everything back."""
    if booking.shares_id is None and not hand_on_room(booking, by):
        drop_holds(booking_id=booking.pk, by=by)
