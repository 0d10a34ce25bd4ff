"""Discounts, prices, tenders, the sale."""

import pytest

from tests.cast import build_shop
from wangcai.journal.public import Entry
from wangcai.orders.public import HeldTicket, Order
from wangcai.settlement.public import Payment
from wangcai.shops.public import set_pin
from wangcai.stock.public import Level


@pytest.fixture
def full(clerk, codes):
    """Two bags and a bath: 434.00."""
    clerk.post("/till/lines", {"code": f"2*{codes['F2001']}"})
    clerk.post("/till/lines", {"code": codes["B9001"]})
    return clerk


def sell(browser, key="k1", **sent):
    return browser.post("/till/sale", {"request_key": key, **sent})


def test_the_sale(full, shop, ticket_now):
    answer = sell(full)
    assert answer.status_code == 200
    assert "收款完成" in answer.content.decode()
    order = Order.objects.of(shop.chain).get()
    assert (order.status, order.total_fen, order.channel) == ("completed", 43400, "till")
    payment = Payment.objects.of(shop.chain).get()
    assert (payment.tender, payment.amount_fen, payment.proven) == ("wechat", 43400, False)
    assert ticket_now().lines == []
    assert Level.objects.of(shop.chain).get(variant=shop.goods["F2001"]).on_hand == 18


def test_pressed_again_it_is_the_same_sale(full, shop):
    first, second = sell(full), sell(full)
    assert first.status_code == second.status_code == 200
    assert Order.objects.of(shop.chain).count() == Payment.objects.of(shop.chain).count() == 1
    assert Order.objects.of(shop.chain).get().number in second.content.decode()


def test_an_empty_ticket_is_not_sold(clerk, shop):
    assert sell(clerk).status_code == 422
    assert not Order.objects.of(shop.chain).exists()


def test_what_is_not_there_is_not_sold(clerk, shop, codes, ticket_now):
    clerk.post("/till/lines", {"code": f"21*{codes['F2001']}"})
    answer = sell(clerk)
    assert answer.status_code in (409, 422)
    assert not Order.objects.of(shop.chain).exists()
    assert not Payment.objects.of(shop.chain).exists()
    assert ticket_now().pieces == 21


def test_cash_with_change(full, shop):
    full.post("/till/tender", {"tender": "cash"})
    assert "找零 ¥66.00" in full.get("/till/change", {"given_text": "500"}).content.decode()
    answer = sell(full, given_text="500")
    assert "66.00" in answer.content.decode()
    payment = Payment.objects.of(shop.chain).get()
    assert (payment.amount_fen, payment.given_fen, payment.change_fen) == (43400, 50000, 6600)


@pytest.mark.parametrize("given", ["433.99", "-1", "很多", "1e9"])
def test_too_little_or_unclear_cash_is_refused_and_kept_as_typed(full, shop, ticket_now, given):
    full.post("/till/tender", {"tender": "cash"})
    answer = sell(full, given_text=given)
    assert answer.status_code == 422
    assert f'value="{given}"' in answer.content.decode()
    assert not Order.objects.of(shop.chain).exists()
    assert ticket_now().pieces == 3


def test_mixed_tender_to_the_fen(full, shop):
    full.post("/till/tender", {"tender": "mixed"})
    answer = sell(full, part_wechat="300", part_cash="140")
    assert answer.status_code == 200
    paid = {p.tender: (p.amount_fen, p.change_fen) for p in Payment.objects.of(shop.chain)}
    assert paid == {"wechat": (30000, 0), "cash": (13400, 600)}


@pytest.mark.parametrize(
    "parts", [{"part_wechat": "100"}, {"part_wechat": "500"}, {"part_card": "434", "part_cash": "1"}]
)
def test_mixed_tenders_that_do_not_add_up(full, shop, parts):
    full.post("/till/tender", {"tender": "mixed"})
    assert sell(full, **parts).status_code == 422
    assert not Order.objects.of(shop.chain).exists()


def test_a_price_changed_meanwhile_is_shown_first(full, shop, ticket_now):
    variant = shop.goods["F2001"]
    variant.price_fen = 17800
    variant.save()
    answer = sell(full, due="43400")
    assert answer.status_code == 422
    assert "454.00" in answer.content.decode()
    assert not Order.objects.of(shop.chain).exists()


def test_a_discount_within_the_role(full, shop, ticket_now):
    assert full.post("/till/discounts", {"rate": "1000", "reason": "老客"}).status_code == 200
    assert ticket_now().due_fen == 39060
    sell(full)
    order = Order.objects.of(shop.chain).get()
    assert (order.total_fen, order.discount_fen, order.discount_reason) == (39060, 4340, "老客")


