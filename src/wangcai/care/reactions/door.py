"""What follows at the door: a stay that was moved costs something else; who took an offered time gets a bill."""

from typing import Any

from wangcai.booking.public import Booking, BookingAdvanced, BookingMoved, BookingReleased, RoomChanged, states
from wangcai.care.events.door import ExtraAsked, VisitBooked, VisitConfirmed
from wangcai.care.models import ExtraRequest, Visit
from wangcai.care.notices import tell_owner
from wangcai.care.operations.visits import open_visit, reprice
from wangcai.care.queries.visits import bookings_of
from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import format_money, now, system_actor, writing


@react_to(BookingMoved, RoomChanged, BookingReleased)
def follow_with_the_bill(happening: Any, entry: Entry) -> None:
    """Its own bill, and its family's: one pet less in the room is a night in full for who stays."""
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


@react_to(VisitBooked, VisitConfirmed)
def tell_booked(happening: Any, entry: Entry) -> None:
    """The owner is told once, when the shop has said yes: the first pet stands for all."""
    visit = Visit.objects.of(entry.chain_id).filter(pk=entry.subject_id).first()
    bookings = [booking for booking in bookings_of(visit) if booking.state == states.BOOKED] if visit else []
    if bookings and not getattr(happening, "waits", False):
        pets = "、".join(str(booking.pet) for booking in bookings if booking.pet)
        tell_owner(bookings[0], "visit_booked", dedupe=f"visit:{entry.subject_id}:booked", facts={"pet": pets})


@react_to(ExtraAsked)
def tell_extra(happening: ExtraAsked, entry: Entry) -> None:
    """Somebody stands with the scissors in hand: this does not wait for the morning."""
    extras = ExtraRequest.objects.of(entry.chain_id).filter(pk=happening.request_id, answer="")
    extra = extras.select_related("booking__store__chain", "booking__customer", "booking__pet").first()
    if extra is not None:
        facts = {"item": extra.name, "total": format_money(extra.price_fen)}
        tell_owner(extra.booking, "care_extra", dedupe=f"extra:{extra.pk}", facts=facts, urgent=True)
