"""Reading visits: always inside the actor's chain and stores."""

import uuid
from collections.abc import Sequence
from typing import Any

from wangcai.booking.public import Booking
from wangcai.care.models import CheckIn, ExtraRequest, HealthInquiry, Plan, Visit
from wangcai.catalogue.public import Service
from wangcai.kernel.public import Actor, NotFound


def visit_of(booking: Booking) -> Visit | None:
    """The visit a booking belongs to, with its order; None for one that was booked without."""
    visits = Visit.objects.of(booking.chain_id).filter(key=booking.visit)
    return visits.select_related("order__store__chain", "customer", "store__chain").first()


def visit_for(by: Actor, key: int | str | uuid.UUID) -> Visit:
    """One visit by its id, or by the key its bookings carry; NotFound where it is absent or not in the actor's stores."""
    text = str(key)
    if text.isdigit() and len(text) < 16:
        visits = Visit.objects.of(by).filter(pk=int(text))
    else:
        try:
            visits = Visit.objects.of(by).filter(key=uuid.UUID(text))
        except ValueError:
            raise NotFound from None
    visit = visits.select_related("order__store__chain", "customer", "store__chain").first()
    if visit is None or not by.sees(visit.store_id):
        raise NotFound
    return visit


def bookings_of(visit: Visit) -> list[Booking]:
    """The pets of a visit, in the order they were booked; one query."""
    bookings = Booking.objects.of(visit.chain_id).filter(visit=visit.key)
    related = ("pet__breed", "pet__photo", "service", "worker", "room", "store__chain", "customer")
    return list(bookings.select_related(*related).order_by("pk"))


def visit_keys(by: Actor, order_ids: Sequence[int]) -> dict[int, uuid.UUID]:
    """order id → the key of its visit, for lists that link to the visit's page."""
    return dict(Visit.objects.of(by).filter(order_id__in=order_ids).values_list("order_id", "key"))


def service_of_booking(booking: Booking) -> Service | None:
    """What care must know of the booked service."""
    return Service.objects.of(booking.chain_id).filter(variant_id=booking.service_id).first()


def inquiry_of(booking: Booking) -> HealthInquiry | None:
    """What the owner said of the pet's health for this booking."""
    found = HealthInquiry.objects.of(booking.chain_id).filter(booking=booking)
    return found.select_related("version__text", "signature", "paper").first()


def check_in_of(booking: Booking) -> CheckIn | None:
    return CheckIn.objects.of(booking.chain_id).filter(booking=booking).first()


def plan_of(booking: Booking) -> Plan | None:
    """The plan that counts: the newest that is not replaced (a draft of a change before the signed one)."""
    plans = Plan.objects.of(booking.chain_id).filter(booking=booking).exclude(state=Plan.State.REPLACED)
    return plans.select_related("agreement__text", "signature").order_by("-number").first()


def signed_plan_of(booking: Booking) -> Plan | None:
    """What the owner has signed, if anything."""
    plans = Plan.objects.of(booking.chain_id).filter(booking=booking, state=Plan.State.SIGNED)
    return plans.select_related("agreement__text", "signature").first()


def extras_of(bookings: Sequence[Booking]) -> list[ExtraRequest]:
    """Everything that was asked for on top, of these bookings, oldest first; one query."""
    if not bookings:
        return []
    found = ExtraRequest.objects.of(bookings[0].chain_id).filter(booking_id__in=[booking.pk for booking in bookings])
    return list(found.select_related("variant", "photo").order_by("pk"))


def waiting_extras(booking: Booking) -> list[ExtraRequest]:
    """What still waits for the owner's yes: work on it cannot start."""
    return [extra for extra in extras_of([booking]) if extra.answer == ExtraRequest.Answer.WAITING]


def door_of(bookings: Sequence[Booking]) -> dict[int, dict[str, Any]]:
    """What stands at the door for each of these bookings: {booking id: {"inquiry", "plan", "check_in"}}; three queries."""
    if not bookings:
        return {}
    chain_id, ids = bookings[0].chain_id, [booking.pk for booking in bookings]
    found: dict[int, dict[str, Any]] = {
        pk: {"inquiry": None, "plan": None, "signed": None, "check_in": None} for pk in ids
    }
    for inquiry in HealthInquiry.objects.of(chain_id).filter(booking_id__in=ids):
        found[inquiry.booking_id]["inquiry"] = inquiry
    for plan in Plan.objects.of(chain_id).filter(booking_id__in=ids).exclude(state="replaced").order_by("number"):
        found[plan.booking_id]["plan"] = plan
        if plan.state == Plan.State.SIGNED:
            found[plan.booking_id]["signed"] = plan
    for check_in in CheckIn.objects.of(chain_id).filter(booking_id__in=ids):
        found[check_in.booking_id]["check_in"] = check_in
    return found