def test_more_needs_the_manager(full, shop, ticket_now):
    answer = full.post("/till/discounts", {"percent": "20", "reason": "老客"})
    assert answer.status_code in (403, 422)
    assert 'value="20"' in answer.content.decode()
    assert ticket_now().discount_fen == 0
    set_pin(account=shop.people["laozhou"], pin="2580", by=shop.by("boss"))
    wrong = {"percent": "20", "reason": "老客", "approver": shop.people["laozhou"].pk, "pin": "1357"}
    assert full.post("/till/discounts", wrong).status_code == 422
    assert ticket_now().discount_fen == 0
    assert full.post("/till/discounts", {**wrong, "pin": "2580"}).status_code == 200
    assert ticket_now().due_fen == 34720
    assert sell(full).status_code == 200
    entry = Entry.objects.get(what="till.discount_approved")
    assert (entry.actor, entry.facts["approved_by"]) == (shop.clerk.key, "老周")
    assert "老周" in Order.objects.of(shop.chain).get().discount_reason


def test_a_clerk_is_no_approver(full, shop, ticket_now):
    set_pin(account=shop.people["xiaozhou"], pin="2580", by=shop.by("boss"))
    sent = {"percent": "20", "reason": "老客", "approver": shop.people["xiaozhou"].pk, "pin": "2580"}
    assert full.post("/till/discounts", sent).status_code == 403
    assert ticket_now().discount_fen == 0


def test_small_discounts_that_add_up_are_seen(full, ticket_now):
    assert full.post("/till/lines/1/discount", {"percent": "9", "reason": "临期"}).status_code == 200
    assert full.post("/till/discounts", {"rate": "1000", "reason": "老客"}).status_code in (403, 422)
    assert ticket_now().off_rate == 0


def test_a_discount_needs_a_reason(full, ticket_now):
    assert full.post("/till/discounts", {"rate": "500"}).status_code == 422
    assert ticket_now().discount_fen == 0


def test_another_price_is_the_managers(full, manager, shop, codes, ticket_now):
    assert full.post("/till/lines/1/price", {"price": "100", "reason": "包装破损"}).status_code in (403, 422)
    assert ticket_now().gross_fen == 43400
    manager.post("/till/lines", {"code": codes["F2001"]})
    assert manager.post("/till/lines/1/price", {"price": "100", "reason": "包装破损"}).status_code == 200
    assert ticket_now("laozhou").due_fen == 10000
    entry = Entry.objects.get(what="till.price_overridden")
    assert (entry.facts["from_fen"], entry.facts["to_fen"]) == (16800, 10000)
    assert sell(manager).status_code == 200
    assert Order.objects.of(shop.chain).get().total_fen == 10000


def test_hold_and_recall(full, shop, ticket_now):
    assert full.post("/till/holds", {"name": "穿红衣服的先生", "request_key": "h"}).status_code == 200
    assert ticket_now().lines == []
    held = HeldTicket.objects.of(shop.chain).get(name="穿红衣服的先生")
    assert full.post(f"/till/held/{held.pk}").status_code == 200
    assert ticket_now().due_fen == 43400
    assert full.post(f"/till/held/{held.pk}").status_code in (409, 422)


def test_anothers_held_ticket_is_not_there(full, shop, signed_in, db):
    full.post("/till/holds", {"name": "先生"})
    held = HeldTicket.objects.of(shop.chain).get(name="先生")
    assert signed_in("jingan").post(f"/till/held/{held.pk}").status_code == 404
    other = build_shop("andere")
    assert signed_in("xiaozhou", of=other).post(f"/till/held/{held.pk}").status_code == 404
    held.refresh_from_db()
    assert held.recalled_at is None


def test_clear_and_undo(full, shop, ticket_now):
    assert full.post("/till/clearance").status_code == 200
    assert ticket_now().lines == []
    assert Entry.objects.get(what="till.ticket_cleared").facts["fen"] == 43400
    assert full.post("/till/clearance/undo").status_code == 204
    assert ticket_now().due_fen == 43400


def test_the_members_price(full, shop, ticket_now):
    from wangcai.kernel.public import now
    from wangcai.membership.public import Membership, Tier

    gold = Tier.objects.create(chain=shop.chain, code="gold", name="金卡", goods_off=500, services_off=1000)
    Membership.objects.create(chain=shop.chain, customer=shop.lin, tier=gold, since=now())
    full.post("/till/customer", {"customer": shop.lin.pk})
    assert ticket_now().due_fen == 2 * 15960 + 8820
    full.post("/till/customer", {"customer": ""})
    assert ticket_now().due_fen == 43400


def test_another_chains_customer_is_not_there(full, shop, ticket_now, db):
    other = build_shop("andere")
    assert full.post("/till/customer", {"customer": other.lin.pk}).status_code == 404
    assert ticket_now().customer_id is None
