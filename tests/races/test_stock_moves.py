"""R03: counting, moving and travelling while selling goes on. Sums stay sums, nothing is sold twice, nobody waits for ever."""

import functools

import pytest
from django.db.models import Sum

from tests.cast import NOON, put_on_shelf
from tests.races import careless
from tests.races.hands import outcomes_of
from wangcai.kernel.public import writing
from wangcai.stock.operations import stocktaking
from wangcai.stock.public import (
    Bin,
    Count,
    Holding,
    Leaving,
    Level,
    Move,
    NewReceiptLine,
    NewTransferLine,
    Transfer,
    Want,
    approve_stocktake,
    count_goods,
    move_bin,
    promise_goods,
    receive_goods,
    receive_transfer,
    recount,
    send_transfer,
    start_stocktake,
    take_out,
)

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MEANT = {"done", "out_of_stock", "not_there", "promised_away", "not_in_bin", "count_outdated"}


def sell(shop, sku, subject, store=None):
    """A till sale: promise and take out in one transaction."""
    store = store or shop.store
    with writing():
        wants = [Want("test", subject, shop.goods[sku].pk, 1)]
        promise_goods(chain_id=shop.chain.pk, store_id=store.pk, wants=wants, at=NOON)
        items = [Leaving("test", subject, shop.goods[sku].pk, 1, promised=True)]
        take_out(chain_id=shop.chain.pk, store_id=store.pk, items=items, why="sale", by=shop.clerk, at=NOON)


def on_hand(shop, sku, store=None):
    return Level.objects.of(shop.chain).get(store=store or shop.store, variant=shop.goods[sku]).on_hand


def test_a_stocktake_while_selling_goes_on(shop):
    put_on_shelf(shop, shop.goods["F2001"], 200)
    stocktake = start_stocktake(store=shop.store, by=shop.picker)
    counter, manager = shop.picker, shop.manager

    def count():
        held = Holding.objects.of(shop.chain).get(variant=shop.goods["F2001"], bin=shop.shelf).quantity
        count_goods(store=shop.store, stocktake=stocktake, bin_id=shop.shelf.pk, variant_id=shop.goods["F2001"].pk,
                    counted=max(held - 3, 0), by=counter)  # fmt: skip

    def approve():
        approve_stocktake(store=shop.store, stocktake=stocktake, by=manager)

    sales = [functools.partial(sell, shop, "F2001", n) for n in range(120)]
    outcomes = outcomes_of([*sales[:60], count, *sales[60:90], approve, *sales[90:]])
    found = Count.objects.of(shop.chain).get()
    stocktake.refresh_from_db()
    assert set(outcomes) <= {"done", "nothing_counted"}, outcomes  # approval may have come before the count
    booked = found.counted - found.book if stocktake.state == "approved" else 0
    assert on_hand(shop, "F2001") == 200 - 120 + booked
    assert recount(shop.chain) == []


def test_control_a_count_written_over_the_shelf_loses_sales(shop):
    put_on_shelf(shop, shop.goods["F2001"], 200)
    sales = [functools.partial(careless.take, shop, "F2001", 1, n) for n in range(120)]
    outcomes_of([*sales[:60], functools.partial(careless.approve, shop, "F2001", 137), *sales[60:]])
    assert recount(shop.chain) != []


def test_goods_travel_both_ways_while_both_stores_sell(shop):
    boss = shop.by("boss")
    put_on_shelf(shop, shop.goods["F2001"], 100)
    line = NewReceiptLine(shop.goods["F2001"].pk, 100, lot_code="L2")
    receive_goods(store=shop.sister, supplier="", paper="", lines=[line], by=boss)

    def travel(source, target):
        lines = [NewTransferLine(shop.goods["F2001"].pk, 3)]
        sent = send_transfer(store=source, target=target, lines=lines, by=boss)
        receive_transfer(store=target, transfer=sent, received={}, by=boss)

    tasks = []
    for n in range(25):
        tasks += [
            functools.partial(travel, shop.store, shop.sister),
            functools.partial(sell, shop, "F2001", 2 * n),
            functools.partial(travel, shop.sister, shop.store),
            functools.partial(sell, shop, "F2001", 2 * n + 1, shop.sister),
        ]
    outcomes = outcomes_of(tasks)
    assert set(outcomes) <= MEANT, outcomes
    sold = -(Move.objects.of(shop.chain).filter(why="sale").aggregate(n=Sum("quantity"))["n"] or 0)
    assert on_hand(shop, "F2001") + on_hand(shop, "F2001", shop.sister) == 200 - sold
    assert recount(shop.chain) == []


def test_a_transfer_is_received_once(shop):
    put_on_shelf(shop, shop.goods["F2001"], 10)
    boss = shop.by("boss")
    lines = [NewTransferLine(shop.goods["F2001"].pk, 10)]
    sent = send_transfer(store=shop.store, target=shop.sister, lines=lines, by=boss)
    take = functools.partial(receive_transfer, store=shop.sister, transfer=sent, received={}, by=boss)
    assert outcomes_of([take] * 24) == {"done": 1, "already_received": 23}
    assert on_hand(shop, "F2001", shop.sister) == 10
    assert recount(shop.chain) == []


