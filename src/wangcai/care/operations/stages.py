"""A pet moves from stage to stage: its booking, and the order of its visit with it, in one transaction."""

from datetime import datetime

from wangcai.booking.public import Booking, advance_booking
from wangcai.care.operations.following import follow_booking
from wangcai.kernel.public import Actor


def move_pet(*, booking: Booking, to: str, by: Actor, at: datetime) -> Booking:
    """Move the booking (guarded) and let the order of the visit follow. Runs inside a use case."""
    advance_booking(booking=booking, to=to, by=by, at=at)
    follow_booking(booking, by=by, at=at)
    return booking
