"""A carrier's word that the parcel arrived is an acceptance without a meeting."""

from typing import Any

from wangcai.booking.public import Booking
from wangcai.care.public import tell_owner
from wangcai.delivery.public import ShipmentArrived
from wangcai.handover.events import PetHandedOver
from wangcai.handover.operations.accepting import accept_for_carrier
from wangcai.journal.public import react_to
from wangcai.kernel.public import system_actor
from wangcai.orders.public import Order, states


@react_to(ShipmentArrived)
def accept_what_arrived(happening: ShipmentArrived, entry: Any) -> None:
    """The order is 已交付 when the carrier says so. At our own door the driver has done it already."""
    if not happening.by_carrier:
        return
    order = Order.objects.of(entry.chain_id).filter(pk=entry.subject_id).select_related("store__chain").first()
    if order and order.status == states.SHIPPED:
        accept_for_carrier(order=order, by=system_actor(entry.chain_id), at=entry.happened_at)


@react_to(PetHandedOver)
def tell_report(happening: PetHandedOver, entry: Any) -> None:
    """The pet is home: the report with its pictures, and a week to ask back."""
    bookings = Booking.objects.of(entry.chain_id).filter(pk=entry.subject_id).exclude(customer=None)
    booking = bookings.select_related("store__chain", "customer", "pet", "service").first()
    if booking is not None:
        tell_owner(booking, "report_ready", dedupe=f"report:{booking.pk}")
