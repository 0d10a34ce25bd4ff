"""Signing in to the owner's pages and what they show; what ends a sign-in; strangers."""

import re

import pytest
from django.test import Client

from tests.cast import build_shop
from tests.portal.conftest import signed_in, soon
from wangcai.booking.public import Want
from wangcai.care.public import book_visit
from wangcai.customers.public import Customer, HealthRecord, PetCard, PortalCode, make_share_link, revoke_share_link
from wangcai.messages.public import Message, send_due

HOME = "/p/home/wangcai"
PHONE = "13812348866"
# What differs between any two pages.
VARYING = re.compile(rb'(name="(csrfmiddlewaretoken|next|phone|request_key)" value="[^"]*"|id_phone"[^>]*)')


def visit_of_doudou(shop, services, **more):
    want = Want(services.offer["V1002"].pk, soon(10), pet_id=shop.doudou.pk, customer_id=shop.lin.pk, **more)
    return book_visit(store=shop.store, customer=shop.lin, wants=[want], by=shop.clerk)


def asked_code(shop):
    return re.search(r"\d{6}", Message.objects.of(shop.chain).get(event="portal_code").body)[0]


def test_the_whole_way_in_by_a_code_without_script(shop, client):
    assert "获取验证码" in client.get(HOME).content.decode()
    answer = client.post(f"{HOME}/code", {"phone": "138 1234 8866"})
    assert answer.status_code == 200 and "已经发出" in answer.content.decode()
    code = asked_code(shop)
    answer = client.post(f"{HOME}/enter", {"phone": PHONE, "code": code})
    assert answer.status_code == 302 and answer["Location"] == HOME
    cookie = client.cookies["wangcai_portal"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and cookie["path"] == "/p/"
    text = client.get(HOME).content.decode()
    assert "豆豆" in text and "闪电" not in text and "退出登录" in text


def test_unknown_numbers_read_the_same_and_nobody_gets_a_message(shop):
    known = Client().post(f"{HOME}/code", {"phone": PHONE})
    unknown = Client().post(f"{HOME}/code", {"phone": "13700000000"})
    assert known.status_code == unknown.status_code == 200
    assert VARYING.sub(b"", known.content) == VARYING.sub(b"", unknown.content)
    assert Message.objects.of(shop.chain).count() == 1
    wrong = [
        Client().post(f"{HOME}/enter", {"phone": phone, "code": "000000"})
        for phone in (PHONE, "13700000000", "13711111111")
    ]
    assert {a.status_code for a in wrong} == {422}
    assert len({VARYING.sub(b"", a.content) for a in wrong}) == 1


@pytest.mark.parametrize("phone", ["", "12", "02164380001"])
def test_a_number_that_cannot_read_messages_is_refused_and_nothing_is_made(shop, client, phone):
    answer = client.post(f"{HOME}/code", {"phone": phone})
    assert answer.status_code == 422 and not PortalCode.objects.of(shop.chain).exists()


def test_too_many_codes_are_refused_with_a_sentence(shop, client):
    client.post(f"{HOME}/code", {"phone": PHONE})
    answer = client.post(f"{HOME}/code", {"phone": PHONE})
    assert answer.status_code == 429 and "太频繁" in answer.content.decode()
    assert PortalCode.objects.of(shop.chain).count() == 1


def test_a_wrong_code_keeps_the_number_and_lets_nobody_in(shop, client):
    client.post(f"{HOME}/code", {"phone": PHONE})
    answer = client.post(f"{HOME}/enter", {"phone": PHONE, "code": "12"})
    assert answer.status_code == 422 and f'value="{PHONE}"' in answer.content.decode()
    assert "wangcai_portal" not in client.cookies
    assert client.get(f"{HOME}/book").status_code == 302


def test_signing_out_ends_it_on_the_server_too(shop, lin):
    other = Client()
    other.cookies["wangcai_portal"] = lin.cookies["wangcai_portal"].value
    assert "豆豆" in other.get(HOME).content.decode()
    assert lin.post(f"{HOME}/leave").status_code == 302
    assert "豆豆" not in other.get(HOME).content.decode()


def test_a_forged_cookie_and_another_chain_s_open_nothing(shop, lin):
    build_shop("laifu")
    assert "获取验证码" in lin.get("/p/home/laifu").content.decode()
    lin.cookies["wangcai_portal"] = lin.cookies["wangcai_portal"].value + "x"
    assert "获取验证码" in lin.get(HOME).content.decode()


def test_a_blocked_customer_reads_a_neutral_page_everywhere(shop, services, lin):
    Customer.objects.of(shop.chain).filter(pk=shop.lin.pk).update(blocked_at=soon(9))
    for path in (HOME, f"{HOME}/book", f"{HOME}/pets/{shop.doudou.public_id}"):
        answer = lin.get(path)
        assert answer.status_code == 403 and "直接和店里说" in answer.content.decode()
        assert "豆豆" not in answer.content.decode()


def test_a_signed_link_lets_its_customer_in_and_only_as_long_as_it_lives(shop, services, client):
    visit = visit_of_doudou(shop, services)
    link, token = make_share_link(subject_kind="visit", subject_id=visit.pk, customer=shop.lin, by=shop.clerk)
    assert client.get(f"/p/enter/{token}").status_code == 405
    assert client.post(f"/p/enter/{token}")["Location"] == HOME
    assert "豆豆" in client.get(HOME).content.decode()
    revoke_share_link(link=link, by=shop.clerk)
    assert "豆豆" not in client.get(HOME).content.decode()
    assert client.post(f"/p/enter/{token}").status_code == 404


@pytest.mark.parametrize(("kind", "named"), [("pet", True), ("visit", False)])
def test_links_of_other_things_or_of_nobody_let_nobody_in(shop, client, kind, named):
    customer = shop.lin if named else None
    _link, token = make_share_link(subject_kind=kind, subject_id=1, customer=customer, by=shop.clerk)
    assert client.post(f"/p/enter/{token}").status_code == 404
    assert "wangcai_portal" not in client.cookies


def test_the_first_page_shows_what_comes_and_costs_few_queries(shop, services, lin, django_assert_max_num_queries):
    visit_of_doudou(shop, services)
    with django_assert_max_num_queries(13):
        text = lin.get(HOME).content.decode()
    assert "豆豆 · 猫咪洗护" in text and "改时间" in text and "徐汇店" in text


def test_only_my_pets_open(shop, lin, wang):
    path = f"{HOME}/pets/{shop.doudou.public_id}"
    assert "豆豆" in lin.get(path).content.decode()
    assert wang.get(path).status_code == 404 and wang.get(f"{path}/photo").status_code == 404
    assert Client().get(path).status_code == 302


def test_notes_of_staff_are_not_on_the_pet_s_page(shop, lin):
    type(shop.doudou).objects.of(shop.chain).filter(pk=shop.doudou.pk).update(
        temperament="会咬人，主人难缠", note="欠钱", allergies="鸡肉", chip="156000000000001"
    )
    text = lin.get(f"{HOME}/pets/{shop.doudou.public_id}").content.decode()
    assert "鸡肉" in text and "156000000000001" in text
    assert "难缠" not in text and "欠钱" not in text


def picture():
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return SimpleUploadedFile("book.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def plans(shop):
    from wangcai.customers.public import make_usual_vaccines

    make_usual_vaccines(by=shop.by("boss"))


def test_a_vaccination_with_its_proof_waits_to_be_verified(shop, lin, plans):
    path = f"{HOME}/pets/{shop.doudou.public_id}"
    sent = {"code": "rabies", "given_on": "2026-05-01", "request_key": "v1"}
    answers = [lin.post(f"{path}/vaccines", {**sent, "proof": picture()}).status_code for _press in range(3)]
    assert answers[0] == 302
    row = HealthRecord.objects.of(shop.chain).get(pet=shop.doudou)
    assert (row.verified_at, row.proof is not None, row.entered_by) == (None, True, f"customer:{shop.lin.pk}")
    assert "未核实" in lin.get(path).content.decode()


@pytest.mark.parametrize(
    "sent", [{}, {"code": "rabies", "given_on": "2026-05-01"}, {"code": "x", "given_on": "2026-05-01"}]
)
def test_without_proof_or_name_nothing_is_written(shop, lin, plans, sent):
    answer = lin.post(f"{HOME}/pets/{shop.doudou.public_id}/vaccines", sent)
    assert answer.status_code == 422 and not HealthRecord.objects.of(shop.chain).exists()


def test_a_stranger_writes_no_vaccination(shop, wang, plans):
    sent = {"code": "rabies", "given_on": "2026-05-01", "proof": picture()}
    assert wang.post(f"{HOME}/pets/{shop.doudou.public_id}/vaccines", sent).status_code == 404
    assert not HealthRecord.objects.of(shop.chain).exists()


def test_after_the_upload_it_goes_back_to_the_booking_but_nowhere_else(shop, lin, plans):
    path = f"{HOME}/pets/{shop.doudou.public_id}/vaccines"
    sent = {"code": "rabies", "given_on": "2026-05-01"}
    there = lin.post(path, {**sent, "proof": picture(), "back": f"{HOME}/book?day=1", "request_key": "a"})
    assert there["Location"] == f"{HOME}/book?day=1"
    evil = lin.post(
        path, {**sent, "given_on": "2026-05-02", "proof": picture(), "back": "//evil.example", "request_key": "b"}
    )
    assert evil["Location"] == f"{HOME}/pets/{shop.doudou.public_id}"


def test_the_card_is_made_and_a_new_one_ends_the_old(shop, lin, wang):
    path = f"{HOME}/pets/{shop.doudou.public_id}/card"
    assert wang.post(path).status_code == 404 and not PetCard.objects.of(shop.chain).exists()
    assert "只显示这一次" in lin.post(path).content.decode()
    assert lin.post(path).status_code == 422
    assert PetCard.objects.of(shop.chain).count() == 1
    assert lin.post(path, {"again": "1"}).status_code == 200
    assert PetCard.objects.of(shop.chain).filter(ended_at=None).count() == 1


def test_the_code_is_not_left_in_the_log(shop, client, caplog):
    client.post(f"{HOME}/code", {"phone": PHONE})
    client.post(f"{HOME}/enter", {"phone": PHONE, "code": "000001"})
    assert PHONE not in caplog.text and asked_code(shop) not in caplog.text


def test_once_sent_the_code_is_no_longer_in_the_outbox(shop, client):
    client.post(f"{HOME}/code", {"phone": PHONE})
    code = asked_code(shop)
    send_due()
    row = Message.objects.of(shop.chain).get(event="portal_code")
    assert row.state == "sent" and code not in row.body


def test_the_second_sign_in_does_not_end_the_first(shop, lin):
    PortalCode.objects.of(shop.chain).update(made_at=soon(1, day=-3))
    second = signed_in(shop)
    assert "豆豆" in lin.get(HOME).content.decode() and "豆豆" in second.get(HOME).content.decode()
