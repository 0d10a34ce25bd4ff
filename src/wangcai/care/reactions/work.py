"""What follows in care by itself: a pet that came in gets its rounds, one that went home has none left."""

from typing import Any

from wangcai.booking.public import Booking, BookingAdvanced, BookingReleased, states
from wangcai.care.operations.rounds import drop_rounds, write_rounds
from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import now


@react_to(BookingAdvanced)
def rounds_follow_the_pet(happening: BookingAdvanced, entry: Entry) -> None:
    """Planned before it came: the rounds begin with its arrival and end when it is handed over."""
    booking = _booking(entry)
    if booking is not None and booking.state in (states.ARRIVED, states.STARTED):
        write_rounds(booking=booking, at=now())
    elif booking is not None and booking.state == states.DONE:
        drop_rounds(booking=booking, at=entry.happened_at)


@react_to(BookingReleased)
def no_rounds_for_who_does_not_come(happening: Any, entry: Entry) -> None:
    booking = _booking(entry)
    if booking is not None and booking.state in states.NOT_COMING:
        drop_rounds(booking=booking, at=entry.happened_at)


def _booking(entry: Entry) -> Booking | None:
    return Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id).first()
