"""Discounts and other prices: within the role, or with a manager's PIN; every one has a reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.till.approval import approve, check_limit, lent, may_approve
from wangcai.interfaces.counter.till.desk import Desk, open_desk, read_ticket, show_ticket
from wangcai.interfaces.counter.till.events import DiscountApproved, PriceOverridden
from wangcai.interfaces.counter.till.ticket import Ticket, TicketLine, off_words
from wangcai.journal.public import record
from wangcai.kernel.public import Missing, NotFound, Refusal, clean_line, parse_amount, plain_amount

# Rates in ten-thousandths off, as a cashier says them: 95 折, 9 折, 88 折, 8 折.
RATES = (500, 1000, 1200, 2000)
REASONS = (_("老客"), _("活动"), _("临期"), _("包装破损"), _("抹零"))


class RateUnclear(Refusal):
    code = "rate_unclear"
    sentence = _("折扣请在 0 到 100% 之间。")
    field = "rate"


@require_GET
@staff_page("till.discount")
def discount_dialog(request: Any) -> HttpResponse:
    """What comes off the whole ticket."""
    return _dialog(request, "discount", read_ticket(request))


def _dialog(request: Any, name: str, ticket: Ticket, refusal: Refusal | None = None, key: int = 0) -> HttpResponse:
    line = ticket.line(key)
    context = {
        "ticket": ticket,
        "line": line,
        "rates": [{"rate": rate, "words": off_words(rate)} for rate in RATES],
        "reasons": REASONS,
        "typed": request.POST,
        "refusal": refusal,
        "managers": may_approve(request.store),
    }
    if line:
        context["price_text"] = request.POST.get("price") or plain_amount(line.unit_fen)
    response = render(request, f"counter/till/dialogs.html#{name}", context, status=refusal.status if refusal else 200)
    response["HX-Retarget"] = "#till-dialog"
    response["HX-Reswap"] = "innerHTML"
    return response


@require_GET
@staff_page("till.sell")
def line_dialog(request: Any, key: int) -> HttpResponse:
    """The line's rare acts: a discount, another price, off the ticket."""
    ticket = read_ticket(request)
    if ticket.line(key) is None:
        raise NotFound
    return _dialog(request, "line", ticket, key=key)


@require_POST
@staff_page("till.discount")
def discount(request: Any) -> HttpResponse:
    """Take a share or an amount off the whole ticket; nought takes the discount away."""
    try:
        manager = approve(request)
        with open_desk(request) as desk:
            ticket = desk.ticket
            ticket.off_rate, ticket.off_fen, ticket.off_reason = _off(request)
            _settle(request, desk, manager, ticket.discount_fen, ticket.off_reason)
    except Refusal as refusal:
        return _dialog(request, "discount", read_ticket(request), refusal)
    return show_ticket(request, desk.ticket)


@require_POST
@staff_page("till.discount")
def line_discount(request: Any, key: int) -> HttpResponse:
    """Take a share or an amount off one line."""
    try:
        manager = approve(request)
        with open_desk(request) as desk:
            line = _line(desk, key)
            line.off_rate, line.off_fen, line.off_reason = _off(request)
            _settle(request, desk, manager, line.discount_fen, line.off_reason)
    except NotFound:
        raise
    except Refusal as refusal:
        return _dialog(request, "line", read_ticket(request), refusal, key)
    return show_ticket(request, desk.ticket, last=key)


@require_POST
@staff_page("till.sell")
def price(request: Any, key: int) -> HttpResponse:
    """Sell one line at another price: managers, or with a manager's PIN."""
    try:
        manager = approve(request)
        with open_desk(request) as desk:
            if manager:
                desk.ticket.approved_by = manager
            _override(request, desk, _line(desk, key), manager)
    except NotFound:
        raise
    except Refusal as refusal:
        return _dialog(request, "line", read_ticket(request), refusal, key)
    return show_ticket(request, desk.ticket, last=key)


def _line(desk: Desk, key: int) -> TicketLine:
    line = desk.ticket.line(key)
    if line is None:
        raise NotFound
    return line


def _off(request: Any) -> tuple[int, int, str]:
    """(rate, fen, reason) of the form. A preset button names its rate, otherwise a percentage or an amount was typed."""
    sent = request.POST
    reason = clean_line(sent.get("reason", ""), most=60)
    if sent.get("rate", "").isdecimal():
        rate, fen = int(sent["rate"][:6]), 0
    elif sent.get("percent", "").strip():
        rate, fen = parse_amount(sent["percent"].replace("%", "")), 0
    else:
        rate, fen = 0, parse_amount(sent.get("amount", "").strip() or "0")
    if not 0 <= rate <= 10_000 or fen < 0:
        raise RateUnclear
    if (rate or fen) and not reason:
        raise Missing(what=_("优惠原因"), field="reason")
    return rate, fen, reason


def _settle(request: Any, desk: Desk, manager: str, fen: int, reason: str) -> None:
    """Check the limit, with what a manager allowed; his yes is written down."""
    ticket = desk.ticket
    if manager:
        ticket.approved_by = manager
        event = DiscountApproved(
            subject_id=desk.row.pk, store_id=request.store.pk, fen=fen, reason=reason, approved_by=manager
        )
        record(event, by=request.actor)
    check_limit(ticket, store=request.store, by=request.actor)


def _override(request: Any, desk: Desk, line: TicketLine, manager: str) -> None:
    lent(request.actor, request.store, desk.ticket).require("till.price", request.store.pk)
    reason = clean_line(request.POST.get("reason", ""), most=60)
    wanted = parse_amount(request.POST.get("price", ""))
    if wanted < 0:
        raise RateUnclear
    if not reason:
        raise Missing(what=_("改价原因"), field="reason")
    event = PriceOverridden(
        subject_id=desk.row.pk, store_id=request.store.pk, item=line.name, variant_id=line.variant_id,
        from_fen=line.unit_fen, to_fen=wanted, reason=reason, approved_by=manager,
    )  # fmt: skip
    line.unit_fen, line.repriced, line.off_rate, line.off_fen = wanted, wanted != line.list_fen, 0, 0
    line.off_reason = reason if line.repriced else ""
    record(event, by=request.actor)
