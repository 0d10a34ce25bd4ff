"""An order's own page: where it stands, what is in it, what it costs, what happened, and the one next step."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from wangcai.care.public import visit_keys
from wangcai.customers.public import shown_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.words import CHANNELS, TONES, WAYS, next_step
from wangcai.interfaces.ui.components.text import moment, money
from wangcai.journal.public import timeline
from wangcai.kernel.public import Actor, NotAllowed, NotFound, Refusal, kept, now, plain_amount
from wangcai.orders.public import (
    OCCASIONS,
    Fulfilment,
    Order,
    OrderException,
    OrderLine,
    missing_information,
    order_for,
    state_line,
    states,
)
from wangcai.settlement.public import TENDERS, bill_of
from wangcai.shops.public import staff_names

MARKS = {"done": "done", "current": "current", "late": "late", "ahead": "todo"}
LINE_WORDS = {
    OrderLine.State.STOCK_OUT: ("late", gettext_lazy("缺货")),
    OrderLine.State.PICKED: ("done", gettext_lazy("已配")),
    OrderLine.State.ACCEPTED: ("done", gettext_lazy("已收")),
    OrderLine.State.REFUSED: ("danger", gettext_lazy("拒收")),
    OrderLine.State.CANCELLED: ("neutral", gettext_lazy("已取消")),
}
READ_BACK_CHANNELS = (
    ("phone", gettext_lazy("电话")),
    ("wechat", gettext_lazy("微信")),
    ("counter", gettext_lazy("当面")),
    ("sms", gettext_lazy("短信")),
)


@require_GET
@staff_page("orders.see")
def order_page(request: Any, number: str) -> HttpResponse:
    """The page; `?confirm=1` comes from the waiting list and opens the read-back at once.

    A visit has a page of its own; `?bill=1` shows it as an order all the same (refunds, the printed bill).
    """
    opens = "confirm-dialog" if request.GET.get("confirm") else ""
    order = order_for(request.actor, number)
    if order.fulfilment == Fulfilment.VISIT and not request.GET.get("bill"):
        key = visit_keys(request.actor, [order.pk]).get(order.pk)
        if key:
            return redirect("counter:visit", key)
    return show_order(request, order, opens=opens)


def show_order(request: Any, order: Order, refusal: Refusal | None = None, opens: str = "") -> HttpResponse:
    """The order's page; with a refusal the dialog `opens` comes back open with what was typed."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    context = order_context(request.actor, order)
    context |= {
        "refusal": refusal,
        "opens": opens,
        "typed": request.POST,
        "confirm_open": opens == "confirm-dialog",
        "cancel_open": opens == "cancel-dialog",
        "pay_open": opens == "pay-dialog",
        "refund_open": opens == "refund-dialog",
        "refund_amount": request.POST.get("amount") or plain_amount(max(-context["bill"].due_fen, 0)),
        "pay_amount": request.POST.get("amount") or plain_amount(max(context["bill"].due_fen, 0)),
        "back_to": request.POST.get("back") or request.GET.get("back", ""),
    }
    return render(request, "counter/orders/order.html", context, status=refusal.status if refusal else 200)


def order_context(by: Actor, order: Order) -> dict[str, Any]:
    """Everything the page shows; about ten queries, whatever is in the order."""
    at, bill = now(), bill_of(order)
    lines = timeline(chain_id=by.chain_id, subject=("order", order.pk))
    steps = state_line(order, at)
    owner_key = f"staff:{order.owner_id}" if order.owner_id else ""
    keys = {line.actor for line in lines} | {step.actor for step in steps if step.actor} | {order.placed_by}
    names = staff_names(by.chain_id, keys | ({owner_key} if owner_key else set()))

    exceptions = exceptions_of(order)
    # Of a visit this page shows money only: the order follows its pets.
    of_visit = order.fulfilment == Fulfilment.VISIT

    def may(permission: str) -> bool:
        return by.may(permission, order.store_id)

    return {
        "order": order,
        "stage": states.LABELS[order.status],
        "tone": TONES[order.status],
        "late": bool(order.due_at and order.due_at < at and order.status in states.OPEN),
        "steps": [_step(step, names) for step in steps],
        "bill": bill,
        "bill_lines": [_line(line) for line in bill.lines],
        "bill_totals": totals_of(bill),
        "facts": facts_of(by, order, names),
        "entries": [_entry(line, names) for line in lines],
        "missing": [str(label) for _field, label in missing_information(order)] if order.status in states.OPEN else [],
        "exceptions": exceptions,
        "step": next_step(order, due_fen=bill.due_fen, waiting=exceptions[0].dialog if exceptions else "", may=may),
        "may_change": not of_visit and may("orders.change") and order.status in (states.RECEIVED, states.CONFIRMED),
        "may_cancel": not of_visit and may("orders.cancel") and states.may_move(order.status, states.CANCELLED),
        "may_offer": may("orders.offer"),
        "may_pay": may("payments.take") and bill.due_fen > 0 and order.status != states.CANCELLED,
        "refundable": refundable(bill) if may("payments.refund") else [],
        "read_back_channels": READ_BACK_CHANNELS,
        "tenders": list(TENDERS.items()),
    }


