"""费用与取消: deposit, the fee said before the button, waiving, who did not come, quote beside bill."""

from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.shops.cast import sign_in
from tests.visits import at, build_services
from wangcai.booking.public import Booking, Want, wait_for
from wangcai.care.public import add_line, book_visit, bookings_of
from wangcai.kernel.public import now
from wangcai.orders.public import NewLine
from wangcai.settlement.public import Payment, Tender, take_payments


@pytest.fixture
def shop(shop):
    shop.services = build_services(shop)
    want = Want(
        service_id=shop.services.offer["V2002"].pk, pet_id=shop.doudou.pk, room_id=shop.services.places["Q1"].pk,
        starts_at=at(15, day=5), ends_at=at(11, day=8),
    )  # fmt: skip
    shop.visit = book_visit(store=shop.store, customer=shop.lin, wants=[want], by=shop.clerk, at=at(9))
    shop.booking = bookings_of(shop.visit)[0]
    shop.url = f"/visits/{shop.visit.key}/money"
    return shop


@pytest.fixture
def desk(shop, client):
    return sign_in(client, shop.people["xiaozhou"], shop.store)


def pay(shop, fen=15120):
    tenders = [Tender("wechat", fen)]
    take_payments(order=shop.visit.order, tenders=tenders, by=shop.clerk, at=at(9), request_key="")


def starts_in(shop, hours):
    start = now() + timedelta(hours=hours)
    Booking.objects.of(shop.chain).update(starts_at=start, ends_at=start + timedelta(days=3))


def state(shop):
    shop.booking.refresh_from_db()
    return shop.booking.state


def test_the_deposit_that_is_due_and_then_paid(shop, desk):
    assert "定金还差 ¥151.20" in desk.get(shop.url).content.decode()
    pay(shop)
    text = desk.get(shop.url).content.decode()
    assert "定金还差" not in text and "已付（含定金）" in text


def test_the_fee_is_said_before_and_kept_after(shop, desk):
    pay(shop)
    starts_in(shop, 30)
    assert "现在取消要留下 ¥75.60" in desk.get(shop.url).content.decode()
    url = f"{shop.url}/bookings/{shop.booking.pk}/cancellation"
    refused = desk.post(url, {"reason": "行程变了", "fee": "waive", "waive": " "})
    assert (
        refused.status_code == 422
        and "免收要写原因" in refused.content.decode()
        and "行程变了" in refused.content.decode()
    )
    assert state(shop) == "booked" and not Payment.objects.of(shop.chain).filter(kind="refund").exists()
    assert desk.post(url, {"reason": "行程变了", "fee": "charge"}).status_code == 302
    assert state(shop) == "cancelled"
    assert Payment.objects.of(shop.chain).get(kind="refund").amount_fen == 7560
    assert desk.post(url, {"reason": "行程变了", "fee": "charge"}).status_code == 409


def test_a_reason_waives(shop, desk):
    pay(shop)
    starts_in(shop, 2)
    url = f"{shop.url}/bookings/{shop.booking.pk}/cancellation"
    desk.post(url, {"reason": "猫病了", "fee": "waive", "waive": "老客户"})
    assert Payment.objects.of(shop.chain).get(kind="refund").amount_fen == 15120


def test_who_did_not_come(shop, desk):
    pay(shop)
    url = f"{shop.url}/bookings/{shop.booking.pk}/no-show"
    starts_in(shop, 1)
    early = desk.post(url, {"fee": "charge"})
    assert early.status_code == 409 and state(shop) == "booked"
    assert "收爽约费" not in desk.get(shop.url).content.decode()
    starts_in(shop, -2)
    assert "收爽约费 ¥151.20" in desk.get(shop.url).content.decode()
    assert desk.post(url, {"fee": "waive", "reason": ""}).status_code == 422
    assert desk.post(url, {"fee": "charge"}).status_code == 302
    assert state(shop) == "no_show" and not Payment.objects.of(shop.chain).filter(kind="refund").exists()


def test_the_difference_stands_on_page_and_paper(shop, desk):
    add_line(booking=shop.booking, line=NewLine(shop.goods["S3001"].pk, 2), by=shop.clerk, at=at(10))
    for url in (shop.url, f"{shop.url}/paper"):
        text = desk.get(url).content.decode()
        assert "另外买的商品" in text and "¥78.00" in text and "¥504.00" in text


def test_strangers_and_rights(shop, client):
    stranger = sign_in(client, build_shop("other").people["xiaozhou"])
    cancel = f"{shop.url}/bookings/{shop.booking.pk}/cancellation"
    assert stranger.get(shop.url).status_code == 404 and stranger.post(cancel, {"reason": "x"}).status_code == 404
    groomer = sign_in(client, shop.people["xiaomei"], shop.store)
    assert "取消预约" not in groomer.get(shop.url).content.decode()
    assert groomer.post(cancel, {"reason": "x"}).status_code == 403 and state(shop) == "booked"
    other = Booking.objects.of(shop.chain).get()
    desk = sign_in(client, shop.people["xiaozhou"], shop.store)
    assert desk.post(f"{shop.url}/bookings/{other.pk + 99}/cancellation", {"reason": "x"}).status_code == 404


def test_few_queries(shop, desk, django_assert_max_num_queries):
    desk.get(shop.url)
    with django_assert_max_num_queries(36):
        desk.get(shop.url)


def test_a_freed_time_somebody_waits_for_leads_to_the_list(shop, desk):
    starts_in(shop, 60)
    shop.booking.refresh_from_db()
    wait_for(
        store=shop.store, customer=shop.wang, pet=shop.shandian, service_id=shop.services.offer["V2002"].pk,
        from_at=shop.booking.starts_at, to_at=shop.booking.ends_at, nights=3, by=shop.clerk,
    )  # fmt: skip
    answer = desk.post(f"{shop.url}/bookings/{shop.booking.pk}/cancellation", {"reason": "行程变了", "fee": "charge"})
    assert answer.status_code == 302 and answer["Location"] == "/waitlist"
    text = desk.get("/waitlist").content.decode()
    assert "有人在等这个时间" in text and "刚空出来的时间" in text and "闪电" in text
