"""Several pets of one household in one booking (F22, F21): one visit, one bill, times that fit together or in a row."""

import re
from html import unescape

import pytest

from tests.portal.conftest import soon, the_day, vaccinated
from wangcai.booking.public import Booking, Resource, Shift, Skill, Waiting, Want, free_group_slots
from wangcai.care.public import Visit
from wangcai.customers.public import Pet, Weight
from wangcai.kernel.public import local, now
from wangcai.knowledge.public import current_version, make_usual_texts
from wangcai.orders.public import Order

BOOK = "/p/home/wangcai/book"


@pytest.fixture
def duoduo(shop):
    """A second dog of 王先生's household."""
    return Pet.objects.create(
        chain=shop.chain, name="多多", species="dog", household_id=shop.shandian.household_id, code="P-0099"
    )


def both(shop, services, duoduo, **more):
    code = services.offer["V1001"].pk
    return {
        "pet": [shop.shandian.public_id, duoduo.public_id], "service": [code, code], "day": the_day(),
        "start": soon(10).isoformat(), "at": [soon(10).isoformat(), soon(11, 15).isoformat()], "request_key": "g1", **more,
    }  # fmt: skip


def bookings(shop):
    return list(Booking.objects.of(shop.chain).order_by("starts_at", "pk"))


def wants(shop, services, duoduo, **more):
    code = services.offer["V1001"].pk
    return [Want(code, now(), pet_id=pet.pk, minutes=60, **more) for pet in (shop.shandian, duoduo)]


def test_one_groomer_takes_them_one_after_the_other(shop, services, duoduo):
    (slot, *_more) = free_group_slots(
        store=shop.store, wants=wants(shop, services, duoduo), first_day=local(soon(9), shop.store.timezone).date()
    )
    assert slot.starts == (soon(9), soon(10, 15)) and slot.ends_at == soon(11, 15) and not slot.at_once


def test_two_groomers_take_them_at_once(shop, services, duoduo):
    Skill.objects.create(
        chain=shop.chain, account=shop.people["aqiang"], code="groom", granted_at=now(), granted_by="system:0"
    )
    day = local(soon(9), shop.store.timezone).date()
    (slot, *_more) = free_group_slots(store=shop.store, wants=wants(shop, services, duoduo), first_day=day)
    assert slot.starts == (soon(9), soon(9)) and slot.at_once
    named = wants(shop, services, duoduo, worker_id=services.mei.pk)
    (slot, *_more) = free_group_slots(store=shop.store, wants=named, first_day=day)
    assert slot.starts == (soon(9), soon(10, 15))


def test_the_last_time_of_the_day_leaves_room_for_both(shop, services, duoduo):
    day = local(soon(9), shop.store.timezone).date()
    slots = free_group_slots(store=shop.store, wants=wants(shop, services, duoduo), first_day=day)
    assert slots[-1].starts[0] == soon(18, 30) and slots[-1].ends_at <= soon(21)
    few = free_group_slots(
        store=shop.store, wants=wants(shop, services, duoduo), first_day=day, days=3, in_full=day
    )  # fmt: skip
    assert len(few) == len(slots) + 2


def test_both_dogs_in_one_visit_with_one_bill(shop, services, duoduo, wang):
    text = wang.get(BOOK, both(shop, services, duoduo)).content.decode()
    assert "闪电做什么" in text and "多多做什么" in text and "一共" in text and "11:15" not in text.split("确认一下")[0]
    for _press in range(2):
        assert wang.post(BOOK, both(shop, services, duoduo)).status_code == 302
    first, second = bookings(shop)
    assert first.visit == second.visit and first.starts_at == soon(10) and second.starts_at > first.starts_at
    assert first.worker_id == second.worker_id == services.mei.pk and not first.worker_wanted
    order = Order.objects.of(shop.chain).get()
    assert Visit.objects.of(shop.chain).get().order_id == order.pk
    assert {line.booking_id for line in order.lines.all()} == {first.pk, second.pk}


