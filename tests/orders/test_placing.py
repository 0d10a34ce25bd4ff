import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import build_shop, wanted
from wangcai.journal.public import Answer, Entry, KeyReused
from wangcai.kernel.public import NotAllowed, NotFound
from wangcai.membership.public import Membership, NotOffered, Tier, UnknownCustomer, UnknownGoods
from wangcai.orders.public import NewLine, Order, OrderException, OrderLine, place_order
from wangcai.orders.rules import BadQuantity, DiscountAbovePrice, DiscountTooHigh, NoLines, UnknownWord
from wangcai.stock.public import Level, OutOfStock, Promise

# The statements of a whole order inside its transaction; ids, prices, promise, order, lines, diary, answer.
PLACING_STATEMENTS = 8


def level(shop, sku):
    row = Level.objects.of(shop.chain).get(store=shop.store, variant=shop.goods[sku])
    return row.on_hand, row.promised


def nothing_changed(shop):
    assert not Order.objects.of(shop.chain).exists()
    assert not OrderLine.objects.of(shop.chain).exists()
    assert not Promise.objects.of(shop.chain).exists()
    assert not Entry.objects.filter(what__startswith="order.").exists()
    assert not Answer.objects.filter(route="orders.place_order").exists()
    assert all(promised == 0 for _hand, promised in (level(shop, sku) for sku in ("F2001", "F2002", "S3001")))


def test_an_order_is_priced_promised_and_written_down(shop):
    order = place_order(
        store=shop.store, order=wanted(shop, ("F2001", 2), ("S3001", 1), ("B9001", 1)), by=shop.clerk, request_key="k1"
    )
    order.refresh_from_db()
    assert order.number.startswith("XH")
    assert order.status == "received"
    assert order.goods_fen == order.total_fen == 2 * 16800 + 3900 + 9800
    assert [line.net_fen for line in order.lines.all()] == [33600, 3900, 9800]
    assert level(shop, "F2001") == (20, 2)
    assert Promise.objects.of(shop.chain).count() == 2  # a bath is not on a shelf
    entry = Entry.objects.get(what="order.placed")
    assert (entry.subject_id, entry.customer_id, entry.facts["total_fen"]) == (order.pk, shop.lin.pk, order.total_fen)
    assert "林女士" not in str(entry.facts) and "138" not in str(entry.facts.get("contact_phone", ""))


def test_the_statements_of_an_order_are_few_and_do_not_grow_with_its_lines(shop):
    clerk = shop.clerk
    place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=clerk, request_key="warm")
    with CaptureQueriesContext(
        connection,
    ) as few:
        place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=clerk, request_key="one")
    with CaptureQueriesContext(connection) as many:
        place_order(
            store=shop.store,
            order=wanted(shop, ("F2001", 1), ("F2002", 1), ("S3001", 1)),
            by=clerk,
            request_key="three",
        )
    assert count(few) == count(many) <= PLACING_STATEMENTS


def count(context) -> int:
    return len([q for q in context.captured_queries if "SAVEPOINT" not in q["sql"]])


def test_the_same_key_gives_the_same_order_and_another_body_is_refused(shop):
    first = place_order(store=shop.store, order=wanted(shop, ("F2001", 2)), by=shop.clerk, request_key="k1")
    again = place_order(store=shop.store, order=wanted(shop, ("F2001", 2)), by=shop.clerk, request_key="k1")
    assert first.pk == again.pk
    assert level(shop, "F2001") == (20, 2)
    with pytest.raises(KeyReused):
        place_order(store=shop.store, order=wanted(shop, ("F2001", 3)), by=shop.clerk, request_key="k1")
    assert Order.objects.of(shop.chain).count() == 1


def test_another_chain_may_use_the_same_key(shop):
    other = build_shop("other")
    a = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk, request_key="k1")
    b = place_order(store=other.store, order=wanted(other, ("F2001", 1)), by=other.clerk, request_key="k1")
    assert a.pk != b.pk


