"""Pick lists, parcels and tours as the pages show them; always inside the actor's stores."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Sum

from wangcai.delivery.methods import OWN_DRIVER
from wangcai.delivery.models import Package, PickLine, PickList, QualityCheck, Rate, Run, Shipment
from wangcai.kernel.public import Actor, NotFound
from wangcai.orders.public import Order, OrderLine, orders_of, states
from wangcai.shops.public import Store


def pick_list_for(by: Actor, pick_list_id: int) -> PickList:
    """One pick list; NotFound when it is not yours."""
    found = (
        PickList.objects.of(by)
        .filter(pk=pick_list_id)
        .select_related("order__store__chain", "order__customer", "picker")
        .first()
    )
    if found is None or not by.sees(found.store_id):
        raise NotFound
    return found


def pick_list_of(order: Order) -> PickList | None:
    """The order's pick list that counts: open, or finished."""
    rows = PickList.objects.of(order.chain_id).filter(order=order).exclude(state=PickList.State.DROPPED)
    return rows.select_related("picker").order_by("-pk").first()


def walk_of(pick_list: PickList) -> list[PickLine]:
    """Every line in the order of the walk, with bin, lot and goods."""
    return list(pick_list.lines.select_related("variant__product", "bin", "lot", "order_line"))


def pick_line_for(by: Actor, pick_list: PickList, line_id: int) -> PickLine:
    line = (
        pick_list.lines.filter(pk=line_id)
        .select_related("variant", "bin", "lot", "pick_list", "order_line__order")
        .first()
    )
    if line is None:
        raise NotFound
    return line


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order in the picker's queue."""

    order: Order
    pick_list: PickList | None
    pieces: int
    picked: int


def picking_queue(by: Actor, store: Store, limit: int = 60) -> list[Waiting]:
    """Confirmed orders to pick and those being picked, the most urgent first. Three statements."""
    orders = list(
        orders_of(by, store.pk)
        .filter(status__in=(states.CONFIRMED, states.PICKING))
        .exclude(fulfilment__in=("counter", "visit"))
        .select_related("customer", "owner")
        .order_by("due_at", "pk")[:limit]
    )
    ids = [order.pk for order in orders]
    lists = {
        row.order_id: row
        for row in PickList.objects.of(by)
        .filter(order_id__in=ids)
        .exclude(state=PickList.State.DROPPED)
        .select_related("picker")
        .annotate(wanted=Sum("lines__quantity"), taken=Sum("lines__picked"))
        .order_by("pk")
    }
    pieces = dict(
        OrderLine.objects.of(by)
        .filter(order_id__in=ids)
        .exclude(state=OrderLine.State.CANCELLED)
        .values_list("order_id")
        .annotate(n=Sum("quantity"))
        .order_by()
    )
    return [
        Waiting(
            order,
            lists.get(order.pk),
            (lists[order.pk].wanted if order.pk in lists else pieces.get(order.pk)) or 0,
            (lists[order.pk].taken if order.pk in lists else 0) or 0,
        )
        for order in orders
    ]


def packages_of(order: Order) -> list[Package]:
    return list(Package.objects.of(order.chain_id).filter(order=order).order_by("pk"))


def checks_of(order: Order) -> list[QualityCheck]:
    return list(
        QualityCheck.objects.of(order.chain_id).filter(order=order).select_related("line", "photo").order_by("-pk")
    )


def shipments_of(order: Order) -> list[Shipment]:
    """Every shipment of an order, newest first."""
    return list(Shipment.objects.of(order.chain_id).filter(order=order).select_related("run__driver").order_by("-pk"))


def run_for(by: Actor, run_id: int) -> Run:
    """One tour; NotFound when it is not yours."""
    run = Run.objects.of(by).filter(pk=run_id).select_related("store", "driver").first()
    if run is None or not by.sees(run.store_id):
        raise NotFound
    return run


def stops_of(run: Run) -> list[Shipment]:
    """The stops in their order, with order and customer."""
    return list(run.shipments.select_related("order__store__chain", "order__customer").order_by("stop", "pk"))


def runs_of(by: Actor, store: Store, *, since: datetime, limit: int = 40) -> list[Run]:
    """Tours planned or out, and those that came back since then; the next first."""
    rows = Run.objects.of(by).filter(store=store).exclude(state=Run.State.DROPPED)
    rows = rows.exclude(state=Run.State.BACK, back_at__lt=since)
    return list(rows.select_related("driver").annotate(stops=Count("shipments")).order_by("slot_from", "pk")[:limit])


def waiting_for_run(by: Actor, store: Store, limit: int = 60) -> list[Shipment]:
    """Own deliveries that are on no tour yet, the earliest promise first."""
    rows = Shipment.objects.of(by).filter(store=store, method=OWN_DRIVER, state=Shipment.State.CHOSEN, run__isnull=True)
    return list(
        rows.select_related("order__customer").order_by(F("order__wanted_at").asc(nulls_last=True), "pk")[:limit]
    )


def rates_of(by: Actor, store: Store) -> list[Rate]:
    return list(Rate.objects.of(by).filter(store=store).order_by("method", "up_to_km"))


def rate_for(by: Actor, rate_id: int) -> Rate:
    rate = Rate.objects.of(by).filter(pk=rate_id).first()
    if rate is None or not by.sees(rate.store_id):
        raise NotFound
    return rate
