"""到店: booked from the counter, the price before the time."""

import re
from datetime import timedelta

from tests.cast import build_shop
from tests.counter.visits.hands import chosen, text, tomorrow
from wangcai.booking.public import Booking
from wangcai.care.public import Visit
from wangcai.orders.public import Order


def test_price_and_minutes_stand_before_the_time_is_chosen(shop, desk):
    day = tomorrow(shop)
    page = desk()
    assert "谁要来" in text(page.get("/visits/new"))
    found = text(page.get("/visits/new?q=王先生"))
    assert "王先生" in found and f"customer={shop.wang.pk}" in found
    form = text(page.get("/visits/new", chosen(shop, day=day.isoformat())))
    assert "约 90 分钟" in form and "¥148.00 – ¥178.00" in form and "几点开始" in form
    again = text(
        page.post(
            "/visits/new/choices",
            chosen(shop, day=day.isoformat(), **{f"addon-{shop.shandian.pk}": shop.services.offer["V1003"].pk}),
        )
    )
    assert "约 100 分钟" in again and "<html" not in again
    assert not Booking.objects.of(shop.chain).exists()


def test_a_bath_is_booked_from_the_form_and_its_page_opens(shop, desk):
    day = tomorrow(shop)
    page = desk()
    form = text(page.get("/visits/new", chosen(shop, day=day.isoformat())))
    start = re.search(rf'name="start-{shop.shandian.pk}" value="([^"]+)"', form).group(1)
    sent = chosen(
        shop,
        day=day.isoformat(),
        **{f"start-{shop.shandian.pk}": start},
        wishes="耳朵别进水",
        channel="phone",
        request_key="n1",
    )
    reply = page.post("/visits", sent, follow=True)
    body = text(reply)
    assert "标准洗护" in body and "耳朵别进水" in body and "健康问询" in body and "¥148.00" in body
    visit = Visit.objects.of(shop.chain).get()
    assert reply.redirect_chain[-1][0] == f"/visits/{visit.key}"
    page.post("/visits", sent)
    assert Booking.objects.of(shop.chain).count() == 1


def test_a_taken_time_keeps_the_form_and_offers_others(shop, desk):
    day = tomorrow(shop)
    page = desk()
    mei = shop.services.mei.pk
    start = f"{day}T10:00"
    sent = chosen(shop, day=day.isoformat(), worker=mei, wishes="别剪胡子", **{f"start-{shop.shandian.pk}": start})
    assert page.post("/visits", sent).status_code == 302
    reply = page.post("/visits", sent)
    assert (
        reply.status_code == 409
        and "该时段已被占用" in text(reply)
        and "这些时间可以" in text(reply)
        and "别剪胡子" in text(reply)
    )
    assert Booking.objects.of(shop.chain).count() == 1
    iso = re.search(rf'name="start-{shop.shandian.pk}" value="([^"]+\+00:00)"', text(reply)).group(1)
    assert page.post("/visits", {**sent, f"start-{shop.shandian.pk}": iso}).status_code == 302


def test_a_stay_shows_rooms_with_price_and_nights(shop, desk):
    day = tomorrow(shop)

    pet = shop.doudou.pk
    sent = {"customer": shop.lin.pk, "pet": pet, f"service-{pet}": shop.services.offer["V2001"].pk, "day": day.isoformat(),
            "until": (day + timedelta(days=3)).isoformat(), f"room-{pet}": shop.services.places["Q1"].pk}  # fmt: skip
    form = text(desk().get("/visits/new", sent))
    assert "猫房 1" in form and "安静间 1" in form and "¥504.00" in form and "定金" in form and "狗房" not in form
    desk().post("/visits", sent)
    booking = Booking.objects.of(shop.chain).get()
    assert (booking.kind, booking.room.code) == ("stay", "Q1")
    assert Order.objects.of(shop.chain).get().total_fen == 50400


def test_the_form_without_a_time_or_a_pet_is_refused(shop, desk):
    reply = desk().post("/visits", chosen(shop, day=tomorrow(shop).isoformat()))
    assert reply.status_code == 422 and "选一个开始时间" in text(reply)
    assert desk().post("/visits", {"customer": shop.wang.pk}).status_code == 422
    assert desk("xiaomei").post("/visits", chosen(shop)).status_code == 403
    assert not Booking.objects.of(shop.chain).exists()


def test_the_day_board_may_link_with_time_and_worker(shop, desk):
    day = tomorrow(shop)
    form = text(desk().get("/visits/new", chosen(shop, start=f"{day}T11:00", worker=shop.services.mei.pk)))
    assert f'value="{day.isoformat()}"' in form
    assert re.search(rf'value="{shop.services.mei.pk}" selected', form)


def test_another_chains_customer_cannot_be_booked(shop, desk):
    other = build_shop("other")
    assert desk().get(f"/visits/new?customer={other.wang.pk}").status_code == 404
    assert desk().post("/visits", {"customer": other.wang.pk}).status_code == 404
