"""出车: plan a tour, drive it, stop by stop."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.delivery.public import (
    BadSlot,
    Run,
    Shipment,
    drop_run,
    end_run,
    plan_run,
    run_for,
    runs_of,
    start_run,
    stops_of,
    waiting_for_run,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal, now
from wangcai.shops.public import staff_of

LABELS = {
    "planned": (gettext_lazy("待出发"), "booked"),
    "out": (gettext_lazy("在路上"), "service"),
    "back": (gettext_lazy("已回店"), "done"),
}


@require_GET
@staff_page("delivery.ship")
def runs(request: Any) -> HttpResponse:
    """Tours of today, and own deliveries that are on no tour yet."""
    return _runs(request)


def _runs(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    at = localtime(now())
    start = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    rows = runs_of(request.actor, request.store, since=now() - timedelta(hours=18))
    typed = request.POST if request.method == "POST" else {}
    context = {
        "runs": [(run, *_label(run)) for run in rows],
        "waiting": [
            (s, str(s.pk) in typed.getlist("stops") if typed else False)
            for s in waiting_for_run(request.actor, request.store)
        ],
        "drivers": [(a.pk, a.name) for a in staff_of(request.store, "delivery.drive")],
        "driver": typed.get("driver", "") or request.user.pk,
        "slot_from": typed.get("slot_from", "") or f"{start:%Y-%m-%dT%H:%M}",
        "slot_to": typed.get("slot_to", "") or f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M}",
    }
    return show(request, "floor/shipping/runs.html", context, refusal=refusal)


def _label(run: Run) -> tuple[str, str]:
    words, state = LABELS.get(run.state, (run.state, "neutral"))
    return str(words), state


@require_POST
@staff_page("delivery.ship")
def plan(request: Any) -> HttpResponse:
    driver = next(
        (a for a in staff_of(request.store, "delivery.drive") if str(a.pk) == request.POST.get("driver", "")), None
    )
    if driver is None:
        raise NotFound
    stops = [int(text) for text in request.POST.getlist("stops") if text.isdigit()]
    try:
        run = plan_run(
            store=request.store, driver=driver, slot_from=_moment(request, "slot_from"), slot_to=_moment(request, "slot_to"),
            shipment_ids=stops, by=request.actor, request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return _runs(request, refusal)
    return redirect("floor:run", run.pk)


def _moment(request: Any, name: str) -> datetime:
    """What the date-and-time box holds, on the store's clock."""
    try:
        found = parse_datetime(request.POST.get(name, ""))
    except ValueError:
        found = None
    if found is None:
        raise BadSlot
    return found if found.tzinfo else found.replace(tzinfo=request.zone)


@require_GET
@staff_page("delivery.drive", anywhere=True)
def run(request: Any, run_id: int) -> HttpResponse:
    """The driver's sheet: stops in order, each to hand over or to note as failed."""
    return _run(request, run_for(request.actor, run_id))


def _run(request: Any, found: Run, refusal: Refusal | None = None) -> HttpResponse:
    stops = stops_of(found)
    left = [s for s in stops if s.state == Shipment.State.ON_THE_WAY]
    words, state = _label(found)
    context = {
        "run": found,
        "stops": [(s, s.state == Shipment.State.ON_THE_WAY, bool(left) and s.pk == left[0].pk) for s in stops],
        "left": len(left),
        "done": len(stops) - len(left),
        "planned": found.state == Run.State.PLANNED,
        "out": found.state == Run.State.OUT,
        "state_words": words,
        "state": state,
    }
    return show(request, "floor/shipping/run.html", context, refusal=refusal)


@require_POST
@staff_page("delivery.drive", anywhere=True)
def move(request: Any, run_id: int, step: str) -> HttpResponse:
    """Start, end or drop a tour."""
    found = run_for(request.actor, run_id)
    act = {"start": start_run, "end": end_run, "drop": drop_run}.get(step)
    if act is None:
        raise NotFound
    try:
        act(run=found, by=request.actor, request_key=request.POST.get("request_key", ""))
    except Refusal as refusal:
        return _run(request, run_for(request.actor, run_id), refusal)
    if step == "drop":
        toast(request, _("出车单取消了"))
        return redirect("floor:runs")
    return redirect("floor:run", run_id)
