"""换房 with its bill: the nights of everybody in the rooms concerned are counted anew in the same step (F20, F21)."""

from datetime import datetime

from wangcai.booking.public import Booking, move_room, undo_room
from wangcai.care.operations.visits import reprice
from wangcai.journal.public import once
from wangcai.kernel.public import Actor, now


@once
def change_room(
    *, booking: Booking, room_id: int, from_at: datetime, alone: bool = False, override: str = "", by: Actor,
    at: datetime | None = None,
) -> Booking:  # fmt: skip
    """From a moment on the stay goes on in another room, `alone` or with the pets that share it. Refuses as `move_room`."""
    at = at or now()
    moved = move_room(booking=booking, room_id=room_id, from_at=from_at, alone=alone, override=override, by=by, at=at)
    reprice(moved, by=by, at=at)
    return moved


@once
def take_back_room(*, booking: Booking, by: Actor, at: datetime | None = None) -> Booking:
    """The last change of room was a slip: back, and the bill as it was where no night was slept. Refuses as `undo_room`."""
    at = at or now()
    moved = undo_room(booking=booking, by=by, at=at)
    reprice(moved, by=by, at=at)
    return moved
