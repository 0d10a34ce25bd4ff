"""Staff choose how an order travels; the rates behind the choice belong to the store."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.delivery.events import RateChanged, WayChosen
from wangcai.delivery.methods import METHODS
from wangcai.delivery.models import Rate, Shipment
from wangcai.delivery.ways import ways_of_delivery
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, now
from wangcai.orders.public import Order, WrongStage, about_order, states
from wangcai.shops.public import Store

UNDER_WAY = (states.RECEIVED, states.CONFIRMED, states.PICKING, states.READY)


class NotForDelivery(Refusal):
    code = "not_for_delivery"
    sentence = _("这一单是自取的，不用选配送。要送货请先改单。")


class BadRate(Refusal):
    code = "bad_rate"
    sentence = _("价目不对：公里和分钟要大于 0，价格不能是负数。")


@once
def choose_way(
    *, order: Order, method: str, by: Actor, km: float | None = None, at: datetime | None = None
) -> Shipment:
    """Choose (or choose anew) the way of an order that has not left. One that does not fit may be chosen; the reason says so."""
    by.require_at("delivery.ship", order)
    at = at or now()
    if order.fulfilment != "delivery":
        raise NotForDelivery
    if order.status not in UNDER_WAY:
        raise WrongStage(number=order.number, status=str(states.LABELS[order.status]))
    way = next((w for w in ways_of_delivery(order, km=km, at=at) if w.method == method), None)
    if way is None:
        raise NotFound
    drop_choice(order)
    shipment = Shipment.objects.create(
        chain_id=by.chain_id, store_id=order.store_id, order=order, method=method, price_fen=way.price_fen,
        promised_at=way.promised_at, reason=way.why.kept(), chosen_at=at, chosen_by=by.key,
    )  # fmt: skip
    record(
        WayChosen(
            **about_order(order),
            shipment_id=shipment.pk,
            method=method,
            price_fen=way.price_fen,
            reason=shipment.reason,
        ),
        by=by,
        at=at,
    )
    return shipment


def drop_choice(order: Order) -> None:
    """The earlier choice gives way; its stop on a planned tour falls out."""
    Shipment.objects.of(order.chain_id).filter(order=order, state=Shipment.State.CHOSEN).update(
        state=Shipment.State.DROPPED, run=None, stop=0
    )


def chosen_shipment(order: Order) -> Shipment | None:
    """The shipment that is chosen or on the way, if any."""
    standing = [Shipment.State.CHOSEN, Shipment.State.ON_THE_WAY]
    return Shipment.objects.of(order.chain_id).filter(order=order, state__in=standing).first()


@once
def set_rate(
    *, store: Store, method: str, up_to_km: float, base_fen: int, per_km_fen: int, minutes: int, active: bool, by: Actor,
    rate: Rate | None = None, at: datetime | None = None,
) -> Rate:  # fmt: skip
    """Add a band of a method to the store's rates, or change one. Fen, km, minutes."""
    by.require_at("shops.settings", store)
    if method not in METHODS:
        raise NotFound
    if not 0 < up_to_km <= 20_000 or base_fen < 0 or per_km_fen < 0 or not 0 < minutes <= 60 * 24 * 60:
        raise BadRate
    row = rate or Rate(chain_id=by.chain_id, store=store)
    row.method, row.up_to_km, row.base_fen, row.per_km_fen = method, up_to_km, base_fen, per_km_fen
    row.minutes, row.active = minutes, active
    row.save()
    record(
        RateChanged(
            subject_id=row.pk, store_id=store.pk, method=method, up_to_km=up_to_km, base_fen=base_fen,
            per_km_fen=per_km_fen, minutes=minutes,
        ),
        by=by,
        at=at,
    )  # fmt: skip
    return row
