"""交付验收: line by line on the page, then the money."""

import base64
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import build_shop
from tests.delivery.way import packed, ready_to_ship
from tests.shops.cast import sign_in
from wangcai.delivery.public import plan_run, start_run
from wangcai.handover.public import Acceptance, handover_code
from wangcai.journal.public import Entry
from wangcai.kernel.public import now
from wangcai.messages.public import Message
from wangcai.orders.public import Order
from wangcai.settlement.public import Payment

PIXEL = "data:image/png;base64,"


def drawn():
    out = BytesIO()
    picture = Image.new("RGBA", (60, 30), (0, 0, 0, 0))
    for x in range(5, 50):
        picture.putpixel((x, 15), (0, 0, 0, 255))
    picture.save(out, "PNG")
    return PIXEL + base64.b64encode(out.getvalue()).decode()


def photo():
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


def filled(order, verdict="matches", refused=1, note="", **more):
    typed = {"signer": "林女士"}
    for line in order.lines.all():
        typed |= {f"line-{line.pk}-verdict": verdict, f"line-{line.pk}-refused": refused, f"line-{line.pk}-note": note}
    return typed | more


def status(order):
    return Order.objects.of(order.chain_id).values_list("status", flat=True).get(pk=order.pk)


@pytest.fixture
def desk(shop, client):
    return sign_in(client, shop.people["xiaozhou"], shop.store)


def test_pick_up_with_a_signature_and_cash(shop, desk):
    order = packed(shop, ("F2001", 1), ("S3001", 2))
    assert order.number in desk.get("/handover").content.decode()
    desk.post(f"/handover/{order.pk}/acceptance", filled(order, signature=drawn()))
    assert status(order) == "delivered" and Acceptance.objects.of(shop.chain).get().signature is not None
    text = desk.get(f"/handover/{order.pk}").content.decode()
    assert "¥246.00" in text and "相符" in text
    wrong = desk.post(f"/handover/{order.pk}/payments", {"tender": "wechat", "amount": "999", "request_key": "x"})
    assert wrong.status_code == 422 and not Payment.objects.of(shop.chain).exists()
    for _press in range(10):
        desk.post(f"/handover/{order.pk}/payments", {"tender": "cash", "amount": "300", "request_key": "pay"})
    paid = Payment.objects.of(shop.chain).get()
    assert (paid.amount_fen, paid.given_fen, paid.change_fen) == (24600, 30000, 5400)
    assert status(order) == "completed"
    assert "货款两清" in desk.get(f"/handover/{order.pk}").content.decode()


def test_a_refused_line_with_photo_lowers_the_bill(shop, desk):
    order = packed(shop, ("F2001", 2))
    line = order.lines.get()
    typed = filled(order, "damaged", 1, "袋子破了", code=handover_code(order))
    refused = desk.post(f"/handover/{order.pk}/acceptance", typed)
    text = refused.content.decode()
    assert refused.status_code == 422 and "拍一张照片" in text and "袋子破了" in text
    assert status(order) == "ready"
    desk.post(f"/handover/{order.pk}/acceptance", {**typed, f"line-{line.pk}-photo": photo()})
    order.refresh_from_db()
    assert (order.status, order.total_fen) == ("delivered", 16800)
    assert "拒收 1" in desk.get(f"/handover/{order.pk}").content.decode()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"code": ""}, "请客人签名"),
        ({"code": "12"}, "验收码不对"),
        ({"verdict": ""}, "还没有核对"),
        ({"verdict": "short", "refused": 9, "note": "x", "code": "right"}, "要等于它"),
        ({"signature": "data:text/html,x"}, "refusal"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(shop, desk, more, words):
    order = packed(shop, ("F2001", 1))
    more = {**more, "code": handover_code(order)} if more.get("code") == "right" or "verdict" in more else more
    answer = desk.post(f"/handover/{order.pk}/acceptance", filled(order, **more))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert status(order) == "ready" and not Acceptance.objects.of(shop.chain).exists()


def test_the_code_is_sent_and_the_number_shown_on_request_only(shop, client):
    order, _shipment = ready_to_ship(shop, ("F2001", 1))
    driver = sign_in(client, shop.people["xiaoli"], shop.store)
    text = driver.get(f"/handover/{order.pk}").content.decode()
    assert "13812348866" not in text and "138****8866" in text
    assert "13812348866" in driver.post(f"/handover/{order.pk}/phone").content.decode()
    assert Entry.objects.filter(what="contact.revealed", subject_id=order.pk).count() == 1
    driver.post(f"/handover/{order.pk}/code")
    driver.post(f"/handover/{order.pk}/code")
    assert handover_code(order) in Message.objects.of(shop.chain).get(event="handover_code").body


def test_at_the_door_the_driver_goes_on_to_the_next_stop(shop, client):
    order, shipment = ready_to_ship(shop, ("F2001", 1))
    run = plan_run(
        store=shop.store, driver=shop.people["xiaoli"], slot_from=now(), slot_to=now() + timedelta(hours=2),
        shipment_ids=[shipment.pk], by=shop.manager,
    )  # fmt: skip
    start_run(run=run, by=shop.picker)
    driver = sign_in(client, shop.people["xiaoli"], shop.store)
    driver.post(f"/handover/{order.pk}/acceptance", filled(order, code=handover_code(order)))
    text = driver.get(f"/handover/{order.pk}").content.decode()
    assert status(order) == "delivered" and f"/runs/{run.pk}" in text


def test_strangers_find_nothing(shop, client):
    order = packed(shop, ("F2001", 1))
    other = build_shop("laifu", stock=0)
    for who, login, store in ((other, "xiaozhou", other.store), (shop, "jingan", shop.sister)):
        stranger = sign_in(client, who.people[login], store)
        assert order.number not in stranger.get("/handover").content.decode()
        assert stranger.get(f"/handover/{order.pk}").status_code == 404
        for act in ("acceptance", "code", "phone", "payments"):
            answer = stranger.post(f"/handover/{order.pk}/{act}", filled(order, code=handover_code(order)))
            assert answer.status_code == 404, act
    groomer = sign_in(client, shop.people["xiaomei"], shop.store)
    assert groomer.get("/handover").status_code == 403
    assert status(order) == "ready"


def test_it_costs_few_queries(shop, desk, django_assert_max_num_queries):
    order = packed(shop, ("F2001", 1), ("F2002", 1), ("S3001", 1))
    with django_assert_max_num_queries(11):
        desk.get(f"/handover/{order.pk}")
    with django_assert_max_num_queries(6):
        desk.get("/handover")