def test_control_a_transfer_nobody_closes_is_received_again(shop, monkeypatch):
    put_on_shelf(shop, shop.goods["F2001"], 10)
    boss = shop.by("boss")
    lines = [NewTransferLine(shop.goods["F2001"].pk, 10)]
    sent = send_transfer(store=shop.store, target=shop.sister, lines=lines, by=boss)
    careless.nobody_asks(monkeypatch, Transfer)
    take = functools.partial(receive_transfer, store=shop.sister, transfer=sent, received={}, by=boss)
    outcomes_of([take] * 4)
    assert on_hand(shop, "F2001", shop.sister) == 40


def counted_seven(shop):
    """A stocktake that found 7 of 10, and the errand of approving it."""
    put_on_shelf(shop, shop.goods["F2001"], 10)
    stocktake = start_stocktake(store=shop.store, by=shop.picker)
    count_goods(store=shop.store, stocktake=stocktake, bin_id=shop.shelf.pk, variant_id=shop.goods["F2001"].pk,
                counted=7, by=shop.picker)  # fmt: skip
    return functools.partial(approve_stocktake, store=shop.store, stocktake=stocktake, by=shop.manager)


def test_a_stocktake_is_approved_once(shop):
    assert outcomes_of([counted_seven(shop)] * 16) == {"done": 1, "stocktake_closed": 15}
    assert on_hand(shop, "F2001") == 7


def test_control_a_stocktake_nobody_closes_is_booked_again(shop, monkeypatch):
    approve = counted_seven(shop)
    monkeypatch.setattr(stocktaking, "close", lambda *_arguments: None)
    outcomes_of([approve] * 3)
    assert on_hand(shop, "F2001") == 1


def test_one_item_scanned_by_many_hands_adds_up(shop):
    put_on_shelf(shop, shop.goods["F2001"], 80)
    stocktake, counter = start_stocktake(store=shop.store, by=shop.picker), shop.picker
    scan = functools.partial(count_goods, store=shop.store, stocktake=stocktake, bin_id=shop.shelf.pk,
                             variant_id=shop.goods["F2001"].pk, add=1, by=counter)  # fmt: skip
    assert outcomes_of([scan] * 80) == {"done": 80}
    assert Count.objects.of(shop.chain).get().counted == 80


def test_pieces_walk_between_bins_while_others_sell_them(shop):
    put_on_shelf(shop, shop.goods["F2001"], 60)
    lot = Holding.objects.of(shop.chain).get().lot_id
    room = Bin.objects.create(chain=shop.chain, store=shop.store, code="K1", walk=5)
    picker = shop.picker

    def walk(source, target):
        move_bin(store=shop.store, variant_id=shop.goods["F2001"].pk, lot_id=lot, source_id=source.pk,
                 target_id=target.pk, quantity=2, by=picker)  # fmt: skip

    places = [shop.shelf, room, shop.damaged]
    tasks = [functools.partial(walk, places[n % 3], places[(n + 1) % 3]) for n in range(120)]
    tasks += [functools.partial(sell, shop, "F2001", n) for n in range(80)]
    tasks[1::2], tasks[::2] = tasks[:100], tasks[100:]
    outcomes = outcomes_of(tasks)
    assert set(outcomes) <= MEANT, outcomes
    total = Holding.objects.of(shop.chain).aggregate(n=Sum("quantity"))["n"]
    sold = Move.objects.of(shop.chain).filter(why="sale").count()
    assert total == 60 - sold
    assert recount(shop.chain) == []


def test_deliveries_of_one_lot_at_once_add_up(shop):
    boss = shop.by("boss")

    def deliver(n):
        goods = ["F2001", "F2002", "S3001"]
        skus = goods if n % 2 else goods[::-1]
        lines = [NewReceiptLine(shop.goods[sku].pk, 2, lot_code="SAME", cost_fen=1000) for sku in skus]
        receive_goods(store=shop.store, supplier="", paper=str(n), lines=lines, by=boss)

    assert outcomes_of([functools.partial(deliver, n) for n in range(40)]) == {"done": 40}
    assert [on_hand(shop, sku) for sku in ("F2001", "F2002", "S3001")] == [80, 80, 80]
    assert recount(shop.chain) == []


def test_control_a_careless_sender_loses_pieces(shop):
    put_on_shelf(shop, shop.goods["F2001"], 200)
    sends = [functools.partial(careless.take, shop, "F2001", 3, n) for n in range(30)]
    sales = [functools.partial(careless.take, shop, "F2001", 1, 100 + n) for n in range(60)]
    outcomes_of([*sends, *sales])
    assert recount(shop.chain) != []
