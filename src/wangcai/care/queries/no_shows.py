"""Who did not come, and what follows from it (F23)."""

from typing import Any

from wangcai.booking.public import Booking, states
from wangcai.shops.public import setting


def no_shows_of(chain_id: int, customer_id: int | None) -> int:
    """How often this customer did not come."""
    missed = Booking.objects.of(chain_id).filter(customer_id=customer_id, state=states.NO_SHOW)
    return missed.count() if customer_id else 0


def must_prepay(store: Any, customer_id: int | None) -> bool:
    """After the shop's number of no-shows the whole price is paid in advance."""
    return no_shows_of(store.chain_id, customer_id) >= setting(store, "visits.prepay_after")
