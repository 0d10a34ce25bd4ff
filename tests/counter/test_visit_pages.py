"""到店: booking from the counter, the visit's page, inquiry, plan, arrival, extras – as the people at the door use them."""

import base64
import io
import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageDraw

from tests.care.door import CALM, answered, bath_booked, picture, signed, stay_booked, vaccinated
from tests.cast import build_shop
from tests.shops.cast import sign_in
from tests.visits import build_services
from wangcai.booking.public import Booking, Resource, Shift
from wangcai.care.public import (
    CheckIn,
    ExtraRequest,
    HealthInquiry,
    Plan,
    Visit,
    ask_extra,
    bookings_of,
    signed_plan_of,
    visit_of,
)
from wangcai.catalogue.public import Surcharge
from wangcai.customers.public import raise_flag, weigh_pet
from wangcai.kernel.public import now
from wangcai.knowledge.public import make_usual_texts
from wangcai.orders.public import Order


def ink():
    """A drawn line, as the pad sends it."""
    picture = Image.new("RGBA", (300, 120), (255, 255, 255, 0))
    ImageDraw.Draw(picture).line((20, 90, 270, 30), fill=(16, 24, 32, 255), width=4)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()


INK = ink()


@pytest.fixture
def shop(shop):
    shop.services = build_services(shop)
    make_usual_texts(by=shop.manager)
    weigh_pet(pet=shop.shandian, grams=18_000, by=shop.manager)
    return shop


@pytest.fixture
def desk(client, shop):
    def sit(who="xiaozhou", of=None):
        place = of or shop
        return sign_in(client, place.people[who], place.store)

    return sit


def chosen(shop, **more):
    """The form for 闪电's bath with everything but the time."""
    pet = shop.shandian.pk
    return {"customer": shop.wang.pk, "pet": pet, f"service-{pet}": shop.services.offer["V1001"].pk, **more}


def tomorrow(shop):
    """A day with shifts that is always ahead of the real clock."""

    at = now() + timedelta(days=2)
    day = at.astimezone(ZoneInfo("Asia/Shanghai")).date()
    for person in ("xiaomei", "aqiang"):
        begins = datetime.combine(day, time(9), ZoneInfo("Asia/Shanghai"))
        Shift.objects.of(shop.chain).get_or_create(
            chain=shop.chain, store=shop.store, account=shop.people[person], starts_at=begins,
            defaults={"ends_at": begins + timedelta(hours=12), "planned_by": "system:0"},
        )  # fmt: skip
    return day


def text(reply):
    return reply.content.decode()


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


def answers(**more):
    return {f"answer-{code}": value for code, value in {**CALM, **more}.items()}


def test_the_inquiry_with_one_thumb_and_a_signature(shop, desk):
    booking = bath_booked(shop)
    page, url = desk("xiaomei"), f"/bookings/{booking.pk}/inquiry"
    form = text(page.get(url))
    assert "最近三天有没有呕吐" in form and "有没有新情况" not in form
    reply = page.post(url, {**answers(), "signer": "王先生", "signature": INK})
    assert reply.status_code == 302 and HealthInquiry.objects.of(shop.chain).get().decision == "clear"


def test_an_unanswered_question_comes_back_with_everything_typed(shop, desk):
    booking = bath_booked(shop)
    sent = {**answers(food="皇家成犬粮"), "signer": "王先生", "signature": INK}
    del sent["answer-stool"]
    reply = desk().post(f"/bookings/{booking.pk}/inquiry", sent)
    assert reply.status_code == 422 and "皇家成犬粮" in text(reply)
    assert not HealthInquiry.objects.of(shop.chain).exists()


def test_red_is_decided_by_who_may(shop, desk):
    booking = bath_booked(shop)
    page, url = desk(), f"/bookings/{booking.pk}/inquiry"
    page.post(url, {**answers(vomit="yes"), "signer": "王先生", "signature": INK})
    shown = text(page.get(url))
    assert "亮红的回答" in shown and "呕吐" in shown and "店长放行" not in shown
    refused = page.post(f"{url}/decision", {"decision": "accept", "reason": "没事"})
    assert refused.status_code == 403 and HealthInquiry.objects.of(shop.chain).get().decision == ""
    assert page.post(f"{url}/decision", {"decision": "vet", "reason": ""}).status_code == 422
    assert desk("laozhou").post(f"{url}/decision", {"decision": "accept", "reason": "晕车"}).status_code == 302
    assert HealthInquiry.objects.of(shop.chain).get().decision == "accept"


