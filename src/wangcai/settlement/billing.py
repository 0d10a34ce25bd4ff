"""The itemised bill (F56): every line, every discount with its reason, what was paid and what is still due."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from wangcai.kernel.public import kept
from wangcai.orders.public import Order, OrderLine
from wangcai.settlement.models import Payment


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line of the bill, in fen. `taken` differs from `quantity` where part was refused."""

    line_id: int
    text: str
    kind: str
    quantity: int
    taken: int
    unit_fen: int
    list_fen: int
    discount_fen: int
    discount_reason: str
    net_fen: int
    state: str
    pet_id: int | None


@dataclass(frozen=True, slots=True)
class BillPayment:
    payment_id: int
    kind: str
    tender: str
    amount_fen: int
    proven: bool
    at: datetime
    given_fen: int
    change_fen: int


@dataclass(frozen=True, slots=True)
class Bill:
    """`due_fen` below zero is money to give back."""

    number: str
    lines: tuple[BillLine, ...]
    goods_fen: int
    delivery_fen: int
    discount_fen: int
    discount_reason: str
    saved_fen: int
    total_fen: int
    payments: tuple[BillPayment, ...]
    paid_fen: int
    refunded_fen: int

    @property
    def due_fen(self) -> int:
        return self.total_fen - self.paid_fen + self.refunded_fen

    @property
    def settled(self) -> bool:
        return self.due_fen == 0


def bill_of(order: Order) -> Bill:
    """Compute the bill of an order: two queries."""
    lines = tuple(_bill_line(line) for line in order.lines.all())
    payments = tuple(
        BillPayment(p.pk, p.kind, p.tender, p.amount_fen, p.proven, p.at, p.given_fen, p.change_fen)
        for p in _payments(order.chain_id, order.pk)
    )
    cancelled = order.status == "cancelled"
    saved = sum((x.list_fen - x.unit_fen) * x.taken + x.discount_fen for x in lines if x.state != "cancelled")
    return Bill(
        number=order.number,
        lines=lines,
        goods_fen=order.goods_fen,
        delivery_fen=order.delivery_fen,
        discount_fen=order.discount_fen,
        discount_reason=order.discount_reason,
        saved_fen=saved + order.discount_fen,
        total_fen=0 if cancelled else order.total_fen,
        payments=payments,
        paid_fen=sum(p.amount_fen for p in payments if p.kind == Payment.Kind.PAYMENT),
        refunded_fen=sum(p.amount_fen for p in payments if p.kind == Payment.Kind.REFUND),
    )


@kept
def _payments(chain_id: int, order_id: int) -> QuerySet[Payment]:
    return Payment.objects.of(chain_id).filter(order_id=order_id).order_by("id")


def _bill_line(line: OrderLine) -> BillLine:
    settled = line.state in {OrderLine.State.ACCEPTED, OrderLine.State.REFUSED}
    return BillLine(
        line_id=line.pk,
        text=line.text,
        kind=line.kind,
        quantity=line.quantity,
        taken=line.accepted if settled else line.quantity,
        unit_fen=line.unit_fen,
        list_fen=line.list_fen,
        discount_fen=line.discount_fen,
        discount_reason=line.discount_reason,
        net_fen=line.net_fen,
        state=line.state,
        pet_id=line.pet_id,
    )
