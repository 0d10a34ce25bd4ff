"""Taking a number, calling it, ending it, leaving, and what was tried."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wangcai.booking.public import booking_for
from wangcai.care.public import (
    QueueTicket,
    add_trial,
    called,
    end_ticket,
    leave_queue,
    start_ticket,
    take_number,
    ticket_for,
)
from wangcai.customers.public import Customer
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.queue.board import show_queue
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal, secret_token
from wangcai.lookup.public import find


class WhoUnclear(Refusal):
    code = "who_unclear"
    sentence = gettext_lazy("“{query}”找到 {count} 位客户，请写完整一点，或先不填。")
    field = "q"


@require_POST
@staff_page("care.check_in")
def take(request: Any) -> HttpResponse:
    """A number for somebody at the door; the ticket comes up with its code to scan."""
    sent, key = request.POST, request.POST.get("request_key", "")
    token = ticket_token(key) if key else secret_token()
    try:
        booking = booking_for(request.actor, int(sent["booking"])) if sent.get("booking", "").isdecimal() else None
        if booking is not None and booking.store_id != request.store.pk:
            raise NotFound
        ticket = take_number(
            store=request.store, kind=sent.get("kind", "service"), booking=booking,
            customer=None if booking else _customer(request, sent.get("q", "").strip()), token=token, by=request.actor,
            request_key=key,
        )  # fmt: skip
    except Refusal as refusal:
        return show_queue(request, refusal)
    address = reverse("counter:queue_ticket", args=[ticket.pk])
    return HttpResponseRedirect(f"{address}?{urlencode({'t': token})}")


def ticket_token(key: str) -> str:
    """The same secret for the same press of the button, however often it is sent."""
    return salted_hmac("wangcai.queue", key, algorithm="sha256").hexdigest()[:32]


def _customer(request: Any, query: str) -> Customer | None:
    if not query:
        return None
    hits = find(request.actor, query, kinds=["customer"])
    if len(hits) != 1:
        raise WhoUnclear(query=query, count=len(hits))
    return Customer.objects.of(request.actor).get(pk=hits[0].target_id)


@require_POST
@staff_page("care.check_in", anywhere=True)
def start(request: Any, ticket_id: int) -> HttpResponse:
    return _do(request, ticket_id, start_ticket, _("叫号：{number}"))


@require_POST
@staff_page("care.check_in", anywhere=True)
def end(request: Any, ticket_id: int) -> HttpResponse:
    bought = {"yes": True, "no": False}.get(request.POST.get("bought", ""))
    return _do(request, ticket_id, end_ticket, _("{number} 结束了"), bought=bought, note=request.POST.get("note", ""))


@require_POST
@staff_page("care.check_in", anywhere=True)
def leave(request: Any, ticket_id: int) -> HttpResponse:
    return _do(request, ticket_id, leave_queue, _("{number} 走了"))


@require_POST
@staff_page("care.check_in", anywhere=True)
def trial(request: Any, ticket_id: int) -> HttpResponse:
    sent = request.POST
    more = {"thing": sent.get("thing", ""), "kind": sent.get("kind", "taste"), "reaction": sent.get("reaction", "")}
    return _do(request, ticket_id, add_trial, _("{number}：记下了反应"), **more)


def _do(request: Any, ticket_id: int, act: Callable[..., QueueTicket], words: str, **more: Any) -> HttpResponse:
    ticket = ticket_for(request.actor, ticket_id)
    try:
        act(ticket=ticket, by=request.actor, request_key=request.POST.get("request_key"), **more)
    except Refusal as refusal:
        return show_queue(request, refusal, wrong=ticket_id)
    toast(request, words.format(number=called(ticket)))
    return HttpResponseRedirect(reverse("counter:queue"))
