"""Two who take one task, two pickers at one order, ten presses of one button: one effect each."""

import threading

import pytest

from tests.cast import NOON, put_on_shelf, wanted
from tests.delivery.way import confirmed, packed, ready_to_ship
from tests.races import careless
from tests.races.crowd import at_once
from wangcai.delivery.public import (
    PickList,
    carrier_called_back,
    scan_pick,
    ship_order,
    start_picking,
    walk_of,
)
from wangcai.handover.public import Acceptance, LineVerdict, accept_order, handover_code
from wangcai.journal.public import Entry
from wangcai.kernel.public import Refusal, now, writing
from wangcai.messages.public import Message, SimulatedMessage, send_due, tell_customer
from wangcai.orders.operations import moving
from wangcai.orders.public import Order, OrderException, answer_offer, offer_way_out, place_order
from wangcai.stock.public import Level, Move
from wangcai.work.public import CALL, PICK, Task, accept_task, open_task

pytestmark = pytest.mark.race


@pytest.fixture
def goods(shop):
    for sku in ("F2001", "S3001"):
        put_on_shelf(shop, shop.goods[sku], 20)
    return shop


def served(results):
    return [r for r in results if not isinstance(r, Refusal)]


def fresh(order):
    return Order.objects.of(order.chain_id).select_related("store").get(pk=order.pk)


def a_task(shop, kind=PICK):
    return open_task(
        store=shop.store, kind=kind, subject=("order", 1), title="XH-1", permission="delivery.pick", due_at=now(),
        by=shop.manager,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [PICK, CALL])
def test_one_of_many_takes_the_task(shop, kind):
    task, people = a_task(shop, kind), [shop.picker, shop.by("aqiang"), shop.manager]
    results = at_once(12, lambda n: accept_task(task=Task.objects.of(shop.chain).get(pk=task.pk), by=people[n % 3]))
    assert len(served(results)) == 1
    assert {r.code for r in results if isinstance(r, Refusal)} == {"already_taken"}
    assert Entry.objects.filter(what="task.accepted").count() == 1


def test_without_the_guard_many_take_the_task(shop):
    """Positive control: look, then write."""
    task, people, here = a_task(shop), [shop.picker, shop.by("aqiang")], threading.Barrier(2, timeout=20)

    def careless(n):
        found = Task.objects.of(shop.chain).get(pk=task.pk)
        here.wait()
        if found.accepted_at is None:
            with writing():
                Task.objects.of(shop.chain).filter(pk=task.pk).update(owner_id=people[n].id, accepted_at=now())
            return True
        return False

    assert at_once(2, careless, threads=2) == [True, True]


def test_a_task_opened_by_many_is_one(shop):
    results = at_once(10, lambda n: a_task(shop))
    assert len({task.pk for task in results}) == 1
    assert Entry.objects.filter(what="task.opened").count() == 1


def test_one_of_many_pickers_starts_the_order(goods):
    order, people = confirmed(goods, ("F2001", 2)), [goods.picker, goods.by("aqiang")]
    results = at_once(10, lambda n: start_picking(order=fresh(order), by=people[n % 2], at=NOON))
    assert len(served(results)) == 1
    assert PickList.objects.of(goods.chain).count() == 1
    assert Entry.objects.filter(what="picking.started").count() == 1


def test_without_the_guard_both_pickers_start(goods, monkeypatch):
    """Positive control: the order's status is written whatever it is by now."""
    order, people, looked = (
        confirmed(goods, ("F2001", 2)),
        [goods.picker, goods.by("aqiang")],
        careless.look_together(2),
    )
    plain = moving.run
    monkeypatch.setattr(moving, "run", lambda text, values: plain(text.replace(" AND status = %s", ""), values[:-1]))

    def start(n):
        seen = fresh(order)
        looked()
        return start_picking(order=seen, by=people[n], at=NOON)

    assert len(served(at_once(2, start, threads=2))) == 2
    assert Entry.objects.filter(what="picking.started").count() == 2


