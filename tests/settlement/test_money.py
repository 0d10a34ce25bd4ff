"""Money: sums kept to the fen, refunds never above paid (R06), one tender or many."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOON, wanted
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, share
from wangcai.orders.public import Order, place_order
from wangcai.settlement.public import (
    Account,
    PaidTooLittle,
    PaidTooMuch,
    Payment,
    PaymentUnclear,
    RefundTooHigh,
    Tender,
    bill_of,
    refund_payment,
    sell_at_till,
    take_payments,
)
from wangcai.stock.public import Holding, Level, Move, OutOfStock


def sell(shop, *pairs, tenders, by=None, **more):
    draft = wanted(shop, *pairs, **{"channel": "till", "fulfilment": "counter", **more})
    return sell_at_till(
        store=shop.store, order=draft, tenders=tenders, by=by or shop.clerk, request_key=more.get("key")
    )


def test_a_sale_takes_goods_and_money_at_once(shop):
    sold = sell(shop, ("F2001", 2), ("B9001", 1), tenders=[Tender("cash", 20000, 20000), Tender("wechat", 23400)])
    assert (sold.status, sold.total_fen) == ("completed", 43400)
    level = Level.objects.of(shop.chain).get(variant=shop.goods["F2001"])
    assert (level.on_hand, level.promised) == (18, 0)
    assert Holding.objects.of(shop.chain).get(variant=shop.goods["F2001"]).quantity == 18
    assert Move.objects.of(shop.chain).get(why="sale").quantity == -2
    bill = bill_of(sold)
    assert (bill.total_fen, bill.paid_fen, bill.due_fen, bill.settled) == (43400, 43400, 0, True)
    assert [p.proven for p in bill.payments] == [True, False]
    assert set(Entry.objects.values_list("what", flat=True)) >= {"order.placed", "payment.taken"}


def test_change_is_given_on_cash_only(shop):
    sold = sell(shop, ("S3001", 1), tenders=[Tender("cash", 3900, 5000)])
    assert bill_of(sold).payments[0].change_fen == 1100
    with pytest.raises(PaymentUnclear):
        sell(shop, ("S3001", 1), tenders=[Tender("wechat", 3900, 5000)])


@pytest.mark.parametrize(("paid", "refusal"), [(3800, PaidTooLittle), (4000, PaidTooMuch)])
def test_a_sale_is_paid_exactly_or_not_made(shop, paid, refusal):
    with pytest.raises(refusal):
        sell(shop, ("S3001", 1), tenders=[Tender("cash", paid)])
    assert not Order.objects.of(shop.chain).exists() and not Payment.objects.of(shop.chain).exists()
    assert Level.objects.of(shop.chain).get(variant=shop.goods["S3001"]).on_hand == 20


def test_what_is_not_there_cannot_be_sold(shop):
    with pytest.raises(OutOfStock):
        sell(shop, ("S3001", 21), tenders=[Tender("cash", 21 * 3900)])
    assert not Payment.objects.of(shop.chain).exists() and not Move.objects.of(shop.chain).filter(why="sale").exists()


def test_promised_pieces_are_not_sold_over_the_counter(shop):
    place_order(store=shop.store, order=wanted(shop, ("S3001", 15)), by=shop.clerk)
    with pytest.raises(OutOfStock):
        sell(shop, ("S3001", 6), tenders=[Tender("cash", 6 * 3900)])
    sell(shop, ("S3001", 5), tenders=[Tender("cash", 5 * 3900)])


def test_a_groomer_does_not_sell(shop):
    with pytest.raises(NotAllowed):
        sell(shop, ("S3001", 1), tenders=[Tender("cash", 3900)], by=shop.groomer)


def test_an_order_is_not_overpaid_and_refunds_need_a_manager(shop):
    order = place_order(store=shop.store, order=wanted(shop, ("S3001", 2)), by=shop.clerk, at=NOON)
    take_payments(order=order, tenders=[Tender("cash", 5000)], by=shop.clerk)
    with pytest.raises(PaidTooMuch):
        take_payments(order=order, tenders=[Tender("cash", 2801)], by=shop.clerk)
    take_payments(order=order, tenders=[Tender("card", 2800)], by=shop.clerk)
    payment = Payment.objects.of(shop.chain).get(tender="cash")
    with pytest.raises(NotAllowed):
        refund_payment(payment=payment, amount_fen=100, reason="多收", by=shop.clerk)
    refund_payment(payment=payment, amount_fen=4000, reason="多收", by=shop.manager)
    with pytest.raises(RefundTooHigh):
        refund_payment(payment=payment, amount_fen=1001, reason="再退", by=shop.manager)
    account = Account.objects.of(shop.chain).get(order=order)
    assert (account.paid_fen, account.refunded_fen) == (7800, 4000)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pieces=st.integers(1, 5),
    weights=st.lists(st.integers(1, 1000), min_size=1, max_size=5),
    refunds=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 30_000)), max_size=8),
)
def test_random_splits_and_part_refunds_keep_every_fen(shop, pieces, weights, refunds):
    Holding.objects.of(shop.chain).filter(variant=shop.goods["F2002"]).update(quantity=10_000)
    Level.objects.of(shop.chain).filter(variant=shop.goods["F2002"]).update(on_hand=10_000)
    total = 18900 * pieces
    parts = [part for part in share(total, weights) if part]
    kinds = ["cash", "wechat", "alipay", "card"]
    sold = sell(shop, ("F2002", pieces), tenders=[Tender(kinds[i % 4], part) for i, part in enumerate(parts)])
    payments = list(Payment.objects.of(shop.chain).filter(order=sold).order_by("id"))
    left = {p.pk: p.amount_fen for p in payments}
    for index, amount in refunds:
        payment = payments[index % len(payments)]
        if amount <= left[payment.pk]:
            refund_payment(payment=payment, amount_fen=amount, reason="部分退", by=shop.manager)
            left[payment.pk] -= amount
        else:
            with pytest.raises(RefundTooHigh):
                refund_payment(payment=payment, amount_fen=amount, reason="退多了", by=shop.manager)
    bill = bill_of(sold)
    assert bill.paid_fen == total and bill.paid_fen - bill.refunded_fen == sum(left.values()) >= 0
    account = Account.objects.of(shop.chain).get(order=sold)
    assert (account.paid_fen, account.refunded_fen) == (bill.paid_fen, bill.refunded_fen)
