"""What the machine of orders found on its first day: each told once by hand."""

import pytest

from tests.cast import NOON, build_shop, wanted
from tests.delivery.way import packed, ready_to_ship
from wangcai.delivery.public import fail_delivery, pack_order, ship_order, start_picking, walk_of
from wangcai.handover.public import LineVerdict, accept_order, handover_code
from wangcai.journal.public import drain
from wangcai.orders.public import WrongStage, cancel_order, confirm_order, order_for, place_order
from wangcai.settlement.public import Payment, Tender, refund_payment, sell_at_till, take_payments
from wangcai.stock.public import Level, Move, recount

# Reactions read what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(transactional_db):
    return build_shop()


def on_hand(shop):
    return Level.objects.of(shop.chain).get(variant=shop.goods["F2001"]).on_hand


def shipped(shop, pieces):
    order, _shipment = ready_to_ship(shop, ("F2001", pieces), method="courier")
    ship_order(order=order, carrier="sf", tracking="SF1", by=shop.picker, at=NOON)
    return order_for(shop.manager, order.pk)


def test_a_bath_alone_can_be_sold_at_the_till(shop):
    draft = wanted(shop, ("B9001", 1), channel="till", fulfilment="counter")
    sold = sell_at_till(store=shop.store, order=draft, tenders=[Tender("cash", 9800)], by=shop.clerk)
    assert sold.status == "completed" and not Move.objects.of(shop.chain).filter(why="sale").exists()


@pytest.mark.parametrize("late", ["pack", "confirm"])
def test_a_late_click_does_not_fetch_an_order_back(shop, late):
    order = shipped(shop, 1) if late == "pack" else order_for(shop.manager, packed(shop, ("F2001", 1)).pk)
    before = order.status
    with pytest.raises(WrongStage):
        if late == "pack":
            pack_order(order=order, by=shop.picker, at=NOON)
        else:
            confirm_order(order=order, channel="phone", by=shop.clerk, at=NOON)
    assert order_for(shop.manager, order.pk).status == before


def test_a_parcel_that_came_back_and_is_cancelled_lies_on_the_shelf_again(shop):
    order = shipped(shop, 15)
    fail_delivery(order=order, reason="没人", by=shop.picker, at=NOON)
    other = place_order(store=shop.store, order=wanted(shop, ("F2001", 5)), by=shop.clerk, at=NOON)
    confirm_order(order=other, channel="phone", by=shop.clerk, at=NOON)
    walk = walk_of(start_picking(order=other, by=shop.picker, at=NOON))
    assert sum(line.quantity for line in walk) == 5  # the parcel's pieces are not spoken for on the shelf
    cancel_order(order=order_for(shop.manager, order.pk), reason="顾客改主意", by=shop.clerk, at=NOON)
    drain()
    drain()
    assert on_hand(shop) == 20 and recount(shop.chain) == []


def test_money_given_back_for_a_refused_line_ends_the_order(shop):
    order = packed(shop, ("F2001", 2))
    take_payments(order=order, tenders=[Tender("cash", 33600)], by=shop.clerk, at=NOON)
    line = LineVerdict(order.lines.get().pk, "short", 1, 1, note="少")
    accept_order(order=order, place="pickup", lines=[line], code=handover_code(order), by=shop.clerk, at=NOON)
    drain()
    assert order_for(shop.clerk, order.pk).status == "delivered"
    refund_payment(
        payment=Payment.objects.of(shop.chain).get(), amount_fen=16800, reason="少货", by=shop.manager, at=NOON
    )
    assert order_for(shop.clerk, order.pk).status == "completed"
