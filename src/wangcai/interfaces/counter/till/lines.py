"""Lines of the ticket: scanned or tapped on, counted, taken off."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from wangcai.customers.public import pet_by_card
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import gone_to, pet_url
from wangcai.interfaces.counter.till.adding import (
    MOST_LINES,
    MOST_PIECES,
    Meant,
    SeveralFound,
    TooMany,
    put_on,
    read_text,
)
from wangcai.interfaces.counter.till.customer_panel import panel_of
from wangcai.interfaces.counter.till.customers import take_customer
from wangcai.interfaces.counter.till.desk import Desk, open_desk, show_ticket
from wangcai.interfaces.counter.till.events import LineVoided
from wangcai.interfaces.counter.till.shelf import wall
from wangcai.interfaces.counter.till.ticket import TicketLine
from wangcai.journal.public import record
from wangcai.kernel.public import NotFound, Refusal


@require_POST
@staff_page("till.sell")
def add(request: Any) -> HttpResponse:
    """One more: `code` is what was scanned or typed, `variant` what was tapped. A pet's card opens its file."""
    pet = pet_by_card(request.actor, request.POST.get("code", "")[:300])
    if pet is not None:
        return gone_to(request, pet_url(pet))
    code = request.POST.get("code", "")[:80]
    try:
        meant = _meant(request, code)
        with open_desk(request) as desk:
            line = _put(request, desk, meant)
    except Refusal as refusal:
        more = wall(request.actor, request.store, query=code) if isinstance(refusal, SeveralFound) else {}
        return show_ticket(request, refusal=refusal, fragment="ticket_and_goods" if more else "ticket", **more)
    if meant.customers:
        panel = panel_of(request.actor, request.store, desk.ticket)
        fragment = "ticket_and_customer" if desk.ticket.customer_id else "ticket_and_choice"
        return show_ticket(request, desk.ticket, fragment=fragment, panel=panel, people=meant.customers)
    return show_ticket(request, desk.ticket, last=line.key if line else 0)


def _meant(request: Any, code: str) -> Meant:
    tapped = request.POST.get("variant", "")
    if tapped.isdigit():
        return Meant(int(tapped[:15]))
    return read_text(request.actor, request.store.pk, code)


def _put(request: Any, desk: Desk, meant: Meant) -> TicketLine | None:
    if desk.ticket.seen(request.POST.get("request_key", "")):
        return None
    if meant.times:
        desk.ticket.times = meant.times
    if len(meant.customers) == 1:
        take_customer(desk.ticket, meant.customers[0].target_id, store=request.store, by=request.actor)
    if not meant.variant_id:
        return None
    return put_on(
        desk.ticket, variant_id=meant.variant_id, quantity=meant.pieces, store=request.store, by=request.actor
    )


@require_POST
@staff_page("till.sell")
def quantity(request: Any, key: int) -> HttpResponse:
    """How many; nought takes the line off. Less than before is a void, written down with the cashier."""
    try:
        with open_desk(request) as desk:
            _count(request, desk, key, request.POST.get("quantity", ""))
    except Refusal as refusal:
        return show_ticket(request, refusal=refusal)
    return show_ticket(request, desk.ticket, last=key)


def _count(request: Any, desk: Desk, key: int, text: str) -> None:
    line = desk.ticket.line(key)
    if line is None:
        raise NotFound
    if not text.strip().isdecimal() or int(text) > MOST_PIECES:
        raise TooMany(most=MOST_PIECES, lines=MOST_LINES)
    wanted = int(text)
    fewer, before = line.quantity - wanted, line.net_fen
    line.quantity = wanted
    if not wanted:
        desk.ticket.lines.remove(line)
    if fewer > 0:
        voided = LineVoided(
            subject_id=desk.row.pk, store_id=request.store.pk, item=line.name, variant_id=line.variant_id,
            quantity=fewer, fen=before - line.net_fen,
        )  # fmt: skip
        record(voided, by=request.actor)
