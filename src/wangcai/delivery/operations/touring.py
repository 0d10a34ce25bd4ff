"""Tours of the shop's own driver: a slot, stops in order, and never two tours at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wangcai.delivery.events import RunDropped, RunEnded, RunPlanned, RunStarted
from wangcai.delivery.methods import OWN_DRIVER
from wangcai.delivery.models import Run, Shipment
from wangcai.delivery.operations.shipping import send_off
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotAllowed, NotFound, Refusal, local, now
from wangcai.orders.public import states
from wangcai.shops.public import Account, Store, take_number

MOST_STOPS = 60
COMING = (Run.State.PLANNED, Run.State.OUT)


class DriverBusy(Refusal):
    code = "driver_busy"
    sentence = _("{driver}在这个时段已经有出车单 {number}，请换时段或换人。")
    status = 409


class BadSlot(Refusal):
    code = "bad_slot"
    sentence = _("时段不对：结束要晚于开始，最长 12 小时。")
    field = "slot_to"


class NoStops(Refusal):
    code = "no_stops"
    sentence = _("出车单里还没有订单，请先勾选要送的。")
    field = "stops"


class StopNotReady(Refusal):
    code = "stop_not_ready"
    sentence = _("订单 {number} 现在不能上车（{status}），请先打包或移出出车单。")


class RunNotThere(Refusal):
    code = "run_over"
    sentence = _("出车单 {number} 的状态已经变了，请刷新。")
    status = 409


class StopsLeft(Refusal):
    code = "stops_left"
    sentence = _("还有 {left} 站没有结果：请交付验收，或记下没有送到的原因。")


@once
def plan_run(
    *, store: Store, driver: Account, slot_from: datetime, slot_to: datetime, shipment_ids: Sequence[int], by: Actor,
    at: datetime | None = None,
) -> Run:  # fmt: skip
    """Plan a tour; `shipment_ids` in the order of the stops. Refuses a driver who has another tour in that time."""
    by.require_at("delivery.ship", store)
    at = at or now()
    if not slot_from < slot_to or (slot_to - slot_from).total_seconds() > 12 * 3600:
        raise BadSlot
    if not shipment_ids or len(shipment_ids) > MOST_STOPS:
        raise NoStops
    # Two plans for one driver wait for each other here; the unique keys stand behind it.
    Account.objects.select_for_update().filter(pk=driver.pk, chain_id=by.chain_id, is_active=True).first() or _absent()
    other = Run.objects.of(by).filter(driver=driver, state__in=COMING, slot_from__lt=slot_to, slot_to__gt=slot_from)
    if taken := other.first():
        raise DriverBusy(driver=driver.name, number=taken.number)
    day = local(at, store.timezone).strftime("%y%m%d")
    run = Run.objects.create(
        chain_id=by.chain_id, store=store, number=f"{store.code.upper()}-C{day}-{take_number(store, 'run', day):02d}",
        driver=driver, slot_from=slot_from, slot_to=slot_to,
    )  # fmt: skip
    _put_stops(run, shipment_ids, by=by)
    record(RunPlanned(**_about(run, len(shipment_ids))), by=by, at=at)
    return run


def _absent() -> NoReturn:
    raise NotFound


def _put_stops(run: Run, shipment_ids: Sequence[int], *, by: Actor) -> None:
    for stop, shipment_id in enumerate(dict.fromkeys(shipment_ids), start=1):
        free = Shipment.objects.of(by).filter(
            pk=shipment_id, store_id=run.store_id, method=OWN_DRIVER, state=Shipment.State.CHOSEN, run__isnull=True
        )
        if not free.update(run=run, stop=stop):
            raise NotFound


@once
def start_run(*, run: Run, by: Actor, at: datetime | None = None) -> Run:
    """Off it goes: every stop's order is 已发货 and its goods leave the stock. All or nothing.

    Refuses: DriverBusy (already out), StopNotReady, RunNotThere.
    """
    _require_driver(run, by)
    at = at or now()
    try:
        with transaction.atomic():
            started = (
                Run.objects.of(by).filter(pk=run.pk, state=Run.State.PLANNED).update(state=Run.State.OUT, out_at=at)
            )
    except IntegrityError as busy:
        out = Run.objects.of(by).filter(driver_id=run.driver_id, state=Run.State.OUT).first()
        raise DriverBusy(driver=run.driver.name, number=out.number if out else "") from busy
    if not started:
        raise RunNotThere(number=run.number)
    stops = list(
        run.shipments.filter(state=Shipment.State.CHOSEN).select_related("order__store__chain").order_by("stop")
    )
    if not stops:
        raise NoStops
    for shipment in stops:
        if shipment.order.status != states.READY:
            raise StopNotReady(number=shipment.order.number, status=str(states.LABELS[shipment.order.status]))
        send_off(shipment=shipment, order=shipment.order, by=by, at=at, carrier=run.number)
    run.refresh_from_db()
    record(RunStarted(**_about(run, len(stops))), by=by, at=at)
    return run


@once
def end_run(*, run: Run, by: Actor, at: datetime | None = None) -> Run:
    """Back at the shop. Refuses with StopsLeft while a stop has neither arrived nor failed."""
    _require_driver(run, by)
    left = run.shipments.filter(state=Shipment.State.ON_THE_WAY).count()
    if left:
        raise StopsLeft(left=left)
    if not Run.objects.of(by).filter(pk=run.pk, state=Run.State.OUT).update(state=Run.State.BACK, back_at=at or now()):
        raise RunNotThere(number=run.number)
    run.refresh_from_db()
    record(RunEnded(**_about(run, run.shipments.count())), by=by, at=at)
    return run


@once
def drop_run(*, run: Run, by: Actor, at: datetime | None = None) -> Run:
    """Give up a planned tour; its orders wait for another."""
    by.require_at("delivery.ship", run)
    if not Run.objects.of(by).filter(pk=run.pk, state=Run.State.PLANNED).update(state=Run.State.DROPPED):
        raise RunNotThere(number=run.number)
    run.shipments.filter(state=Shipment.State.CHOSEN).update(run=None, stop=0)
    run.refresh_from_db()
    record(RunDropped(**_about(run, 0)), by=by, at=at)
    return run


def _require_driver(run: Run, by: Actor) -> None:
    """The driver of the tour, or whoever may ship in this store."""
    if by.kind == "staff" and by.id == run.driver_id and by.may("delivery.drive", run.store_id):
        return
    if not by.may("delivery.ship", run.store_id):
        raise NotAllowed(permission="delivery.drive")


def _about(run: Run, stops: int) -> dict:
    return {
        "subject_id": run.pk,
        "store_id": run.store_id,
        "number": run.number,
        "driver_id": run.driver_id,
        "stops": stops,
    }