def test_members_pay_their_price(shop):
    tier = Tier.objects.create(chain=shop.chain, code="gold", name="金卡", goods_off=500, services_off=1000)
    Membership.objects.create(chain=shop.chain, customer=shop.lin, tier=tier, since="2026-01-01T00:00Z")
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1), ("B9001", 1)), by=shop.clerk)
    assert [(line.list_fen, line.unit_fen) for line in order.lines.all()] == [(16800, 15960), (9800, 8820)]


def test_the_same_item_on_two_lines_counts_together(shop):
    with pytest.raises(OutOfStock) as refused:
        place_order(store=shop.store, order=wanted(shop, ("F2001", 11), ("F2001", 10)), by=shop.clerk)
    assert refused.value.details["short"] == [{"variant_id": shop.goods["F2001"].pk, "wanted": 21, "available": 20}]
    nothing_changed(shop)


def test_stock_out_refuses_the_whole_order_or_opens_an_exception(shop):
    draft = wanted(shop, ("F2001", 1), ("F2002", 21))
    with pytest.raises(OutOfStock):
        place_order(store=shop.store, order=draft, by=shop.clerk)
    nothing_changed(shop)
    order = place_order(store=shop.store, order=dataclasses.replace(draft, allow_stock_out=True), by=shop.clerk)
    assert [line.state for line in order.lines.all()] == ["open", "stock_out"]
    opened = OrderException.objects.of(shop.chain).get()
    assert (opened.kind, opened.missing, opened.answered_at) == ("stock_out", 21, None)
    assert level(shop, "F2001") == (20, 1) and level(shop, "F2002") == (20, 0)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"lines": ()}, NoLines),
        ({"channel": "telepathy"}, UnknownWord),
        ({"fulfilment": "drone"}, UnknownWord),
        ({"customer_id": 999_999}, UnknownCustomer),
        ({"discount_fen": 99_999_999}, DiscountAbovePrice),
        ({"discount_fen": 5_000}, DiscountTooHigh),
    ],
)
def test_impossible_orders_are_refused_and_leave_nothing(shop, change, refusal):
    with pytest.raises(refusal):
        place_order(store=shop.store, order=wanted(shop, ("F2001", 1), **change), by=shop.clerk, request_key="k")
    nothing_changed(shop)


@pytest.mark.parametrize("quantity", [0, -1, 100_001])
def test_quantities_have_bounds(shop, quantity):
    with pytest.raises(BadQuantity):
        place_order(store=shop.store, order=wanted(shop, ("F2001", quantity)), by=shop.clerk)
    nothing_changed(shop)


def test_goods_and_customers_of_another_chain_do_not_exist_here(shop):
    other = build_shop("other")
    foreign = NewLine(other.goods["F2001"].pk, 1)
    with pytest.raises(UnknownGoods):
        place_order(store=shop.store, order=wanted(shop, lines=(foreign,)), by=shop.clerk)
    with pytest.raises(UnknownCustomer):
        place_order(store=shop.store, order=wanted(shop, ("F2001", 1), customer_id=other.lin.pk), by=shop.clerk)
    nothing_changed(shop)


def test_who_may_not_place_orders_is_refused(shop):
    for by in (shop.groomer, shop.by("jingan"), build_shop("other").clerk):
        with pytest.raises((NotAllowed, NotFound)):
            place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=by)
    nothing_changed(shop)


def test_a_manager_may_give_more_and_override_a_price(shop):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1), discount_fen=5_000), by=shop.manager)
    assert order.total_fen == 11_800
    cheap = (NewLine(shop.goods["F2001"].pk, 1, unit_fen=100),)
    with pytest.raises(NotAllowed):
        place_order(store=shop.store, order=wanted(shop, lines=cheap), by=shop.clerk)
    assert place_order(store=shop.store, order=wanted(shop, lines=cheap), by=shop.manager).total_fen == 100


def test_what_a_store_does_not_offer_is_refused(shop):
    from wangcai.catalogue.public import StorePrice

    StorePrice.objects.create(chain=shop.chain, store=shop.store, variant=shop.goods["F2001"], offered=False)
    with pytest.raises(NotOffered):
        place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk)
    nothing_changed(shop)
