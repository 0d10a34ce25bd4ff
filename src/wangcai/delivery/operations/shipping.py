"""An order leaves the house, arrives, or comes back. Call-backs of carriers may repeat, come late or never."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.delivery.events import ShipmentArrived, ShipmentFailed, ShipmentLeft
from wangcai.delivery.methods import BY_CARRIER, OWN_DRIVER
from wangcai.delivery.models import Shipment
from wangcai.delivery.operations.choosing import chosen_shipment
from wangcai.delivery.operations.leaving import goods_have_left, take_goods_out
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, Refusal, clean_line, now
from wangcai.orders.public import Order, WrongStage, about_order, move_order, states


class NoWayChosen(Refusal):
    code = "no_way_chosen"
    sentence = _("还没有选配送方式，请先选一种。")


class GoesByRun(Refusal):
    code = "goes_by_run"
    sentence = _("这一单由自家送货，请排进出车单，出车时一起发出。")


@once
def ship_order(
    *, order: Order, by: Actor, carrier: str = "", tracking: str = "", at: datetime | None = None
) -> Shipment:
    """Hand a packed order to the carrier: the goods leave the stock, the order is 已发货.

    `tracking` is typed by hand or comes from an adapter. Own deliveries leave with their tour (`start_run`).
    """
    by.require_at("delivery.ship", order)
    shipment = chosen_shipment(order)
    if shipment is None:
        raise NoWayChosen
    if shipment.method == OWN_DRIVER:
        raise GoesByRun
    carrier, tracking = clean_line(carrier, most=40), clean_line(tracking, most=60)
    if shipment.method in BY_CARRIER and not tracking:
        raise Missing(what=_("运单号"), field="tracking")
    return send_off(shipment=shipment, order=order, by=by, carrier=carrier, tracking=tracking, at=at or now())


def send_off(
    *, shipment: Shipment, order: Order, by: Actor, at: datetime, carrier: str = "", tracking: str = ""
) -> Shipment:
    """The shipment leaves now. Inside a use case that asked for its permission."""
    before = goods_have_left(order)
    left = Shipment.objects.of(by).filter(pk=shipment.pk, state=Shipment.State.CHOSEN)
    if not left.update(state=Shipment.State.ON_THE_WAY, left_at=at, heard_at=at, carrier=carrier, tracking=tracking):
        raise WrongStage(number=order.number, status=str(states.LABELS[order.status]))
    if not before:
        take_goods_out(order=order, by=by, at=at)
    shipment.refresh_from_db()
    cause = record(
        ShipmentLeft(
            **about_order(order), shipment_id=shipment.pk, method=shipment.method, carrier=carrier, tracking=tracking
        ),
        by=by,
        at=at,
    )
    move_order(order=order, to=states.SHIPPED, by=by, at=at, cause=cause)
    return shipment


def note_arrival(*, order: Order, by: Actor, at: datetime, by_carrier: bool = False) -> Shipment | None:
    """The parcel reached the customer. Called again it does nothing. Inside a use case."""
    under_way = Shipment.objects.of(by).filter(order=order, state=Shipment.State.ON_THE_WAY).first()
    if under_way is None:
        return None
    changed = (
        Shipment.objects.of(by)
        .filter(pk=under_way.pk, state=Shipment.State.ON_THE_WAY)
        .update(state=Shipment.State.ARRIVED, arrived_at=at, heard_at=at)
    )
    if not changed:
        return None
    record(
        ShipmentArrived(**about_order(order), shipment_id=under_way.pk, method=under_way.method, by_carrier=by_carrier),
        by=by,
        at=at,
    )
    under_way.refresh_from_db()
    return under_way


@once
def fail_delivery(*, order: Order, reason: str, by: Actor, at: datetime | None = None) -> Shipment:
    """Nobody was there, or the carrier gives up: the order is 待发 again. Its goods stay packed and off the shelf."""
    by.require_at("delivery.ship", order)
    at = at or now()
    reason = clean_line(reason)
    if not reason:
        raise Missing(what=_("没有送到的原因"), field="reason")
    shipment = chosen_shipment(order)
    failed = shipment and Shipment.objects.of(by).filter(pk=shipment.pk, state=Shipment.State.ON_THE_WAY).update(
        state=Shipment.State.FAILED, failure=reason, heard_at=at
    )
    if shipment is None or not failed:
        raise WrongStage(number=order.number, status=str(states.LABELS[order.status]))
    cause = record(
        ShipmentFailed(**about_order(order), shipment_id=shipment.pk, method=shipment.method, reason=reason),
        by=by,
        at=at,
    )
    move_order(order=order, to=states.READY, by=by, at=at, cause=cause)
    shipment.refresh_from_db()
    return shipment
