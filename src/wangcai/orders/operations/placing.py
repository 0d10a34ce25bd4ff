"""Placing an order: the hottest command. Its statements are counted in a test; keep them few."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wangcai.customers.public import Pet
from wangcai.journal.public import Happening, once, record_all
from wangcai.kernel.public import Actor, clean_line, clean_text, insert_rows, normal_phone, now, public_id
from wangcai.membership.public import Priced, price_sheet
from wangcai.orders import states
from wangcai.orders.drafts import NewLine, NewOrder
from wangcai.orders.events import ExceptionOpened, OrderPlaced
from wangcai.orders.models import Order
from wangcai.orders.models.order import Fulfilment
from wangcai.orders.rules import DiscountAbovePrice, UnknownPet, check_discounts, check_draft
from wangcai.shops.public import order_number, setting
from wangcai.stock.public import Want, out_of_stock, reserve_levels, total_by_variant, write_promises

ORDER_COLUMNS = (
    "chain_id", "store_id", "public_id", "number", "kind", "channel", "fulfilment", "status", "status_at", "due_at",
    "customer_id", "contact_name", "contact_phone", "contact_mail", "address", "latitude", "longitude", "wanted_at",
    "occasion", "wishes", "note", "discount_fen", "discount_reason", "delivery_fen", "goods_fen", "total_fen",
    "placed_at", "placed_by", "sold_at", "source", "external_ref", "version",
)  # fmt: skip
LINE_COLUMNS = (
    "chain_id", "order_id", "store_id", "position", "kind", "variant_id", "pet_id", "booking_id", "text", "quantity", "list_fen",
    "unit_fen", "discount_fen", "discount_reason", "net_fen", "cost_fen", "flawed", "state", "picked", "accepted",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A wanted line with its price."""

    line: NewLine
    priced: Priced

    @property
    def text(self) -> str:
        return (self.line.text or self.priced.name)[:200]

    @property
    def list_fen(self) -> int:
        return self.priced.list_fen if self.line.base_fen is None else self.line.base_fen

    @property
    def unit_fen(self) -> int:
        if self.line.unit_fen is not None:
            return self.line.unit_fen
        return self.priced.unit_fen if self.line.base_fen is None else self.priced.after_tier(self.line.base_fen)

    @property
    def net_fen(self) -> int:
        return self.unit_fen * self.line.quantity - self.line.discount_fen


@once
def place_order(*, store: Any, order: NewOrder, by: Actor, at: datetime | None = None) -> Order:
    """Take an order: prices it, promises its goods, writes it down as 已接单. Amounts in fen.

    Refuses: OutOfStock (the whole order, unless `allow_stock_out`), NotOffered, DiscountTooHigh, NotAllowed, …
    """
    by.require_at("orders.place", store)
    at = at or now()
    items = price_items(store=store, order=order, by=by)
    wants = total_by_variant([Want("", 0, i.line.variant_id, i.line.quantity) for i in items if i.priced.counted])
    promised = reserve_levels(chain_id=by.chain_id, store_id=store.pk, quantities=wants)
    short = set(wants) - promised
    if short and not order.allow_stock_out:
        raise out_of_stock(chain_id=by.chain_id, store_id=store.pk, quantities=wants, done=promised)
    due_at = stage_due(states.RECEIVED, at, order.wanted_at, store)
    placed = write_order(store=store, order=order, items=items, by=by, at=at, status=states.RECEIVED, due_at=due_at)
    line_ids = write_lines(placed, items, short=short)
    write_promises(
        chain_id=by.chain_id,
        store_id=store.pk,
        at=at,
        wants=[
            Want("order_line", line_id, item.line.variant_id, item.line.quantity)
            for line_id, item in zip(line_ids, items, strict=True)
            if item.priced.counted and item.line.variant_id not in short
        ],
    )
    happenings: list[Happening] = [placed_event(placed, len(items), len(short))]
    happenings += open_stock_outs(placed, list(zip(line_ids, items, strict=True)), short, at)
    record_all(happenings, by=by, at=at)
    return placed


def price_items(*, store: Any, order: NewOrder, by: Actor) -> list[Item]:
    """Check the draft and price its lines (one statement)."""
    check_draft(order)
    check_pets(order, by)
    sheet = price_sheet(
        chain_id=by.chain_id,
        store_id=store.pk,
        customer_id=order.customer_id,
        variant_ids=[line.variant_id for line in order.lines],
    )
    items = [Item(line, sheet[line.variant_id]) for line in order.lines]
    goods_fen = sum(item.net_fen for item in items)
    if any(item.net_fen < 0 for item in items) or order.discount_fen > goods_fen + delivery_of(order):
        raise DiscountAbovePrice
    check_discounts(order=order, store=store, goods_fen=sum(i.priced.unit_fen * i.line.quantity for i in items), by=by)
    return items


def check_pets(order: NewOrder, by: Actor) -> None:
    """The pets of lines must be this chain's; asked only where a line names one."""
    pets = {line.pet_id for line in order.lines if line.pet_id}
    if pets and Pet.objects.of(by).filter(pk__in=pets).count() != len(pets):
        raise UnknownPet


