"""What delivery does after something happened to an order: tasks for pickers and drivers, the parcel's number for the customer."""

from datetime import timedelta
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from wangcai.delivery.events import ShipmentLeft
from wangcai.delivery.methods import METHODS, OWN_DRIVER, RIDER, SAME_CITY
from wangcai.delivery.models import Shipment
from wangcai.delivery.operations.choosing import choose_way
from wangcai.delivery.operations.leaving import bring_goods_home
from wangcai.delivery.operations.picking import drop_picking
from wangcai.delivery.reasons import short_time
from wangcai.delivery.ways import ways_of_delivery
from wangcai.journal.public import react_to
from wangcai.kernel.public import local, now, system_actor
from wangcai.orders.public import (
    Order,
    OrderCancelled,
    OrderChanged,
    OrderConfirmed,
    OrderMoved,
    states,
    tell_about_order,
)
from wangcai.work.public import HAND_OVER, PICK, SHIP, close_tasks, open_task

HOUR = timedelta(hours=1)


def order_of(entry: Any) -> Order | None:
    """The order an entry is about."""
    orders = Order.objects.of(entry.chain_id).filter(pk=entry.subject_id)
    return orders.select_related("store__chain", "customer").first()


@react_to(OrderConfirmed)
def open_pick_task(happening: OrderConfirmed, entry: Any) -> None:
    """A confirmed order looks for its picker."""
    order = order_of(entry)
    if order is None or order.status != states.CONFIRMED or order.fulfilment == "visit":
        return
    open_task(
        store=order.store, kind=PICK, subject=("order", order.pk), title=order.number, permission="delivery.pick",
        due_at=order.due_at or now() + HOUR, by=system_actor(order.chain_id),
    )  # fmt: skip


@react_to(OrderConfirmed)
def choose_best_way(happening: OrderConfirmed, entry: Any) -> None:
    """Where one way fits, it is chosen; staff may choose anew. Nothing that fits: a person decides."""
    order = order_of(entry)
    if order is None or order.status != states.CONFIRMED or order.fulfilment != "delivery":
        return
    if Shipment.objects.of(order.chain_id).filter(order=order, state=Shipment.State.CHOSEN).exists():
        return
    best = next((way for way in ways_of_delivery(order) if way.best and way.km is not None), None)
    if best:
        choose_way(order=order, method=best.method, by=system_actor(order.chain_id))


@react_to(OrderMoved, OrderCancelled, OrderChanged)
def drop_open_picking(happening: Any, entry: Any) -> None:
    """An order that is no longer being picked has no open walk and no pick task."""
    order = order_of(entry)
    if order is None or order.status not in (states.RECEIVED, states.CANCELLED):
        return
    by = system_actor(order.chain_id)
    drop_picking(order=order, by=by)
    close_tasks(
        chain_id=order.chain_id, subject=("order", order.pk), kinds=[PICK, SHIP, HAND_OVER], by=by, dropped=True
    )
    if order.status == states.CANCELLED:
        Shipment.objects.of(order.chain_id).filter(order=order, state=Shipment.State.CHOSEN).update(
            state=Shipment.State.DROPPED, run=None, stop=0
        )
        bring_goods_home(order=order, by=by, at=entry.happened_at)


@react_to(OrderMoved)
def open_ship_task(happening: OrderMoved, entry: Any) -> None:
    """Packed: somebody sends it off, or hands it over at the counter."""
    order = order_of(entry)
    if order is None or order.status != states.READY or happening.to_status != states.READY:
        return
    if order.fulfilment == "visit":
        return
    by = system_actor(order.chain_id)
    close_tasks(chain_id=order.chain_id, subject=("order", order.pk), kinds=[PICK], by=by)
    delivery = order.fulfilment == "delivery"
    open_task(
        store=order.store, kind=SHIP if delivery else HAND_OVER, subject=("order", order.pk), title=order.number,
        permission="delivery.ship" if delivery else "handover.accept", due_at=order.due_at or now() + HOUR * 24, by=by,
    )  # fmt: skip


@react_to(ShipmentLeft)
def tell_it_left(happening: ShipmentLeft, entry: Any) -> None:
    """The customer gets the number and the promise; a parcel that comes within hours is told at any time of day."""
    order = order_of(entry)
    shipment = Shipment.objects.of(entry.chain_id).filter(pk=happening.shipment_id).first()
    if order is None or shipment is None:
        return
    close_tasks(chain_id=order.chain_id, subject=("order", order.pk), kinds=[SHIP], by=system_actor(order.chain_id))
    promised = shipment.promised_at
    here = order.store.timezone
    today = bool(promised and local(promised, here).date() == local(entry.happened_at, here).date())
    tell_about_order(
        order,
        "order_shipped",
        dedupe=f"shipment:{shipment.pk}:left",
        urgent=today and shipment.method in (SAME_CITY, OWN_DRIVER, RIDER),
        facts={
            "way": METHODS[shipment.method],
            "tracking": f"{shipment.carrier} {shipment.tracking}".strip() if shipment.tracking else "",
            "promised": format_lazy(_("预计 {time} 前送到"), time=short_time(promised, here, entry.happened_at))
            if promised
            else "",
        },
    )
