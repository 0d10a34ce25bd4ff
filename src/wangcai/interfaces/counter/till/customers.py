"""Whose ticket it is: found by phone tail, name or pinyin; the tier's prices follow."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from wangcai.customers.public import Customer
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.till.adding import price_again
from wangcai.interfaces.counter.till.customer_panel import panel_of
from wangcai.interfaces.counter.till.desk import open_desk, show_ticket
from wangcai.interfaces.counter.till.ticket import Ticket
from wangcai.kernel.public import Actor, NotFound, Refusal
from wangcai.lookup.public import find


@require_GET
@staff_page("till.sell")
def search(request: Any) -> HttpResponse:
    """Customers for what was typed."""
    query = request.GET.get("q", "").strip()[:60]
    people = find(request.actor, query, kinds=("customer",), limit=8) if query else []
    return render(request, "counter/till/dialogs.html#people", {"people": people, "query": query})


@require_POST
@staff_page("till.sell")
def choose(request: Any) -> HttpResponse:
    """Put a customer on the ticket, or (empty) make it a walk-in's again."""
    wanted = request.POST.get("customer", "")
    try:
        with open_desk(request) as desk:
            customer_id = int(wanted[:15]) if wanted.isdigit() else None
            take_customer(desk.ticket, customer_id, store=request.store, by=request.actor)
    except Refusal as refusal:
        return show_ticket(request, refusal=refusal)
    panel = panel_of(request.actor, request.store, desk.ticket)
    return show_ticket(request, desk.ticket, fragment="ticket_and_customer", panel=panel)


def take_customer(ticket: Ticket, customer_id: int | None, *, store: Any, by: Actor) -> None:
    """Set the ticket's customer and bring its prices to his tier. Refuses a customer of another chain."""
    if customer_id is not None and not Customer.objects.of(by).filter(pk=customer_id, merged_into=None).exists():
        raise NotFound
    ticket.customer_id, ticket.tier, ticket.sold, ticket.undo = customer_id, "", {}, {}
    price_again(ticket, store=store, by=by)
