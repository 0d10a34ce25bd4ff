"""Owners hear at once of what happens to their visit; each happening once, by the journal's own id or the booking's (F26)."""

from wangcai.booking.public import Booking, BookingAdvanced, BookingReleased, WaiterInvited, states
from wangcai.care.events.door import VisitBooked
from wangcai.care.invitations import invited, tell_waiter
from wangcai.care.models import Visit
from wangcai.care.notices import tell_owner
from wangcai.care.queries.visits import bookings_of
from wangcai.care.reminders import when_facts
from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import now

RELATED = ("store__chain", "customer", "pet", "service")


@react_to(VisitBooked)
def tell_requested(happening: VisitBooked, entry: Entry) -> None:
    """It waits for the shop's yes: the owner knows it arrived."""
    visit = Visit.objects.of(entry.chain_id).filter(pk=entry.subject_id).first()
    waiting = [b for b in bookings_of(visit) if b.state == states.REQUESTED] if visit and happening.waits else []
    if waiting:
        pets = "、".join(str(booking.pet) for booking in waiting if booking.pet)
        facts = {"pet": pets, **when_facts(waiting[0])}
        tell_owner(waiting[0], "visit_requested", dedupe=f"visit:{entry.subject_id}:requested", facts=facts)


@react_to(BookingAdvanced)
def tell_ready(happening: BookingAdvanced, entry: Entry) -> None:
    """The pet may be collected; told once, also when it goes back to the table for a moment."""
    if happening.to_state != states.READY:
        return
    booking = _booking(entry, states.READY)
    if booking is not None:
        tell_owner(booking, "job_ready", dedupe=f"ready:{booking.pk}", facts=when_facts(booking))


@react_to(BookingReleased)
def tell_cancelled(happening: BookingReleased, entry: Entry) -> None:
    """A booking that stood is off. A held time that ran out was never told, so neither is its end."""
    if happening.to_state != states.CANCELLED or happening.from_state not in (states.REQUESTED, states.BOOKED):
        return
    booking = _booking(entry, states.CANCELLED)
    if booking is not None and booking.starts_at > now():
        tell_owner(booking, "visit_cancelled", dedupe=f"cancelled:{booking.pk}", facts=when_facts(booking))


@react_to(WaiterInvited)
def tell_invited(happening: WaiterInvited, entry: Entry) -> None:
    """A place is held. In quiet hours nobody is woken for it: `tell_waiters` does it when these are over."""
    waiting = invited().filter(chain=entry.chain_id, pk=entry.subject_id, booking=happening.booking_id).first()
    if waiting is not None:
        tell_waiter(waiting, now())


def _booking(entry: Entry, state: str) -> Booking | None:
    """The booking of an entry, if it is still as the entry says and somebody is to be told."""
    rows = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id, state=state).exclude(customer=None)
    return rows.select_related(*RELATED).first()
