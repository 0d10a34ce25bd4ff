"""Which way: price, promise and reason from distance and urgency."""

from datetime import timedelta

import pytest

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
    assert ways["same_city"].reason == "12 公里，今天 16:00 要 → 今天 15:00 前送到"
    assert ways["same_city"].price_fen == 1000 + 12 * 100
    assert "太远" in ways["rider"].reason and not ways["rider"].fits
    assert "赶不上" in ways["courier"].reason


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
