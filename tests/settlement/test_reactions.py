"""A delivered order that is paid completes itself; one that is not waits."""

import pytest

from tests.cast import wanted
from wangcai.journal.public import drain
from wangcai.orders.public import move_order, order_for, place_order, states
from wangcai.settlement.public import Tender, take_payments

# The drain reads committed entries only, so that on PostgreSQL it never passes over a late one.
pytestmark = pytest.mark.django_db(transaction=True)


def delivered(shop, *, paid):
    order = place_order(store=shop.store, order=wanted(shop, ("S3001", 1)), by=shop.clerk)
    if paid:
        take_payments(order=order, tenders=[Tender("cash", 3900)], by=shop.clerk)
    for status in (states.CONFIRMED, states.PICKING, states.READY, states.DELIVERED):
        move_order(order=order, to=status, by=shop.manager)
    drain()
    return order_for(shop.clerk, order.pk)


def test_paid_and_delivered_is_completed(shop):
    assert delivered(shop, paid=True).status == "completed"


def test_unpaid_waits_until_it_is_paid(shop):
    order = delivered(shop, paid=False)
    assert order.status == "delivered"
    take_payments(order=order, tenders=[Tender("wechat", 3900)], by=shop.clerk)
    assert order_for(shop.clerk, order.pk).status == "completed"
