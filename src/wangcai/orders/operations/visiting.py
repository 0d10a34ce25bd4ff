"""The bill of a running visit: lines come and go while the pet is here, and the order stays where it stands.

Called by care, which has asked for its own permission. Each call takes the order's row first, so two people who add
something at once wait for each other and the total holds both.
"""

from collections.abc import Collection
from datetime import datetime

from wangcai.journal.public import record
from wangcai.kernel.public import Actor, NotFound, run
from wangcai.orders import states
from wangcai.orders.drafts import NewLine
from wangcai.orders.events import OrderChanged, about_order
from wangcai.orders.models import Order, OrderLine
from wangcai.orders.models.order import Fulfilment
from wangcai.orders.operations.changing import add_lines, cancel_line, retotal
from wangcai.orders.operations.moving import WrongStage
from wangcai.stock.public import release_promises

RUNNING = (states.RECEIVED, states.CONFIRMED, states.PICKING, states.READY)


def add_visit_lines(*, order: Order, lines: tuple[NewLine, ...], by: Actor, at: datetime) -> list[OrderLine]:
    """Price and write further lines of a visit that is not handed over yet; the total follows. Refuses WrongStage, OutOfStock."""
    total = _take(order, by)
    added = add_lines(order, lines, by=by, at=at)
    _settle(order, [f"line:{line.pk}" for line in added], total, by=by, at=at)
    return added


def drop_visit_line(*, order: Order, line_id: int, by: Actor, at: datetime) -> OrderLine:
    """Take one line off a visit that is not handed over yet; it stays visible with nothing to pay."""
    total = _take(order, by)
    line = order.lines.exclude(state=OrderLine.State.CANCELLED).filter(pk=line_id).first()
    if line is None:
        raise NotFound
    _drop([line], by=by, at=at)
    _settle(order, [f"line:{line.pk}"], total, by=by, at=at)
    return line


def count_visit_line(*, order: Order, line_id: int, quantity: int, by: Actor, at: datetime) -> OrderLine:
    """Another quantity of a fee on a running visit, counted from what was done. Its price stays."""
    total = _take(order, by)
    line = order.lines.exclude(state=OrderLine.State.CANCELLED).filter(pk=line_id, kind="fee").first()
    if line is None or quantity < 1:
        raise NotFound
    line.quantity, line.net_fen = quantity, line.unit_fen * quantity - line.discount_fen
    line.save(update_fields=["quantity", "net_fen"])
    _settle(order, [f"line:{line.pk}"], total, by=by, at=at)
    return line


def replace_visit_lines(
    *, order: Order, booking_id: int, variant_ids: Collection[int], lines: tuple[NewLine, ...], by: Actor, at: datetime
) -> list[OrderLine]:
    """Put new lines in the place of those a booking had for these variants: its time or room changed, and the price."""
    total = _take(order, by)
    old = order.lines.exclude(state=OrderLine.State.CANCELLED).filter(booking_id=booking_id, variant_id__in=variant_ids)
    dropped = list(old)
    _drop(dropped, by=by, at=at)
    added = add_lines(order, lines, by=by, at=at) if lines else []
    _settle(order, [f"line:{line.pk}" for line in (*dropped, *added)], total, by=by, at=at)
    return added


def _take(order: Order, by: Actor) -> int:
    """Hold the row of a running visit until the transaction ends; returns the total as it was."""
    marks = ", ".join(["%s"] * len(RUNNING))
    taken = run(
        f"UPDATE orders_order SET version = version + 1 WHERE id = %s AND chain_id = %s AND fulfilment = %s"  # noqa: S608
        f" AND status IN ({marks})",
        [order.pk, by.chain_id, Fulfilment.VISIT.value, *RUNNING],
    )
    if not taken:
        status = Order.objects.of(by).filter(pk=order.pk).values_list("status", flat=True).first()
        if status is None:
            raise NotFound
        raise WrongStage(number=order.number, status=states.label_of(status, order.fulfilment))
    order.refresh_from_db(fields=["version", "status", "total_fen", "goods_fen", "discount_fen"])
    return order.total_fen


def _drop(lines: list[OrderLine], *, by: Actor, at: datetime) -> None:
    release_promises(chain_id=by.chain_id, subject_kind="order_line", subject_ids=[line.pk for line in lines])
    for line in lines:
        cancel_line(line, by=by, at=at)


def _settle(order: Order, changed: list[str], total: int, *, by: Actor, at: datetime) -> None:
    retotal(order)
    order.save(update_fields=["goods_fen", "discount_fen", "total_fen"])
    happening = OrderChanged(
        **about_order(order), version=order.version, changed=changed, total_from=total, total_to=order.total_fen
    )
    record(happening, by=by, at=at)