def test_a_press_puts_a_pet_in_and_another_takes_it_out(shop, services, duoduo, wang):
    def link(text, name):
        return unescape(re.search(rf'href="([^"]*)"[^>]*>(?:(?!</a>).)*{name}', text, re.S).group(1))

    text = wang.get(BOOK, {"pet": shop.shandian.public_id, "service": services.offer["V1001"].pk}).content.decode()
    card = text.split("给谁约")[1].split("一起来的")[0]
    together = wang.get(link(card.rsplit("<a", 1)[0] and "<a" + card.rsplit("<a", 1)[1], "多多")).content.decode()
    assert "闪电做什么" in together and "多多做什么" in together and together.count("已选") == 2


def test_a_taken_time_is_refused_and_nothing_is_half_booked(shop, services, duoduo, wang, lin):
    lin.post(BOOK, {
        "pet": shop.doudou.public_id, "service": services.offer["V1002"].pk, "day": the_day(),
        "start": soon(11).isoformat(), "request_key": "x",
    })  # fmt: skip
    assert len(bookings(shop)) == 1
    answer = wang.post(BOOK, both(shop, services, duoduo))
    text = answer.content.decode()
    assert answer.status_code == 409 and "刚刚被别人约走" in text and "这些时间还可以" in text
    assert len(bookings(shop)) == 1
    assert wang.post(f"{BOOK}/wait", both(shop, services, duoduo)).status_code == 302
    waiting = Waiting.objects.of(shop.chain)
    assert {row.pet_id for row in waiting} == {shop.shandian.pk, duoduo.pk}


def test_a_stranger_s_pet_is_not_taken_along(shop, services, duoduo, wang):
    sent = both(shop, services, duoduo, pet=[shop.shandian.public_id, shop.doudou.public_id])
    wang.post(BOOK, sent)
    assert all(booking.pet_id != shop.doudou.pk for booking in bookings(shop))


@pytest.fixture
def texts(shop):
    make_usual_texts(by=shop.by("boss"))
    return current_version(shop.chain, "agreement", "boarding")


def nights(shop, services, duoduo, **more):
    code = services.offer["V2001"].pk
    return {
        "pet": [shop.shandian.public_id, duoduo.public_id], "service": [code, code], "day": the_day(2),
        "until": the_day(5), "request_key": "n1", **more,
    }  # fmt: skip


def test_two_share_a_room_for_the_nights(shop, services, duoduo, wang, texts):
    text = wang.get(BOOK, nights(shop, services, duoduo)).content.decode()
    assert "住一间" in text and "各住一间" in text and "狗房 2" in text and "狗房 1" not in text
    sent = nights(shop, services, duoduo, room=[services.places["K2"].pk])
    text = wang.get(BOOK, sent).content.decode()
    assert "上传闪电的疫苗本" in text and "上传多多的疫苗本" in text
    signed = sent | {"agreed": "1", "version": texts.pk, "signer": "王先生"}
    assert wang.post(BOOK, signed).status_code == 422 and bookings(shop) == []
    for pet in (shop.shandian, duoduo):
        vaccinated(shop, pet)
    assert wang.post(BOOK, signed).status_code == 302
    host, guest = sorted(bookings(shop), key=lambda each: each.shares_id or 0)
    assert host.room_id == services.places["K2"].pk and guest.shares_id == host.pk and guest.visit == host.visit


def test_each_in_a_room_of_its_own(shop, services, duoduo, wang, texts):
    for pet in (shop.shandian, duoduo):
        vaccinated(shop, pet)
    sent = nights(shop, services, duoduo, together="0", room=[services.places["K1"].pk])
    text = wang.get(BOOK, sent).content.decode()
    assert "确认一下" not in text
    sent["room"] = [services.places["K1"].pk, services.places["K2"].pk]
    assert "确认一下" in wang.get(BOOK, sent).content.decode()
    for _press in range(2):
        answer = wang.post(BOOK, sent | {"agreed": "1", "version": texts.pk, "signer": "王先生"})
        assert answer.status_code == 302
    assert len(bookings(shop)) == 2 and {booking.room_id for booking in bookings(shop)} == {
        services.places["K1"].pk,
        services.places["K2"].pk,
    }


