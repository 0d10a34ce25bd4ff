"""A stay that got other times or another room costs something else: its bill follows, whoever moved it."""

from typing import Any

from wangcai.booking.public import Booking, BookingMoved, RoomChanged
from wangcai.care.operations.visits import reprice
from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import now, system_actor, writing


@react_to(BookingMoved, RoomChanged)
def follow_with_the_bill(happening: Any, entry: Entry) -> None:
    bookings = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id)
    booking = bookings.select_related("store__chain", "pet__breed", "room", "service").first()
    if booking is not None:
        with writing():
            reprice(booking, by=system_actor(entry.chain_id), at=now())
