"""Orders: place, read, list, confirm, change, cancel."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.interfaces.api.door import actor, page_of, store_named, written_once
from wangcai.interfaces.api.schemas import Fen, Id, Line, Moment, Page, Pieces, Text, stamp
from wangcai.kernel.public import masked_phone
from wangcai.orders.public import (
    Changes,
    NewLine,
    NewOrder,
    Order,
    cancel_order,
    change_order,
    confirm_order,
    order_for,
    orders_of,
    place_order,
)

router = Router(tags=["orders"])
PAGE = 50


class LineIn(Schema):
    variant_id: Id
    quantity: Pieces
    pet_id: Id | None = None
    unit_fen: Fen | None = None
    discount_fen: Fen = 0
    discount_reason: Line = ""


class OrderIn(Schema):
    """An order to take. `fulfilment`: pickup, delivery or counter."""

    store: Line
    fulfilment: str = Field("pickup", pattern="^(pickup|delivery|counter)$")
    lines: list[LineIn] = Field(min_length=1, max_length=200)
    customer_id: Id | None = None
    contact_name: Line = ""
    contact_phone: Line = ""
    contact_mail: Line = ""
    address: Line = ""
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    wanted_at: Moment | None = None
    occasion: str = Field("", max_length=20)
    wishes: Text = ""
    note: Text = ""
    delivery_fen: Fen = 0
    discount_fen: Fen = 0
    discount_reason: Line = ""
    allow_stock_out: bool = False
    source: str = Field("", max_length=30)
    external_ref: str = Field("", max_length=60)


class LineOut(Schema):
    id: int
    variant_id: int | None
    text: str
    quantity: int
    unit_fen: int
    discount_fen: int
    net_fen: int
    state: str


class OrderOut(Schema):
    id: int
    public_id: str
    number: str
    store: str
    status: str
    channel: str
    fulfilment: str
    customer_id: int | None
    total_fen: int
    goods_fen: int
    delivery_fen: int
    discount_fen: int
    version: int
    placed_at: str | None
    due_at: str | None
    wanted_at: str | None


class OrderDetail(OrderOut):
    contact_name: str
    contact_phone: str
    address: str
    wishes: str
    lines: list[LineOut]


class OrderPage(Page):
    items: list[OrderOut]


class ListQuery(Schema):
    store: Line
    status: str = Field("", max_length=12)
    after: int | None = Field(None, ge=1)
    limit: int = Field(PAGE, ge=1, le=200)


class ConfirmIn(Schema):
    """`channel`: how the order was read back (phone, counter, wechat …)."""

    channel: str = Field("phone", max_length=10)


class CancelIn(Schema):
    reason: Line = Field(min_length=1)


class ChangeIn(Schema):
    """New values of fields, new quantities by line id (0 takes a line off), added lines."""

    contact_name: Line | None = None
    contact_phone: Line | None = None
    address: Line | None = None
    wanted_at: Moment | None = None
    occasion: str | None = Field(None, max_length=20)
    wishes: Text | None = None
    note: Text | None = None
    quantities: dict[int, int] = {}
    added: list[LineIn] = Field([], max_length=200)


@router.post("", response={201: OrderOut}, operation_id="place_order")
def place(request: HttpRequest, body: OrderIn) -> HttpResponse:
    """Take an order. Goods are promised at once; 409 out_of_stock names what is short. Scope: orders.place."""
    by = actor(request)
    store = store_named(by, body.store)
    return written_once(
        request,
        "POST /orders",
        body.model_dump(mode="json"),
        lambda: shown(place_order(store=store, order=draft_of(body), by=by), store.code),
    )


def draft_of(body: OrderIn) -> NewOrder:
    values = {name: getattr(body, name) for name in OrderIn.model_fields if name not in {"store", "lines"}}
    return NewOrder(channel="api", lines=lines_of(body.lines), **values)


def lines_of(lines: list[LineIn]) -> tuple[NewLine, ...]:
    return tuple(
        NewLine(x.variant_id, x.quantity, x.pet_id, x.unit_fen, x.discount_fen, x.discount_reason) for x in lines
    )


@router.get("", response=OrderPage, operation_id="list_orders")
def listed(request: HttpRequest, query: Query[ListQuery]) -> Any:
    """Orders of a store, newest first. Scope: orders.see."""
    by = actor(request)
    store = store_named(by, query.store)
    by.require("orders.see", store.pk)
    orders = orders_of(by, store.pk)
    if query.status:
        orders = orders.filter(status=query.status)
    if query.after:
        orders = orders.filter(pk__lt=query.after)
    rows = list(orders.order_by("-pk")[: query.limit + 1])
    return page_of(rows, query.limit, lambda order: shown(order, store.code))


@router.get("/{order_id}", response=OrderDetail, operation_id="get_order")
def one(request: HttpRequest, order_id: int) -> Any:
    """One order with its lines. Scope: orders.see."""
    order = seen(request, order_id)
    return {
        **shown(order, order.store.code),
        "contact_name": order.contact_name,
        "contact_phone": phone_for(request, order),
        "address": order.address,
        "wishes": order.wishes,
        "lines": [{name: getattr(line, name) for name in LineOut.model_fields} for line in order.lines.all()],
    }


def phone_for(request: HttpRequest, order: Order) -> str:
    """In full for scopes with customers.phones, otherwise with its middle hidden."""
    by = actor(request)
    full = by.may("customers.phones", order.store_id)
    return order.contact_phone if full else masked_phone(order.contact_phone)


@router.post("/{order_id}/confirmation", response={201: OrderOut}, operation_id="confirm_order")
def confirm(request: HttpRequest, order_id: int, body: ConfirmIn) -> HttpResponse:
    """Record that the order was read back to the customer and is right. Scope: orders.confirm."""
    return changed(
        request,
        order_id,
        "confirmation",
        body,
        lambda order, by: confirm_order(order=order, channel=body.channel, by=by),
    )


@router.post("/{order_id}/cancellation", response={201: OrderOut}, operation_id="cancel_order")
def cancel(request: HttpRequest, order_id: int, body: CancelIn) -> HttpResponse:
    """Cancel an order that has not left the house; its goods are free at once. Scope: orders.cancel."""
    return changed(
        request, order_id, "cancellation", body, lambda order, by: cancel_order(order=order, reason=body.reason, by=by)
    )


@router.post("/{order_id}/changes", response={201: OrderOut}, operation_id="change_order")
def change(request: HttpRequest, order_id: int, body: ChangeIn) -> HttpResponse:
    """Change an order that is not yet being picked; it has to be confirmed again. Scope: orders.change."""
    fields = {
        name: value for name, value in body.model_dump(exclude={"quantities", "added"}).items() if value is not None
    }
    changes = Changes(fields=fields, quantities=body.quantities, added=lines_of(body.added))
    return changed(
        request, order_id, "changes", body, lambda order, by: change_order(order=order, changes=changes, by=by)
    )


def changed(request: HttpRequest, order_id: int, noun: str, body: Schema, work: Any) -> HttpResponse:
    """One write on one order, its answer kept under the caller's key."""
    order = seen(request, order_id)
    by = actor(request)
    return written_once(
        request,
        f"POST /orders/{order_id}/{noun}",
        body.model_dump(mode="json"),
        lambda: shown(work(order, by), order.store.code),
    )


def seen(request: HttpRequest, order_id: int) -> Order:
    """The order, if the caller may see it; otherwise the same 404 as for one that does not exist."""
    by = actor(request)
    order = order_for(by, order_id)
    by.require("orders.see", order.store_id)
    return order


def shown(order: Order, store_code: str) -> dict[str, Any]:
    plain = {
        name: getattr(order, name)
        for name in OrderOut.model_fields
        if name not in {"store", "public_id", "placed_at", "due_at", "wanted_at"}
    }
    return {
        **plain,
        "public_id": str(order.public_id),
        "store": store_code,
        "placed_at": stamp(order.placed_at),
        "due_at": stamp(order.due_at),
        "wanted_at": stamp(order.wanted_at),
    }
