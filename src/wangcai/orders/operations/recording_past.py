"""Orders of the past, many at once: from an old system's file, or the history of the demo shop.

They move no stock, promise nothing and tell no customer: what happened before has happened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import AFTER, Happening, record_each
from wangcai.kernel.public import Actor, Refusal, insert_rows, public_id, writing
from wangcai.orders import states
from wangcai.orders.finding import index_orders
from wangcai.orders.models import Order, OrderLine

ORDERS_AT_ONCE = 200  # 200 orders x 35 columns stay far below every engine's limit of values in a statement
STATUSES = (states.COMPLETED, states.CANCELLED)


class PastOrderOpen(Refusal):
    code = "past_order_open"
    sentence = _("订单 {number} 还没有结束，不能当作历史订单导入；请在前台开单。")


class PastOrderEmpty(Refusal):
    code = "past_order_empty"
    sentence = _("订单 {number} 没有可以导入的明细。")


@dataclass(frozen=True, kw_only=True)
class OrderImported(Happening):
    WHAT: ClassVar[str] = "order.imported"
    SUBJECT: ClassVar[str] = "order"
    STAGE: ClassVar[str] = AFTER
    ICON: ClassVar[str] = "file-import"
    SENTENCE: ClassVar[Any] = _("历史订单 {number}，{lines} 行")

    number: str = ""
    kind: str = ""
    status: str = ""
    lines: int = 0
    total_fen: int = 0


@dataclass(frozen=True, slots=True)
class PastLine:
    """One item of a past order. Amounts in fen; a credit's quantity is negative."""

    text: str
    quantity: int
    unit_fen: int
    variant_id: int | None = None
    kind: str = "goods"
    list_fen: int | None = None
    discount_fen: int = 0
    discount_reason: str = ""
    cost_fen: int = 0
    pet_id: int | None = None

    @property
    def net_fen(self) -> int:
        return self.unit_fen * self.quantity - self.discount_fen


@dataclass(frozen=True, slots=True)
class PastOrder:
    """One order as it ended. `sold_at` None means it never became a sale (cancelled)."""

    number: str
    placed_at: datetime
    lines: Sequence[PastLine]
    sold_at: datetime | None = None
    channel: str = "import"
    fulfilment: str = "counter"
    kind: str = "sale"
    status: str = states.COMPLETED
    status_at: datetime | None = None
    customer_id: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    address: str = ""
    occasion: str = ""
    wishes: str = ""
    note: str = ""
    discount_fen: int = 0
    discount_reason: str = ""
    delivery_fen: int = 0
    placed_by: str = ""
    source: str = ""
    external_ref: str = ""


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """What is already stored under an external reference."""

    order_id: int
    store_id: int
    total_fen: int
    lines: int


def record_past_orders(*, store: Any, orders: Sequence[PastOrder], by: Actor) -> list[int]:
    """Store finished orders with their own times in one transaction; returns their ids in the order given.

    Numbers and external references must be free (see `known_orders`, `taken_numbers`); a clash fails the whole call.
    """
    by.require_at("orders.import", store)
    for order in orders:
        if order.status not in STATUSES:
            raise PastOrderOpen(number=order.number)
        if not order.lines:
            raise PastOrderEmpty(number=order.number)
    with writing():
        ids: list[int] = []
        for start in range(0, len(orders), ORDERS_AT_ONCE):
            ids += _store(store, orders[start : start + ORDERS_AT_ONCE], by)
        record_each(
            [(_happening(store, order, pk), _when(order)) for order, pk in zip(orders, ids, strict=True)], by=by
        )
        index_orders(store.chain_id, ids)
    return ids


def known_orders(*, chain_id: int, source: str, refs: Sequence[str]) -> dict[str, KnownOrder]:
    """Which external references of a source are stored already, with what stands in them."""
    rows = (
        Order.objects.of(chain_id)
        .filter(source=source, external_ref__in=list(refs))
        .annotate(line_count=Count("lines"))
        .values_list("external_ref", "id", "store_id", "total_fen", "line_count")
    )
    return {ref: KnownOrder(*rest) for ref, *rest in rows}


