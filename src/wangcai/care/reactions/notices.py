"""Owners hear at once of what happens to their visit; each happening once, by the journal's own id or the booking's (F26)."""

from django.conf import settings

from wangcai.booking.public import Booking, BookingAdvanced, BookingReleased, WaiterInvited, Waiting, states
from wangcai.care.events.door import VisitBooked
from wangcai.care.models import Visit
from wangcai.care.notices import tell_owner
from wangcai.care.queries.visits import bookings_of
from wangcai.care.reminders import when_facts
from wangcai.customers.public import make_share_link
from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import local, now, system_actor
from wangcai.messages.public import quiet_until, tell_customer, was_told

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
    """A place is held for half an hour. In quiet hours nobody is woken for it, and a stale word in the morning helps nobody."""
    rows = Waiting.objects.of(entry.chain_id).filter(pk=entry.subject_id, state=Waiting.State.INVITED)
    waiting = rows.select_related(*RELATED, "booking").first()
    dedupe = f"invited:{happening.booking_id}"
    if waiting is None or waiting.customer is None or waiting.booking is None or was_told(entry.chain_id, dedupe):
        return
    store, booking, at = waiting.store, waiting.booking, now()
    if booking.held_until is None or booking.held_until <= at or quiet_until(at, store):
        return
    _link, token = make_share_link(
        subject_kind="waiting",
        subject_id=waiting.pk,
        customer=waiting.customer,
        by=system_actor(entry.chain_id),
        days=1,
    )
    base = store.settings.get("public_url") or store.chain.settings.get("public_url") or settings.PUBLIC_URL
    facts = {
        "pet": str(waiting.pet or ""), "service": waiting.service.name,
        "when": f"{local(booking.starts_at, store.timezone):%m-%d %H:%M}",
        "until": f"{local(booking.held_until, store.timezone):%H:%M}", "link": f"{base.rstrip('/')}/p/invited/{token}",
    }  # fmt: skip
    tell_customer(
        chain_id=entry.chain_id, store=store, customer=waiting.customer, event="waitlist_invited",
        subject=("waiting", waiting.pk), facts=facts, dedupe=dedupe, at=at,
    )  # fmt: skip


def _booking(entry: Entry, state: str) -> Booking | None:
    """The booking of an entry, if it is still as the entry says and somebody is to be told."""
    rows = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id, state=state).exclude(customer=None)
    return rows.select_related(*RELATED).first()
