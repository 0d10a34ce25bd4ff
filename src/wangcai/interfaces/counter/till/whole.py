"""The ticket as a whole: hold and recall, clear and undo."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.till.adding import price_again
from wangcai.interfaces.counter.till.customer_panel import panel_of
from wangcai.interfaces.counter.till.desk import Desk, open_desk, read_ticket, show_ticket
from wangcai.interfaces.counter.till.events import TicketCleared, TicketRestored
from wangcai.interfaces.counter.till.pages import key_caps
from wangcai.interfaces.counter.till.ticket import Ticket
from wangcai.interfaces.ui.public import toast
from wangcai.journal.public import record
from wangcai.kernel.public import NotFound, Refusal
from wangcai.orders.public import HeldTicket, held_tickets, hold_ticket, recall_ticket


class NothingToHold(Refusal):
    code = "nothing_to_hold"
    sentence = gettext_lazy("小票还是空的，先扫一件商品。")


class TicketBusy(Refusal):
    code = "ticket_busy"
    sentence = gettext_lazy("现在的小票还有商品，请先挂单或清空，再取回。")


@require_GET
@staff_page("till.sell")
def held(request: Any) -> HttpResponse:
    """Put aside under a name, or take one up again."""
    return _held_dialog(request)


def _held_dialog(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    waiting = held_tickets(request.actor, request.store.pk)
    rows = [{"ticket": row, "content": Ticket.read(row.content)} for row in waiting]
    ticket = read_ticket(request)
    context = {"held": rows, "ticket": ticket, "refusal": refusal, "name": request.POST.get("name", "")}
    response = render(request, "counter/till/dialogs.html#held", context, status=refusal.status if refusal else 200)
    response["HX-Retarget"] = "#till-dialog"
    return response


@require_POST
@staff_page("till.sell")
def hold(request: Any) -> HttpResponse:
    """Put the ticket aside under a name."""
    try:
        with open_desk(request) as desk:
            if not desk.ticket.seen(request.POST.get("request_key", "")):
                _hold(request, desk)
    except Refusal as refusal:
        return _held_dialog(request, refusal)
    toast(request, _("已挂单，按 F7 取回"))
    return _everything(request, desk.ticket)


def _hold(request: Any, desk: Desk) -> None:
    if not desk.ticket.lines:
        raise NothingToHold
    content = {**desk.ticket.written(), "keys": [], "sold": {}, "undo": {}}
    hold_ticket(store=request.store, name=request.POST.get("name", ""), content=content, by=request.actor)
    desk.ticket = desk.ticket.emptied()


@require_POST
@staff_page("till.sell")
def recall(request: Any, pk: int) -> HttpResponse:
    """Take a held ticket up again; of two cashiers one gets it."""
    try:
        with open_desk(request) as desk:
            row = HeldTicket.objects.of(request.actor).filter(pk=pk, store=request.store).exclude(name="").first()
            if row is None:
                raise NotFound
            if desk.ticket.lines:
                raise TicketBusy
            recall_ticket(ticket=row, by=request.actor)
            back = Ticket.read(row.content)
            back.keys = desk.ticket.keys
            price_again(back, store=request.store, by=request.actor)
            desk.ticket = back
    except NotFound:
        raise
    except Refusal as refusal:
        return _held_dialog(request, refusal)
    return _everything(request, desk.ticket)


@require_POST
@staff_page("till.sell")
def clear(request: Any) -> HttpResponse:
    """Throw the ticket away; for ten seconds it can be had back."""
    with open_desk(request) as desk:
        old = desk.ticket
        if old.lines or old.customer_id:
            kept = {**old.written(), "keys": [], "sold": {}, "undo": {}}
            desk.ticket = old.emptied(undo=kept)
        else:
            desk.ticket = old.emptied()
        if old.lines:
            event = TicketCleared(
                subject_id=desk.row.pk, store_id=request.store.pk, lines=len(old.lines), fen=old.due_fen
            )
            record(event, by=request.actor)
    if old.lines:
        toast(request, _("已清空 {n} 项").format(n=len(old.lines)), undo=reverse("counter:till_unclear"))
    return _everything(request, desk.ticket)


@require_POST
@staff_page("till.sell")
def unclear(request: Any) -> HttpResponse:
    """Take the cleared ticket back, as long as nothing new was begun."""
    with open_desk(request) as desk:
        if desk.ticket.undo and not desk.ticket.lines:
            back = Ticket.read(desk.ticket.undo)
            back.keys = desk.ticket.keys
            desk.ticket = back
            event = TicketRestored(subject_id=desk.row.pk, store_id=request.store.pk, lines=len(back.lines))
            record(event, by=request.actor)
    return HttpResponse(status=204)


def _everything(request: Any, ticket: Ticket) -> HttpResponse:
    """Ticket, customer's head and key bar together: the whole right side changed."""
    return show_ticket(
        request, ticket, fragment="everything", panel=panel_of(request.actor, request.store, ticket),
        keys=key_caps(len(held_tickets(request.actor, request.store.pk))),
    )  # fmt: skip
