"""A number on paper with its code, and the page behind the code: my number, who is next, how many wait."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from wangcai.care.public import QueueTicket, called, ticket_by_token, ticket_for
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import Frame
from wangcai.kernel.public import NotFound, digest


@require_GET
@staff_page("care.check_in", anywhere=True)
def paper(request: Any, ticket_id: int) -> HttpResponse:
    """The ticket to print or to hold to the customer's phone. Its code is known only right after it was taken."""
    ticket, token = ticket_for(request.actor, ticket_id), request.GET.get("t", "")
    link = ""
    if token and digest(token) == ticket.token_hash:
        link = request.build_absolute_uri(reverse("counter:queue_mine", args=[token]))
    return render(request, "counter/queue/ticket.html", {"ticket": ticket, "number": called(ticket), "link": link})


@require_safe
@never_cache
def mine(request: Any, token: str) -> HttpResponse:
    """What the holder of a ticket sees; it renews itself without script."""
    try:
        ticket, before = ticket_by_token(token)
    except NotFound:
        request.frame = Frame(audience="portal")
        return _quiet(render(request, "counter/queue/gone.html", status=404))
    store = ticket.store
    request.frame = Frame(audience="portal", store_name=store.name, store_colour=store.colour)
    served = QueueTicket.objects.of(ticket.chain_id).filter(
        store_id=ticket.store_id, day=ticket.day, kind=ticket.kind, started_at__isnull=False, ended_at=None
    )
    context = {
        "ticket": ticket, "number": called(ticket), "before": before,
        "served": [called(one) for one in served.order_by("-started_at")[:4]],
        "over": bool(ticket.ended_at or ticket.left_at),
    }  # fmt: skip
    response = render(request, "counter/queue/mine.html", context)
    if not context["over"]:
        response["Refresh"] = "20"
    return _quiet(response)


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is the ticket's key: not into the log, not to other sites."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    response["Referrer-Policy"] = "no-referrer"
    return response
