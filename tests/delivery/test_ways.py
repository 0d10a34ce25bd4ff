"""Which way: price, promise and reason from distance and urgency."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from tests.cast import NOON
from tests.delivery.way import DELIVERY, confirmed, packed
from wangcai.delivery.public import (
    BadRate,
    NotForDelivery,
    Rate,
    Shipment,
    choose_way,
    distance_km,
    set_rate,
    ways_of_delivery,
)
from wangcai.delivery.reasons import Why, said
from wangcai.journal.public import Entry, happening_of
from wangcai.kernel.public import NotAllowed, NotFound


class Place:
    def __init__(self, latitude, longitude):
        self.latitude, self.longitude = latitude, longitude


def best(order, km, hours):
    order.wanted_at = NOON + timedelta(hours=hours) if hours else None
    ways = ways_of_delivery(order, km=km, at=NOON)
    return next((way.method for way in ways if way.best), None)


@pytest.mark.parametrize(
    ("km", "hours", "method"),
    [
        (3, 8, "own_driver"),  # near, no hurry: the cheapest
        (12, 4, "same_city"),  # 12 km, needs today 16:00 → 同城
        (3, 1.5, "rider"),  # near and within the hour or two
        (300, 24 * 5, "courier"),  # far and not urgent
        (300, 5, None),  # far and urgent: nobody gets there
        (3, None, "own_driver"),
    ],
)
def test_distance_and_urgency_choose(shop, km, hours, method):
    order = confirmed(shop, ("F2001", 1), **DELIVERY)
    assert best(order, km, hours) == method


def test_the_reason_says_distance_time_and_cause(shop):
    order = confirmed(shop, ("F2001", 1), **DELIVERY)
    order.wanted_at = NOON + timedelta(hours=4)
    ways = {way.method: way for way in ways_of_delivery(order, km=12, at=NOON)}
    assert ways["same_city"].why.sentence(NOON) == "12 公里，今天 16:00 要 → 今天 15:00 前送到"
    assert ways["same_city"].price_fen == 1000 + 12 * 100
    assert "太远" in ways["rider"].reason and not ways["rider"].fits
    assert "赶不上" in ways["courier"].reason


def test_a_reason_is_kept_as_facts_and_said_in_the_reader_s_language(shop):
    order = packed(shop, ("F2001", 1), **DELIVERY)
    shipment = choose_way(order=order, method="rider", km=3.25, by=shop.picker, at=NOON)
    shipment.refresh_from_db()
    assert json.loads(shipment.reason)["code"] == "in_time" and "公里" not in shipment.reason
    entry = Entry.objects.get(chain_id=shop.chain.pk, what="shipment.chosen")
    assert "公里" not in entry.facts["reason"]
    assert "3.25 公里" in said(shipment.reason, NOON) and "前送到" in happening_of(entry).sentence()
    with translation.override("en"):
        assert said(shipment.reason, NOON).startswith("3.25 km, ")
        assert not re.search("[\u4e00-\u9fff]", shipment.why + happening_of(entry).sentence())


def test_a_reason_of_an_older_version_is_shown_as_it_was_written():
    assert said("12 公里 → 今天 15:00 前送到") == "12 公里 → 今天 15:00 前送到"
    assert said("") == "" and said('{"code": "in_time"}') == '{"code": "in_time"}'


def test_the_longest_reason_fits_its_column():
    far = datetime(2026, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)
    assert len(Why("too_late", "A" * 40, far, 12345.67, 20000.0, far).kept()) <= 200


def test_distance_is_road_distance_from_coordinates():
    flight = 2.93  # km between these points on the sphere
    found = distance_km(Place(31.1886, 121.4365), Place(31.2147, 121.4365))
    assert found == pytest.approx(flight * 1.3, abs=0.15)
    assert distance_km(Place(None, 1), Place(1, 1)) is None


def test_choosing_again_replaces_the_first_choice(shop):
    order = packed(shop, ("F2001", 1), **DELIVERY)
    choose_way(order=order, method="rider", km=3, by=shop.picker, at=NOON)
    choose_way(order=order, method="courier", km=3, by=shop.picker, at=NOON)
    assert list(Shipment.objects.of(shop.chain).order_by("pk").values_list("method", "state")) == [
        ("rider", "dropped"), ("courier", "chosen"),
    ]  # fmt: skip


def test_pick_up_needs_no_way_and_unknown_ways_are_absent(shop):
    order = packed(shop, ("F2001", 1))
    with pytest.raises(NotForDelivery):
        choose_way(order=order, method="rider", by=shop.picker)
    other = packed(shop, ("F2001", 1), **DELIVERY)
    with pytest.raises(NotFound):
        choose_way(order=other, method="drone", by=shop.picker)
    with pytest.raises(NotAllowed):
        choose_way(order=other, method="rider", by=shop.groomer)
    assert not Shipment.objects.of(shop.chain).exists()


def test_the_store_s_own_rates_count_by_band(shop):
    rate = {"store": shop.store, "per_km_fen": 0, "minutes": 30, "active": True, "by": shop.manager}
    set_rate(method="rider", up_to_km=5, base_fen=600, **rate)
    set_rate(method="rider", up_to_km=15, base_fen=1500, **rate)
    order = confirmed(shop, ("F2001", 1), **DELIVERY)
    assert {w.method: w.price_fen for w in ways_of_delivery(order, km=4, at=NOON)}["rider"] == 600
    assert {w.method: w.price_fen for w in ways_of_delivery(order, km=12, at=NOON)}["rider"] == 1500
    with pytest.raises(BadRate):
        set_rate(method="rider", up_to_km=0, base_fen=1, **rate)
    with pytest.raises(NotAllowed):
        set_rate(method="rider", up_to_km=1, base_fen=1, **{**rate, "by": shop.picker})
    assert Rate.objects.of(shop.chain).count() == 2
