"""Payments of the past, many at once: what was paid on orders that came in finished (see `record_past_orders`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wangcai.journal.public import record_each
from wangcai.kernel.public import Actor, NotFound, insert_rows, writing
from wangcai.orders.public import Order
from wangcai.settlement.events import PaymentTaken
from wangcai.settlement.models import Account, Payment
from wangcai.settlement.operations.paying import PROVEN, PaymentUnclear, currency_of

AT_ONCE = 500
ACCOUNT_COLUMNS = ("chain_id", "order_id", "paid_fen", "refunded_fen")
PAYMENT_COLUMNS = (
    "chain_id", "store_id", "order_id", "kind", "tender", "amount_fen", "given_fen", "change_fen", "proven", "reference",
    "reason", "at", "by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PastPayment:
    """The whole of what was paid on one past order, in fen."""

    order_id: int
    tender: str
    amount_fen: int
    at: datetime


def record_past_payments(*, store: Any, payments: Sequence[PastPayment], by: Actor) -> None:
    """Write down payments with their own times, one per order, in one transaction.

    The orders are finished ones of this store that nothing was paid on yet; an order with an account already fails
    the whole call by its unique constraint.
    """
    by.require_at("orders.import", store)
    if any(p.tender not in Payment.Tender.values or p.amount_fen <= 0 for p in payments):
        raise PaymentUnclear
    with writing():
        for start in range(0, len(payments), AT_ONCE):
            _write(store, payments[start : start + AT_ONCE], by)


def _write(store: Any, batch: Sequence[PastPayment], by: Actor) -> None:
    wanted = [p.order_id for p in batch]
    orders = Order.objects.of(by).filter(pk__in=wanted, store=store, status="completed")
    found = {pk: (number, customer) for pk, number, customer in orders.values_list("pk", "number", "customer_id")}
    if set(found) != set(wanted):
        raise NotFound
    insert_rows(Account._meta.db_table, ACCOUNT_COLUMNS, [(by.chain_id, p.order_id, p.amount_fen, 0) for p in batch])
    ids = insert_rows(
        Payment._meta.db_table,
        PAYMENT_COLUMNS,
        [
            (by.chain_id, store.pk, p.order_id, "payment", p.tender, p.amount_fen, p.amount_fen, 0, p.tender in PROVEN,
             "", "", p.at, by.key)
            for p in batch
        ],
    )  # fmt: skip
    currency = currency_of(by)
    taken = [
        PaymentTaken(
            subject_id=p.order_id, store_id=store.pk, customer_id=found[p.order_id][1], number=found[p.order_id][0],
            payment_id=pk, tender=p.tender, amount_fen=p.amount_fen, currency=currency, proven=p.tender in PROVEN,
        )
        for p, pk in zip(batch, ids, strict=True)
    ]  # fmt: skip
    record_each([(happening, p.at) for happening, p in zip(taken, batch, strict=True)], by=by)


__all__ = ["PastPayment", "record_past_payments"]
