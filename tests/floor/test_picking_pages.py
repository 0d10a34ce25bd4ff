"""配货、质检打包: by hand and by scanner; wrong scans sound and change nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import build_shop
from tests.delivery.way import confirmed, packed, picked, picking
from tests.shops.cast import sign_in
from wangcai.delivery.public import Package, PickLine, QualityCheck, walk_of
from wangcai.orders.public import Order, OrderException

HTMX = {"HX-Request": "true"}


def status(order):
    return Order.objects.of(order.chain_id).values_list("status", flat=True).get(pk=order.pk)


def picture():
    out = BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return SimpleUploadedFile("photo.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def hand(shop, client):
    return sign_in(client, shop.people["xiaoli"], shop.store)


def test_the_whole_walk_by_hand(shop, hand):
    order = confirmed(shop, ("F2001", 2), ("S3001", 1), wishes="不要香味太重的")
    assert order.number in hand.get("/picking").content.decode()
    assert "不要香味太重的" in hand.get(f"/picking/orders/{order.pk}").content.decode()
    started = hand.post(f"/picking/orders/{order.pk}/lists", {"request_key": "a"})
    url = started["Location"]
    for line in PickLine.objects.of(shop.chain):
        assert hand.post(f"{url}/lines/{line.pk}/tick", {"request_key": f"t{line.pk}"}).status_code == 302
    text = hand.get(url).content.decode()
    assert "已拿 3 / 3 件" in text and "配齐了" in text
    assert hand.post(f"{url}/completion", {"request_key": "c"})["Location"] == f"/packing/{order.pk}"
    assert hand.get(f"/picking/orders/{order.pk}")["Location"] == f"/packing/{order.pk}"
    hand.post(f"/packing/{order.pk}/checks", {"passed": "1", "photo": picture(), "request_key": "q"})
    assert QualityCheck.objects.of(shop.chain).get().photo is not None
    hand.post(f"/packing/{order.pk}/packages", {"boxes": "2", "request_key": "p"})
    assert status(order) == "ready"
    text = hand.get(f"/packing/{order.pk}/labels").content.decode()
    assert all(box.number in text for box in Package.objects.of(shop.chain))
    assert "13812348866" not in text and "林女士" not in text


def test_a_wrong_scan_sounds_and_changes_nothing(shop, hand):
    _order, pick_list = picking(shop, ("F2001", 1))
    wrong = hand.post(f"/picking/lists/{pick_list.pk}/scans", {"code": "F2002"}, headers=HTMX)
    text = wrong.content.decode()
    assert wrong.status_code == 422
    assert 'data-sound="error"' in text and "拿错了" in text and "冻干双拼猫粮" in text
    assert "<html" not in text
    assert PickLine.objects.of(shop.chain).get().picked == 0
    right = hand.post(f"/picking/lists/{pick_list.pk}/scans", {"code": "F2001"}, headers=HTMX)
    assert right.status_code == 200 and "已拿 1 / 1 件" in right.content.decode()


def test_a_naughty_code_is_only_a_wrong_code(shop, hand):
    _order, pick_list = picking(shop, ("F2001", 1))
    for code in ("<script>alert(1)</script>", "\x00", "👩‍👩‍👧", "' OR 1=1 --", "𝕏" * 500):
        answer = hand.post(f"/picking/lists/{pick_list.pk}/scans", {"code": code}, headers=HTMX)
        assert answer.status_code == 422 and "<script>alert" not in answer.content.decode()


def test_short_asks_the_customer(shop, hand):
    order, pick_list = picking(shop, ("F2001", 3))
    line = walk_of(pick_list)[0]
    refused = hand.post(f"/picking/lists/{pick_list.pk}/lines/{line.pk}/shortage", {"missing": "9"})
    assert refused.status_code == 422 and status(order) == "picking"
    hand.post(f"/picking/lists/{pick_list.pk}/lines/{line.pk}/shortage", {"missing": "1", "request_key": "s"})
    assert status(order) == "received" and OrderException.objects.of(shop.chain).get().missing == 1


def test_not_before_it_is_confirmed_and_not_twice(shop, hand, client):
    order = confirmed(shop, ("F2001", 1))
    Order.objects.of(shop.chain).update(status="received")
    refused = hand.post(f"/picking/orders/{order.pk}/lists", {"request_key": "a"})
    assert refused.status_code == 409 and "已接单" in refused.content.decode()
    Order.objects.of(shop.chain).update(status="confirmed")
    keys = {hand.post(f"/picking/orders/{order.pk}/lists", {"request_key": "b"})["Location"] for _press in range(10)}
    assert len(keys) == 1
    second = sign_in(client, shop.people["aqiang"], shop.store)
    assert second.post(f"/picking/orders/{order.pk}/lists", {"request_key": "b"}).status_code == 409


def test_a_failed_look_says_which_and_why(shop, hand):
    order, _list = picked(shop, ("F2001", 2))
    line = order.lines.get()
    refused = hand.post(f"/packing/{order.pk}/checks", {"passed": "0", "line": line.pk, "note": ""})
    assert refused.status_code == 422 and status(order) == "picking"
    assert hand.post(f"/packing/{order.pk}/checks", {"passed": "0", "line": "999999", "note": "x"}).status_code == 404
    bad = {"passed": "0", "line": line.pk, "note": "破了", "photo": SimpleUploadedFile("a.jpg", b"no picture")}
    assert hand.post(f"/packing/{order.pk}/checks", bad).status_code == 422
    assert not QualityCheck.objects.of(shop.chain).exists()
    hand.post(f"/packing/{order.pk}/checks", {"passed": "0", "line": line.pk, "note": "破了", "missing": "1"})
    assert status(order) == "received"


def test_strangers_find_nothing(shop, client):
    order, pick_list = picking(shop, ("F2001", 1))
    ready = packed(shop, ("S3001", 1))
    other = build_shop("laifu", stock=0)
    for who, login, store in ((other, "xiaoli", other.store), (shop, "jingan", shop.sister)):
        stranger = sign_in(client, who.people[login], store)
        assert order.number not in stranger.get("/picking").content.decode()
        for url in (f"/picking/orders/{order.pk}", f"/picking/lists/{pick_list.pk}", f"/packing/{ready.pk}",
                    f"/packing/{ready.pk}/labels", f"/picking/lists/{pick_list.pk}/paper"):  # fmt: skip
            assert stranger.get(url).status_code == 404, url
        assert stranger.post(f"/picking/lists/{pick_list.pk}/scans", {"code": "F2001"}).status_code == 404
    groomer = sign_in(client, shop.people["xiaomei"], shop.store)
    assert groomer.get("/picking").status_code == 403
    assert PickLine.objects.of(shop.chain).filter(picked__gt=0, pick_list=pick_list).count() == 0


def test_they_cost_few_queries(shop, hand, django_assert_max_num_queries):
    for _number in range(6):
        confirmed(shop, ("F2001", 1))
    _order, pick_list = picking(shop, ("F2001", 2), ("F2002", 2), ("S3001", 2))
    with django_assert_max_num_queries(9):
        hand.get("/picking")
    with django_assert_max_num_queries(8):
        hand.get(f"/picking/lists/{pick_list.pk}")
    with django_assert_max_num_queries(8):
        hand.get(f"/picking/lists/{pick_list.pk}/paper")
