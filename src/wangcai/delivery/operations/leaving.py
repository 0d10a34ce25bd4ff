"""The picked goods leave the house: one place for shipping and for pick-up."""

from datetime import datetime

from django.db import transaction

from wangcai.delivery.models import PickLine, PickList, Shipment
from wangcai.kernel.public import Actor
from wangcai.orders.public import Order, OrderLine
from wangcai.stock.public import Leaving, NotThere, Pick, put_back, take_out, where_it_went


def goods_have_left(order: Order) -> bool:
    """Did the goods go out with an earlier or the present shipment?"""
    return Shipment.objects.of(order.chain_id).filter(order=order, left_at__isnull=False).exists()


def take_goods_out(*, order: Order, by: Actor, at: datetime) -> None:
    """Book the order's pieces out of the bins and lots they were picked from, and end their promises.

    Until now they stood in the basket and counted as on hand. Where a till sale was booked on the same bin meanwhile
    the books take the lot that expires first instead: the number of pieces is right either way.
    """
    picks: dict[int, list[Pick]] = {}
    for row in PickLine.objects.of(by).filter(
        pick_list__order=order, pick_list__state=PickList.State.PICKED, picked__gt=0
    ):
        picks.setdefault(row.order_line_id, []).append(Pick(row.bin_id, row.lot_id, row.picked))
    items = [_leaving(line, tuple(picks.get(line.pk, ()))) for line in _lines_that_leave(order)]
    if not items:
        return
    scope = {"chain_id": by.chain_id, "store_id": order.store_id, "why": "sale", "by": by, "at": at}
    try:
        with transaction.atomic():
            take_out(items=items, **scope)
    except NotThere:
        take_out(items=[_without_picks(item) for item in items], **scope)


def bring_goods_home(*, order: Order, by: Actor, at: datetime) -> None:
    """What left for an order lies in its bins again: the parcel came back and the order is off. Again, it does nothing."""
    for line in order.lines.filter(variant__counted=True):
        went = where_it_went(chain_id=line.chain_id, subject_kind="order_line", subject_id=line.pk)
        for bin_id, lot_id, pieces in went:
            put_back(
                chain_id=line.chain_id, store_id=line.store_id, variant_id=line.variant_id, quantity=pieces,
                bin_id=bin_id, lot_id=lot_id, why="return", subject=("order_line", line.pk), by=by, at=at,
            )  # fmt: skip


def _lines_that_leave(order: Order) -> list[OrderLine]:
    lines = order.lines.filter(variant__counted=True, quantity__gt=0)
    return list(lines.exclude(state__in=[OrderLine.State.CANCELLED, OrderLine.State.STOCK_OUT]))


def _leaving(line: OrderLine, picks: tuple[Pick, ...]) -> Leaving:
    whole = sum(pick.quantity for pick in picks) == line.quantity
    return Leaving(
        "order_line", line.pk, line.variant_id, line.quantity, promised=not line.flawed, flawed=line.flawed,
        picks=picks if whole and not line.flawed else (),
    )  # fmt: skip


def _without_picks(item: Leaving) -> Leaving:
    return Leaving(
        item.subject_kind, item.subject_id, item.variant_id, item.quantity, promised=item.promised, flawed=item.flawed
    )
