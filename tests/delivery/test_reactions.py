"""What follows by itself: tasks find their people at each stage, the customer is told once."""

from datetime import timedelta

import pytest

from tests.cast import NOON, wanted
from tests.delivery.way import DELIVERY, on_duty
from wangcai.customers.public import ShareLink
from wangcai.delivery.public import (
    Shipment,
    check_quality,
    finish_picking,
    pack_order,
    start_picking,
    tick_pick,
    walk_of,
)
from wangcai.handover.public import LineVerdict, accept_order, handover_code
from wangcai.journal.public import Reader, Setback, drain, record
from wangcai.kernel.public import now
from wangcai.messages.public import Message
from wangcai.orders.public import (
    Order,
    OrderException,
    answer_offer,
    cancel_order,
    chase_answers,
    confirm_order,
    offer_way_out,
    place_order,
)
from wangcai.stock.public import GoodsReceived, Level
from wangcai.work.public import Task, close_tasks

# What a reader of the diary sees must be committed.
pytestmark = pytest.mark.django_db(transaction=True)


def placed(shop, *pairs, **more):
    order = place_order(store=shop.store, order=wanted(shop, *pairs, **more), by=shop.clerk, at=NOON)
    drain()
    return order


def tasks(shop, state="open"):
    return sorted(Task.objects.of(shop.chain).filter(state=state).values_list("kind", flat=True))


def told(shop):
    return list(Message.objects.of(shop.chain).order_by("pk").values_list("event", flat=True))


def fresh(order):
    return Order.objects.of(order.chain_id).select_related("store", "customer").get(pk=order.pk)


def test_the_way_of_a_pick_up_order(shop):
    on_duty(shop, "xiaozhou", "xiaoli")
    order = placed(shop, ("F2001", 2))
    assert tasks(shop) == ["confirm"]
    assert Task.objects.of(shop.chain).get(kind="confirm").owner.name == "小周"
    confirm_order(order=fresh(order), channel="phone", by=shop.clerk, at=NOON)
    drain()
    assert tasks(shop) == ["pick"] and tasks(shop, "done") == ["confirm"]
    pick_list = start_picking(order=fresh(order), by=shop.picker, at=NOON)
    for line in walk_of(pick_list):
        tick_pick(pick_line=line, by=shop.picker, at=NOON)
    finish_picking(pick_list=pick_list, by=shop.picker, at=NOON)
    check_quality(order=fresh(order), passed=True, by=shop.picker, at=NOON)
    pack_order(order=fresh(order), by=shop.picker, at=NOON)
    drain()
    assert tasks(shop) == ["hand_over"]
    order = fresh(order)
    lines = [LineVerdict(line.pk, "matches", line.quantity) for line in order.lines.all()]
    accept_order(order=order, place="pickup", lines=lines, code=handover_code(order), by=shop.clerk, at=NOON)
    drain()
    assert tasks(shop) == []
    assert told(shop) == ["order_received", "order_confirmed", "order_ready", "order_delivered"]
    assert not Setback.objects.exists()


def test_reading_the_diary_twice_tells_nobody_twice(shop):
    order = placed(shop, ("F2001", 1))
    confirm_order(order=fresh(order), channel="phone", by=shop.clerk, at=NOON)
    drain()
    links = ShareLink.objects.of(shop.chain).count()
    Reader.objects.update(xact=0, entry_id=0)
    drain()
    assert told(shop) == ["order_received", "order_confirmed"]
    assert ShareLink.objects.of(shop.chain).count() == links
    assert Task.objects.of(shop.chain).filter(state="open").count() == 1


def test_a_stock_out_is_called_about_before_it_is_read_back(shop):
    on_duty(shop, "xiaozhou")
    order = placed(shop, ("F2001", 25), ("S3001", 1), allow_stock_out=True)
    assert tasks(shop) == ["call"]
    exception = OrderException.objects.of(shop.chain).get()
    offer_way_out(exception=exception, wait_until=(NOON + timedelta(days=3)).date(), by=shop.clerk, at=NOON)
    drain()
    assert told(shop)[-1] == "order_offer"
    assert "无谷三文鱼犬粮" in Message.objects.of(shop.chain).order_by("pk").last().body
    assert tasks(shop) == []
    answer_offer(exception=exception, choice="cancel", channel="portal", by=shop.clerk, at=NOON)
    drain()
    assert tasks(shop) == ["confirm"]
    assert order.pk == Task.objects.of(shop.chain).get(state="open").subject_id


def test_whoever_waits_is_promised_the_goods_when_they_come(shop):
    placed(shop, ("F2001", 25), allow_stock_out=True)
    exception = OrderException.objects.of(shop.chain).get()
    offer_way_out(exception=exception, wait_until=(NOON + timedelta(days=3)).date(), by=shop.clerk, at=NOON)
    answer_offer(exception=exception, choice="wait", channel="phone", by=shop.clerk, at=NOON)
    drain()
    assert tasks(shop) == []
    Level.objects.of(shop.chain).filter(variant=shop.goods["F2001"]).update(on_hand=40)
    record(GoodsReceived(subject_id=1, store_id=shop.store.pk, number="R1", lines=1, pieces=20), by=shop.manager)
    drain()
    assert tasks(shop) == ["confirm"]
    assert Level.objects.of(shop.chain).get(variant=shop.goods["F2001"]).promised == 25


def test_a_cancelled_order_leaves_no_work_and_says_so_once(shop):
    order = placed(shop, ("F2001", 1))
    confirm_order(order=fresh(order), channel="phone", by=shop.clerk, at=NOON)
    drain()
    cancel_order(order=fresh(order), reason="重复下单", by=shop.clerk, at=NOON)
    drain()
    assert tasks(shop) == [] and tasks(shop, "dropped") == ["pick"]
    assert told(shop).count("order_cancelled") == 1


def test_a_delivery_with_known_distance_gets_its_way_by_itself(shop):
    shop.store.latitude, shop.store.longitude = 31.1886, 121.4365
    shop.store.save()
    order = placed(shop, ("F2001", 1), **{**DELIVERY, "latitude": 31.2, "longitude": 121.44, "wanted_at": None})
    Order.objects.of(shop.chain).update(wanted_at=NOON + timedelta(days=3650))
    confirm_order(order=fresh(order), channel="phone", by=shop.clerk, at=NOON)
    drain()
    assert Shipment.objects.of(shop.chain).get().method == "own_driver"


def test_an_offer_without_answer_is_called_about_once(shop):
    on_duty(shop, "xiaozhou")
    asked = now()  # tasks are opened by the clock on the wall
    placed(shop, ("F2001", 25), allow_stock_out=True)
    exception = OrderException.objects.of(shop.chain).get()
    offer_way_out(exception=exception, by=shop.clerk, at=asked)
    drain()
    assert tasks(shop) == [] and chase_answers(at=asked + timedelta(hours=3)) == 0
    late = asked + timedelta(hours=5)
    assert chase_answers(at=late) == 1 and chase_answers(at=late) == 0
    task = Task.objects.of(shop.chain).get(state="open")
    assert (task.kind, task.owner.name) == ("call", "小周")
    close_tasks(chain_id=shop.chain.pk, subject=("order", task.subject_id), by=shop.manager)
    assert chase_answers(at=late + timedelta(hours=1)) == 0
