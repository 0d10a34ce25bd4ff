"""健康问询 on the owner's phone before coming: answered at home, asked again and signed at the door (F27)."""

import pytest

from tests.care.door import CALM, bath_booked, door_shop, picture
from tests.counter.visits.hands import INK
from tests.portal.test_visit_page import link_to, text_of
from tests.shops.cast import sign_in
from wangcai.care.public import CheckIn, HealthInquiry, answer_inquiry, decide_inquiry, gates
from wangcai.journal.public import Entry
from wangcai.kernel.public import now
from wangcai.work.public import Task


@pytest.fixture
def shop(db):
    return door_shop()


@pytest.fixture
def booking(shop):
    return bath_booked(shop)


def said(**more):
    return {f"answer-{code}": value for code, value in {**CALM, **more}.items()}


def url_of(shop, booking):
    _link, token = link_to(shop, booking)
    return token, f"/p/visit/{token}/pets/{booking.pk}/health"


def codes(booking):
    return [gate.code for gate in gates(booking)]


def test_the_owner_answers_at_home_and_the_door_asks_once_more(shop, booking, client):
    token, url = url_of(shop, booking)
    assert "来之前，先答几个问题" in text_of(client, token)
    form = client.get(url)
    assert form.status_code == 200 and "最近三天有没有呕吐" in form.content.decode()
    assert client.post(url, said(food="皇家成犬粮")).status_code == 302
    kept = HealthInquiry.objects.of(shop.chain).get()
    assert kept.decision == "clear" and kept.signature is None and kept.by == f"customer:{shop.wang.pk}"
    assert "inquiry_unconfirmed" in codes(booking)
    assert "已经答好，到店时确认并签名" in text_of(client, token)
    assert not Task.objects.of(shop.chain).filter(kind="call").exists()

    desk, door = (
        sign_in(client, shop.people["xiaozhou"], shop.store),
        f"/bookings/{booking.pk}/inquiry",
    )
    assert "再问一句，签名" in desk.get(f"/visits/{booking.visit}").content.decode()
    asked = desk.get(door).content.decode()
    assert "在手机上答的" in asked and "皇家成犬粮" in asked
    same = {**said(food="皇家成犬粮"), "signer": "王先生"}
    assert desk.post(door, same).status_code == 422 and "inquiry_unconfirmed" in codes(booking)
    assert desk.post(door, {**same, "signature": INK}).status_code == 302
    assert "inquiry_unconfirmed" not in codes(booking)
    assert HealthInquiry.objects.of(shop.chain).get().signature is not None
    told = Entry.objects.filter(what="inquiry.answered", subject_id=booking.pk).order_by("id")
    assert [entry.facts["ahead"] for entry in told] == [True, False]


def test_red_from_home_asks_for_a_call_and_what_was_let_pass_stays_so(shop, booking, client):
    token, url = url_of(shop, booking)
    client.post(url, said(vomit="yes"))
    call = Task.objects.of(shop.chain).get(kind="call", subject_kind="booking", subject_id=booking.pk)
    assert "闪电" in call.title and call.closed_at is None and "inquiry_undecided" in codes(booking)
    page = text_of(client, token)
    assert "要先商量" in page and "呕吐" in page
    inquiry = HealthInquiry.objects.of(shop.chain).get()
    decide_inquiry(inquiry=inquiry, decision="accept", reason="晕车，今早已好", by=shop.manager)
    call.refresh_from_db()
    assert call.closed_at is not None and "inquiry_unconfirmed" in codes(booking)
    signed = picture(shop, "door")
    again = answer_inquiry(
        booking=booking, answers={**CALM, "vomit": "yes"}, signer="王先生", signature=signed, by=shop.clerk
    )
    assert again.decision == "accept" and "inquiry_undecided" not in codes(booking)
    worse = {**CALM, "vomit": "yes", "stool": "diarrhoea"}
    assert (
        answer_inquiry(booking=booking, answers=worse, signer="王先生", signature=signed, by=shop.clerk).decision == ""
    )


@pytest.mark.parametrize("by_whom", ["door", "decided"])
def test_nobody_changes_from_home_what_the_shop_asked_or_decided(shop, booking, client, by_whom):
    token, url = url_of(shop, booking)
    if by_whom == "door":
        answer_inquiry(booking=booking, answers=CALM, signer="王先生", signature=picture(shop), by=shop.clerk)
    else:
        client.post(url, said(vomit="yes"))
        inquiry = HealthInquiry.objects.of(shop.chain).get()
        decide_inquiry(inquiry=inquiry, decision="vet", reason="先看看", by=shop.clerk)
        assert "先带它看医生" in text_of(client, token)
    before = HealthInquiry.objects.of(shop.chain).values().get()
    reply = client.post(url, said(food="别的"))
    assert reply.status_code == 409 and "店里已经问过或决定过了" in reply.content.decode()
    assert HealthInquiry.objects.of(shop.chain).values().get() == before


def test_what_is_missing_is_said_at_the_question_and_nothing_is_kept(shop, booking, client):
    _token, url = url_of(shop, booking)
    sent = said(food="皇家成犬粮")
    del sent["answer-stool"]
    reply = client.post(url, sent)
    body = reply.content.decode()
    assert reply.status_code == 422 and "皇家成犬粮" in body and body.index("请回答：") > body.index("平时吃什么")
    assert not HealthInquiry.objects.of(shop.chain).exists()


def test_a_known_pet_is_asked_one_thing_first(shop, booking, client):
    CheckIn.objects.create(chain=shop.chain, booking=bath_booked(shop, day=3), stress=0, at=now(), by="system:0")
    _token, url = url_of(shop, booking)
    assert "有没有新情况" in client.get(url).content.decode() and "大便怎么样" not in client.get(url).content.decode()
    more = client.post(url, {"answer-news": "yes"})
    assert more.status_code == 200 and "大便怎么样" in more.content.decode()
    assert not HealthInquiry.objects.of(shop.chain).exists()
    assert client.post(url, {"answer-news": "no"}).status_code == 302


def test_another_s_pet_a_dead_link_and_a_pet_that_came_all_look_the_same(shop, booking, client):
    other = bath_booked(shop, hour=14)
    token, url = url_of(shop, booking)
    foreign = f"/p/visit/{token}/pets/{other.pk}/health"
    type(booking).objects.of(shop.chain).filter(pk=booking.pk).update(state="arrived")
    for address in (foreign, url, f"/p/visit/nonsense/pets/{booking.pk}/health"):
        for reply in (client.get(address), client.post(address, said())):
            assert reply.status_code == 404 and "闪电" not in reply.content.decode(), address
    assert not HealthInquiry.objects.of(shop.chain).exists()


def test_the_page_costs_few_queries(shop, booking, client, django_assert_max_num_queries):
    _token, url = url_of(shop, booking)
    client.get(url)
    with django_assert_max_num_queries(14):
        client.get(url)
