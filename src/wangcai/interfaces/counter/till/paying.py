"""Taking the money: one press, one sale, one payment, however often the button is hit."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.till.adding import price_again
from wangcai.interfaces.counter.till.approval import check_limit, lent
from wangcai.interfaces.counter.till.desk import TENDERS, Desk, open_desk, read_ticket, show_ticket
from wangcai.interfaces.counter.till.printing import print_after_sale
from wangcai.interfaces.counter.till.ticket import Ticket
from wangcai.kernel.public import Refusal, format_money, parse_amount
from wangcai.orders.public import NewLine, NewOrder
from wangcai.settlement.public import Tender, sell_at_till

ALONE = ("wechat", "alipay", "card")
MOST_CHANGE = 1_000_000  # fen; more than 10,000 yuan back is a slip of the finger or a barcode in the wrong box


class NothingToSell(Refusal):
    code = "nothing_to_sell"
    sentence = _("小票还是空的，先扫一件商品。")


class SumChanged(Refusal):
    code = "sum_changed"
    sentence = _("价格刚刚变了，现在应收 {due}，请和顾客核对后再收款。")


class GivenTooLittle(Refusal):
    code = "given_too_little"
    sentence = _("还差 {missing}。")
    field = "given"


class GivenTooMuch(Refusal):
    code = "given_too_much"
    sentence = _("多了 {over}：请核对金额；只有现金可以多收找零。")
    field = "given"


@require_POST
@staff_page("till.sell")
def tender(request: Any) -> HttpResponse:
    """How this customer pays; kept with the ticket."""
    wanted = request.POST.get("tender", "")
    with open_desk(request) as desk:
        if wanted in {code for code, *_rest in TENDERS}:
            desk.ticket.tender = wanted
    return show_ticket(request, desk.ticket)


@require_GET
@staff_page("till.sell")
def change(request: Any) -> HttpResponse:
    """What is still missing, or to be handed back, while the amounts are typed."""
    ticket = read_ticket(request)
    try:
        given = _sum_given(request.GET, ticket)
        rest: int | None = given - ticket.due_fen
    except Refusal:
        rest = None
    missing = -rest if rest is not None and rest < 0 else 0
    return render(request, "counter/till/page.html#change", {"rest": rest, "missing": missing})


def _sum_given(sent: Any, ticket: Ticket) -> int:
    if ticket.tender == "cash":
        return parse_amount(sent.get("given_text", "").strip() or "0")
    return sum(parse_amount(sent.get(f"part_{code}", "").strip() or "0") for code in (*ALONE, "cash"))


@require_POST
@staff_page("till.sell")
def sale(request: Any) -> HttpResponse:
    """Sell the ticket. The sale and the emptied ticket are one transaction; a second press finds the first one's answer."""
    try:
        with open_desk(request) as desk:
            fresh = _sell(request, desk)
    except Refusal as refusal:
        sent = {name: request.POST.get(name, "") for name in request.POST if name.startswith(("given", "part_"))}
        return show_ticket(request, refusal=refusal, sent=sent)
    note = print_after_sale(request, desk.ticket.sold) if fresh else ""
    return show_ticket(request, desk.ticket, fragment="everything", panel=None, print_note=note)


def _sell(request: Any, desk: Desk) -> bool:
    """True where this press made the sale, False where an earlier one did."""
    ticket, key = desk.ticket, request.POST.get("request_key", "")
    if key and ticket.sold.get("key") == key:
        return False
    if not ticket.lines:
        raise NothingToSell
    price_again(ticket, store=request.store, by=request.actor)
    seen_due = request.POST.get("due", "")
    if seen_due.isdecimal() and int(seen_due) != ticket.due_fen:
        raise SumChanged(due=format_money(ticket.due_fen))
    check_limit(ticket, store=request.store, by=request.actor)
    tenders = tenders_of(request.POST, ticket)
    order = sell_at_till(
        store=request.store, order=order_of(ticket), tenders=tenders,
        by=lent(request.actor, request.store, ticket), request_key=key or None,
    )  # fmt: skip
    desk.ticket = ticket.emptied(sold=_sold(order, tenders, key))
    return True


def order_of(ticket: Ticket) -> NewOrder:
    """The ticket as the order it becomes; an approving manager stands in the reasons."""
    by_manager = f"（{ticket.approved_by}）" if ticket.approved_by else ""
    return NewOrder(
        channel="till",
        fulfilment="counter",
        customer_id=ticket.customer_id,
        lines=tuple(
            NewLine(
                variant_id=line.variant_id,
                quantity=line.quantity,
                unit_fen=line.unit_fen if line.repriced else None,
                discount_fen=line.discount_fen,
                discount_reason=line.off_reason + by_manager if line.discount_fen or line.repriced else "",
            )
            for line in ticket.lines
        ),
        discount_fen=ticket.discount_fen,
        discount_reason=ticket.off_reason + by_manager if ticket.discount_fen else "",
    )


def tenders_of(sent: Any, ticket: Ticket) -> list[Tender]:
    """The payments of a form, to the fen: cash may be more than is due, the rest is change."""
    due = ticket.due_fen
    if due == 0:
        return []
    if ticket.tender in ALONE:
        return [Tender(ticket.tender, due)]
    if ticket.tender == "cash":
        pressed = sent.get("given", "")
        typed = sent.get("given_text", "").strip()
        given = int(pressed[:15]) if pressed.isdecimal() else parse_amount(typed) if typed else due
        if given < due:
            raise GivenTooLittle(missing=format_money(due - given))
        if given - due > MOST_CHANGE:
            raise GivenTooMuch(over=format_money(given - due))
        return [Tender("cash", due, given)]
    return _mixed(sent, due)


def _mixed(sent: Any, due: int) -> list[Tender]:
    parts = {code: parse_amount(sent.get(f"part_{code}", "").strip() or "0") for code in (*ALONE, "cash")}
    total = sum(parts.values())
    if total < due or any(part < 0 for part in parts.values()):
        raise GivenTooLittle(missing=format_money(max(due - total, 0)))
    back = total - due
    if back and back >= parts["cash"]:
        raise GivenTooMuch(over=format_money(back))
    tenders = [Tender(code, parts[code]) for code in ALONE if parts[code]]
    if parts["cash"]:
        tenders.append(Tender("cash", parts["cash"] - back, parts["cash"]))
    return tenders


def _sold(order: Any, tenders: list[Tender], key: str) -> dict[str, Any]:
    return {
        "key": key,
        "order": order.pk,
        "number": order.number,
        "total": order.total_fen,
        "change": sum(max(t.given_fen - t.amount_fen, 0) for t in tenders),
        "tenders": [[t.kind, t.amount_fen] for t in tenders],
        "unproven": any(t.kind in ("wechat", "alipay") for t in tenders),
    }
