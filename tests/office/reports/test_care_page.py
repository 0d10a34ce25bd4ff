"""服务统计: incidents for every 1,000 jobs, and waiting times."""

from datetime import timedelta

import pytest

from tests.care.stays import booked
from tests.cast import build_shop
from tests.shops.cast import sign_in
from tests.visits import build_services
from wangcai.care.public import Job, report_incident, start_ticket, take_number
from wangcai.kernel.public import now


@pytest.fixture
def shop(db):
    return build_shop()


def boss(shop, client):
    return sign_in(client, shop.people["laozhou"], shop.store)


def worked(shop):
    booking = booked(shop, build_services(shop), starts=now() - timedelta(hours=3))
    Job.objects.create(
        chain=shop.chain, store=shop.store, booking=booking, number="F1", state="done", opened_at=now(),
        worker=shop.people["xiaomei"], finished_at=now() - timedelta(minutes=5),
    )  # fmt: skip
    report_incident(
        store=shop.store, kind="cut", what="剪到耳朵", booking=booking, pet=shop.shandian, worker=shop.people["xiaomei"],
        happened_at=now() - timedelta(minutes=10), by=shop.groomer,
    )  # fmt: skip
    ticket = take_number(store=shop.store, by=shop.clerk, at=now() - timedelta(minutes=30))
    start_ticket(ticket=ticket, by=shop.clerk, at=now() - timedelta(minutes=18))


@pytest.mark.parametrize(
    ("by", "name"),
    [("service", "标准洗护"), ("worker", "小美"), ("kind", "剪伤或擦伤"), ("store", "徐汇店"), ("breed", "没有登记")],
)
def test_rates_and_waits(shop, client, by, name):
    worked(shop)
    text = boss(shop, client).get(f"/reports/care?by={by}").content.decode()
    assert name in text and "1000.0" in text and "12 分钟" in text


def test_an_empty_shop_says_what_comes_here(shop, client):
    text = boss(shop, client).get("/reports/care").content.decode()
    assert "没有做完的服务" in text and "没有叫号" in text


def test_strangers_rights_and_nonsense(shop, client):
    worked(shop)
    other = build_shop("other")
    assert (
        "小美"
        not in sign_in(client, other.people["laozhou"], other.store)
        .get("/reports/care?by=worker&store=all")
        .content.decode()
    )
    groomer = sign_in(client, shop.people["xiaomei"], shop.store)
    assert groomer.get("/reports/care").status_code == 403
    manager = boss(shop, client)
    assert manager.get("/reports/care?by=colour").status_code == 404
    assert manager.get("/reports/care?from=2026-12-01&to=2026-01-01").status_code == 422


def test_few_queries(shop, client, django_assert_max_num_queries):
    worked(shop)
    browser = boss(shop, client)
    browser.get("/reports/care")
    with django_assert_max_num_queries(14):
        browser.get("/reports/care")
