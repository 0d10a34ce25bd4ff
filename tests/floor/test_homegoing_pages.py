"""交给主人 on the phone: report, things, late fee, the right person, the owner's questions."""

from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.floor.test_handover_pages import drawn
from tests.shops.cast import sign_in
from tests.visits import at, build_services
from wangcai.booking.public import Booking, Want
from wangcai.care.public import Belonging, book_visit, bookings_of, move_pet
from wangcai.handover.public import PetHandover, ReportQuestion, ask_about_report, collection_code, outcomes_for
from wangcai.kernel.public import now
from wangcai.knowledge.public import make_usual_texts
from wangcai.orders.public import OrderLine

GOOD = {f"p-{code}": "ok" for code in outcomes_for("groom")}


@pytest.fixture
def shop(shop):
    shop.services = build_services(shop)
    make_usual_texts(by=shop.manager)
    want = Want(service_id=shop.services.offer["V1001"].pk, pet_id=shop.shandian.pk, starts_at=at(10))
    shop.visit = book_visit(store=shop.store, customer=shop.wang, by=shop.clerk, at=at(8), wants=[want])
    shop.booking = bookings_of(shop.visit)[0]
    for state in ("arrived", "ready"):
        move_pet(booking=shop.booking, to=state, by=shop.clerk, at=at(11))
    Booking.objects.of(shop.chain).update(starts_at=now() - timedelta(hours=1), ends_at=now(), state_at=now())
    return shop


@pytest.fixture
def groomer(shop, client):
    return sign_in(client, shop.people["xiaomei"], shop.store)


def page(client, shop):
    return client.get(f"/homegoing/{shop.booking.pk}").content.decode()


def write(client, shop, **more):
    return client.post(f"/homegoing/{shop.booking.pk}/report", {**GOOD, "weight": "18.2", **more})


def test_from_report_to_signature(shop, groomer):
    thing = Belonging.objects.create(chain=shop.chain, booking=shop.booking, name="红色牵引绳", at=at(10), by="staff:1")
    assert "闪电" in groomer.get("/homegoing").content.decode()
    first = page(groomer, shop)
    assert "皮肤没有新伤口" in first and "耳朵" in first and "谁来接" not in first
    answer = write(
        groomer,
        shop,
        **{"p-ears": "note", "n-ears": "左耳有点红", "diet": "吃得好", "diet-more": "吃了罐头", "advice": ["ears"]},
    )
    assert answer.status_code == 302
    report = PetHandover.objects.of(shop.chain).get()
    assert (report.weight_g, report.diet, report.advice[0]["code"]) == (18200, "吃得好；吃了罐头", "ears")
    url = f"/homegoing/{shop.booking.pk}/handover"
    held = groomer.post(url, {"collector": shop.wang.pk, "signature": drawn()})
    assert held.status_code == 422 and "红色牵引绳" in held.content.decode()
    groomer.post(f"/homegoing/{shop.booking.pk}/things/{thing.pk}", {})
    done = groomer.post(url, {"collector": shop.wang.pk, "signature": drawn()})
    assert done.status_code == 302
    report.refresh_from_db()
    assert report.collector == shop.wang and report.signature is not None
    after = page(groomer, shop)
    assert "交给 王先生" in after and "左耳有点红" in after and "还应收" in after


def test_an_unanswered_point_keeps_what_was_typed(shop, groomer):
    refused = groomer.post(
        f"/homegoing/{shop.booking.pk}/report", {"weight": "18.2", "words": "下次早点来", "p-coat": "ok"}
    )
    text = refused.content.decode()
    assert refused.status_code == 422 and "还没有看" in text and "下次早点来" in text and 'value="18.2"' in text
    assert write(groomer, shop, weight="很重").status_code == 422
    assert not PetHandover.objects.of(shop.chain).exists()


def test_a_stranger_needs_the_owners_code(shop, groomer):
    write(groomer, shop)
    url = f"/homegoing/{shop.booking.pk}/handover"
    for sent in (
        {"collector": "", "name": "邻居", "signature": drawn()},
        {"collector": "", "name": "邻居", "code": "000000"},
    ):
        refused = groomer.post(url, sent)
        assert refused.status_code == 422 and "邻居" in refused.content.decode()
    shop.booking.refresh_from_db()
    assert shop.booking.state == "ready"
    assert (
        groomer.post(url, {"collector": "", "name": "邻居", "code": collection_code(shop.booking)}).status_code == 302
    )


def test_a_missing_thing_is_told(shop, groomer):
    thing = Belonging.objects.create(chain=shop.chain, booking=shop.booking, name="毛巾", at=at(10), by="staff:1")
    url = f"/homegoing/{shop.booking.pk}/things/{thing.pk}"
    groomer.post(url, {"note": "洗衣房没找到"})
    again = groomer.post(url, {})
    assert again.status_code == 409 and "已经处理过" in again.content.decode()
    assert groomer.post(f"/homegoing/{shop.booking.pk}/things/{thing.pk + 999}", {}).status_code == 404


def test_the_late_fee_waits_for_a_tap(shop, groomer):
    write(groomer, shop)
    assert "晚接了" not in page(groomer, shop)
    Booking.objects.of(shop.chain).update(
        starts_at=now() - timedelta(hours=4), ends_at=now() - timedelta(hours=2), state_at=now() - timedelta(hours=3)
    )
    assert "晚接了" in page(groomer, shop) and not OrderLine.objects.of(shop.chain).filter(kind="fee").exists()
    assert groomer.post(f"/homegoing/{shop.booking.pk}/late-fee").status_code == 302
    assert OrderLine.objects.of(shop.chain).filter(kind="fee").count() == 1
    assert groomer.post(f"/homegoing/{shop.booking.pk}/late-fee").status_code == 409


def test_questions_are_answered(shop, groomer, client):
    write(groomer, shop)
    groomer.post(f"/homegoing/{shop.booking.pk}/handover", {"collector": shop.wang.pk, "signature": drawn()})
    report = PetHandover.objects.of(shop.chain).get()
    question = ask_about_report(report=report, words="耳朵怎么红了", by=shop.clerk)
    assert groomer.post(f"/homegoing/questions/{question.pk}/answer", {"words": "x"}).status_code == 403
    desk = sign_in(client, shop.people["xiaozhou"], shop.store)
    assert "耳朵怎么红了" in desk.get("/homegoing/questions").content.decode()
    assert desk.post(f"/homegoing/questions/{question.pk}/answer", {"words": " "}).status_code == 422
    assert ReportQuestion.objects.of(shop.chain).get().answered_at is None
    desk.post(f"/homegoing/questions/{question.pk}/answer", {"words": "洗之前就有，已涂药"})
    assert "已涂药" in page(desk, shop)


def test_strangers_and_rights(shop, client):
    other = build_shop("other")
    stranger = sign_in(client, other.people["xiaomei"], other.store)
    for address in ("", "/report", "/late-fee", "/handover"):
        path = f"/homegoing/{shop.booking.pk}{address}"
        assert (stranger.post(path) if address else stranger.get(path)).status_code == 404
    picker = sign_in(client, shop.people["xiaoli"], shop.store)
    assert picker.get("/homegoing").status_code == 403
    assert picker.post(f"/homegoing/{shop.booking.pk}/handover").status_code == 403
    assert not PetHandover.objects.of(shop.chain).exists()


def test_few_queries(shop, groomer, django_assert_max_num_queries):
    write(groomer, shop)
    page(groomer, shop)
    with django_assert_max_num_queries(36):
        page(groomer, shop)
    with django_assert_max_num_queries(12):
        groomer.get("/homegoing")
