"""A sale at the till: ordered, taken out of stock, handed over and paid in one transaction (F45)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, format_money, now
from wangcai.orders.public import NewOrder, Order, placed_event, price_items, states, write_lines, write_order
from wangcai.settlement.operations.paying import PaidTooLittle, PaidTooMuch, Tender, add_payments, currency_of
from wangcai.stock.public import Leaving, take_out


@once
def sell_at_till(
    *, store: Any, order: NewOrder, tenders: Sequence[Tender], by: Actor, at: datetime | None = None
) -> Order:
    """Sell what lies on the counter: the whole price must be paid, the goods leave at once, the order is 已完成.

    Refuses: OutOfStock, PaidTooLittle, PaidTooMuch, DiscountTooHigh, NotAllowed, … Nothing is kept then.
    """
    by.require_at("till.sell", store)
    at = at or now()
    items = price_items(store=store, order=order, by=by)
    sold = write_order(
        store=store, order=order, items=items, by=by, at=at, status=states.COMPLETED, due_at=None, sold_at=at
    )
    paid = sum(tender.amount_fen for tender in tenders)
    if paid != sold.total_fen:
        off, error = (sold.total_fen - paid, PaidTooLittle) if paid < sold.total_fen else (sold.total_fen, PaidTooMuch)
        written = format_money(off, currency_of(by))
        raise error(missing=written, due=written)
    lines = write_lines(sold, items, state="accepted")
    take_out(
        chain_id=by.chain_id,
        store_id=store.pk,
        items=[
            Leaving("order_line", line_id, item.line.variant_id, item.line.quantity)
            for line_id, item in zip(lines, items, strict=True)
            if item.priced.counted
        ],
        why="sale",
        by=by,
        at=at,
    )
    record(placed_event(sold, len(items)), by=by, at=at)
    if tenders:
        add_payments(order=sold, tenders=tenders, by=by, at=at)
    return sold
