"""A pet nobody has weighed is booked at a range: weighed at the counter, its band and its price stand before the plan is read."""

from datetime import datetime

from wangcai.booking.public import Booking
from wangcai.care.operations.visits import reprice
from wangcai.customers.public import Weight, weigh_pet
from wangcai.journal.public import once
from wangcai.kernel.public import Actor, NotFound, now


def hangs_on_weight(booking: Booking) -> bool:
    """Was a range said because the pet was never weighed?"""
    if booking.pet_id is None or booking.price_from_fen == booking.price_to_fen:
        return False
    return not Weight.objects.of(booking.chain_id).filter(pet_id=booking.pet_id).exists()


@once
def weigh_for_price(*, booking: Booking, grams: int, by: Actor, at: datetime | None = None) -> Booking:
    """Keep the weight (whole grams) and bring the bill to the pet's band; nothing was signed yet (care.plan)."""
    by.require_at("care.plan", booking)
    if booking.pet is None:
        raise NotFound
    at = at or now()
    weigh_pet(pet=booking.pet, grams=grams, by=by, at=at)
    booking.pet.refresh_from_db()
    reprice(booking, by=by, at=at)
    return booking
