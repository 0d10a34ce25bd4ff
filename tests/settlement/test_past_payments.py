"""Payments of the past: whole or not at all, only on finished orders of the store."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from tests.cast import build_shop, wanted
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound
from wangcai.orders.public import PastLine, PastOrder, place_order, record_past_orders
from wangcai.settlement.public import PastPayment, Payment, PaymentUnclear, due_of, record_past_payments

THEN = datetime(2026, 9, 1, 4, tzinfo=UTC)


@pytest.fixture
def past(shop):
    orders = [
        PastOrder(number=f"XH2609{n:02d}", placed_at=THEN, sold_at=THEN, lines=[PastLine("猫粮", 1, 9_900)])
        for n in (1, 2)
    ]
    return record_past_orders(store=shop.store, orders=orders, by=shop.by("boss"))


def test_what_was_paid_leaves_nothing_due_and_stands_in_the_diary(shop, past):
    record_past_payments(
        store=shop.store, payments=[PastPayment(pk, "cash", 9_900, THEN) for pk in past], by=shop.by("boss")
    )
    payments = list(Payment.objects.of(shop.chain).select_related("order"))
    assert [(p.amount_fen, p.at, due_of(p.order)) for p in payments] == [(9_900, THEN, 0)] * 2
    assert Entry.objects.filter(what="payment.taken", happened_at=THEN).count() == 2


@pytest.mark.parametrize("case", ["open order", "other store", "other chain", "no right", "odd tender", "nothing"])
def test_refused_whole(shop, past, case):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk)
    good, store, by, refusal = PastPayment(past[0], "cash", 9_900, THEN), shop.store, shop.by("boss"), NotFound
    bad = PastPayment(past[1], "cash", 9_900, THEN)
    if case == "open order":
        bad = PastPayment(order.pk, "cash", 100, THEN)
    elif case == "other store":
        store = shop.sister
    elif case == "other chain":
        other = build_shop("laifu")
        store, by = other.store, other.by("boss")
    elif case == "no right":
        by, refusal = shop.clerk, NotAllowed
    else:
        bad = PastPayment(past[1], "gold" if case == "odd tender" else "cash", 0 if case == "nothing" else 1, THEN)
        refusal = PaymentUnclear
    with pytest.raises(refusal):
        record_past_payments(store=store, payments=[good, bad], by=by)
    assert not Payment.objects.of(shop.chain).exists() and not Entry.objects.filter(what="payment.taken").exists()


def test_an_order_is_paid_once(shop, past):
    payments = [PastPayment(past[0], "wechat", 9_900, THEN)]
    record_past_payments(store=shop.store, payments=payments, by=shop.by("boss"))
    with pytest.raises(IntegrityError), transaction.atomic():
        record_past_payments(store=shop.store, payments=payments, by=shop.by("boss"))
    assert Payment.objects.of(shop.chain).count() == 1
