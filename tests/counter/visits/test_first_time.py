"""What stopped somebody who had only the guide: each is a page that now leads on, or says it where it is read."""

import time_machine

from tests.care.door import bath_booked, stay_booked
from tests.cast import build_shop
from tests.counter.visits.hands import INK, answers, chosen, text, tomorrow
from wangcai.care.public import Plan, visit_of
from wangcai.customers.public import Customer, ShareLink, Weight


def test_the_customer_is_found_while_one_types(shop, desk):
    page = desk()
    part = text(page.get("/visits/new?q=林", headers={"HX-Request": "true"}))
    assert "林女士" in part and "<html" not in part
    assert "<html" in text(page.get("/visits/new?q=林"))


def test_a_new_customer_leads_back_into_the_booking(shop, desk):
    page = desk()
    nobody = text(page.get("/visits/new?q=13900001234&start=2026-11-23T10:00"))
    assert "/customers/new?" in nobody and "then=visit" in nobody
    way = "/customers/new?then=visit&q=13900001234&start=2026-11-23T10:00"
    assert 'value="13900001234"' in text(page.get(way))
    reply = page.post(way, {"phone": "13900001234", "name": "苏敏", "pet_name": "糯米", "species": "cat"})
    made = Customer.objects.of(shop.chain).get(name="苏敏")
    assert reply.status_code == 302
    assert reply.url == f"/visits/new?start=2026-11-23T10%3A00&customer={made.pk}"
    plain = page.post("/customers/new", {"phone": "13900001235", "name": "苏慧"})
    assert plain.url == f"/customers/{Customer.objects.of(shop.chain).get(name='苏慧').pk}"
    assert f"/visits/new?customer={made.pk}" in text(page.get(f"/customers/{made.pk}"))


def test_who_stands_there_in_the_evening_stays_from_now_on(shop, desk):
    pet = shop.doudou.pk
    stay = {"customer": shop.lin.pk, "pet": pet, f"service-{pet}": shop.services.offer["V2002"].pk}
    with time_machine.travel("2026-11-23T10:33:00Z", tick=False):
        page = desk()
        assert 'value="18:45"' in text(page.get("/visits/new", stay))
        assert 'value="14:00"' in text(page.get("/visits/new", {**stay, "day": "2026-11-24"}))
    with time_machine.travel("2026-11-23T02:00:00Z", tick=False):
        assert 'value="14:00"' in text(desk().get("/visits/new", stay))


def test_the_deposit_is_what_is_taken_first(shop, desk):
    booking = stay_booked(shop)
    page, url = desk(), f"/visits/{booking.visit}"
    shown = text(page.get(url))
    assert "定金还差 ¥201.60" in shown and "收定金" in shown and 'value="201.60"' in shown
    assert "data-open-now" not in shown and "data-open-now" in text(page.get(f"{url}?open=pay"))
    assert "?open=pay" in text(page.get(f"{url}/money"))
    order = visit_of(booking).order
    page.post(f"/orders/{order.number}/payments", {"tender": "wechat", "amount": "201.60"})
    assert "定金还差" not in text(page.get(url)) and 'value="470.40"' in text(page.get(url))


def test_missing_vaccines_are_said_from_the_first_day_on(shop, desk):
    booking = stay_booked(shop)
    shown = text(desk().get(f"/visits/{booking.visit}"))
    assert "还没有做健康问询" in shown and "疫苗不齐" in shown


def test_a_refused_inquiry_says_it_at_the_signature_and_at_the_question(shop, desk):
    booking = stay_booked(shop)
    page, url = desk(), f"/bookings/{booking.pk}/inquiry"
    unsigned = text(page.post(url, {**answers(), "signer": "林女士"}))
    assert unsigned.index("请主人签名，或拍下") > unsigned.index("还有什么想让我们知道")
    sent = {**answers(), "signer": "林女士", "signature": INK}
    del sent["answer-stool"]
    unanswered = text(page.post(url, sent))
    assert unanswered.index("请回答：") > unanswered.index("平时吃什么")


def test_what_stands_in_the_plan_is_what_was_read_to_the_owner(shop, desk):
    booking = stay_booked(shop)
    page, url = desk(), f"/bookings/{booking.pk}/plan"
    page.post(url, {})
    typed = {"typed": "1", "item": [], "own": ["每晚留一盏小灯", ""], "ceiling-medicine": "0", "ceiling-feeding": "8"}
    refused = page.post(f"{url}/reading", typed)
    assert (
        refused.status_code == 422
        and "每晚留一盏小灯" in text(refused)
        and 'name="ceiling-medicine" value="0"' in text(refused)
    )
    kept = Plan.objects.of(shop.chain).get()
    assert kept.state == "draft" and "每晚留一盏小灯" not in str(kept.items)
    assert page.post(f"{url}/reading", {**typed, "read_back": "1"}).status_code == 302
    kept.refresh_from_db()
    assert kept.state == "read_back" and "每晚留一盏小灯" in kept.text
    assert next(extra for extra in kept.extras if extra["code"] == "medicine")["ceiling_fen"] == 0
    assert all(item["removed"] for item in kept.items if not item["code"].startswith("own"))


def test_a_ceiling_nobody_can_read_stops_the_reading(shop, desk):
    booking = stay_booked(shop)
    page, url = desk(), f"/bookings/{booking.pk}/plan"
    page.post(url, {})
    assert page.post(f"{url}/reading", {"typed": "1", "read_back": "1", "ceiling-medicine": "x"}).status_code == 422
    assert Plan.objects.of(shop.chain).get().state == "draft"


def test_a_dog_nobody_weighed_gets_its_own_price_before_it_is_read(shop, desk):
    Weight.objects.of(shop.chain).filter(pet=shop.shandian).delete()
    booking = bath_booked(shop)
    order = visit_of(booking).order
    low, page, url = order.total_fen, desk(), f"/bookings/{booking.pk}/plan"
    assert booking.price_to_fen > low and "先称一称" in text(page.get(url))
    assert page.post(url, {"weight": "很重"}).status_code == 422 and not Plan.objects.of(shop.chain).exists()
    assert page.post(url, {"weight": "32"}).status_code == 302
    order.refresh_from_db()
    assert low < order.total_fen <= booking.price_to_fen
    assert Plan.objects.of(shop.chain).get().price_fen == order.total_fen
    assert "先称一称" not in text(page.get(url))
    again = bath_booked(shop, hour=15)
    assert "先称一称" not in text(page.get(f"/bookings/{again.pk}/plan"))


def test_the_owner_s_page_is_a_code_at_the_counter(shop, desk, client):
    booking = bath_booked(shop)
    url = f"/visits/{booking.visit}"
    page = desk()
    assert f"{url}/link" in text(page.get(url))
    shown = text(page.post(f"{url}/link"))
    token = shown.split("/p/")[1].split('"')[0]
    assert "给主人看" in shown and "闪电" in text(client.get(f"/p/visit/{token}"))
    assert desk("xiaoli").post(f"{url}/link").status_code == 403
    links = ShareLink.objects.of(shop.chain).count()
    assert desk("boss", build_shop("other")).post(f"{url}/link").status_code == 404
    assert ShareLink.objects.of(shop.chain).count() == links


def test_only_who_knows_the_work_is_offered_for_it(shop, desk):
    tomorrow(shop)
    body = text(desk().get("/visits/new", {**chosen(shop), "day": f"{tomorrow(shop)}"}))
    offered = body.split('name="worker"')[1].split("</select>")[0]
    assert "小美" in offered and "阿强" not in offered