def taken_numbers(*, store: Any, numbers: Sequence[str]) -> set[str]:
    """Which order numbers a store has given already."""
    found = Order.objects.of(store.chain_id).filter(store_id=store.pk, number__in=list(numbers))
    return set(found.values_list("number", flat=True))


ORDER_COLUMNS = (
    "chain_id", "store_id", "public_id", "number", "kind", "channel", "fulfilment", "status", "status_at",
    "customer_id", "contact_name", "contact_phone", "contact_mail", "address", "occasion", "wishes", "note",
    "discount_fen", "discount_reason", "delivery_fen", "goods_fen", "total_fen", "placed_at", "placed_by", "sold_at",
    "source", "external_ref", "version",
)  # fmt: skip
LINE_COLUMNS = (
    "chain_id", "order_id", "store_id", "position", "kind", "variant_id", "pet_id", "text", "quantity", "list_fen",
    "unit_fen", "discount_fen", "discount_reason", "net_fen", "cost_fen", "flawed", "state", "picked", "accepted",
)  # fmt: skip


def _store(store: Any, orders: Sequence[PastOrder], by: Actor) -> list[int]:
    rows = [_order_row(store, order, by) for order in orders]
    ids = insert_rows(Order._meta.db_table, ORDER_COLUMNS, rows)
    lines = [
        _line_row(store, order, pk, position, line)
        for order, pk in zip(orders, ids, strict=True)
        for position, line in enumerate(order.lines, start=1)
    ]
    marks = ", ".join(["%s"] * len(LINE_COLUMNS))
    text = f"INSERT INTO {OrderLine._meta.db_table} ({', '.join(LINE_COLUMNS)}) VALUES ({marks})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(text, lines)
    return ids


def _order_row(store: Any, order: PastOrder, by: Actor) -> tuple[Any, ...]:
    goods_fen = sum(line.net_fen for line in order.lines)
    return (
        store.chain_id, store.pk, public_id(), order.number, order.kind, order.channel, order.fulfilment, order.status,
        _when(order), order.customer_id, order.contact_name, order.contact_phone, "", order.address, order.occasion,
        order.wishes, order.note, order.discount_fen, order.discount_reason, order.delivery_fen, goods_fen,
        goods_fen + order.delivery_fen - order.discount_fen, order.placed_at, order.placed_by or by.key, order.sold_at,
        order.source, order.external_ref, 1,
    )  # fmt: skip


def _line_row(store: Any, order: PastOrder, order_id: int, position: int, line: PastLine) -> tuple[Any, ...]:
    done = order.status == states.COMPLETED
    pieces = line.quantity if done else 0
    return (
        store.chain_id, order_id, store.pk, position, line.kind, line.variant_id, line.pet_id, line.text, line.quantity,
        line.unit_fen if line.list_fen is None else line.list_fen, line.unit_fen, line.discount_fen,
        line.discount_reason, line.net_fen, line.cost_fen, False,
        OrderLine.State.ACCEPTED if done else OrderLine.State.CANCELLED, pieces, pieces,
    )  # fmt: skip


def _when(order: PastOrder) -> datetime:
    return order.status_at or order.sold_at or order.placed_at


def _happening(store: Any, order: PastOrder, order_id: int) -> OrderImported:
    return OrderImported(
        subject_id=order_id,
        store_id=store.pk,
        customer_id=order.customer_id,
        number=order.number,
        kind=order.kind,
        status=order.status,
        lines=len(order.lines),
        total_fen=sum(line.net_fen for line in order.lines) + order.delivery_fen - order.discount_fen,
    )


__all__ = [
    "KnownOrder",
    "OrderImported",
    "PastLine",
    "PastOrder",
    "known_orders",
    "record_past_orders",
    "taken_numbers",
]
