"""Which way an order could travel: price, promise and the reason, from distance and urgency."""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from wangcai.delivery.methods import METHODS, SHIPPED_TARIFFS, Tariff
from wangcai.delivery.models import Rate
from wangcai.delivery.reasons import IN_TIME, TOO_FAR, TOO_LATE, Why
from wangcai.kernel.public import now
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
    why: Why
    fits: bool
    km: float | None
    best: bool = False

    @property
    def reason(self) -> str:
        """The sentence, in the language of the moment."""
        return self.why.sentence()


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
    return [replace(found[0], best=True), *found[1:]]


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
    code = TOO_FAR if not near else IN_TIME if in_time else TOO_LATE
    why = Why(
        code, order.store.timezone, promised, None if km is None else round(km, 2), tariff.up_to_km, order.wanted_at
    )
    return Way(tariff.method, str(METHODS[tariff.method]), price, promised, why, near and in_time, km)
