"""A booking does not take place, or ends early: its people and places are free for others at once."""

from datetime import datetime

from wangcai.booking import states
from wangcai.booking.events import BookingReleased, about_booking, wall
from wangcai.booking.models import Booking
from wangcai.booking.operations.advancing import change_state, free_all, give_back
from wangcai.booking.operations.replanning import wrong_state
from wangcai.booking.rules import ReasonMissing
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, clean_line, now


@once
def release_booking(
    *, booking: Booking, to: str = states.CANCELLED, reason: str, by: Actor, at: datetime | None = None
) -> Booking:
    """Cancel a booking, or write it off as a no-show. Refuses with WrongState, and with ReasonMissing.

    Deposits and fees are care's. Of a visit that had begun the past stays as it was.
    """
    by.require_at("booking.write", booking)
    reason = clean_line(reason)
    if not reason:
        raise ReasonMissing
    return let_go(booking, to=to, reason=reason, by=by, at=at or now())


def let_go(booking: Booking, *, to: str, reason: str, by: Actor, at: datetime) -> Booking:
    """The change itself, inside a running use case."""
    if to not in states.NOT_COMING:
        raise wrong_state(booking, by)
    before = booking.state
    change_state(booking, to, by=by, at=at, reason=reason)
    if before in states.HERE:
        give_back(booking, by, at)
    else:
        free_all(booking, by)
    record(
        BookingReleased(
            **about_booking(booking), from_state=before, to_state=to, reason=reason,
            when=wall(booking.starts_at, booking.store.timezone),
        ),
        by=by, at=at,
    )  # fmt: skip
    return booking
