"""Carriers call back, or are asked when they are silent. The same word twice changes nothing."""

import logging
from datetime import datetime, timedelta

from wangcai.delivery.carriers import (
    ARRIVED,
    FAILED,
    STATUSES,
    TIMEOUT,
    Booking,
    CarrierFailed,
    carrier_named,
)
from wangcai.delivery.models import Shipment
from wangcai.delivery.operations.shipping import fail_delivery, note_arrival
from wangcai.journal.public import once
from wangcai.kernel.public import Actor, NotFound, now, system_actor, writing
from wangcai.orders.public import Order

log = logging.getLogger(__name__)
SILENT = timedelta(minutes=10)
BATCH = 20


@once
def carrier_called_back(
    *, chain_id: int, carrier: str, tracking: str, status: str, by: Actor, reason: str = "", at: datetime | None = None
) -> Shipment:
    """A carrier says where a parcel is. Idempotent: repeats and words that come late change nothing.

    Refuses with NotFound what no shipment of the chain has.
    """
    at = at or now()
    shipment = (
        Shipment.objects.of(chain_id)
        .filter(carrier=carrier, tracking=tracking)
        .exclude(tracking="")
        .select_related("order__store__chain")
        .order_by("-pk")
        .first()
    )
    if shipment is None or status not in STATUSES:
        raise NotFound
    Shipment.objects.of(chain_id).filter(pk=shipment.pk).update(heard_at=at)
    if shipment.state == Shipment.State.ON_THE_WAY and status == ARRIVED:
        note_arrival(order=shipment.order, by=by, at=at, by_carrier=True)
    elif shipment.state == Shipment.State.ON_THE_WAY and status == FAILED:
        fail_delivery(order=shipment.order, reason=reason or carrier, by=by, at=at)
    shipment.refresh_from_db()
    return shipment


def poll_carriers(*, at: datetime | None = None) -> int:
    """Ask about parcels nobody told us of for ten minutes; returns how many moved. Called by the background loop."""
    moment = at or now()
    silent = Shipment.objects.across_chains().filter(state=Shipment.State.ON_THE_WAY, heard_at__lt=moment - SILENT)
    moved = 0
    for shipment in silent.exclude(tracking="").order_by("heard_at")[:BATCH]:
        moved += _ask(shipment, moment)
    return moved


def _ask(shipment: Shipment, at: datetime) -> bool:
    with writing():
        # Whoever moves the time asks; another process passes on.
        mine = Shipment.objects.of(shipment.chain_id).filter(pk=shipment.pk, heard_at=shipment.heard_at)
        if not mine.update(heard_at=at):
            return False
    carrier = carrier_named(shipment.carrier)
    if carrier is None:
        return False
    try:
        status, reason = carrier.track(shipment.tracking, timeout=TIMEOUT)
    except CarrierFailed as failed:
        log.warning("%s: %s", shipment.carrier, failed.reason)
        return False
    after = carrier_called_back(
        chain_id=shipment.chain_id, carrier=shipment.carrier, tracking=shipment.tracking, status=status,
        reason=reason, by=system_actor(shipment.chain_id), at=at,
    )  # fmt: skip
    return after.state != Shipment.State.ON_THE_WAY


def book_carrier(shipment: Shipment, carrier: str) -> str:
    """Ask a carrier for a collection and return its number. A network call: never inside a transaction."""
    adapter = carrier_named(carrier)
    if adapter is None or shipment.method not in adapter.methods:
        raise NotFound
    order: Order = shipment.order
    booking = Booking(
        key=f"s{shipment.pk}", method=shipment.method, store_name=order.store.name, store_address=order.store.address,
        store_phone=order.store.phone, name=order.contact_name, phone=order.contact_phone, address=order.address,
    )  # fmt: skip
    return adapter.book(booking, timeout=TIMEOUT)
