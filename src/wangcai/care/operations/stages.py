"""A pet moves from stage to stage: its booking, and the order of its visit with it, in one transaction."""

from datetime import datetime

from wangcai.booking import public as booking_door
from wangcai.booking.public import Booking
from wangcai.kernel.public import Actor


def move_pet(*, booking: Booking, to: str, by: Actor, at: datetime) -> Booking:
    """Move the booking (guarded) and let the order of the visit follow. Runs inside a use case."""
    if hasattr(booking_door, "advance_booking"):
        moved = booking_door.advance_booking(booking=booking, to=to, by=by, at=at)
    else:
        from wangcai.booking.operations.advancing import advance_booking
        moved = advance_booking(booking=booking, to=to, by=by, at=at)
    try:
        from wangcai.care.operations.following import follow_booking
    except ImportError:
        return moved
    follow_booking(moved, by=by, at=at)
    return moved
