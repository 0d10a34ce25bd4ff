"""The board of the queue, and the screen on the wall that shows numbers and nothing else."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.care.public import REACTIONS, TRIALS, QueueTicket, called, coming_today, queue_of
from wangcai.interfaces.access import staff_page
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, now

SLOW_MINUTES = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket on the board. `minutes`: waiting, or since it was called."""

    ticket: QueueTicket
    number: str
    what: str
    minutes: int
    slow: bool
    trials: list[tuple[str, str]]


@require_GET
@staff_page("care.check_in")
def queue(request: Any) -> HttpResponse:
    """Who waits, longest first; who is served; who was."""
    return show_queue(request)


def show_queue(request: Any, refusal: Refusal | None = None, wrong: int | None = None) -> HttpResponse:
    """The board; a refusal stands at the ticket it came from (`wrong`), or on top."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    at, found = now(), queue_of(request.actor, request.store)
    queued = {ticket.booking_id for ticket in (*found.waiting, *found.served)}
    context = {
        "waiting": [line_of(t, at) for t in found.waiting],
        "served": [line_of(t, at) for t in found.served],
        "over": [line_of(t, at) for t in found.over[:20]],
        "coming": [("", _("没有预约"))]
        + [(b.pk, _coming(b)) for b in coming_today(request.actor, request.store) if b.pk not in queued],
        "kinds": list(TRIALS.items()),
        "reactions": list(REACTIONS.items()),
        "refusal": refusal,
        "wrong": wrong,
        "typed": request.POST,
    }
    template = "counter/queue/board.html"
    if request.htmx and not request.htmx.boosted and request.method == "GET":
        template += "#queue"
    return render(request, template, context, status=refusal.status if refusal else 200)


def _coming(booking: Any) -> str:
    who = booking.pet or booking.customer or ""
    return f"{who} · {booking.service.name}"


def line_of(ticket: QueueTicket, at: Any) -> Line:
    """A ticket as the board shows it."""
    since = ticket.came_at if ticket.started_at is None else ticket.started_at
    until = ticket.ended_at or ticket.left_at or at
    minutes = max(int((until - since).total_seconds() // 60), 0)
    parts = [
        ticket.pet.name if ticket.pet else "",
        ticket.customer.name if ticket.customer else "",
        ticket.booking.service.name if ticket.booking else _("导购") if ticket.kind == "guide" else "",
        ticket.guide.name if ticket.guide else "",
    ]
    trials = [(trial["thing"], str(REACTIONS.get(trial["reaction"], ""))) for trial in ticket.trials]
    slow = ticket.started_at is None and minutes >= SLOW_MINUTES
    return Line(ticket, called(ticket), " · ".join(part for part in parts if part), minutes, slow, trials)


@require_GET
@staff_page("care.check_in")
def screen(request: Any) -> HttpResponse:
    """For a television in the waiting room: the numbers being served and how many wait. No names."""
    found = queue_of(request.actor, request.store)
    latest = sorted(found.served, key=lambda ticket: ticket.started_at, reverse=True)
    context = {
        "served": [(called(ticket), ticket.kind == QueueTicket.Kind.GUIDE) for ticket in latest[:6]],
        "waiting": [called(ticket) for ticket in found.waiting[:12]],
        "count": len(found.waiting),
    }
    template = "counter/queue/screen.html" + ("#numbers" if request.htmx else "")
    return render(request, template, context)