def test_two_pets_cost_few_queries_more(shop, services, duoduo, wang, django_assert_max_num_queries):
    with django_assert_max_num_queries(100):
        wang.get(BOOK, both(shop, services, duoduo))


def test_a_stay_no_room_is_big_enough_for_is_not_shown(shop, services, wang):
    """32 kg: the standard rooms end at 30, or take two."""
    Weight.objects.create(chain=shop.chain, pet=shop.shandian, grams=32_000, at=now())
    Resource.objects.of(shop.chain).filter(code="K2").update(most_weight_g=30_000)
    text = wang.get(BOOK).content.decode()
    assert "安静单间寄养" in text and "标准寄养" not in text
    Resource.objects.of(shop.chain).filter(code="K2").update(most_weight_g=None)
    assert "标准寄养" in wang.get(BOOK).content.decode()


def test_off_the_waitlist_by_oneself(shop, services, duoduo, wang, lin):
    wang.post(f"{BOOK}/wait", both(shop, services, duoduo))
    first, second = Waiting.objects.of(shop.chain).order_by("pk")
    assert wang.get("/p/home/wangcai").content.decode().count("不排了") == 2
    path = f"/p/home/wangcai/waiting/{first.pk}/end"
    assert lin.post(path, {"request_key": "e"}).status_code == 404
    assert wang.post(path, {"request_key": "e"}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("ended", "waiting")
    assert wang.post(path, {"request_key": "e2"}).status_code == 409


def test_who_never_came_is_asked_for_where_the_shop_says_so(shop, services, duoduo, wang):
    shop.store.settings = {"visits.ask_newcomers": True}
    shop.store.save()
    assert "等店里确认" in wang.get(BOOK, both(shop, services, duoduo)).content.decode()
    wang.post(BOOK, both(shop, services, duoduo))
    assert {booking.state for booking in bookings(shop)} == {"requested"}
    Booking.objects.of(shop.chain).update(state="done")
    again = both(shop, services, duoduo, request_key="g2", day=the_day(3), start=soon(10, day=3).isoformat())
    again["at"] = [soon(10, day=3).isoformat(), soon(11, 15, day=3).isoformat()]
    assert "提交，等店里确认" not in wang.get(BOOK, again).content.decode()
    wang.post(BOOK, again)
    assert [booking.state for booking in bookings(shop)][-2:] == ["booked", "booked"]


def test_who_missed_twice_reads_the_whole_price_as_deposit(shop, services, duoduo, wang):
    assert "定金" not in wang.get(BOOK, both(shop, services, duoduo)).content.decode().split("确认一下")[1]
    for number in range(2):
        Booking.objects.create(
            chain=shop.chain, store=shop.store, state="no_show", state_at=now(), customer=shop.wang, pet=shop.shandian,
            service=services.offer["V1001"], starts_at=soon(9, day=-9 - number), ends_at=soon(10, day=-9 - number),
            made_at=now(), made_by="t",
        )  # fmt: skip
    assert "定金" in wang.get(BOOK, both(shop, services, duoduo)).content.decode().split("确认一下")[1]


def test_a_full_day_says_so_and_offers_the_waitlist(shop, services, duoduo, wang):
    query = both(shop, services, duoduo, start="")
    Resource.objects.of(shop.chain).filter(code="W1").update(ended_at=now())
    text = wang.get(BOOK, query).content.decode()
    assert "最近两周都约满了" in text and "排候补" in text and "等哪一天" not in text
    Resource.objects.of(shop.chain).filter(code="W1").update(ended_at=None)
    Shift.objects.of(shop.chain).filter(account=shop.people["xiaomei"], starts_at__date=soon(9).date()).delete()
    text = wang.get(BOOK, query).content.decode()
    assert "约满了：换一天" in text and "排候补" in text and "最近两周都约满了" not in text
    assert wang.post(f"{BOOK}/wait", query).status_code == 302
    first = Waiting.objects.of(shop.chain).first()
    assert local(first.from_at, shop.store.timezone).date() == local(soon(9), shop.store.timezone).date()
