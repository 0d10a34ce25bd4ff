"""Who did not come, or never came before, and what follows from it (F22, F23)."""

from typing import Any

from wangcai.booking.public import Booking, states
from wangcai.customers.public import all_file_ids
from wangcai.shops.public import setting


def no_shows_of(chain_id: int, customer_id: int | None) -> int:
    """How often this customer did not come, under any of the files that were merged into one."""
    files = all_file_ids(chain_id, customer_id)
    return Booking.objects.of(chain_id).filter(customer_id__in=files, state=states.NO_SHOW).count() if files else 0


def must_prepay(store: Any, customer_id: int | None) -> bool:
    """After the shop's number of no-shows the whole price is paid in advance."""
    return no_shows_of(store.chain_id, customer_id) >= setting(store, "visits.prepay_after")


def asked_first(store: Any, customer_id: int | None) -> bool:
    """Does the shop want to say yes to what this customer books alone, whatever the service says? One who never came."""
    if not setting(store, "visits.ask_newcomers"):
        return False
    came = Booking.objects.of(store.chain_id).filter(customer_id=customer_id, state=states.DONE)
    return not came.exists()
