"""发货、出车: the way, the number, the tour."""

from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.delivery.way import DELIVERY, packed, ready_to_ship
from tests.shops.cast import sign_in
from wangcai.delivery.public import Run, Shipment
from wangcai.kernel.public import now
from wangcai.orders.public import Order


def status(order):
    return Order.objects.of(order.chain_id).values_list("status", flat=True).get(pk=order.pk)


@pytest.fixture
def hand(shop, client):
    return sign_in(client, shop.people["xiaoli"], shop.store)


def slot(hours=1):
    start = now() + timedelta(hours=hours)
    return {"slot_from": f"{start:%Y-%m-%dT%H:%M}", "slot_to": f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}"}


def test_the_way_is_shown_with_price_and_reason_and_then_chosen(shop, hand):
    order = packed(shop, ("F2001", 1), **{**DELIVERY, "wanted_at": now() + timedelta(hours=4)})
    assert order.number in hand.get("/shipping").content.decode()
    text = hand.get(f"/shipping/{order.pk}?km=12").content.decode()
    assert "12 公里" in text and "推荐" in text and "¥22.00" in text
    bad = hand.get(f"/shipping/{order.pk}?km=far")
    assert bad.status_code == 422 and "公里数" in bad.content.decode()
    hand.post(f"/shipping/{order.pk}/way", {"method": "same_city", "km": "12", "request_key": "w"})
    assert Shipment.objects.of(shop.chain).get().price_fen == 2200
    assert hand.post(f"/shipping/{order.pk}/way", {"method": "drone"}).status_code == 404


def test_no_number_no_departure_and_what_was_typed_stays(shop, hand):
    order, _shipment = ready_to_ship(shop, ("F2001", 1), method="courier")
    refused = hand.post(f"/shipping/{order.pk}/departure", {"carrier": "顺丰速运", "tracking": " "})
    assert refused.status_code == 422 and "顺丰速运" in refused.content.decode()
    assert status(order) == "ready"
    for _press in range(10):
        hand.post(f"/shipping/{order.pk}/departure", {"carrier": "顺丰", "tracking": "SF1", "request_key": "d"})
    assert status(order) == "shipped" and Shipment.objects.of(shop.chain).get().tracking == "SF1"


def test_a_carrier_gives_its_number(shop, hand):
    order, _shipment = ready_to_ship(shop, ("F2001", 1), method="courier")
    hand.post(f"/shipping/{order.pk}/departure", {"book": "simulated", "request_key": "d"})
    assert Shipment.objects.of(shop.chain).get().tracking.startswith("SIM")
    other, _shipment = ready_to_ship(shop, ("F2001", 1), method="courier")
    assert hand.post(f"/shipping/{other.pk}/departure", {"book": "nobody"}).status_code == 404


def test_a_tour_is_planned_driven_and_ended(shop, hand):
    order, shipment = ready_to_ship(shop, ("F2001", 1))
    text = hand.get("/runs").content.decode()
    assert order.number in text
    driver = shop.people["xiaoli"].pk
    refused = hand.post("/runs/new", {"driver": driver, **slot()})
    assert refused.status_code == 422 and not Run.objects.of(shop.chain).exists()
    made = hand.post("/runs/new", {"driver": driver, "stops": [shipment.pk], "request_key": "r", **slot()})
    run = Run.objects.of(shop.chain).get()
    assert made["Location"] == f"/runs/{run.pk}"
    hand.post(f"/runs/{run.pk}/start", {"request_key": "s"})
    assert status(order) == "shipped"
    text = hand.get(f"/runs/{run.pk}").content.decode()
    assert "徐汇区钦州路 9 号 302" in text and "13812348866" not in text
    early = hand.post(f"/runs/{run.pk}/end", {"request_key": "e"})
    assert early.status_code == 422 and "1 站" in early.content.decode()
    hand.post(f"/shipping/{order.pk}/failure", {"reason": "家里没人", "request_key": "f"})
    assert status(order) == "ready"
    hand.post(f"/runs/{run.pk}/end", {"request_key": "e2"})
    run.refresh_from_db()
    assert run.state == "back"
    assert hand.post(f"/runs/{run.pk}/fly").status_code == 404


def test_bad_slots_are_refused(shop, hand):
    _order, shipment = ready_to_ship(shop, ("F2001", 1))
    driver = shop.people["xiaoli"].pk
    for times in ({"slot_from": "", "slot_to": ""}, {"slot_from": "morgen", "slot_to": "x"},
                  {"slot_from": "2026-13-40T99:99", "slot_to": "2026-01-01T00:00"}):  # fmt: skip
        assert hand.post("/runs/new", {"driver": driver, "stops": [shipment.pk], **times}).status_code == 422
    assert not Run.objects.of(shop.chain).exists()


def test_strangers_find_nothing(shop, client, hand):
    order, shipment = ready_to_ship(shop, ("F2001", 1))
    hand.post("/runs/new", {"driver": shop.people["xiaoli"].pk, "stops": [shipment.pk], "request_key": "r", **slot()})
    run = Run.objects.of(shop.chain).get()
    other = build_shop("laifu", stock=0)
    for who, login, store in ((other, "xiaoli", other.store), (shop, "jingan", shop.sister)):
        stranger = sign_in(client, who.people[login], store)
        assert order.number not in stranger.get("/shipping").content.decode()
        for url in (f"/shipping/{order.pk}", f"/runs/{run.pk}"):
            assert stranger.get(url).status_code in (403, 404), url
        for url in (f"/shipping/{order.pk}/departure", f"/shipping/{order.pk}/way", f"/runs/{run.pk}/start"):
            assert stranger.post(url, {"tracking": "X", "method": "courier"}).status_code in (403, 404), url
    run.refresh_from_db()
    assert run.state == "planned" and status(order) == "ready"


def test_they_cost_few_queries(shop, hand, django_assert_max_num_queries):
    for _number in range(5):
        order, _shipment = ready_to_ship(shop, ("F2001", 1))
    with django_assert_max_num_queries(6):
        hand.get("/shipping")
    with django_assert_max_num_queries(10):
        hand.get(f"/shipping/{order.pk}")
    with django_assert_max_num_queries(8):
        hand.get("/runs")
