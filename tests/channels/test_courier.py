"""Carriers call back: signed, repeated, forged."""

import hmac
import json

import pytest

from tests.cast import NOON
from tests.delivery.way import ready_to_ship
from wangcai.delivery.public import Booking, Shipment, ship_order
from wangcai.interfaces.channels.courier.simulator import SimulatedCarrier
from wangcai.journal.public import Entry, drain
from wangcai.orders.public import Order


def call(client, shop, *, secret="s3cret", code="wangcai", **said):
    body = json.dumps(said).encode()
    mark = hmac.new(secret.encode(), body, "sha256").hexdigest()
    return client.post(
        f"/hooks/carrier/{code}/sf", body, content_type="application/json", headers={"X-Signature": mark}
    )


@pytest.mark.django_db(transaction=True)
def test_a_signed_call_back_counts_once_and_a_forged_one_never(shop, client):
    order, _shipment = ready_to_ship(shop, ("F2001", 1), method="courier")
    ship_order(order=order, carrier="sf", tracking="SF1", by=shop.picker, at=NOON)
    said = {"tracking": "SF1", "status": "arrived"}
    assert call(client, shop, **said).status_code == 404  # no secret agreed yet
    shop.chain.settings = {"carrier_secret": "s3cret"}
    shop.chain.save()
    assert call(client, shop, secret="guess", **said).status_code == 404
    assert call(client, shop, code="laifu", **said).status_code == 404
    assert Shipment.objects.of(shop.chain).get().state == "on_the_way"
    for _repeat in range(15):
        assert call(client, shop, **said).status_code == 200
    drain()
    assert Order.objects.of(shop.chain).get().status == "delivered"
    assert Entry.objects.filter(what="shipment.arrived").count() == 1
    assert call(client, shop, tracking="SF9", status="arrived").status_code == 404
    assert call(client, shop, tracking=["x"], status=None).status_code == 404


def test_a_body_that_is_no_json_is_refused_politely(shop, client):
    shop.chain.settings = {"carrier_secret": "s3cret"}
    shop.chain.save()
    for body in (b"\xff\xfe", b"[]", b"{"):
        mark = hmac.new(b"s3cret", body, "sha256").hexdigest()
        answer = client.post(
            "/hooks/carrier/wangcai/sf", body, content_type="application/json", headers={"X-Signature": mark}
        )
        assert answer.status_code == 422 and answer.json()["code"] == "unreadable"


def test_the_simulated_carrier_gives_one_number_for_one_key():
    carrier = SimulatedCarrier()
    booking = Booking("s1", "courier", "", "", "", "", "", "")
    first = carrier.book(booking, timeout=1)
    assert first[3:].isdigit() and carrier.track(first, timeout=1)[0] == "on_the_way"
    assert carrier.track("SIM20010100000001"[:3] + "2001010000" + "0001", timeout=1)[0] == "arrived"
