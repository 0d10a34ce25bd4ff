"""What follows at the door: a stay that was moved costs something else; who took an offered time gets a bill."""

from typing import Any

from wangcai.booking.public import Booking, BookingAdvanced, BookingMoved, RoomChanged, states
from wangcai.care.operations.visits import open_visit, reprice
from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import now, system_actor, writing


@react_to(BookingMoved, RoomChanged)
def follow_with_the_bill(happening: Any, entry: Entry) -> None:
    bookings = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id)
    booking = bookings.select_related("store__chain", "pet__breed", "room", "service").first()
    if booking is not None:
        with writing():
            reprice(booking, by=system_actor(entry.chain_id), at=now())


@react_to(BookingAdvanced)
def open_the_bill(happening: BookingAdvanced, entry: Entry) -> None:
    """Somebody of the waitlist said yes to a held time: from then on it is a visit like any other."""
    if happening.to_state != states.BOOKED or happening.from_state != states.HELD:
        return
    bookings = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id, state=states.BOOKED)
    booking = bookings.exclude(customer=None).select_related("store__chain").first()
    if booking is not None:
        open_visit(booking=booking, by=system_actor(entry.chain_id))
