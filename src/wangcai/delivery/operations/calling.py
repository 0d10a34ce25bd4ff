"""Whoever brings an order may call the customer; the look at the number is written down."""

from datetime import datetime

from wangcai.delivery.events import ContactRevealed
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor
from wangcai.orders.public import Order, about_order


@once
def reveal_contact(*, order: Order, by: Actor, at: datetime | None = None) -> Order:
    """Show the order's contact number to somebody who may ask for it; the number itself is not in the diary."""
    if not by.may("customers.phones", order.store_id):
        by.require_at("customers.reveal", order)
    record(ContactRevealed(**about_order(order)), by=by, at=at)
    return order
