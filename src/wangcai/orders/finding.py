"""How orders are found: by number, by the contact's telephone, by name. Written after the commit, never on the hot path."""

from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from wangcai.journal.public import Entry, react_to
from wangcai.lookup.public import Subject, index_many
from wangcai.orders.events import OrderChanged, OrderPlaced
from wangcai.orders.models import Order

BATCH = 500


def every_order(chain_id: int) -> Iterator[Subject]:
    """All orders of a chain, oldest first: the source from which the search is rebuilt."""
    for order in Order.objects.of(chain_id).select_related("customer").order_by("pk").iterator(chunk_size=BATCH):
        yield subject_of(order)


def index_orders(chain_id: int, order_ids: Sequence[int]) -> None:
    """Bring many orders into the search at once: imports of the past, which no reaction follows."""
    for ids in batched(order_ids, BATCH):
        index_many(
            subject_of(order) for order in Order.objects.of(chain_id).filter(pk__in=ids).select_related("customer")
        )


def subject_of(order: Order) -> Subject:
    """What can be found of one order."""
    name = order.contact_name or (order.customer.name if order.customer else "")
    day = order.placed_at.strftime("%Y-%m-%d")
    return Subject(
        chain_id=order.chain_id,
        kind="order",
        target_id=order.pk,
        store_id=order.store_id,
        title=order.number,
        detail=" · ".join(part for part in (name, day) if part),
        texts=(name,) if name else (),
        codes=(order.number,),
        phones=(order.contact_phone,) if order.contact_phone else (),
    )


@react_to(OrderPlaced, OrderChanged)
def index_order(happening: Any, entry: Entry) -> None:
    """Bring the order's words up to date."""
    found = Order.objects.of(entry.chain_id).filter(pk=entry.subject_id).select_related("customer").first()
    if found:
        index_many([subject_of(found)])
