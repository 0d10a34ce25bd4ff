"""R01 and R10 through the whole order: nothing is sold twice, a key has one effect, however many ask at once.

Each has its positive control: with the guard off, the failure must appear.
"""

import pytest

from tests.cast import NOON, build_shop, wanted
from tests.machines.sums import what_is_wrong
from tests.races import careless
from tests.races.crowd import at_once
from wangcai.journal.public import Entry
from wangcai.kernel.public import Refusal, fetch, run, writing
from wangcai.orders.operations import placing
from wangcai.orders.public import Order, place_order
from wangcai.settlement.public import Account, Payment, RefundTooHigh, Tender, refund_payment, take_payments
from wangcai.stock.public import OutOfStock

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop(transactional_db):
    return build_shop(stock=50)


def books(shop):
    """(pieces ordered, promised by levels, open promises, diary entries) of the food, by plain SQL."""
    food = shop.goods["F2001"].pk
    return tuple(
        int(fetch(text, [food])[0][0])
        for text in (
            "SELECT COALESCE(SUM(quantity), 0) FROM orders_orderline WHERE variant_id = %s",
            "SELECT COALESCE(SUM(promised), 0) FROM stock_level WHERE variant_id = %s",
            "SELECT COALESCE(SUM(quantity), 0) FROM stock_promise WHERE variant_id = %s AND state = 'open'",
            "SELECT COUNT(*) FROM journal_entry WHERE what = 'order.placed' AND %s > 0",
        )
    )


def buy(shop, clerk, key=None):
    return lambda number: place_order(
        store=shop.store, order=wanted(shop, ("F2001", 1)), by=clerk, request_key=key or f"buy-{number}"
    )


def test_500_orders_for_50_units_sell_exactly_50(shop):
    results = at_once(500, buy(shop, shop.clerk))
    served = [r for r in results if isinstance(r, Order)]
    assert len(served) == 50
    assert all(isinstance(r, OutOfStock) for r in results if not isinstance(r, Order))
    assert books(shop) == (50, 50, 50, 50)
    assert len({order.number for order in served}) == 50


def test_without_the_guard_more_than_50_are_sold(shop, monkeypatch):
    """Positive control: look at what is free, promise then; the guarded UPDATE is off (and the CHECK behind it with it)."""

    def look_only(*, chain_id, store_id, quantities):
        free = dict(fetch("SELECT variant_id, on_hand - promised FROM stock_level WHERE store_id = %s", [store_id]))
        return {variant for variant, wanted_pieces in quantities.items() if free[variant] >= wanted_pieces}

    monkeypatch.setattr(placing, "reserve_levels", look_only)
    results = at_once(200, buy(shop, shop.clerk))
    assert len([r for r in results if isinstance(r, Order)]) > 50


def test_one_key_pressed_by_sixty_at_once_is_one_order(shop):
    results = at_once(60, buy(shop, shop.clerk, key="one"))
    assert {r.pk for r in results} == {results[0].pk}
    assert books(shop) == (1, 1, 1, 1)


def test_sixty_keys_are_sixty_orders_as_far_as_there_is_stock(shop):
    """Positive control of the test above: without a shared key each press has its effect."""
    at_once(40, buy(shop, shop.clerk))
    assert books(shop) == (40, 40, 40, 40)


def test_the_last_unit_with_one_key_is_sold_once_and_the_retry_is_not_refused(shop):
    run("UPDATE stock_level SET on_hand = 1 WHERE variant_id = %s", [shop.goods["F2001"].pk])
    results = at_once(30, buy(shop, shop.clerk, key="last"))
    assert not [r for r in results if isinstance(r, Refusal)]
    assert books(shop) == (1, 1, 1, 1)


def test_orders_of_several_items_in_any_order_do_not_block_each_other(shop):
    baskets = [(("F2001", 1), ("S3001", 1), ("F2002", 1)), (("F2002", 1), ("F2001", 1), ("S3001", 1))]

    def act(number):
        draft = wanted(shop, *baskets[number % 2])
        return place_order(store=shop.store, order=draft, by=clerk, request_key=f"b{number}")

    clerk = shop.clerk
    results = at_once(80, act)
    assert len([r for r in results if isinstance(r, Order)]) == 50
    assert books(shop) == (50, 50, 50, 50)


def test_ten_refunds_at_once_never_pass_what_was_paid(shop):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk)
    take_payments(order=order, tenders=[Tender("cash", 16800)], by=shop.clerk)
    payment, manager = Payment.objects.of(shop.chain).get(), shop.manager

    def refund(number):
        return refund_payment(payment=payment, amount_fen=5000, reason="少货", by=manager, request_key=f"r{number}")

    results = at_once(10, refund)
    assert len([r for r in results if isinstance(r, Payment)]) == 3
    assert len([r for r in results if isinstance(r, RefundTooHigh)]) == 7
    account = Account.objects.of(shop.chain).get(order=order)
    assert (account.paid_fen, account.refunded_fen) == (16800, 15000)


def test_control_a_careless_hand_gives_back_more_than_was_paid(shop):
    """Look at what is left, then write: the books say so at once, by plain SQL."""
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk)
    take_payments(order=order, tenders=[Tender("cash", 16800)], by=shop.clerk)
    payment, looked = Payment.objects.of(shop.chain).get(), careless.look_together(2)

    def refund(_number):
        given = sum(Payment.objects.of(shop.chain).filter(refund_of=payment).values_list("amount_fen", flat=True))
        looked()
        if given + 10_000 > payment.amount_fen:
            raise RefundTooHigh(most="")
        with writing():
            return Payment.objects.create(
                chain=shop.chain, store=shop.store, order=order, kind="refund", refund_of=payment, tender="cash",
                amount_fen=10_000, at=NOON, by="system:0",
            )  # fmt: skip

    assert len([r for r in at_once(2, refund, threads=2) if isinstance(r, Payment)]) == 2
    names = {name for name, _row in what_is_wrong(shop.chain.pk, settled=True)}
    assert names == {"refunds stay within their payment", "the account is the sum of payments"}


def test_ten_payments_at_once_are_one_payment(shop):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk)
    clerk = shop.clerk
    results = at_once(
        10,
        lambda number: take_payments(order=order, tenders=[Tender("cash", 16800)], by=clerk, request_key=f"p{number}"),
    )
    assert len([r for r in results if isinstance(r, Order)]) == 1
    assert Payment.objects.of(shop.chain).count() == 1
    assert Entry.objects.filter(what="payment.taken").count() == 1