def test_a_known_pet_is_asked_one_thing_and_more_where_there_is_news(shop, desk):
    first = bath_booked(shop)
    answered(shop, first)
    CheckIn.objects.create(chain=shop.chain, booking=first, stress=0, at=now(), by="system:0")
    again = bath_booked(shop, day=3)
    page, url = desk(), f"/bookings/{again.pk}/inquiry"
    form = text(page.get(url))
    assert (
        "有没有新情况" in form
        and "大便怎么样" not in form
        and "上次 18 kg" in form.replace("18.0", "18").replace("18kg", "18 kg")
    )
    more = text(page.post(f"{url}/questions", {"answer-news": "yes"}))
    assert "大便怎么样" in more and "<html" not in more
    assert page.post(url, {"answer-news": "no"}).status_code == 302


def test_the_plan_from_draft_to_signature(shop, desk):
    raise_flag(pet=shop.doudou, kind="shy", note="", by=shop.manager)
    booking = stay_booked(shop)
    page, url = desk(), f"/bookings/{booking.pk}/plan"
    assert "还没有方案" in text(page.get(url))
    page.post(url, {})
    draft = text(page.get(url))
    assert "安静单间" in draft and "警示：怕生" in draft and "¥672.00" in draft
    assert page.post(f"{url}/reading", {}).status_code == 422
    page.post(url, {"item": ["quiet_room"], "own": ["每天发一张照片"], "ceiling-medicine": "50"})
    page.post(f"{url}/reading", {"read_back": "1"})
    read = text(page.get(url))
    assert "每天发一张照片" in read and "宠物始终是您的" in read and "请主人签字" in read
    plan = Plan.objects.of(shop.chain).get()
    assert page.post(f"{url}/signature", {"signer": "林女士", "digest": plan.digest}).status_code == 422
    assert (
        page.post(f"{url}/signature", {"signer": "林女士", "signature": INK, "digest": plan.digest}).status_code == 302
    )
    assert signed_plan_of(booking).signer == "林女士"
    done = text(page.get(url))
    assert "签好的方案" in done and plan.digest in done
    assert page.get(f"{url}/paper").status_code == 200
    page.post(url, {"draft": "1"})
    assert Plan.objects.of(shop.chain).count() == 2


def test_the_owner_may_sign_at_home(shop, desk):
    booking = stay_booked(shop)
    page, url = desk(), f"/bookings/{booking.pk}/plan"
    page.post(url, {})
    assert page.post(f"{url}/link").status_code == 422
    page.post(f"{url}/reading", {"read_back": "1"})
    assert "/p/" in text(page.post(f"{url}/link"))
    assert desk("xiaoli").post(f"{url}/link").status_code == 403


def test_the_pet_comes_in_with_its_things(shop, desk):
    booking = bath_booked(shop)
    page, url = desk("xiaomei"), f"/bookings/{booking.pk}/arrival"
    assert "还没有做健康问询" in text(page.get(url))
    refused = page.post(url, {"weight": "18.2", "stress": "1", "thing-1": "牵引绳"})
    assert refused.status_code == 422 and "牵引绳" in text(refused)
    answered(shop, booking)
    assert page.post(url, {"weight": "十八", "stress": "1"}).status_code == 422
    assert not CheckIn.objects.of(shop.chain).exists()
    reply = page.post(
        url, {"weight": "18.2", "stress": "2", "rhythm": "each", "thing-1": "牵引绳", "thing-count-1": "1"}, follow=True
    )
    assert "18.2kg" in text(reply) and "应激 2 级" in text(reply)
    came = CheckIn.objects.of(shop.chain).get()
    assert (came.weight_g, came.stress, came.rhythm) == (18_200, 2, "each")


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
