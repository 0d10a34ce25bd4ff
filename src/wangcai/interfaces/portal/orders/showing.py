"""An order in the customer's words: where it stands, what comes, what it costs, what is to be decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wangcai.catalogue.public import Variant, priced
from wangcai.delivery.public import METHODS, Shipment, shipments_of
from wangcai.files.public import StoredFile
from wangcai.handover.public import acceptance_of, handover_code
from wangcai.interfaces.ui.public import long_moment
from wangcai.kernel.public import format_money, now
from wangcai.orders.public import Order, OrderException, state_line, states
from wangcai.settlement.public import Bill, bill_of
from wangcai.shops.public import Chain

MARKS = {"done": "done", "current": "current", "late": "current", "ahead": "todo"}
STATES = {
    states.RECEIVED: "booked", states.CONFIRMED: "arrived", states.PICKING: "service", states.READY: "ready",
    states.SHIPPED: "service", states.DELIVERED: "done", states.COMPLETED: "done", states.CANCELLED: "neutral",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One way out that was offered."""

    value: str
    label: str
    detail: str
    kind: str


@dataclass(frozen=True, slots=True)
class Question:
    """An item that is not there, and what the customer may choose."""

    id: int
    item: str
    missing: int
    choices: list[Choice]
    photo: str


def order_context(order: Order) -> dict[str, Any]:
    """Everything the page shows; staff and their names are not part of it."""
    chain = Chain.objects.get(pk=order.chain_id)
    bill = bill_of(order)
    shipment = next((s for s in shipments_of(order) if s.state != Shipment.State.DROPPED), None)
    code = handover_code(order) if order.status in (states.READY, states.SHIPPED) else ""
    return {
        "order": order,
        "currency": chain.currency,
        "steps": steps_of(order),
        "state": STATES[order.status],
        "headline": headline(order, shipment),
        "questions": questions_of(order, chain.currency),
        "bill": bill,
        "cancelled": order.status == states.CANCELLED,
        "bill_lines": [(line, line_words(line.state, line.quantity, line.taken)) for line in bill.lines],
        "totals": totals_of(bill, cancelled=order.status == states.CANCELLED),
        "shipment": shipment if shipment and shipment.left_at else None,
        "way": METHODS.get(shipment.method, "") if shipment else "",
        "code": code,
        "code_rows": [(_("验收码"), f"{code[:3]} {code[3:]}")] if code else [],
        "acceptance": acceptance_of(order),
    }


def steps_of(order: Order) -> list[dict[str, Any]]:
    """The state line without names; a stage that is late with us is simply the present one, the end by cancelling is red."""
    return [
        {
            "label": step.label,
            "mark": "late" if step.status == states.CANCELLED else MARKS.get(step.state, "todo"),
            "at": long_moment(step.at),
        }
        for step in state_line(order, now())
    ]


def headline(order: Order, shipment: Shipment | None) -> str:
    """What the customer most wants to know, in one sentence."""
    pickup = order.fulfilment != "delivery"
    return {
        states.RECEIVED: _("我们已收到，会尽快与您核对。"),
        states.CONFIRMED: _("已确认，马上配货。"),
        states.PICKING: _("正在为您配货。"),
        states.READY: _("已备好，请来店里取。") if pickup else _("已打包，等待发出。"),
        states.SHIPPED: _("已发出，正在路上。"),
        states.DELIVERED: _("已交付，谢谢您。"),
        states.COMPLETED: _("已完成，谢谢您。"),
        states.CANCELLED: _("这张订单已取消。"),
    }[order.status]


def questions_of(order: Order, currency: str) -> list[Question]:
    """Open offers, each with its choices in words and money."""
    open_ones = list(
        order.exceptions.filter(answered_at=None, offered_at__isnull=False).select_related("line").order_by("pk")
    )
    if not open_ones:
        return []
    variants = [e.offer["substitute"] for e in open_ones if e.offer.get("substitute")]
    names = {v.pk: v.name for v in Variant.objects.of(order.chain_id).filter(pk__in=variants)} if variants else {}
    prices = priced(order.store, variants)
    photos = [e.offer["flawed_photo"] for e in open_ones if e.offer.get("flawed_photo")]
    shown = (
        {f.pk: str(f.public_id) for f in StoredFile.objects.of(order.chain_id).filter(pk__in=photos)} if photos else {}
    )
    return [
        Question(
            e.pk,
            e.line.text,
            e.missing,
            choices_of(e, names, prices, currency),
            shown.get(e.offer.get("flawed_photo"), ""),
        )
        for e in open_ones
    ]


def choices_of(exception: OrderException, names: dict[int, str], prices: dict[int, int], currency: str) -> list[Choice]:
    """The buttons of one question."""
    offer, line, found = exception.offer, exception.line, []
    if offer.get("wait_until"):
        day = date.fromisoformat(offer["wait_until"])
        words = {"month": day.month, "day": day.day, "name": date_format(day, "M")}
        detail = _("{month} 月 {day} 日前到货").format(**words)
        found.append(Choice("wait", _("等到货"), detail, "do"))
    if "flawed_off" in offer:
        off = offer["flawed_off"]
        price = line.unit_fen - (line.unit_fen * off + 5_000) // 10_000
        detail = _("每件 {price}，便宜 {percent}%").format(
            price=format_money(price, currency), percent=f"{off / 100:g}"
        )
        found.append(Choice("flawed", _("要有瑕疵的"), detail, "quiet"))
    substitute = offer.get("substitute")
    if substitute in names:
        price = format_money(prices[substitute], currency) if substitute in prices else ""
        detail = _("{name} {price}").format(name=names[substitute], price=price)
        found.append(Choice("substitute", _("换成这个"), detail, "quiet"))
    if offer.get("cancel"):
        found.append(Choice("cancel", _("这件不要了"), _("其他商品照常"), "quiet"))
    return found


def line_words(state: str, quantity: int, taken: int) -> str:
    """A word beside a line where something is unusual."""
    if state == "stock_out":
        return _("缺货")
    if state == "cancelled":
        return _("已取消")
    if state == "refused":
        return _("拒收")
    return _("收下 {n}").format(n=taken) if state == "accepted" and taken != quantity else ""


def totals_of(bill: Bill, *, cancelled: bool = False) -> list[tuple]:
    """Goods, delivery, discount, paid, due; of a cancelled order only what was paid and what goes back."""
    if cancelled:
        return _money_rows(bill) or [(_("应付"), 0, True)]
    rows: list[tuple] = [(_("商品"), bill.goods_fen)]
    if bill.delivery_fen:
        rows.append((_("配送费"), bill.delivery_fen))
    if bill.discount_fen:
        rows.append((bill.discount_reason or _("优惠"), -bill.discount_fen))
    return [*rows, (_("合计"), bill.total_fen, True), *_money_rows(bill)]


def _money_rows(bill: Bill) -> list[tuple]:
    rows: list[tuple] = []
    if bill.paid_fen:
        rows.append((_("已付"), -bill.paid_fen))
    if bill.refunded_fen:
        rows.append((_("已退"), bill.refunded_fen))
    if bill.paid_fen or bill.refunded_fen:
        rows.append((_("应付") if bill.due_fen >= 0 else _("应退"), abs(bill.due_fen), True))
    return rows
