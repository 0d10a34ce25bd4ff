"""Reading orders: always inside the actor's chain and stores."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from wangcai.journal.public import Entry
from wangcai.kernel.public import Actor, NotFound, kept
from wangcai.orders import states
from wangcai.orders.models import Order
from wangcai.orders.models.order import Fulfilment


def orders_of(by: Actor, store_id: int | None = None) -> QuerySet[Order]:
    """Orders the actor may see, in one store or in all of his."""
    orders = Order.objects.of(by)
    if store_id is not None:
        return orders.filter(store_id=store_id) if by.sees(store_id) else orders.none().of(by)
    return orders if by.store_ids is None else orders.filter(store_id__in=by.store_ids)


def order_for(by: Actor, key: int | str | uuid.UUID) -> Order:
    """One order by id, public id or number; NotFound where it is absent or not the actor's."""
    text = str(key)
    if text.isdigit() and len(text) < 16:
        found = _order_of_id(by, int(text))
    else:
        try:
            found = list(_whole(orders_of(by).filter(public_id=uuid.UUID(text))))
        except ValueError:
            found = _order_numbered(by, text)
    if not found:
        raise NotFound
    return found[0]


@kept
def _order_of_id(by: Actor, order_id: int) -> QuerySet[Order]:
    return _whole(orders_of(by).filter(pk=order_id))


@kept
def _order_numbered(by: Actor, number: str) -> QuerySet[Order]:
    return _whole(orders_of(by).filter(number=number))


def _whole(orders: QuerySet[Order]) -> QuerySet[Order]:
    return orders.select_related("store__chain", "customer", "owner").order_by("pk")[:1]


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of an order's state line. `state` is done, current, ahead or late."""

    status: str
    label: Any
    state: str
    at: datetime | None
    due_at: datetime | None
    owner_id: int | None
    actor: str


def state_line(order: Order, at: datetime) -> list[Step]:
    """The stages of an order with when and by whom each was reached; the current one with owner and due time."""
    reached = _reached(order)
    if order.status == states.CANCELLED:
        line = [s for s in states.LINE if s in reached] + [states.CANCELLED]
    else:
        line = [s for s in states.LINE if s != states.SHIPPED or order.fulfilment == Fulfilment.DELIVERY]
    current = line.index(order.status)
    steps = []
    for position, status in enumerate(line):
        state = "done" if position < current or order.status in {states.COMPLETED, states.CANCELLED} else "ahead"
        due = None
        if position == current and state == "ahead":
            due = order.due_at
            state = "late" if due and due < at else "current"
        moment, actor = reached.get(status, (None, "")) if position <= current else (None, "")
        steps.append(
            Step(
                status,
                states.label_of(status, order.fulfilment),
                state,
                moment,
                due,
                order.owner_id if due else None,
                actor,
            )
        )
    return steps


def _reached(order: Order) -> dict[str, tuple[datetime, str]]:
    """Status → (when, actor) of the last time it was reached, read from the diary."""
    reached: dict[str, tuple[datetime, str]] = {}
    for what, facts, at, actor in _moves(order.chain_id, order.pk):
        if what == "order.placed":
            reached.setdefault(states.RECEIVED, (at, actor))
        reached[_status_reached(what, facts)] = (at, actor)
    return reached


@kept
def _moves(chain_id: int, order_id: int) -> QuerySet[Any]:
    return (
        Entry.objects.filter(
            chain_id=chain_id,
            subject_kind="order",
            subject_id=order_id,
            what__in=("order.placed", "order.confirmed", "order.moved", "order.cancelled", "order.imported"),
        )
        .order_by("id")
        .values_list("what", "facts", "happened_at", "actor")
    )


def _status_reached(what: str, facts: dict[str, Any]) -> str:
    """The status an entry of the diary brought an order to."""
    plain = {"order.confirmed": states.CONFIRMED, "order.cancelled": states.CANCELLED}
    fallback = states.COMPLETED if what == "order.imported" else states.RECEIVED
    return plain.get(what) or facts.get("to_status") or facts.get("status") or fallback


def open_orders(by: Actor, store_id: int | None = None) -> QuerySet[Order]:
    """Orders of goods that are under way. Visits have boards of their own: the day and the rooms."""
    return orders_of(by, store_id).filter(status__in=states.OPEN).exclude(fulfilment=Fulfilment.VISIT)


def board(by: Actor, store_id: int) -> QuerySet[Order]:
    """Open orders of a store's board, the most urgent first: one query with customer and owner."""
    return open_orders(by, store_id).select_related("customer", "owner").order_by("due_at", "id")


def late_orders(by: Actor, at: datetime, store_id: int | None = None) -> QuerySet[Order]:
    """Open orders whose stage is past its due time."""
    return open_orders(by, store_id).filter(due_at__lt=at).order_by("due_at")