def test_two_scanners_never_take_more_than_is_asked(goods):
    order = confirmed(goods, ("F2001", 5))
    pick_list = start_picking(order=order, by=goods.picker, at=NOON)
    results = at_once(20, lambda n: scan_pick(pick_list=pick_list, code="F2001", by=goods.picker))
    assert len(served(results)) == 5
    assert walk_of(pick_list)[0].picked == 5


def answered_twice(shop):
    """Two people answer one offer at once: 林女士 on her phone, the clerk for her. What each of them got."""
    order = place_order(
        store=shop.store, order=wanted(shop, ("S3001", 1), ("F2002", 1), allow_stock_out=True), by=shop.clerk, at=NOON
    )
    offer_way_out(exception=order.exceptions.get(), flawed_off=2000, by=shop.clerk, at=NOON)
    choices, looked, clerk = ["flawed", "cancel"], careless.look_together(2), shop.clerk

    def answer(n):
        seen = OrderException.objects.of(shop.chain).get()
        looked()
        return answer_offer(exception=seen, choice=choices[n], channel="phone", by=clerk, at=NOON)

    return at_once(2, answer, threads=2)


def test_an_offer_is_answered_once(goods):
    results = answered_twice(goods)
    assert len(served(results)) == 1
    assert {r.code for r in results if isinstance(r, Refusal)} == {"already_answered"}
    assert Entry.objects.filter(what="order.offer_answered").count() == 1


def test_without_the_guard_both_answers_count(goods, monkeypatch):
    """Positive control: nobody asks whether the offer was still open."""
    careless.nobody_asks(monkeypatch, OrderException)
    assert len(served(answered_twice(goods))) == 2
    assert Entry.objects.filter(what="order.offer_answered").count() == 2


def test_ten_presses_ship_once(goods):
    order, _shipment = ready_to_ship(goods, ("F2001", 2), method="courier")
    at_once(10, lambda n: ship_order(order=fresh(order), tracking="SF1", by=goods.picker, request_key="one"))
    level = Level.objects.of(goods.chain).get(variant=goods.goods["F2001"])
    assert (level.on_hand, level.promised) == (18, 0)
    assert Move.objects.of(goods.chain).filter(why="sale").count() == 1


def test_many_hand_over_once(goods):
    order = packed(goods, ("F2001", 2))
    lines, code = [LineVerdict(order.lines.get().pk, "short", 1, 1, note="少")], handover_code(order)
    results = at_once(
        10, lambda n: accept_order(order=fresh(order), place="pickup", lines=lines, code=code, by=goods.clerk, at=NOON)
    )
    assert len(served(results)) == 1
    assert Acceptance.objects.of(goods.chain).count() == 1
    level = Level.objects.of(goods.chain).get(variant=goods.goods["F2001"])
    assert (level.on_hand, level.promised) == (19, 0)


def test_call_backs_that_come_together_count_once(goods):
    order, _shipment = ready_to_ship(goods, ("F2001", 1), method="courier")
    ship_order(order=order, carrier="sf", tracking="SF1", by=goods.picker, at=NOON)
    at_once(
        15,
        lambda n: carrier_called_back(
            chain_id=goods.chain.pk, carrier="sf", tracking="SF1", status="arrived", by=goods.manager
        ),
    )
    assert Entry.objects.filter(what="shipment.arrived").count() == 1


def test_a_happening_told_by_many_is_told_once(shop):
    def tell(_n):
        return tell_customer(
            chain_id=shop.chain.pk, store=shop.store, customer=shop.lin, event="order_ready", subject=("order", 1),
            facts={}, dedupe="one", at=NOON,
        )  # fmt: skip

    at_once(10, tell)
    assert Message.objects.of(shop.chain).count() == 1
    assert sum(at_once(6, lambda n: send_due(at=NOON))) == 1
    assert SimulatedMessage.objects.of(shop.chain).get().received == 1
