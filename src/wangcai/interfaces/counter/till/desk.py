"""The till of this request: which device it is, its open ticket, and the fragment that shows it."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangcai.interfaces.counter.till.ticket import Ticket, TicketLine, off_words
from wangcai.kernel.public import Refusal, format_money
from wangcai.orders.public import HeldTicket, till_content, till_ticket

COOKIE = "till"
TENDERS = (
    ("wechat", gettext_lazy("微信"), "done", "brand-wechat"),
    ("alipay", gettext_lazy("支付宝"), "arrived", "brand-alipay"),
    ("card", gettext_lazy("刷卡"), "booked", "credit-card"),
    ("cash", gettext_lazy("现金"), "ready", "cash"),
    ("mixed", gettext_lazy("组合"), "neutral", "layers-intersect"),
)
NOTES = (1000, 2000, 5000, 10_000)  # fen: 10, 20, 50 and 100 yuan


def till_key(request: Any) -> str:
    """Which till this is: the trusted device, else the browser, else the person."""
    if request.actor.device_id:
        return f"device:{request.actor.device_id}"
    kept = request.COOKIES.get(COOKIE, "")
    return f"till:{kept}" if re.fullmatch(r"[0-9a-f]{16}", kept) else request.actor.key


def name_till(request: Any, response: HttpResponse) -> HttpResponse:
    """Give the browser a lasting name, so that its ticket outlives sign-out, change of person and power cuts."""
    if not request.actor.device_id and not request.COOKIES.get(COOKIE):
        response.set_cookie(
            COOKIE,
            secrets.token_hex(8),
            max_age=3 * 365 * 86400,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
    return response


@dataclass(slots=True)
class Desk:
    """The locked row and the ticket in it; put a new ticket in its place to change it."""

    row: HeldTicket
    ticket: Ticket


def read_ticket(request: Any) -> Ticket:
    """The open ticket as it stands. One query."""
    return Ticket.read(till_content(store=request.store, till=till_key(request), by=request.actor))


@contextmanager
def open_desk(request: Any) -> Iterator[Desk]:
    """The open ticket, locked for one change; kept when the block ends, untouched when it refuses."""
    with till_ticket(store=request.store, till=till_key(request), by=request.actor) as row:
        desk = Desk(row, Ticket.read(row.content))
        yield desk
        row.content = desk.ticket.written()


def show_ticket(
    request: HttpRequest,
    ticket: Ticket | None = None,
    *,
    refusal: Refusal | None = None,
    fragment: str = "ticket",
    last: int = 0,
    **more: Any,
) -> HttpResponse:
    """The ticket fragment; with a refusal it is the same ticket with the sentence above it and status 422."""
    ticket = ticket or read_ticket(request)
    context = {**ticket_context(ticket, last), "refusal": refusal, **more}
    return render(request, f"counter/till/page.html#{fragment}", context, status=refusal.status if refusal else 200)


def ticket_context(ticket: Ticket, last: int = 0) -> dict[str, Any]:
    """What the ticket's fragment shows; `last` is the line just touched."""
    return {
        "ticket": ticket,
        "ticket_lines": [
            {
                "line": line,
                "detail": line_detail(line),
                "id": f"line-{line.key}",
                "field": f"count-{line.key}",
                "state": "late" if line.short else "",
                "last": line.key == last,
            }
            for line in ticket.lines
        ],
        "totals_rows": ticket.totals(),
        "tenders": TENDERS,
        "saved_words": _("已省 {saved}").format(saved=format_money(ticket.saved_fen)) if ticket.saved_fen else "",
        "pay_words": _("收款 {due}").format(due=format_money(ticket.due_fen)),
        "cash_offers": cash_offers(ticket.due_fen),
    }


def line_detail(line: TicketLine) -> str:
    """¥98.00 · 库存 18 · 9 折"""
    parts = [format_money(line.unit_fen)]
    if line.repriced:
        parts.append(_("改价，原价 {price}").format(price=format_money(line.list_fen)))
    if line.short:
        parts.append(_("库存只有 {n}").format(n=line.free))
    elif line.free is not None:
        parts.append(_("库存 {n}").format(n=line.free))
    if line.discount_fen:
        parts.append(off_words(line.off_rate) if line.off_rate else f"−{format_money(line.discount_fen)}")
    return " · ".join(parts)


def cash_offers(due_fen: int) -> list[int]:
    """What a customer is likely to hand over: the sum itself, and the next round sums of notes."""
    offers = [due_fen]
    for note in NOTES:
        rounded = -(-due_fen // note) * note
        if rounded not in offers:
            offers.append(rounded)
    return offers[:4]
