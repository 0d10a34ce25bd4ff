"""What follows by itself after something happened to an order: tasks find their people, the customer is told once."""

from datetime import timedelta
from typing import Any

from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import now, system_actor
from wangcai.orders import states
from wangcai.orders.events import (
    ExceptionOpened,
    OfferAnswered,
    OfferMade,
    OrderCancelled,
    OrderChanged,
    OrderConfirmed,
    OrderMoved,
    OrderPlaced,
)
from wangcai.orders.models import Order, OrderException
from wangcai.orders.models.order import Channel, Fulfilment
from wangcai.orders.notices import tell_about_order
from wangcai.orders.operations.excepting import fill_waiting
from wangcai.stock.public import GoodsReceived, TransferReceived
from wangcai.work.public import CALL, CONFIRM, close_tasks, open_task

HALF_HOUR = timedelta(minutes=30)
# Who stands at the counter knows; of visits care speaks.
SILENT = (Fulfilment.COUNTER, Fulfilment.VISIT)


def order_of(entry: Entry) -> Order | None:
    """The order an entry is about."""
    orders = Order.objects.of(entry.chain_id).filter(pk=entry.subject_id)
    return orders.select_related("store__chain", "customer").first()


def is_of_goods(order: Order) -> bool:
    return order.fulfilment != Fulfilment.VISIT


@react_to(OrderPlaced, OrderChanged, OfferAnswered)
def open_confirm_task(happening: Any, entry: Entry) -> None:
    """Whoever is on duty reads the order back; not while the customer has to choose something, or waits for goods."""
    order = order_of(entry)
    if order is None or order.status != states.RECEIVED or order.fulfilment == Fulfilment.VISIT:
        return
    if order.exceptions.filter(answered_at=None).exists() or order.lines.filter(state="stock_out").exists():
        return
    open_task(
        store=order.store, kind=CONFIRM, subject=("order", order.pk), title=order.number,
        permission="orders.confirm", due_at=order.due_at or now() + HALF_HOUR, prefer=order.owner_id,
        by=system_actor(order.chain_id),
    )  # fmt: skip


@react_to(ExceptionOpened)
def open_call_task(happening: ExceptionOpened, entry: Entry) -> None:
    """Something is missing: somebody makes an offer and calls. The read-back waits for the answer."""
    order = order_of(entry)
    if order is None or not order.exceptions.filter(pk=happening.exception_id, answered_at=None).exists():
        return
    by = system_actor(order.chain_id)
    close_tasks(chain_id=order.chain_id, subject=("order", order.pk), kinds=[CONFIRM], by=by, dropped=True)
    open_task(
        store=order.store, kind=CALL, subject=("order", order.pk), title=f"{order.number} {happening.item}",
        permission="orders.offer", due_at=now() + HALF_HOUR, prefer=order.owner_id, by=by,
    )  # fmt: skip


@react_to(OfferMade)
def close_call_while_asked(happening: OfferMade, entry: Entry) -> None:
    """The customer has the question; calling is due again when no answer came in time (`chase_answers`)."""
    order = order_of(entry)
    if order is None or order.exceptions.filter(answered_at=None, offered_at=None).exists():
        return
    close_tasks(
        chain_id=entry.chain_id, subject=("order", entry.subject_id), kinds=[CALL], by=system_actor(entry.chain_id)
    )


@react_to(OfferAnswered)
def close_call_task(happening: OfferAnswered, entry: Entry) -> None:
    """The customer chose; the call is not needed unless something else is open."""
    open_ones = OrderException.objects.of(entry.chain_id).filter(order_id=entry.subject_id, answered_at=None)
    if not open_ones.exists():
        close_tasks(
            chain_id=entry.chain_id, subject=("order", entry.subject_id), kinds=[CALL], by=system_actor(entry.chain_id)
        )


@react_to(OrderConfirmed)
def close_confirm_task(happening: OrderConfirmed, entry: Entry) -> None:
    close_tasks(
        chain_id=entry.chain_id, subject=("order", entry.subject_id), kinds=[CONFIRM, CALL],
        by=system_actor(entry.chain_id),
    )  # fmt: skip


@react_to(OrderCancelled)
def drop_all_tasks(happening: OrderCancelled, entry: Entry) -> None:
    close_tasks(
        chain_id=entry.chain_id, subject=("order", entry.subject_id), dropped=True, by=system_actor(entry.chain_id)
    )


@react_to(OrderMoved)
def close_when_delivered(happening: OrderMoved, entry: Entry) -> None:
    if happening.to_status in (states.DELIVERED, states.COMPLETED):
        close_tasks(chain_id=entry.chain_id, subject=("order", entry.subject_id), by=system_actor(entry.chain_id))


@react_to(OrderPlaced)
def tell_received(happening: OrderPlaced, entry: Entry) -> None:
    order = order_of(entry)
    if order and happening.status == states.RECEIVED and happening.channel != Channel.TILL and is_of_goods(order):
        tell_about_order(order, "order_received", dedupe=f"order:{order.pk}:received")


@react_to(OrderConfirmed)
def tell_confirmed(happening: OrderConfirmed, entry: Entry) -> None:
    order = order_of(entry)
    if order and is_of_goods(order):
        tell_about_order(order, "order_confirmed", dedupe=f"order:{order.pk}:confirmed:{happening.version}")


@react_to(OfferMade)
def tell_offer(happening: OfferMade, entry: Entry) -> None:
    """The link opens the page where the offer can be answered."""
    order = order_of(entry)
    if order:
        dedupe = f"exception:{happening.exception_id}:offer:{entry.pk}"
        tell_about_order(order, "order_offer", dedupe=dedupe, facts={"item": happening.item})


@react_to(OrderMoved)
def tell_moved(happening: OrderMoved, entry: Entry) -> None:
    """Ready for pick-up, delivered. What has a parcel number is told by delivery."""
    order = order_of(entry)
    if order is None or order.fulfilment in SILENT:
        return
    if happening.to_status == states.READY and order.fulfilment == Fulfilment.PICKUP:
        tell_about_order(order, "order_ready", dedupe=f"order:{order.pk}:ready:{order.version}")
    elif happening.to_status == states.DELIVERED:
        tell_about_order(order, "order_delivered", dedupe=f"order:{order.pk}:delivered")


@react_to(OrderCancelled)
def tell_cancelled(happening: OrderCancelled, entry: Entry) -> None:
    order = order_of(entry)
    if order and order.fulfilment not in SILENT:
        tell_about_order(order, "order_cancelled", dedupe=f"order:{order.pk}:cancelled")


@react_to(GoodsReceived, TransferReceived)
def fill_waiting_lines(happening: Any, entry: Entry) -> None:
    """Customers who chose to wait get their pieces promised, the earliest order first; then the order is read back."""
    waiting = (
        OrderException.objects.of(entry.chain_id)
        .filter(
            choice=OrderException.Choice.WAIT, line__state="stock_out", order__status=states.RECEIVED,
            order__store_id=entry.store_id,
        )
        .select_related("line__variant", "order__store__chain")
        .order_by("order_id", "pk")
    )  # fmt: skip
    # A line that fell short twice has two answers that say "wait"; it is filled once.
    for exception in {exception.line_id: exception for exception in waiting}.values():
        if fill_waiting(exception.line, at=now()):
            order = exception.order
            if order.lines.filter(state="stock_out").exists():
                continue
            open_task(
                store=order.store, kind=CONFIRM, subject=("order", order.pk), title=order.number,
                permission="orders.confirm", due_at=now() + HALF_HOUR, by=system_actor(order.chain_id),
            )  # fmt: skip
