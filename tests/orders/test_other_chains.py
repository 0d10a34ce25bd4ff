"""An owner may everything, but only at home: every use case refuses another chain's store, order, line, form, ticket."""

import pytest

from tests.cast import build_shop, wanted
from wangcai.journal.public import Entry
from wangcai.kernel.public import Refusal
from wangcai.orders.public import (
    Changes,
    OrderException,
    answer_offer,
    cancel_order,
    change_order,
    confirm_order,
    hold_ticket,
    make_intake_link,
    offer_way_out,
    place_order,
    print_forms,
    recall_ticket,
    report_short,
    void_form,
)
from wangcai.settlement.public import Payment, Tender, refund_payment, sell_at_till, take_payments


def attempts(shop):
    """Everything of ours, as calls that lack only the actor."""
    by = shop.by("boss")
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 2)), by=by)
    take_payments(order=order, tenders=[Tender("cash", 1000)], by=by)
    short = place_order(store=shop.store, order=wanted(shop, ("F2002", 99), allow_stock_out=True), by=by)
    opened = OrderException.objects.of(shop.chain).get(order=short)
    offer_way_out(exception=opened, by=by)
    ticket = hold_ticket(store=shop.store, name="x", content={"lines": []}, by=by)
    form = print_forms(store=shop.store, count=1, by=by)
    paid = Payment.objects.of(shop.chain).get()
    draft = wanted(shop, ("S3001", 1), channel="till", fulfilment="counter")
    return [
        (place_order, {"store": shop.store, "order": draft}),
        (sell_at_till, {"store": shop.store, "order": draft, "tenders": [Tender("cash", 3900)]}),
        (confirm_order, {"order": order, "channel": "phone"}),
        (cancel_order, {"order": order, "reason": "x"}),
        (change_order, {"order": order, "changes": Changes(fields={"note": "x"})}),
        (report_short, {"line": order.lines.get(), "missing": 1}),
        (offer_way_out, {"exception": opened}),
        (answer_offer, {"exception": opened, "choice": "cancel", "channel": "phone"}),
        (hold_ticket, {"store": shop.store, "name": "y", "content": {}}),
        (recall_ticket, {"ticket": ticket}),
        (print_forms, {"store": shop.store, "count": 1}),
        (void_form, {"form": form, "reason": "x"}),
        (make_intake_link, {"store": shop.store, "name": "x"}),
        (take_payments, {"order": order, "tenders": [Tender("cash", 1)]}),
        (refund_payment, {"payment": paid, "amount_fen": 1, "reason": "x"}),
    ]


def test_another_chains_owner_does_nothing_here(shop):
    calls = attempts(shop)
    stranger, before = build_shop("other").by("boss"), Entry.objects.count()
    for operation, arguments in calls:
        with pytest.raises(Refusal):
            operation(by=stranger, **arguments)
    assert Entry.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("customer_id", None, "unknown_customer"),
        ("fulfilment", "balloon", "unknown_word"),
        ("delivery_fen", -1, "discount_above_price"),
    ],
)
def test_an_order_is_not_changed_into_what_none_can_be(field, value, code):
    shop, stranger = build_shop(), build_shop("other")
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 2)), by=shop.clerk)
    value = stranger.lin.pk if value is None else value
    with pytest.raises(Refusal) as refused:
        change_order(order=order, changes=Changes(fields={field: value, "note": "x"}), by=shop.clerk)
    assert refused.value.code == code
    order.refresh_from_db()
    assert (order.note, order.version) == ("", 1)
