"""Booking by oneself: only what works is shown, the gates, the last slot, the waitlist, moving and cancelling (F22–F24)."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.portal.conftest import soon, the_day, vaccinated
from wangcai.booking.public import Booking, Waiting, Want, book, invite_waiter, wait_for
from wangcai.catalogue.public import Service
from wangcai.customers.public import Customer, make_share_link, revoke_share_link
from wangcai.kernel.public import now, system_actor
from wangcai.knowledge.public import current_version, make_usual_texts
from wangcai.orders.public import Order
from wangcai.settlement.public import Tender, take_payments

BOOK = "/p/home/wangcai/book"


def bath(shop, services, **more):
    return {
        "pet": shop.doudou.public_id, "service": services.offer["V1002"].pk, "day": the_day(), "start": soon(10).isoformat(),
        "request_key": "b1", **more,
    }  # fmt: skip


def stay(shop, services, **more):
    return {
        "pet": shop.doudou.public_id, "service": services.offer["V2001"].pk, "day": the_day(2), "until": the_day(5),
        "room": services.places["C1"].pk, "request_key": "s1", **more,
    }  # fmt: skip


def bookings(shop):
    return list(Booking.objects.of(shop.chain).order_by("pk"))


def test_pet_then_service_with_price_and_minutes_then_times(shop, services, lin):
    text = lin.get(BOOK).content.decode()
    assert "猫咪洗护" in text and "约 90 分钟" in text and "¥158.00" in text and "基础训练" in text
    text = lin.get(
        BOOK, {"pet": shop.doudou.public_id, "service": services.offer["V1002"].pk, "day": the_day()}
    ).content.decode()
    assert "10:00" in text and "想让谁做" not in text
    text = lin.get(BOOK, bath(shop, services)).content.decode()
    assert "确认一下" in text and "预约</span>" in text


def test_what_is_not_online_or_not_for_the_species_is_not_there(shop, services, lin, wang):
    Service.objects.of(shop.chain).filter(variant=services.offer["V3001"]).update(online=False)
    assert "基础训练" not in lin.get(BOOK).content.decode()
    assert "猫咪洗护" not in wang.get(BOOK).content.decode()
    answer = lin.post(BOOK, bath(shop, services, service=services.offer["V3001"].pk))
    assert answer.status_code == 422 and bookings(shop) == []


def test_one_press_and_ten_book_once(shop, services, lin):
    answers = [lin.post(BOOK, bath(shop, services, wishes="怕吹风机")) for _press in range(3)]
    assert answers[0].status_code == 302
    (booking,) = bookings(shop)
    assert (booking.state, booking.channel, booking.customer_id, booking.wishes) == (
        "booked",
        "portal",
        shop.lin.pk,
        "怕吹风机",
    )
    assert booking.made_by == f"customer:{shop.lin.pk}" and Order.objects.of(shop.chain).count() == 1


def test_a_service_that_does_not_confirm_itself_is_a_request(shop, services, lin):
    Service.objects.of(shop.chain).filter(variant=services.offer["V1002"]).update(confirms_itself=False)
    assert "等店里确认" in lin.get(BOOK, bath(shop, services)).content.decode()
    lin.post(BOOK, bath(shop, services))
    assert bookings(shop)[0].state == "requested"


def test_of_two_on_the_last_slot_one_wins_and_the_other_may_wait(shop, services, lin, wang):
    """Both have the page open; 小美 is the only one who grooms."""
    first = bath(shop, services, service=services.offer["V1001"].pk)
    second = {**first, "pet": shop.shandian.public_id}
    assert "10:00" in wang.get(BOOK, second).content.decode()
    assert lin.post(BOOK, first).status_code == 302
    answer = wang.post(BOOK, second)
    text = answer.content.decode()
    assert answer.status_code == 409 and "刚刚被别人约走" in text and "排候补" in text
    assert len(bookings(shop)) == 1
    free = re.findall(r'href="([^"]*start=[^"]*)"', text.split("这些时间还可以")[1])[0].replace("&amp;", "&")
    assert "确认一下" in wang.get(free).content.decode()
    assert wang.post(f"{BOOK}/wait", second).status_code == 302
    waiting = Waiting.objects.of(shop.chain).get()
    assert (waiting.customer_id, waiting.pet_id, waiting.state) == (shop.wang.pk, shop.shandian.pk, "waiting")


def test_a_taken_time_is_not_shown(shop, services, lin, wang):
    lin.post(BOOK, bath(shop, services))
    query = {"pet": shop.shandian.public_id, "service": services.offer["V1001"].pk, "day": the_day()}
    times = wang.get(BOOK, query).content.decode()
    assert "09:00" not in times and "10:00" not in times and "10:30" not in times and "12:00" in times


@pytest.fixture
def texts(shop):
    make_usual_texts(by=shop.by("boss"))
    return current_version(shop.chain, "agreement", "boarding")


def test_a_stay_asks_for_the_vaccine_and_the_agreement(shop, services, lin, texts):
    text = lin.get(BOOK, stay(shop, services)).content.decode()
    assert "上传疫苗本" in text and "确认一下" in text and "预约</span></button>" not in text.split("确认一下")[1]
    answer = lin.post(BOOK, stay(shop, services, agreed="1", version=texts.pk, signer="林女士"))
    assert answer.status_code == 422 and bookings(shop) == []
    vaccinated(shop, shop.doudou, verified=False)
    text = lin.get(BOOK, stay(shop, services)).content.decode()
    assert "核实后才算数" in text and texts.text.title in text and "定金" in text and "网上付款还没有开通" in text
    for sent in ({}, {"agreed": "1", "version": texts.pk, "signer": ""}, {"version": texts.pk, "signer": "林女士"},
                 {"agreed": "1", "version": texts.pk + 9, "signer": "林女士"}):  # fmt: skip
        assert lin.post(BOOK, stay(shop, services, **sent)).status_code == 422
    assert bookings(shop) == []
    lin.post(BOOK, stay(shop, services, agreed="1", version=texts.pk, signer="林女士"))
    (booking,) = bookings(shop)
    assert booking.room_id == services.places["C1"].pk and booking.deposit_fen == 11520
    order = Order.objects.of(shop.chain).get()
    assert order.total_fen == 3 * 12800 and f"第 {texts.number} 版" in order.note


def test_full_and_unfit_rooms_are_not_shown(shop, services, lin, texts):
    vaccinated(shop, shop.doudou)
    query = stay(shop, services)
    text = lin.get(BOOK, query).content.decode()
    assert "猫房 1" in text and "猫房 2" in text and "狗房" not in text and "安静间" not in text
    want = Want(services.offer["V2001"].pk, soon(14), ends_at=soon(12, day=5), room_id=services.places["C1"].pk)
    book(store=shop.store, wants=[want], by=system_actor(shop.chain.pk))
    text = lin.get(BOOK, query).content.decode()
    assert "猫房 1" not in text and "猫房 2" in text
    assert lin.post(BOOK, stay(shop, services, agreed="1", version=texts.pk, signer="林女士")).status_code == 409
    assert len(bookings(shop)) == 1


def test_over_the_safety_line_there_are_no_rooms_but_a_waitlist(shop, services, lin, texts):
    vaccinated(shop, shop.doudou)
    want = Want(services.offer["V2002"].pk, soon(14), ends_at=soon(12, day=5), room_id=services.places["Q1"].pk)
    book(store=shop.store, wants=[want], by=system_actor(shop.chain.pk))
    shop.store.settings = {"booking.cap_percent": 10}
    shop.store.save()
    text = lin.get(BOOK, stay(shop, services)).content.decode()
    assert "没有合适的房间" in text and "排候补" in text
    assert lin.post(f"{BOOK}/wait", stay(shop, services)).status_code == 302
    assert Waiting.objects.of(shop.chain).get().nights == 3


def test_strangers_pets_and_blocked_owners_book_nothing(shop, services, lin):
    answer = lin.post(BOOK, bath(shop, services, pet=shop.shandian.public_id, service=services.offer["V1001"].pk))
    assert answer.status_code == 422 and bookings(shop) == []
    Customer.objects.of(shop.chain).filter(pk=shop.lin.pk).update(blocked_at=now())
    assert lin.post(BOOK, bath(shop, services, request_key="b2")).status_code == 403
    assert Client().post(BOOK, bath(shop, services)).status_code == 302
    assert bookings(shop) == []


def test_the_page_costs_few_queries(shop, services, lin, django_assert_max_num_queries):
    with django_assert_max_num_queries(70):
        lin.get(BOOK, bath(shop, services))


def one(shop, services, lin, **more):
    lin.post(BOOK, bath(shop, services, **more))
    return bookings(shop)[0]


def test_moving_to_another_free_time(shop, services, lin):
    booking = one(shop, services, lin)
    path = f"/p/home/wangcai/bookings/{booking.public_id}/move"
    assert "改到这个时间" in lin.get(path, {"day": the_day(3)}).content.decode()
    assert lin.post(path, {"start": soon(15, day=3).isoformat(), "request_key": "m"}).status_code == 302
    booking.refresh_from_db()
    assert booking.starts_at == soon(15, day=3)


@pytest.mark.parametrize("start", ["", "x", "2020-01-01T10:00:00+00:00"])
def test_a_time_that_is_none_moves_nothing(shop, services, lin, start):
    booking = one(shop, services, lin)
    answer = lin.post(f"/p/home/wangcai/bookings/{booking.public_id}/move", {"start": start})
    assert answer.status_code == 422
    booking.refresh_from_db()
    assert booking.starts_at == soon(10)


def test_a_stranger_neither_moves_nor_cancels_nor_opens(shop, services, lin, wang):
    booking = one(shop, services, lin)
    for path in ("move", "cancel"):
        where = f"/p/home/wangcai/bookings/{booking.public_id}/{path}"
        assert (
            wang.get(where).status_code == 404 and wang.post(where, {"start": soon(15).isoformat()}).status_code == 404
        )
    assert wang.post(f"/p/home/wangcai/visits/{booking.public_id}").status_code == 404
    booking.refresh_from_db()
    assert booking.state == "booked"


def test_cancelling_shows_the_fee_first_and_takes_just_that(shop, services, lin):
    booking = one(shop, services, lin)
    order = Order.objects.of(shop.chain).get()
    take_payments(order=order, tenders=[Tender("wechat", 10000)], by=shop.clerk)
    Booking.objects.of(shop.chain).filter(pk=booking.pk).update(starts_at=now() + timedelta(hours=30))
    path = f"/p/home/wangcai/bookings/{booking.public_id}/cancel"
    text = lin.get(path).content.decode()
    assert "留下 ¥50.00" in text and "退回 ¥50.00" in text
    assert lin.post(path, {"reason": "出差", "request_key": "c"}).status_code == 302
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == ("cancelled", "出差")
    order.refresh_from_db()
    assert order.total_fen == 5000


def test_too_close_to_the_time_nothing_is_moved_online(shop, services, lin):
    booking = one(shop, services, lin)
    order = Order.objects.of(shop.chain).get()
    take_payments(order=order, tenders=[Tender("wechat", 10000)], by=shop.clerk)
    near = now() + timedelta(hours=3)
    Booking.objects.of(shop.chain).filter(pk=booking.pk).update(starts_at=near)
    path = f"/p/home/wangcai/bookings/{booking.public_id}/move"
    assert "网上改不了" in lin.get(path).content.decode()
    assert lin.post(path, {"start": soon(15, day=3).isoformat()}).status_code == 409
    booking.refresh_from_db()
    assert booking.starts_at == near


def test_a_pet_that_is_here_is_not_cancelled(shop, services, lin):
    booking = one(shop, services, lin)
    Booking.objects.of(shop.chain).filter(pk=booking.pk).update(state="arrived")
    assert lin.post(f"/p/home/wangcai/bookings/{booking.public_id}/cancel").status_code == 404


def invitation(shop, services):
    waiting = wait_for(
        store=shop.store, customer=shop.lin, pet=shop.doudou, service_id=services.offer["V1002"].pk,
        from_at=soon(9), to_at=soon(18), by=shop.manager,
    )  # fmt: skip
    invite_waiter(waiting=waiting, starts_at=soon(11), by=shop.manager)
    link, token = make_share_link(
        subject_kind="waiting", subject_id=waiting.pk, customer=shop.lin, by=system_actor(shop.chain.pk), days=1
    )
    return waiting, link, f"/p/invited/{token}"


def test_an_invitation_is_taken_from_its_link_once(shop, services, client):
    waiting, _link, path = invitation(shop, services)
    text = client.get(path).content.decode()
    assert "豆豆" in text and "11:00" in text and "为您保留到" in text
    assert "约好了" in client.post(path, {"choice": "yes", "request_key": "y"}).content.decode()
    assert bookings(shop)[0].state == "booked"
    assert client.post(path, {"choice": "no", "request_key": "n"}).status_code == 409
    assert bookings(shop)[0].state == "booked"


def test_no_thank_you_gives_the_time_back(shop, services, client):
    waiting, _link, path = invitation(shop, services)
    assert client.post(path, {"choice": ""}).status_code == 422
    client.post(path, {"choice": "no", "request_key": "n"})
    waiting.refresh_from_db()
    assert bookings(shop)[0].state == "cancelled" and waiting.state == "ended"


def test_an_old_a_revoked_and_a_stranger_s_invitation(shop, services, client, wang):
    waiting, link, path = invitation(shop, services)
    assert wang.post(f"/p/home/wangcai/invitations/{waiting.pk}", {"choice": "yes"}).status_code == 404
    Booking.objects.of(shop.chain).update(held_until=now() - timedelta(minutes=1))
    assert "已经结束" in client.get(path).content.decode()
    assert client.post(path, {"choice": "yes"}).status_code == 409
    revoke_share_link(link=link, by=shop.manager)
    assert client.get(path).status_code == 404 and client.post(path, {"choice": "yes"}).status_code == 404
    assert bookings(shop)[0].state == "held"