def _step(step: Any, names: dict[str, str]) -> dict[str, Any]:
    owner = (
        names.get(f"staff:{step.owner_id}", "") if step.owner_id else names.get(step.actor, "") if step.actor else ""
    )
    return {"label": step.label, "mark": MARKS[step.state], "at": step.at, "due": step.due_at, "owner": owner}


def refundable(bill: Any) -> list[tuple[int, str]]:
    """The payments of an order money can go back to; nothing once all of it went back."""
    if bill.refunded_fen >= bill.paid_fen:
        return []
    return [
        (
            payment.payment_id,
            f"{TENDERS.get(payment.tender, payment.tender)} {money(payment.amount_fen)} · {moment(payment.at)}",
        )
        for payment in bill.payments
        if payment.kind == "payment"
    ]


def _line(line: Any) -> dict[str, Any]:
    tone, words = LINE_WORDS.get(line.state, ("", ""))
    parts = [money(line.unit_fen)]
    if line.discount_fen:
        parts.append(
            _("优惠 {amount}（{reason}）").format(
                amount=money(line.discount_fen), reason=line.discount_reason or _("优惠")
            )
        )
    if line.taken != line.quantity and line.state != "cancelled":
        parts.append(_("实收 {n} 件").format(n=line.taken))
    return {"line": line, "detail": " · ".join(parts), "tone": tone, "words": words}


def totals_of(bill: Any) -> list[tuple[Any, ...]]:
    """Goods, delivery, each discount with its reason, payments, what is due."""
    rows: list[tuple[Any, ...]] = [(_("商品"), bill.goods_fen)]
    if bill.delivery_fen:
        rows.append((_("运费"), bill.delivery_fen))
    if bill.discount_fen:
        rows.append((_("整单优惠 · {reason}").format(reason=bill.discount_reason or "—"), -bill.discount_fen))
    rows.append((_("合计"), bill.total_fen, True))
    for payment in bill.payments:
        name = str(TENDERS.get(payment.tender, payment.tender))
        if payment.kind == "refund":
            rows.append((_("退款 · {tender}").format(tender=name), payment.amount_fen))
        else:
            words = _("已收 · {tender}") if payment.proven else _("已收 · {tender}（未核实）")
            rows.append((words.format(tender=name), -payment.amount_fen))
    rows.append((_("还应收") if bill.due_fen >= 0 else _("应退"), abs(bill.due_fen), True))
    return rows


def facts_of(by: Actor, order: Order, names: dict[str, str]) -> list[tuple[Any, ...]]:
    """Who, where, when."""
    phone = shown_phone(by, order.customer, order.contact_phone) if order.contact_phone else ""
    rows: list[tuple[Any, ...]] = [
        (pgettext("one", "客户"), order.contact_name or (order.customer.name if order.customer else "")),
        (_("电话"), phone),
        (_("方式"), WAYS[order.fulfilment]),
    ]
    if order.fulfilment == "delivery":
        rows.append((_("地址"), order.address))
    rows.append((_("期望时间"), moment(order.wanted_at)))
    if order.occasion:
        rows.append((_("场合"), OCCASIONS.get(order.occasion, order.occasion)))
    rows.append((_("来源"), CHANNELS.get(order.channel, order.channel), names.get(order.placed_by, "")))
    if order.note:
        rows.append((_("备注"), order.note))
    return rows


def exceptions_of(order: Order) -> list[Any]:
    """Open stock-outs and flaws with the choices that were offered."""
    found = _unanswered(order.chain_id, order.pk)
    for exception in found:
        offer = exception.offer
        choices = [
            ("wait", _("等到 {day}").format(day=offer.get("wait_until", "")), "wait_until" in offer),
            (
                "flawed",
                _("要瑕疵品，便宜 {percent}%").format(percent=offer.get("flawed_off", 0) // 100),
                "flawed_off" in offer,
            ),
            ("substitute", _("换一件"), "substitute" in offer),
            ("cancel", _("不要了"), "cancel" in offer),
        ]
        exception.choices = [(code, words) for code, words, offered in choices if offered]
        exception.dialog = f"exception-{exception.pk}"
    return found


@kept
def _unanswered(chain_id: int, order_id: int) -> QuerySet[OrderException]:
    asked = OrderException.objects.of(chain_id).filter(order_id=order_id, answered_at=None)
    return asked.select_related("line").order_by("pk")


def _entry(line: Any, names: dict[str, str]) -> dict[str, Any]:
    return {"icon": line.icon, "at": line.at, "actor": names.get(line.actor, ""), "sentence": line.sentence}


def order_url(order: Order) -> str:
    return reverse("counter:order", args=[order.number])
