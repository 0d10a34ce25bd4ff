"""Sales: the same sum from every side, by the store's calendar, net of credits, in the actor's stores only."""

from datetime import UTC, date, datetime

import pytest

from tests.cast import build_shop
from wangcai.insight.public import GROUPS, GroupUnknown, Period, PeriodUnclear, orders_behind, sales_report
from wangcai.kernel.public import Actor, NotAllowed, system_actor
from wangcai.orders.public import Order, PastLine, PastOrder, record_past_orders


def sold(shop, *, at, pieces=1, number, store=None, **more):
    can = shop.goods["F2001"]
    lines = [PastLine(text=can.name, variant_id=can.pk, quantity=pieces, unit_fen=1000), *more.pop("lines", [])]
    order = PastOrder(
        number=number,
        placed_at=at,
        sold_at=at,
        lines=lines,
        **{"channel": "till", "kind": "sale" if pieces > 0 else "credit", **more},
    )
    record_past_orders(store=store or shop.store, orders=[order], by=system_actor(shop.chain.pk))
    return Order.objects.of(shop.chain).get(number=number)


NIGHT = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)  # 00:30 on 1 November in Shanghai


@pytest.fixture
def days(shop):
    service = PastLine(text="洗护", variant_id=shop.goods["B9001"].pk, quantity=1, unit_fen=9800, discount_fen=800)
    sold(
        shop,
        number="1",
        at=NIGHT,
        pieces=3,
        customer_id=shop.lin.pk,
        lines=[service],
        delivery_fen=600,
        discount_fen=100,
    )
    sold(shop, number="2", at=datetime(2026, 10, 31, 15, 59, tzinfo=UTC), pieces=2, customer_id=shop.wang.pk)
    sold(shop, number="3", at=datetime(2026, 11, 5, 4, 0, tzinfo=UTC), pieces=-1)
    sold(shop, number="4", at=datetime(2026, 11, 5, 4, 0, tzinfo=UTC), pieces=5, store=shop.sister, channel="phone")
    gone = PastOrder(
        number="5", placed_at=NIGHT, status="cancelled", lines=[PastLine(text="x", quantity=1, unit_fen=99900)]
    )
    record_past_orders(store=shop.store, orders=[gone], by=system_actor(shop.chain.pk))
    return shop


def figures(report):
    return {row.label: (row.orders, row.credits, row.pieces, row.fen) for row in report.rows}


TOTAL = (3000 + 9000 + 600 - 100) + 2000 - 1000 + 5000


@pytest.mark.parametrize("group", list(GROUPS))
def test_every_side_adds_up_to_the_same(days, group):
    report = sales_report(by=days.by("boss"), group=group)
    assert report.fen == TOTAL == sum(row.fen for row in report.rows)
    assert (report.orders, report.credits, report.currency) == (3, 1, "CNY")


def test_months_end_by_the_store_s_clock(days):
    assert figures(sales_report(by=days.manager, group="month", store=days.store)) == {
        "2026-10": (1, 0, 2, 2000), "2026-11": (1, 1, 3, 11500),
    }  # fmt: skip
    day = Period(date(2026, 11, 1), date(2026, 11, 1))
    assert sales_report(by=days.manager, group="day", store=days.store, period=day).fen == 12500


def test_items_and_what_stands_on_no_line(days):
    rows = figures(sales_report(by=days.manager, group="item", store=days.store))
    can, service = days.goods["F2001"], days.goods["B9001"]
    assert rows == {
        f"{can.name} · F2001": (2, 1, 4, 4000), f"{service.name} · B9001": (1, 0, 1, 9000),
        "运费": (1, 0, 0, 600), "整单优惠": (1, 0, 0, -100),
    }  # fmt: skip


def test_customers_are_named_but_never_by_number_and_merged_files_are_one(days):
    from wangcai.customers.public import merge_customers

    rows = figures(sales_report(by=days.by("boss"), group="customer"))
    assert rows["林女士"][3] == 12500 and rows["散客"][3] == 4000 and "13812348866" not in str(rows)
    merge_customers(keep=days.lin, drop=days.wang, by=system_actor(days.chain.pk))
    merged = figures(sales_report(by=days.by("boss"), group="customer"))
    assert merged["林女士"][3] == 14500 and "王先生" not in merged


def test_only_the_actor_s_stores_count(days):
    assert sales_report(by=days.manager).fen == TOTAL - 5000
    assert figures(sales_report(by=days.by("boss"), group="store")).keys() == {"徐汇店", "静安店"}
    with pytest.raises(NotAllowed):
        sales_report(by=days.manager, store=days.sister)
    with pytest.raises(NotAllowed):
        sales_report(by=days.clerk)
    other = build_shop("miao")
    assert sales_report(by=other.by("boss")).fen == 0
    assert (
        sales_report(
            by=Actor(chain_id=other.chain.pk, kind="staff", id=9, grants={days.store.pk: frozenset({"*"})})
        ).fen
        == 0
    )


@pytest.mark.parametrize("group", list(GROUPS))
def test_the_orders_behind_a_row_are_its_orders(days, group):
    boss = days.by("boss")
    for row in sales_report(by=boss, group=group).rows:
        behind = orders_behind(by=boss, group=group, key=row.key)
        assert len(behind) == row.orders + row.credits, row
        if group not in ("item", "category"):
            assert sum(order.total_fen for order in behind) == row.fen
    assert orders_behind(by=boss, group=group, key="nonsense") == []
    first = orders_behind(by=boss, group="store", key=str(days.store.pk), limit=2)
    assert (
        len(first) == 2
        and first[1].pk > orders_behind(by=boss, group="store", key=str(days.store.pk), after=first[1].pk)[0].pk
    )


def test_unclear_questions_are_refused(days):
    with pytest.raises(GroupUnknown):
        sales_report(by=days.manager, group="moon")
    with pytest.raises(PeriodUnclear):
        Period(date(2026, 2, 1), date(2026, 1, 1))
    with pytest.raises(PeriodUnclear):
        Period(date(1, 1, 1), None)


@pytest.mark.parametrize("group", list(GROUPS))
def test_the_number_of_queries_does_not_grow(days, group, django_assert_max_num_queries):
    boss = days.by("boss")
    with django_assert_max_num_queries(8):
        sales_report(by=boss, group=group)
