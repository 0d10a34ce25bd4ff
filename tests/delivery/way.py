"""An order brought as far as a test needs it."""

from datetime import timedelta

from tests.cast import NOON, wanted
from wangcai.delivery.public import (
    check_quality,
    choose_way,
    finish_picking,
    pack_order,
    start_picking,
    tick_pick,
    walk_of,
)
from wangcai.orders.public import confirm_order, place_order
from wangcai.shops.public import Duty

DELIVERY = {
    "fulfilment": "delivery",
    "address": "徐汇区钦州路 9 号 302",
    "wanted_at": NOON + timedelta(hours=8),
}


def on_duty(shop, *logins, store=None):
    for login in logins:
        Duty.objects.create(chain=shop.chain, account=shop.people[login], store=store or shop.store, started_at=NOON)


def confirmed(shop, *pairs, **more):
    order = place_order(store=shop.store, order=wanted(shop, *pairs, **more), by=shop.clerk, at=NOON)
    return confirm_order(order=order, channel="phone", by=shop.clerk, at=NOON)


def picking(shop, *pairs, **more):
    order = confirmed(shop, *pairs, **more)
    return order, start_picking(order=order, by=shop.picker, at=NOON)


def picked(shop, *pairs, **more):
    order, pick_list = picking(shop, *pairs, **more)
    for line in walk_of(pick_list):
        tick_pick(pick_line=line, by=shop.picker, at=NOON)
    return order, finish_picking(pick_list=pick_list, by=shop.picker, at=NOON)


def packed(shop, *pairs, **more):
    order, _list = picked(shop, *pairs, **more)
    check_quality(order=order, passed=True, by=shop.picker, at=NOON)
    pack_order(order=order, by=shop.picker, at=NOON)
    return order


def ready_to_ship(shop, *pairs, method="own_driver", **more):
    order = packed(shop, *pairs, **{**DELIVERY, **more})
    return order, choose_way(order=order, method=method, by=shop.picker, km=3.0, at=NOON)