def stage_due(status: str, at: datetime, wanted_at: datetime | None, store: Any) -> datetime | None:
    """When a stage is late: the store's minutes for it, or the customer's wish where that comes earlier."""
    if status not in states.TIMED:
        return None
    due = at + timedelta(minutes=setting(store, states.TIMED[status]))
    return min(due, wanted_at) if wanted_at and wanted_at > at else due


def write_order(
    *,
    store: Any,
    order: NewOrder,
    items: list[Item],
    by: Actor,
    at: datetime,
    status: str,
    due_at: datetime | None,
    sold_at: datetime | None = None,
) -> Order:
    """Insert the order's row and return it as a model without reading it back."""
    goods_fen = sum(item.net_fen for item in items)
    delivery_fen = delivery_of(order)
    values = {
        "chain_id": by.chain_id,
        "store_id": store.pk,
        "public_id": public_id(),
        "number": order_number(store, at),
        "kind": Order.Kind.SALE.value,
        "channel": order.channel,
        "fulfilment": order.fulfilment,
        "status": status,
        "status_at": at,
        "due_at": due_at,
        "customer_id": order.customer_id,
        **what_was_said(order),
        "discount_fen": order.discount_fen,
        "discount_reason": clean_line(order.discount_reason, most=120),
        "delivery_fen": delivery_fen,
        "goods_fen": goods_fen,
        "total_fen": goods_fen + delivery_fen - order.discount_fen,
        "placed_at": at,
        "placed_by": by.key,
        "sold_at": sold_at,
        "source": clean_line(order.source, most=30),
        "external_ref": clean_line(order.external_ref, most=60),
        "version": 1,
    }
    placed = Order(id=insert_rows("orders_order", ORDER_COLUMNS, [[values[c] for c in ORDER_COLUMNS]])[0], **values)
    placed._state.adding = False
    placed._state.db = "default"
    return placed


def what_was_said(order: NewOrder) -> dict[str, Any]:
    """Contact, address, time and wishes as they may be stored."""
    return {
        "contact_name": clean_line(order.contact_name, most=80),
        "contact_phone": normal_phone(order.contact_phone) if order.contact_phone.strip() else "",
        "contact_mail": clean_line(order.contact_mail, most=120),
        "address": clean_line(order.address, most=200),
        "latitude": order.latitude,
        "longitude": order.longitude,
        "wanted_at": order.wanted_at,
        "occasion": clean_line(order.occasion, most=20),
        "wishes": clean_text(order.wishes),
        "note": clean_text(order.note),
    }


def delivery_of(order: NewOrder) -> int:
    """The fee of delivery in fen; none where nothing is delivered."""
    return order.delivery_fen if order.fulfilment == Fulfilment.DELIVERY else 0


def write_lines(order: Order, items: list[Item], *, short: set[int] = frozenset(), state: str = "open") -> list[int]:  # type: ignore[assignment]
    """Insert the lines by one statement; returns their ids in order. Lines of `short` variants wait for an answer."""
    rows = [
        (
            order.chain_id, order.pk, order.store_id, position, item.priced.kind, item.line.variant_id,
            item.line.pet_id, item.line.booking_id, item.text, item.line.quantity, item.list_fen, item.unit_fen,
            item.line.discount_fen, clean_line(item.line.discount_reason, most=120), item.net_fen,
            item.priced.cost_fen, False, "stock_out" if item.line.variant_id in short else state,
            item.line.quantity if state == "accepted" else 0, item.line.quantity if state == "accepted" else 0,
        )
        for position, item in enumerate(items, start=1)
    ]  # fmt: skip
    return insert_rows("orders_orderline", LINE_COLUMNS, rows)


def placed_event(order: Order, lines: int, stock_out: int = 0) -> OrderPlaced:
    return OrderPlaced(
        subject_id=order.pk,
        store_id=order.store_id,
        customer_id=order.customer_id,
        number=order.number,
        channel=order.channel,
        fulfilment=order.fulfilment,
        status=order.status,
        lines=lines,
        total_fen=order.total_fen,
        stock_out=stock_out,
    )


def open_stock_outs(
    order: Order, lines: list[tuple[int, Item]], short: set[int], at: datetime
) -> list[ExceptionOpened]:
    """An open exception for each line that could not be promised; nothing where all were."""
    waiting = [(line_id, item) for line_id, item in lines if item.line.variant_id in short]
    if not waiting:
        return []
    columns = (
        "chain_id", "order_id", "line_id", "kind", "missing", "opened_at", "offer",
        "offered_by", "choice", "answer_channel", "answered_by",
    )  # fmt: skip
    ids = insert_rows(
        "orders_orderexception",
        columns,
        [
            (order.chain_id, order.pk, line_id, "stock_out", item.line.quantity, at, {}, "", "", "", "")
            for line_id, item in waiting
        ],
    )
    return [
        ExceptionOpened(
            subject_id=order.pk,
            store_id=order.store_id,
            customer_id=order.customer_id,
            number=order.number,
            exception_id=exception_id,
            kind="stock_out",
            item=item.priced.name,
            missing=item.line.quantity,
        )
        for exception_id, (_line, item) in zip(ids, waiting, strict=True)
    ]
