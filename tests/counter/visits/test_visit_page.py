"""到店: the visit's page – what is next, its bill, more and less on it, another time."""

import re
from datetime import date

from tests.care.door import answered, bath_booked, picture, signed, stay_booked, vaccinated
from tests.cast import NOON, build_shop
from tests.counter.visits.hands import text, tomorrow
from tests.visits import at
from wangcai.booking.public import Resource, move_booking, note_coming
from wangcai.care.public import ExtraRequest, Visit, ask_extra, bookings_of, visit_of
from wangcai.catalogue.public import Surcharge
from wangcai.orders.public import Order


def test_the_visits_page_says_what_is_next_at_each_gate(shop, desk):
    booking = stay_booked(shop)
    url = f"/visits/{booking.visit}"
    page = desk()
    assert "还没有做健康问询" in text(page.get(url)) and f"/bookings/{booking.pk}/inquiry" in text(page.get(url))
    answered(shop, booking)
    assert "疫苗不齐" in text(page.get(url)) and f"/pets/{shop.doudou.pk}/health" in text(page.get(url))

    vaccinated(shop, date(2028, 1, 1))
    assert "先签方案" in text(page.get(url)) and "方案与签字" in text(page.get(url))
    signed(shop, booking)
    body = text(page.get(url))
    assert f"/bookings/{booking.pk}/arrival" in body and "林女士 已签" in body
    assert "接宠" not in text(desk("xiaoli", None).get(url))


def test_the_page_says_that_the_owner_comes(shop, desk):
    booking = bath_booked(shop)
    url, page = f"/visits/{booking.visit}", desk()
    assert "主人确认会来" not in text(page.get(url))
    assert note_coming(booking=booking, at=NOON) and not note_coming(booking=booking, at=NOON)
    assert "主人确认会来" in text(page.get(url))
    move_booking(booking=booking, starts_at=at(14), by=shop.clerk, at=NOON)
    assert "主人确认会来" not in text(page.get(url))


def test_a_visit_of_another_store_or_chain_is_not_there(shop, desk):
    booking = bath_booked(shop)
    other = build_shop("other")
    paths = [
        f"/visits/{booking.visit}",
        *(f"/bookings/{booking.pk}/{name}" for name in ("inquiry", "arrival", "plan", "change")),
    ]
    for path in paths:
        assert desk("boss", other).get(path).status_code == 404, path
        assert desk("boss", other).post(path).status_code in {404, 405}, path


def test_the_page_costs_the_same_whatever_happened(shop, desk, django_assert_max_num_queries):
    booking = bath_booked(shop)
    answered(shop, booking)
    page = desk()
    page.get(f"/visits/{booking.visit}")
    with django_assert_max_num_queries(30):
        page.get(f"/visits/{booking.visit}")
    for n in range(6):
        Order.objects.of(shop.chain).get().lines.create(
            chain=shop.chain, store=shop.store, position=50 + n, kind="goods", text="罐头", quantity=1, list_fen=900,
            unit_fen=900, net_fen=900,
        )  # fmt: skip
    with django_assert_max_num_queries(30):
        page.get(f"/visits/{booking.visit}")


def test_goods_join_and_leave_the_bill_on_the_page(shop, desk):
    booking = bath_booked(shop)
    page, url = desk(), f"/visits/{booking.visit}"
    assert page.post(f"{url}/lines", {"code": "F2001", "quantity": "1"}).status_code == 302
    order = Order.objects.of(shop.chain).get()
    assert order.total_fen == 31600
    refused = page.post(f"{url}/lines", {"code": "NIX"})
    assert refused.status_code == 422 and "没有条码或货号" in text(refused)
    line = order.lines.get(kind="goods")
    page.post(f"{url}/lines/{line.pk}/removal")
    order.refresh_from_db()
    assert order.total_fen == 14800
    assert desk("xiaomei").post(f"{url}/lines/{line.pk}/removal").status_code == 403


def test_money_is_taken_where_the_bill_stands(shop, desk):
    booking = bath_booked(shop)
    order = visit_of(booking).order
    reply = desk().post(f"/orders/{order.number}/payments", {"tender": "wechat", "amount": "148"}, follow=True)
    assert reply.redirect_chain[-1][0] == f"/visits/{booking.visit}"
    assert "-¥148.00" in text(reply) or "−¥148.00" in text(reply) or "148.00" in text(reply)


def test_a_fee_beyond_the_ceiling_waits_on_the_page_for_the_owner(shop, desk):
    booking = bath_booked(shop)
    page, url = desk(), f"/visits/{booking.visit}"
    reply = page.post(f"/bookings/{booking.pk}/extras", {"fee": "knots", "price": "60", "reason": ""})
    assert reply.status_code == 422
    page.post(f"/bookings/{booking.pk}/extras", {"fee": "knots", "price": "60", "reason": "腋下打结"})
    waiting = text(page.get(url))
    assert "等主人答复" in waiting and "腋下打结" in waiting and "¥60.00" in waiting
    extra = ExtraRequest.objects.of(shop.chain).get()
    page.post(f"/bookings/{booking.pk}/extras/{extra.pk}/answer", {"answer": "yes", "channel": "phone"})
    after = text(page.get(url))
    assert "开结费" in after and "没有答复之前不要开始做" not in after
    assert Order.objects.of(shop.chain).get().total_fen == 20800


def test_the_difference_to_what_was_signed_is_shown_before_paying(shop, desk):
    booking = bath_booked(shop)
    answered(shop, booking)
    signed(shop, booking)
    fee = Surcharge.objects.of(shop.chain).select_related("variant").get(code="knots")
    ask_extra(booking=booking, surcharge=fee, price_fen=3000, reason="结", photo=picture(shop, "k"), by=shop.groomer)
    assert "现在 ¥178.00" in text(desk().get(f"/visits/{booking.visit}"))
    desk().post(f"/visits/{booking.visit}/lines", {"code": "V4001"})
    body = text(desk().get(f"/visits/{booking.visit}"))
    assert "签字时 ¥148.00，现在 ¥238.00" in body and "驱虫护理" in body


def test_another_time_from_the_page(shop, desk):
    day = tomorrow(shop)
    booking = bath_booked(shop, hour=10, day=2)
    page, url = desk(), f"/bookings/{booking.pk}/change"
    form = text(page.get(url, {"day": day.isoformat()}))
    start = re.findall(r'name="start" value="([^"]+)"', form)[-1]
    assert page.post(url, {"start": start}).status_code == 302
    booking.refresh_from_db()
    assert booking.starts_at.isoformat() == start
    assert page.post(url, {"start": "2020-01-01T10:00:00+00:00"}).status_code == 422
    assert desk("xiaomei").post(url, {"start": start}).status_code == 403


def test_a_booking_without_a_bill_is_opened_from_its_page(shop, desk):
    booking = bath_booked(shop)
    visit = Visit.objects.of(shop.chain).get()
    order_id = visit.order_id
    Visit.objects.of(shop.chain).delete()
    page = desk()
    assert "还没有账单" in text(page.get(f"/visits/{booking.visit}"))
    assert page.post(f"/visits/{booking.visit}/opening").status_code == 302
    made = Visit.objects.of(shop.chain).get()
    assert made.order_id != order_id and bookings_of(made)[0].pk == booking.pk
    assert Resource.objects.of(shop.chain).exists()
