"""Taking and giving back money. The account row is guarded: refunds can never pass what was paid (R06)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record_all
from wangcai.kernel.public import Actor, Missing, Refusal, clean_line, fetch, format_money, insert_rows, now, run
from wangcai.orders.public import Fulfilment, Order, OrderLine, about_order, change_status, states
from wangcai.settlement.events import PaymentRefunded, PaymentTaken
from wangcai.settlement.models import Payment
from wangcai.shops.public import Chain

COLUMNS = (
    "chain_id", "store_id", "order_id", "kind", "refund_of_id", "tender", "amount_fen", "given_fen", "change_fen",
    "proven", "reference", "reason", "at", "by",
)  # fmt: skip
# Cash in the drawer and a card terminal's slip are proof; WeChat and Alipay noted by hand are not.
PROVEN = {"cash", "card"}


class PaymentUnclear(Refusal):
    code = "payment_unclear"
    sentence = _("收款方式或金额不对，请重新输入。")
    field = "amount"


class PaidTooMuch(Refusal):
    code = "paid_too_much"
    sentence = _("收多了：还应收 {due}，现金多收请填“收到”金额来找零。")
    field = "amount"


class PaidTooLittle(Refusal):
    code = "paid_too_little"
    sentence = _("还差 {missing}，收齐后才能完成。")
    field = "amount"


class RefundTooHigh(Refusal):
    code = "refund_too_high"
    sentence = _("最多还能退 {most}。")
    field = "amount"


@dataclass(frozen=True, slots=True)
class Tender:
    """Part of a payment: `amount_fen` counts; `given_fen` is the cash handed over, the rest is change."""

    kind: str
    amount_fen: int
    given_fen: int = 0
    reference: str = ""


@once
def take_payments(*, order: Order, tenders: Sequence[Tender], by: Actor, at: datetime | None = None) -> Order:
    """Take one or more tenders for an order; never more than is due. A delivered and paid order is 已完成."""
    by.require_at("payments.take", order)
    at = at or now()
    lock_account(order)
    order.refresh_from_db()
    due = due_of(order)
    amount = sum(tender.amount_fen for tender in tenders)
    if amount > due:
        raise PaidTooMuch(due=_written(due, by))
    add_payments(order=order, tenders=tenders, by=by, at=at)
    if amount == due and _waits_for_money(order):
        change_status(order=order, to=states.COMPLETED, by=by, at=at)
    return order


def complete_if_settled(*, order: Order, by: Actor, at: datetime) -> bool:
    """Close an order on which nothing is due any more: delivered, or kept of a visit nobody came to. Inside a use case."""
    if not _waits_for_money(order) or due_of(order) != 0:
        return False
    change_status(order=order, to=states.COMPLETED, by=by, at=at)
    return True


def _waits_for_money(order: Order) -> bool:
    """Handed over; or a visit that did not take place, with its fee settled and still owed."""
    if order.status != states.RECEIVED or order.fulfilment != Fulfilment.VISIT:
        return order.status == states.DELIVERED
    return order.lines.filter(state=OrderLine.State.ACCEPTED).exists()


@once
def refund_payment(*, payment: Payment, amount_fen: int, reason: str, by: Actor, at: datetime | None = None) -> Payment:
    """Give money back to the tender it came by. Never above what that payment brought and is still there."""
    by.require_at("payments.refund", payment)
    return give_back_part(payment=payment, amount_fen=amount_fen, reason=reason, by=by, at=at or now())


def give_back_part(*, payment: Payment, amount_fen: int, reason: str, by: Actor, at: datetime) -> Payment:
    """The same inside a use case whose rule decides the amount (a deposit by the shop's table)."""
    reason = clean_line(reason, most=200)
    if not reason:
        raise Missing(what=_("退款原因"), field="reason")
    lock_account(payment.order)
    given = sum(Payment.objects.of(by).filter(refund_of=payment).values_list("amount_fen", flat=True))
    left = payment.amount_fen - given
    if payment.kind != Payment.Kind.PAYMENT or not 0 < amount_fen <= left:
        raise RefundTooHigh(most=_written(max(left, 0), by))
    if not run(
        "UPDATE settlement_account SET refunded_fen = refunded_fen + %s"
        " WHERE order_id = %s AND refunded_fen + %s <= paid_fen",
        [amount_fen, payment.order_id, amount_fen],
    ):
        raise RefundTooHigh(most=_written(max(left, 0), by))
    refund = Payment.objects.create(
        chain_id=by.chain_id, store_id=payment.store_id, order_id=payment.order_id, kind=Payment.Kind.REFUND,
        refund_of=payment, tender=payment.tender, amount_fen=amount_fen, proven=payment.tender in PROVEN,
        reason=reason, at=at, by=by.key,
    )  # fmt: skip
    order = payment.order
    record_all(
        [
            PaymentRefunded(
                **about_order(order), payment_id=refund.pk, tender=refund.tender, amount_fen=amount_fen,
                currency=currency_of(by), refund_of=payment.pk, reason=reason,
            )
        ],
        by=by,
        at=at,
    )  # fmt: skip
    order.refresh_from_db()
    complete_if_settled(order=order, by=by, at=at)  # a refused line was paid for: giving it back ends the order
    return refund


def lock_account(order: Order) -> None:
    """Make the account row of an order if it is not there, and hold it until the transaction ends."""
    run(
        "INSERT INTO settlement_account (chain_id, order_id, paid_fen, refunded_fen) VALUES (%s, %s, 0, 0)"
        " ON CONFLICT (order_id) DO NOTHING",
        [order.chain_id, order.pk],
    )
    if connection.vendor == "postgresql":
        fetch("SELECT id FROM settlement_account WHERE order_id = %s FOR UPDATE", [order.pk])


def due_of(order: Order) -> int:
    """What is still to pay in fen; below zero it is to give back."""
    rows = fetch("SELECT paid_fen, refunded_fen FROM settlement_account WHERE order_id = %s", [order.pk])
    paid, refunded = rows[0] if rows else (0, 0)
    return (0 if order.status == states.CANCELLED else order.total_fen) - paid + refunded


def add_payments(*, order: Order, tenders: Sequence[Tender], by: Actor, at: datetime) -> list[PaymentTaken]:
    """Write the payments of checked tenders, raise the account, record them. Inside a use case."""
    if not tenders:
        raise PaymentUnclear
    rows = []
    for tender in tenders:
        if tender.kind not in Payment.Tender.values or tender.amount_fen <= 0:
            raise PaymentUnclear
        given = tender.given_fen or tender.amount_fen
        if given < tender.amount_fen or (tender.kind != "cash" and given != tender.amount_fen):
            raise PaymentUnclear
        rows.append(
            (
                order.chain_id,
                order.store_id,
                order.pk,
                "payment",
                None,
                tender.kind,
                tender.amount_fen,
                given,
                given - tender.amount_fen,
                tender.kind in PROVEN,
                clean_line(tender.reference, most=60),
                "",
                at,
                by.key,
            )
        )
    run(
        "INSERT INTO settlement_account (chain_id, order_id, paid_fen, refunded_fen) VALUES (%s, %s, %s, 0)"
        " ON CONFLICT (order_id) DO UPDATE SET paid_fen = settlement_account.paid_fen + excluded.paid_fen",
        [order.chain_id, order.pk, sum(t.amount_fen for t in tenders)],
    )
    ids = insert_rows("settlement_payment", COLUMNS, rows)
    currency = currency_of(by)
    taken = [
        PaymentTaken(
            **about_order(order), payment_id=i, tender=t.kind, amount_fen=t.amount_fen, currency=currency,
            proven=t.kind in PROVEN,
        )
        for i, t in zip(ids, tenders, strict=True)
    ]  # fmt: skip
    record_all(taken, by=by, at=at)
    return taken


def currency_of(by: Actor) -> str:
    return Chain.objects.values_list("currency", flat=True).get(pk=by.chain_id)


def _written(fen: int, by: Actor) -> str:
    return format_money(fen, currency_of(by))
