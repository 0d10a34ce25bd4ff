"""到店: inquiry, plan with its signature and arrival, as the people at the door use them."""

from tests.care.door import answered, bath_booked, stay_booked
from tests.counter.visits.hands import INK, answers, text
from wangcai.care.public import CheckIn, HealthInquiry, Plan, signed_plan_of
from wangcai.customers.public import raise_flag
from wangcai.kernel.public import now


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
