"""退款 on the order's page: to the payment it came by, never more, by those who may."""

import pytest

from tests.cast import wanted
from wangcai.orders.public import place_order
from wangcai.settlement.public import Payment, Tender, bill_of, take_payments

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(shop):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 2)), by=shop.clerk)
    return take_payments(order=order, tenders=[Tender("wechat", bill_of(order).due_fen)], by=shop.clerk)


def entry(order):
    return Payment.objects.of(order.chain_id).get(order=order, kind="payment")


def send(client, order, **sent):
    return client.post(
        f"/orders/{order.number}/refunds", {"payment": entry(order).pk, "amount": "10", "reason": "少一件", **sent}
    )


def test_money_goes_back_the_way_it_came(shop, client, paid):
    client.force_login(shop.people["laozhou"])
    assert "refund-dialog" in client.get(f"/orders/{paid.number}").content.decode()
    assert send(client, paid).status_code == 302
    refund = Payment.objects.of(shop.chain).get(order=paid, kind="refund")
    assert (refund.tender, refund.amount_fen, refund.refund_of_id) == ("wechat", 1000, entry(paid).pk)


@pytest.mark.parametrize("bad", [{"amount": "99999"}, {"amount": "x"}, {"reason": ""}])
def test_a_refusal_keeps_what_was_typed_and_the_money(shop, client, paid, bad):
    client.force_login(shop.people["laozhou"])
    answer = send(client, paid, **bad)
    assert answer.status_code == 422 and (bad.get("amount") or "10") in answer.content.decode()
    assert bill_of(paid).refunded_fen == 0


def test_a_clerk_may_not_and_another_order_has_other_payments(shop, client, paid):
    other = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk)
    client.force_login(shop.people["laozhou"])
    assert (
        client.post(
            f"/orders/{other.number}/refunds", {"payment": entry(paid).pk, "amount": "1", "reason": "x"}
        ).status_code
        == 404
    )
    client.force_login(shop.people["xiaozhou"])
    assert send(client, paid).status_code == 403
    assert "refund-dialog" not in client.get(f"/orders/{paid.number}").content.decode()
    assert bill_of(paid).refunded_fen == 0
