"""Vaccines, pairs, notes and the card at the counter: happy paths, refusals, strangers, queries."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from tests.cast import build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Booking
from wangcai.care.public import Job
from wangcai.catalogue.public import PetTime
from wangcai.customers.public import (
    HealthRecord,
    IncompatiblePair,
    Remark,
    add_pet,
    card_by_token,
    card_of,
    leave_word,
    make_card,
    make_usual_vaccines,
    pair_apart,
    record_health,
    remember,
)
from wangcai.interfaces.counter.health.recall import recall_strip
from wangcai.kernel.public import NotFound

HTMX = {"HX-Request": "true"}


def picture():
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile("book.jpg", out.getvalue(), content_type="image/jpeg")


@pytest.fixture
def plans(shop):
    make_usual_vaccines(by=shop.manager)


def queries(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


def typed(**more):
    day = timezone.localdate() - timedelta(days=10)
    return {"what": "rabies", "given_on": day.isoformat(), "request_key": "k1", **more}


def test_a_vaccination_with_its_proof_is_verified_at_once(shop, clerk, plans):
    address = f"/pets/{shop.doudou.pk}/health"
    page = clerk.get(address).content.decode()
    assert "狂犬疫苗" in page and "没有记录" in page and "必须" in page
    answer = clerk.post(f"{address}/new", {**typed(), "verified": "on", "photo": picture()})
    assert answer.status_code == 302
    row = HealthRecord.objects.of(shop.chain).get()
    assert row.verified_by == shop.clerk.key and row.proof is not None and row.due_on
    page = clerk.get(address).content.decode()
    assert "有效" in page and f"/files/{row.proof.public_id}" in page
    assert clerk.get(f"/files/{row.proof.public_id}").status_code == 200


def test_refused_without_proof_and_what_was_typed_stays(shop, clerk, plans):
    address = f"/pets/{shop.doudou.pk}/health/new"
    answer = clerk.post(address, {**typed(), "verified": "on", "maker": "硕腾"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "没有凭证照片" in page and "硕腾" in page
    assert clerk.post(address, typed(what="other")).status_code == 422
    assert clerk.post(address, typed(given_on="2199-01-01")).status_code == 422
    assert not HealthRecord.objects.of(shop.chain).exists()
    assert clerk.post(address, typed()).status_code == 302
    row = HealthRecord.objects.of(shop.chain).get()
    assert row.verified_at is None and "未核实" in clerk.get(f"/pets/{shop.doudou.pk}/health").content.decode()
    assert clerk.post(f"/health-records/{row.pk}/verification", {"request_key": "k2"}).status_code == 422
    assert (
        clerk.post(f"/health-records/{row.pk}/verification", {"request_key": "k3", "photo": picture()}).status_code
        == 302
    )
    row.refresh_from_db()
    assert row.verified_at is not None
    assert clerk.post(f"/health-records/{row.pk}/end", {"request_key": "k4"}).status_code == 302
    row.refresh_from_db()
    assert row.ended_at is not None


def test_a_groomer_enters_but_does_not_verify(shop, signed_in, plans):
    groomer = signed_in("xiaomei")
    address = f"/pets/{shop.doudou.pk}/health/new"
    assert "我看过凭证" not in groomer.get(address).content.decode()
    assert groomer.post(address, {**typed(), "verified": "on", "photo": picture()}).status_code == 302
    row = HealthRecord.objects.of(shop.chain).get()
    assert row.verified_at is None
    assert groomer.get(f"/health-records/{row.pk}/verification").status_code == 403
    assert signed_in("xiaoli").get(address).status_code == 403


def test_strangers_see_nothing(shop, signed_in, plans):
    row = record_health(pet=shop.doudou, kind="vaccine", code="rabies", given_on=date(2026, 1, 5), by=shop.clerk)
    pair = pair_apart(one=shop.doudou, other=shop.shandian, reason="追猫", by=shop.clerk)
    note = remember(pet=shop.doudou, kind="health", text="左耳发红", by=shop.clerk)
    _card, code = make_card(pet=shop.doudou, by=shop.clerk)
    notice = leave_word(token=code, words="捡到了")
    stranger = signed_in("boss", of=build_shop("other"))
    pages = [
        f"/pets/{shop.doudou.pk}/{page}" for page in ("health", "health/new", "pairs", "remarks", "card", "card/end")
    ]
    pages += [f"/health-records/{row.pk}/verification", f"/health-records/{row.pk}/end", f"/pairs/{pair.pk}/end"]
    for address in [*pages, f"/remarks/{note.pk}/end", f"/cards/scan?code={code}"]:
        assert stranger.get(address).status_code == 404, address
    for address in (f"/remarks/{note.pk}/mention", f"/found-notices/{notice.pk}/passing-on"):
        assert stranger.post(address, {"request_key": "k"}).status_code == 404, address
    assert "豆豆" not in stranger.get("/health/due").content.decode()
    notice.refresh_from_db()
    assert notice.passed_on_at is None


def test_pairs_and_notes_on_the_page(shop, clerk, manager):
    address = f"/pets/{shop.doudou.pk}"
    assert clerk.post(f"{address}/pairs", {"other": "p000002", "reason": "追猫", "request_key": "a"}).status_code == 302
    assert clerk.post(f"{address}/pairs", {"other": "P999999", "reason": "追猫", "request_key": "b"}).status_code == 422
    assert IncompatiblePair.objects.of(shop.chain).count() == 1
    for pet in (shop.doudou, shop.shandian):
        assert "追猫" in clerk.get(f"/pets/{pet.pk}/health").content.decode()
    clerk.post(f"{address}/remarks", {"kind": "likes", "text": "爱吃冻干", "request_key": "c"})
    manager.post(f"{address}/remarks", {"kind": "style", "text": "欠过账", "private": "on", "request_key": "d"})
    assert clerk.post(f"{address}/remarks", {"kind": "likes", "text": " ", "request_key": "e"}).status_code == 422
    page = clerk.get(f"{address}/health").content.decode()
    assert "爱吃冻干" in page and "欠过账" not in page
    assert "欠过账" in manager.get(f"{address}/health").content.decode()
    assert Remark.objects.of(shop.chain).count() == 2


def test_the_strip_tells_and_is_ticked(shop, clerk, django_assert_num_queries):
    offer = build_services(shop).offer["V1002"]
    note = remember(pet=shop.doudou, kind="health", text="左耳发红，问一问", by=shop.groomer, at=at(12))
    Booking.objects.create(
        chain=shop.chain, store=shop.store, state="done", state_at=at(12), pet=shop.doudou, service=offer,
        starts_at=at(10), ends_at=at(12), made_at=at(9), made_by="t",
    )  # fmt: skip
    request = RequestFactory().get("/")
    request.store, request.actor = shop.store, shop.clerk
    with django_assert_num_queries(2):
        strip = recall_strip(request, shop.doudou, shop.lin, at=at(10, day=43))
    assert strip.last_visit == "42 天前来过 · 猫咪洗护" and [line["text"] for line in strip.lines] == [
        "左耳发红，问一问"
    ]
    assert not recall_strip(request, shop.shandian, shop.wang)
    answer = clerk.post(f"/remarks/{note.pk}/mention", {"request_key": "k"}, headers=HTMX)
    assert answer.status_code == 200 and "已提及" in answer.content.decode() and "<html" not in answer.content.decode()
    answer = clerk.post(f"/remarks/{note.pk}/mention", {"request_key": "k2", "back": "https://evil.example/"})
    assert answer["Location"] == f"/pets/{shop.doudou.pk}/health"
    note.refresh_from_db()
    assert note.mentioned_by == shop.clerk.key


def test_after_three_visits_the_true_time_is_proposed_and_taken(shop, clerk, signed_in):
    made = build_services(shop)
    bath = made.offer["V1001"]
    for day, minutes in enumerate((150, 155, 152), 1):
        booking = Booking.objects.create(
            chain=shop.chain, store=shop.store, state="done", state_at=at(12, day=day), pet=shop.shandian, service=bath,
            starts_at=at(10, day=day), ends_at=at(12, day=day), made_at=at(9), made_by="t", worker=made.mei, minutes=120,
        )  # fmt: skip
        assert "建议定为" not in clerk.get(f"/pets/{shop.shandian.pk}/health").content.decode()
        Job.objects.create(
            chain=shop.chain, store=shop.store, booking=booking, number=f"J{day}", state="done", opened_at=at(10, day=day),
            worked_s=minutes * 60, finished_at=at(12, day=day),
        )  # fmt: skip
    assert "建议定为 155 分钟" in clerk.get(f"/pets/{shop.shandian.pk}/health").content.decode()
    address = f"/pets/{shop.shandian.pk}/times/{bath.pk}"
    assert signed_in("xiaoli").post(address, {"request_key": "a"}).status_code == 403
    assert signed_in("boss", of=build_shop("other")).post(address, {"request_key": "b"}).status_code == 404
    assert not PetTime.objects.of(shop.chain).exists()
    assert clerk.post(address, {"request_key": "c"}).status_code == 302
    assert PetTime.objects.of(shop.chain).get().minutes == 155
    assert "建议定为" not in clerk.get(f"/pets/{shop.shandian.pk}/health").content.decode()
    form = {"service": str(bath.pk), "minutes": "160", "reason": "怕吹风", "request_key": "d"}
    assert clerk.post(f"/pets/{shop.shandian.pk}/times", form).status_code == 302
    assert clerk.post(f"/pets/{shop.shandian.pk}/times", {**form, "minutes": "0"}).status_code == 422
    assert PetTime.objects.of(shop.chain).get().minutes == 160


def test_the_card_is_printed_once_and_scanned_anywhere(shop, clerk):
    address = f"/pets/{shop.doudou.pk}/card"
    assert clerk.get(address).status_code == 200
    paper = clerk.post(address, {"template": "photo"})
    text = paper.content.decode()
    assert paper.status_code == 200 and "<svg" in text and "林女士" not in text and "13812348866" not in text
    assert "no-store" in paper["Cache-Control"]
    refused = clerk.post(address, {"template": "photo"})
    assert refused.status_code == 422 and "补办" in refused.content.decode()
    first = card_of(shop.doudou)
    assert clerk.post(address, {"template": "classic", "again": "1"}).status_code == 200
    assert card_of(shop.doudou) != first
    _card, code = make_card(pet=shop.doudou, again=True, by=shop.clerk)
    url = f"https://shop.example/p/found/{code}"
    assert clerk.get("/cards/scan", {"code": url})["Location"] == f"/pets/{shop.doudou.pk}"
    assert clerk.post("/till/lines", {"code": url}, headers=HTMX)["HX-Redirect"] == f"/pets/{shop.doudou.pk}"
    assert "豆豆" in clerk.get("/search", {"q": url}).content.decode()
    assert clerk.post(f"{address}/end", {"request_key": "k"}).status_code == 302
    with pytest.raises(NotFound):
        card_by_token(code)
    assert clerk.get("/cards/scan", {"code": url}).status_code == 404


def test_a_finders_word_waits_on_the_page_until_it_is_passed_on(shop, clerk):
    _card, code = make_card(pet=shop.doudou, by=shop.clerk)
    notice = leave_word(token=code, words="在公园东门", finder_phone="13700007777")
    assert "13700007777" in clerk.get(f"/pets/{shop.doudou.pk}/health").content.decode()
    assert "豆豆" in clerk.get("/health/due").content.decode()
    assert clerk.post(f"/found-notices/{notice.pk}/passing-on", {"request_key": "k"}).status_code == 302
    assert "公园" not in clerk.get(f"/pets/{shop.doudou.pk}/health").content.decode()


def test_what_lapses_soon_is_counted_before_anybody_is_reminded(shop, clerk, plans):
    today = timezone.localdate()
    record_health(
        pet=shop.doudou,
        kind="vaccine",
        code="rabies",
        given_on=today - timedelta(days=355),
        due_on=today + timedelta(days=20),
        by=shop.clerk,
    )
    record_health(
        pet=shop.shandian,
        kind="vaccine",
        code="rabies",
        given_on=today - timedelta(days=375),
        due_on=today - timedelta(days=9),
        by=shop.clerk,
    )
    page = clerk.get("/health/due").content.decode()
    assert "豆豆" in page and "闪电" not in page and "林女士" in page and "13812348866" in page
    assert re.search("30 天内到期 1 条，已过期 1 条", page)
    over = clerk.get("/health/due?over=1").content.decode()
    assert "闪电" in over and "豆豆" not in over and "过期 9 天" in over


def test_pages_cost_the_same_however_much_there_is(shop, clerk, plans):
    few = queries(clerk, f"/pets/{shop.doudou.pk}/health"), queries(clerk, "/health/due")
    today = timezone.localdate()
    for number in range(8):
        pet = add_pet(species="cat", name=f"猫{number}", customer=shop.lin, by=shop.clerk)
        for cat in (pet, shop.doudou):
            record_health(
                pet=cat, kind="vaccine", code="rabies", given_on=today - timedelta(days=300 + number),
                due_on=today + timedelta(days=number), by=shop.clerk,
            )  # fmt: skip
        pair_apart(one=shop.doudou, other=pet, reason="打架", by=shop.clerk)
        remember(pet=shop.doudou, kind="likes", text=f"第 {number} 件", by=shop.clerk)
    many = queries(clerk, f"/pets/{shop.doudou.pk}/health"), queries(clerk, "/health/due")
    assert many[0] <= few[0] + 2 <= 20 and many[1] <= few[1] + 4 <= 16
