"""Which way an order could travel: price, promise and the reason, from distance and urgency."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from wangcai.delivery.methods import METHODS, SHIPPED_TARIFFS, Tariff
from wangcai.delivery.models import Rate
from wangcai.kernel.public import local, now
from wangcai.orders.public import Order
from wangcai.shops.public import Store

EARTH_KM = 6371.0
# Streets are longer than the line of flight.
DETOUR = 1.3


@dataclass(frozen=True, slots=True)
class Way:
    """One possibility. `fits` says whether it reaches the address in time; `best` marks the one to take."""

    method: str
    label: str
    price_fen: int
    promised_at: datetime
    reason: str
    fits: bool
    km: float | None
    best: bool = False


def ways_of_delivery(order: Order, *, km: float | None = None, at: datetime | None = None) -> list[Way]:
    """Every way with price, promise and reason, those that fit first, the cheapest of them marked best.

    `km` typed by hand goes before the distance from coordinates; without either, distance does not exclude anything.
    """
    moment = at or now()
    distance = km if km is not None else distance_km(order.store, order)
    found = [_way(order, tariff, distance, moment) for tariff in tariffs_of(order.store)]
    found = list({way.method: way for way in sorted(found, key=_worst_first)}.values())
    found.sort(key=lambda way: (not way.fits, way.price_fen, way.promised_at))
    if not found or not found[0].fits:
        return found
    first = found[0]
    return [
        Way(first.method, first.label, first.price_fen, first.promised_at, first.reason, True, first.km, True),
        *found[1:],
    ]


def _worst_first(way: Way) -> tuple:
    # Of several bands of one method the last in this order stays: one that fits, and the cheapest.
    return (way.fits, -way.price_fen)


def distance_km(store: Any, place: Any) -> float | None:
    """Road distance in km, estimated from the line of flight (haversine, ×1.3); None where a coordinate is missing."""
    if None in (store.latitude, store.longitude, place.latitude, place.longitude):
        return None
    one, two = math.radians(store.latitude), math.radians(place.latitude)
    span = math.radians(place.longitude - store.longitude)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(span / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(half)) * DETOUR, 1)


def tariffs_of(store: Store) -> list[Tariff]:
    """The store's own rates, and the shipped ones for the methods it has said nothing about."""
    own = list(Rate.objects.of(store.chain_id).filter(store=store))
    said = {rate.method for rate in own}
    mine = [
        Tariff(rate.method, rate.up_to_km, rate.base_fen, rate.per_km_fen, rate.minutes) for rate in own if rate.active
    ]
    return mine + [tariff for tariff in SHIPPED_TARIFFS if tariff.method not in said]


def _way(order: Order, tariff: Tariff, km: float | None, at: datetime) -> Way:
    promised = at + timedelta(minutes=tariff.minutes)
    near = km is None or km <= tariff.up_to_km
    in_time = order.wanted_at is None or promised <= order.wanted_at
    price = tariff.base_fen + tariff.per_km_fen * math.ceil(km or 0)
    reason = _reason(order, tariff, km, promised, at, near=near, in_time=in_time)
    return Way(tariff.method, str(METHODS[tariff.method]), price, promised, reason, near and in_time, km)


def _reason(
    order: Order, tariff: Tariff, km: float | None, promised: datetime, at: datetime, *, near: bool, in_time: bool
) -> str:
    zone = order.store.timezone
    parts: Iterable[str] = [_("距离未知") if km is None else _("{km} 公里").format(km=f"{km:g}")]
    if order.wanted_at:
        parts = [*parts, _("{time} 要").format(time=short_time(order.wanted_at, zone, at))]
    if not near:
        why = _("太远，只送 {km} 公里内").format(km=f"{tariff.up_to_km:g}")
    elif not in_time:
        why = _("赶不上，最早 {time} 到").format(time=short_time(promised, zone, at))
    else:
        why = _("{time} 前送到").format(time=short_time(promised, zone, at))
    return _("，").join(parts) + " → " + why


def short_time(moment: datetime, zone: str, at: datetime | None = None) -> str:
    """`今天 16:00`, `明天 10:00` or `11-24 10:00` on the store's wall clock, seen from `at`."""
    here, today = local(moment, zone), local(at or now(), zone).date()
    clock = f"{here:%H:%M}"
    days = (here.date() - today).days
    if days == 0:
        return _("今天 {time}").format(time=clock)
    return _("明天 {time}").format(time=clock) if days == 1 else f"{here:%m-%d %H:%M}"
