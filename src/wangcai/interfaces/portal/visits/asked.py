"""Where the health inquiry of each pet of a visit stands, in its owner's words."""

from dataclasses import dataclass

from wangcai.booking.public import Booking, states
from wangcai.care.public import HealthInquiry, Visit, answered_ahead, red_words
from wangcai.catalogue.public import Service

BEFORE = (states.REQUESTED, states.BOOKED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the questions of one pet stand, in the owner's words. `state`: open, said, red, vet, refuse or door."""

    state: str
    red: list[tuple[str, str]]


def asked_of(visit: Visit, bookings: list[Booking]) -> dict[int, Asked]:
    """booking id → what its owner is to answer or has answered, while the pet is still at home; two queries."""
    waiting = [booking for booking in bookings if booking.state in BEFORE and booking.pet_id]
    if not waiting:
        return {}
    offers = Service.objects.of(visit.chain_id).filter(variant_id__in={b.service_id for b in waiting})
    with_form = set(offers.exclude(inquiry="").values_list("variant_id", flat=True))
    rows = HealthInquiry.objects.of(visit.chain_id).filter(booking_id__in=[b.pk for b in waiting])
    there = {row.booking_id: row for row in rows.select_related("version")}
    return {b.pk: _stands(there.get(b.pk)) for b in waiting if b.service_id in with_form}


def _stands(found: HealthInquiry | None) -> Asked:
    if found is None:
        return Asked("open", [])
    if found.decision in ("vet", "refuse"):
        return Asked(found.decision, red_words(found))
    if found.decision == "":
        return Asked("red", red_words(found))
    return Asked("said" if answered_ahead(found) else "door", [])
