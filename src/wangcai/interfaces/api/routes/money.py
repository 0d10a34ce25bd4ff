"""Money: the itemised bill, payments, refunds, sales at the till, reports."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from wangcai.interfaces.api.door import actor, store_named, written_once
from wangcai.interfaces.api.routes.orders import LineIn, OrderOut, lines_of, seen, shown
from wangcai.interfaces.api.schemas import Fen, Id, Line, plain
from wangcai.kernel.public import NotFound
from wangcai.orders.public import NewOrder
from wangcai.settlement.public import Payment, Tender, bill_of, refund_payment, sell_at_till, take_payments

router = Router(tags=["money"])


class TenderIn(Schema):
    """`given_fen`: cash handed over; the rest is change."""

    kind: str = Field(pattern="^(cash|wechat|alipay|card)$")
    amount_fen: int = Field(ge=1, le=10**12)
    given_fen: Fen = 0
    reference: str = Field("", max_length=60)


class PaymentsIn(Schema):
    tenders: list[TenderIn] = Field(min_length=1, max_length=10)


class SaleIn(PaymentsIn):
    """Goods on the counter, paid in full; nothing is delivered."""

    store: Line
    lines: list[LineIn] = Field(min_length=1, max_length=200)
    customer_id: Id | None = None
    discount_fen: Fen = 0
    discount_reason: Line = ""


class RefundIn(Schema):
    amount_fen: int = Field(ge=1, le=10**12)
    reason: Line = Field(min_length=1)


class PaymentOut(Schema):
    id: int
    kind: str
    tender: str
    amount_fen: int
    given_fen: int
    change_fen: int
    proven: bool
    reference: str
    at: datetime


class BillLineOut(Schema):
    line_id: int
    text: str
    quantity: int
    taken: int
    unit_fen: int
    discount_fen: int
    discount_reason: str
    net_fen: int
    state: str


class BillOut(Schema):
    number: str
    lines: list[BillLineOut]
    goods_fen: int
    delivery_fen: int
    discount_fen: int
    total_fen: int
    paid_fen: int
    refunded_fen: int
    due_fen: int


@router.post("/sales", response={201: OrderOut}, operation_id="sell_at_till")
def sell(request: HttpRequest, body: SaleIn) -> HttpResponse:
    """A sale at the till: ordered, taken, paid and handed over at once. Scope: till.sell."""
    by = actor(request)
    store = store_named(by, body.store)
    draft = NewOrder(
        channel="till",
        fulfilment="counter",
        lines=lines_of(body.lines),
        customer_id=body.customer_id,
        discount_fen=body.discount_fen,
        discount_reason=body.discount_reason,
    )
    return written_once(
        request,
        "POST /sales",
        body.model_dump(mode="json"),
        lambda: shown(sell_at_till(store=store, order=draft, tenders=tenders_of(body), by=by), store.code),
    )


@router.get("/orders/{order_id}/bill", response=BillOut, operation_id="get_bill")
def bill(request: HttpRequest, order_id: int) -> Any:
    """The itemised bill. Scope: orders.see."""
    found = bill_of(seen(request, order_id))
    return plain(BillOut, found, lines=[plain(BillLineOut, line) for line in found.lines])


@router.get("/orders/{order_id}/payments", response=list[PaymentOut], operation_id="list_payments")
def payments(request: HttpRequest, order_id: int) -> Any:
    """Payments and refunds of an order, oldest first. Scope: orders.see."""
    order = seen(request, order_id)
    rows = Payment.objects.of(order.chain_id).filter(order=order).order_by("pk")
    return [plain(PaymentOut, row) for row in rows]


@router.post("/orders/{order_id}/payments", response={201: BillOut}, operation_id="take_payments")
def pay(request: HttpRequest, order_id: int, body: PaymentsIn) -> HttpResponse:
    """Take money for an order, never more than is due. Scope: payments.take."""
    by, order = actor(request), seen(request, order_id)

    def work() -> dict[str, Any]:
        found = bill_of(take_payments(order=order, tenders=tenders_of(body), by=by))
        return plain(BillOut, found, lines=[plain(BillLineOut, line) for line in found.lines])

    return written_once(request, f"POST /orders/{order_id}/payments", body.model_dump(), work)


@router.post("/payments/{payment_id}/refunds", response={201: PaymentOut}, operation_id="refund_payment")
def refund(request: HttpRequest, payment_id: int, body: RefundIn) -> HttpResponse:
    """Give money back, never above what that payment brought. Scope: payments.refund."""
    by = actor(request)
    payment = Payment.objects.of(by).select_related("order").filter(pk=payment_id).first()
    if payment is None or not by.sees(payment.store_id):
        raise NotFound
    return written_once(
        request,
        f"POST /payments/{payment_id}/refunds",
        body.model_dump(),
        lambda: plain(
            PaymentOut, refund_payment(payment=payment, amount_fen=body.amount_fen, reason=body.reason, by=by)
        ),
    )


def tenders_of(body: PaymentsIn) -> list[Tender]:
    return [Tender(t.kind, t.amount_fen, t.given_fen, t.reference) for t in body.tenders]
