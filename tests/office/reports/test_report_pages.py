"""Reports on the pages: figures, drill-down, workbook; strangers see nothing; the cost does not grow."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import build_shop
from wangcai.insight.public import GROUPS
from wangcai.journal.public import Entry
from wangcai.kernel.public import now, system_actor
from wangcai.orders.public import PastLine, PastOrder, print_forms, record_past_orders

PAGES = [
    "/reports/",
    "/reports/?by=item&store=all",
    "/reports/sales/orders?by=store&key=1",
    "/reports/flow",
    "/reports/paper",
]


def body(response):
    return response.content.decode()


def history(shop, orders=3, store=None):
    goods = list(shop.goods.values())
    past = [
        PastOrder(
            number=f"{shop.chain.code}-{n}", placed_at=now() - timedelta(days=n, minutes=1), sold_at=now() - timedelta(days=n, minutes=1),
            customer_id=shop.lin.pk, channel="till",
            lines=[PastLine(text=goods[n % 4].name, variant_id=goods[n % 4].pk, quantity=1, unit_fen=10_000 + n)],
        )
        for n in range(orders)
    ]  # fmt: skip
    record_past_orders(store=store or shop.store, orders=past, by=system_actor(shop.chain.pk))


@pytest.mark.parametrize("group", list(GROUPS))
def test_sales_from_every_side(page, shop, group):
    history(shop)
    shown = body(page("laozhou").get(f"/reports/?by={group}"))
    assert "¥300.03" in shown and "导出 Excel" in shown and "</svg>" in shown


def test_from_a_row_to_its_orders(page, shop):
    history(shop, 45)
    client = page("laozhou")
    first = client.get(f"/reports/sales/orders?by=customer&key={shop.lin.pk}&from=2020-01-01&to=2199-01-01")
    assert body(first).count("¥100.") == 40 and "after=" in body(first) and "林女士" in body(first)
    url = body(first).split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    rest = client.get(url, headers={"HX-Request": "true"})
    assert body(rest).count("¥100.") == 5 and "<html" not in body(rest)


def test_the_workbook_is_the_table_and_the_taking_is_written_down(page, shop):
    history(shop)
    data = b"".join(page("laozhou").get("/reports/sales.xlsx?by=item"))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["商品", "单数", "退单", "件数", "销售额"] and sum(row[4] for row in rows[1:]) == pytest.approx(
        300.03
    )
    assert Entry.objects.get(what="list.exported").facts["rows"] == 3


def test_empty_pages_say_what_belongs_here(page, shop):
    client = page("laozhou")
    assert "这段时间没有销售" in body(client.get("/reports/"))
    assert "没有走完的环节" in body(client.get("/reports/flow")) and "没有流落在外的纸单" in body(
        client.get("/reports/paper")
    )


def test_paper_forms_still_out_are_listed(page, shop):
    print_forms(store=shop.store, count=2, by=shop.manager, at=now() - timedelta(days=2))
    assert "还没有回来的号码" in body(page("laozhou").get("/reports/paper"))


@pytest.mark.parametrize(
    "question", ["from=2026-02-30", "from=yesterday", "from=2026-03-01&to=2026-02-01", "from=0001-01-01"]
)
def test_unclear_days_are_refused_on_the_same_page(page, shop, question):
    refused = page("laozhou").get(f"/reports/?{question}")
    assert refused.status_code == 422 and "2026-11-22" in body(refused)


@pytest.mark.parametrize(
    "address", ["/reports/?by=moon", "/reports/sales/orders?by=moon&key=1", "/reports/sales.xlsx?by=moon"]
)
def test_unknown_sides_are_not_found(page, shop, address):
    assert page("laozhou").get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/reports/sales/orders?by=item&key=%00",
        "/reports/sales/orders?by=day&key=2026-13-99",
        "/reports/sales/orders?by=customer&key=９９&after=９",
    ],
)
def test_odd_keys_are_no_errors(page, shop, address):
    assert page("laozhou").get(address).status_code == 200


def test_strangers_and_other_roles(page, shop, client):
    history(shop)
    for login in ("xiaozhou", "xiaomei", "jingan"):
        for address in [*PAGES, "/reports/sales.xlsx"]:
            assert page(login).get(address).status_code == 403, (login, address)
    client.logout()
    assert client.get("/reports/").status_code == 302
    other = build_shop("miao")
    client.force_login(other.people["laozhou"])
    assert "¥300.03" not in body(client.get("/reports/")) and "这段时间没有销售" in body(client.get("/reports/"))
    assert "¥100." not in body(client.get(f"/reports/sales/orders?by=customer&key={shop.lin.pk}"))
    assert not Entry.objects.filter(what="list.exported").exists()


def test_a_manager_s_every_store_is_his_own(page, shop):
    history(shop, 3, store=shop.sister)
    assert "¥300.03" not in body(page("laozhou").get("/reports/?store=all"))
    assert "¥300.03" in body(page("boss").get("/reports/?store=all"))


@pytest.mark.parametrize("address", PAGES)
def test_pages_cost_the_same_for_little_and_for_much(page, shop, address, django_assert_max_num_queries):
    history(shop, 30)
    client = page("boss")
    with django_assert_max_num_queries(24):
        assert client.get(address).status_code == 200
