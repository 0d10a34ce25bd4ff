"""The list of the day by time; given, partly, refused – one tap, once."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.care.public import RoundRow, add_media, give_round, kinds, round_for, rounds_of, stays_here
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.jobs.steps import client_key
from wangcai.interfaces.floor.showing import show, whole_number
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal, local, now

ICONS = {"feed": "bowl", "medicine": "pill", "walk": "walk"}
STATES = {"due": "booked", "given": "done", "partly": "ready", "refused": "late"}


@dataclass(frozen=True, slots=True)
class Line:
    """One round as the page shows it."""

    row: RoundRow
    icon: str
    what: str
    state: str
    label: str


@require_GET
@staff_page("care.work")
def rounds(request: Any) -> HttpResponse:
    """What is due today, late first in red; yesterday and tomorrow by a link."""
    return show_rounds(request)


def show_rounds(request: Any, *, refusal: Refusal | None = None, round_id: int | None = None) -> HttpResponse:
    """The day's list; a refusal stands in the round it is about, and what was typed stays."""
    today = local(now(), request.store.timezone).date()
    day = day_sent(request.GET.get("day") or request.POST.get("day", ""), today)
    rows = [_line(row) for row in rounds_of(request.actor, request.store, day)]
    due = [line for line in rows if line.row.round.state == "due"]
    here = reverse("floor:rounds")
    context = {
        "due": due,
        "done": [line for line in rows if line.row.round.state != "due"],
        "late": sum(1 for line in due if line.row.late),
        "day": day,
        "days": [
            {"label": words, "url": f"{here}?day={day_of}", "current": day_of == day}
            for words, day_of in ((_("昨天"), today - timedelta(days=1)), (_("今天"), today), (_("明天"), today + timedelta(days=1)))
        ],
        "outcomes": list(kinds.OUTCOMES.items()),
        "corrections": [*kinds.OUTCOMES.items(), ("due", _("其实没给"))],
        "typed": request.POST if refusal else {},
        "stays": stays_here(request.actor, request.store),
        "wrong": round_id if any(line.row.round.pk == round_id for line in rows) else None,
        "here": f"{here}?day={day}",
    }  # fmt: skip
    return show(request, "floor/rounds/list.html", context, refusal=refusal, part="list")


def day_sent(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def _line(row: RoundRow) -> Line:
    plan = row.plan
    parts = [plan.dose or (f"{plan.grams} g" if plan.grams else "")]
    if plan.kind == "feed":
        parts.append(str(kinds.SOURCES[plan.source]))
    label = str(kinds.OUTCOMES.get(row.round.state, ""))
    state = "late" if row.late else STATES[row.round.state]
    return Line(row, ICONS[plan.kind], " · ".join(part for part in parts if part), state, label)


@require_POST
@staff_page("care.work", anywhere=True)
def give(request: Any, round_id: int) -> HttpResponse:
    """One tap; grams, a note and a photo of the bag where somebody wants them."""
    found, upload = round_for(request.actor, round_id), request.FILES.get("photo")
    try:
        photo = None
        if upload:
            photo = add_media(
                booking=found.booking,
                data=upload.read(),
                client_key=client_key(request),
                purpose="step",
                by=request.actor,
            ).file
        give_round(
            round=found, outcome=request.POST.get("outcome", ""), grams=grams_sent(request),
            note=request.POST.get("note", ""), photo=photo, by=request.actor,
            request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return show_rounds(request, refusal=refusal, round_id=round_id)
    toast(request, _("{pet}：{name} 记好了").format(pet=found.booking.pet or "", name=found.schedule.name))
    day = request.POST.get("day", "")
    return redirect(f"{reverse('floor:rounds')}?day={day_sent(day, local(found.due_at, found.store.timezone).date())}")


def grams_sent(request: Any) -> int | None:
    grams = whole_number(request.POST.get("grams"), -1)
    return grams if grams >= 0 else None
