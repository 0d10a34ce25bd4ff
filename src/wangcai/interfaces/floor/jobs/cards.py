"""The list of jobs and the page of one; starting and finishing."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.booking.public import states
from wangcai.care.public import (
    JOB_LABELS,
    Card,
    Job,
    JobRow,
    StepRow,
    card_of,
    coming_today,
    finish_job,
    job_for,
    jobs_of,
    kinds,
    lots_for,
    ranges,
    start_job,
)
from wangcai.customers.public import first_phones, shown_phone
from wangcai.files.public import videos_work
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal
from wangcai.shops.public import setting, staff_of

STATES = {"open": "booked", "running": "service", "paused": "danger", "done": "done", "stopped": "neutral"}
# What two taps offer: the second one is a number people really see.
QUICK = {"breathing": (12, 18, 24, 30, 36, 44), "temperature": (375, 380, 385, 390, 395, 400)}


@dataclass(frozen=True, slots=True)
class Line:
    """One job in the list."""

    row: JobRow
    state: str
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Face:
    """One kind of look: what it was last, what is normal, what can be tapped."""

    kind: str
    label: str
    icon: str
    last: str
    red: bool
    at: Any
    normal: str
    choices: list[tuple[int, str, bool]]
    typed: bool


@require_GET
@staff_page("care.work")
def jobs(request: Any) -> HttpResponse:
    """What runs, what waits, what comes today; mine first."""
    rows = [_line(row) for row in jobs_of(request.actor, request.store)]
    mine = [line for line in rows if line.row.job.worker_id in (None, request.actor.id)]
    context = {
        "mine": [line for line in mine if line.row.job.finished_at is None],
        "others": [line for line in rows if line not in mine and line.row.job.finished_at is None],
        "finished": [line for line in rows if line.row.job.finished_at is not None],
        "coming": [(booking, door_url(booking)) for booking in coming_today(request.actor, request.store)],
    }
    return show(request, "floor/jobs/list.html", context, part="list")


def _line(row: JobRow) -> Line:
    booking = row.job.booking
    parts = [
        booking.service.name,
        booking.room.name if booking.room else "",
        row.job.worker.name if row.job.worker else "",
    ]
    return Line(row, STATES[row.job.state], str(JOB_LABELS[row.job.state]), " · ".join(p for p in parts if p))


def door_url(booking: Any) -> str:
    """The visit's page at the counter, where the pet is taken in."""
    return reverse("counter:visit", args=[booking.visit])


@require_GET
@staff_page("booking.see", anywhere=True)
def job(request: Any, job_id: int) -> HttpResponse:
    """The card: what to do next is at the thumb."""
    return job_page(request, job_for(request.actor, job_id))


def job_page(
    request: Any, found: Job, *, refusal: Refusal | None = None, step_id: int | None = None, phone: str = ""
) -> HttpResponse:
    """The page of one job; a refusal stands at the step it came from, or on top."""
    card, by = card_of(found), request.actor
    here = by.may("care.work", found.store_id)
    owner = found.booking.customer_id
    number = first_phones(by, [owner], []).get(("customer", owner), "") if owner and card.pause else ""
    context = {
        "job": found,
        "card": card,
        "booking": found.booking,
        "booking_key": str(found.booking.public_id),
        "state": STATES[found.state],
        "state_label": str(JOB_LABELS[found.state]),
        "minutes": card.worked_s // 60,
        "working": here and found.state == Job.State.RUNNING,
        "may_work": here,
        "steps": [StepLine(row, step_id == row.step.pk, *_lots(request, row, step_id)) for row in card.steps],
        "wrong_step": step_id,
        "faces": [_face(seen) for seen in card.seen],
        "looks": [_look(card, look) for look in card.observations if look.red or look.note][:6],
        "pause": card.pause,
        "attempts": _attempts(card),
        "reached": any(a.reached for a in card.pause.attempts.all()) if card.pause else False,
        "ways": list(kinds.WAYS.items()),
        "decisions": list(kinds.DECISIONS.items()),
        "vets": _vets(found),
        "phone": phone or (shown_phone(by, found.booking.customer, number) if number else ""),
        "phone_shown": bool(phone) or by.may("customers.phones"),
        "people": _people(request, found, card) if here else [],
        "videos": videos_work(),
        "extras": f"{reverse('counter:visit', args=[found.booking.visit])}?open=extra",
        "report_url": _report_url(found) if here else "",
        "typed": request.POST,
    }
    return show(request, "floor/jobs/card.html", context, refusal=refusal, part="card")


def _report_url(found: Job) -> str:
    """Where the report is written once the work is done and the pet waits to go home."""
    ready = found.state == Job.State.DONE and found.booking.state == states.READY
    return reverse("floor:homegoing", args=[found.booking_id]) if ready else ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step as the page shows it; `wrong` when the refusal came from here, `lots` when a scan meant several."""

    row: StepRow
    wrong: bool
    lots: list[tuple[int, str]]


def _lots(request: Any, row: StepRow, step_id: int | None) -> tuple[list[tuple[int, str]]]:
    if row.step.need != "lot" or row.step.pk != step_id or not request.POST.get("code"):
        return ([],)
    found = lots_for(request.store, request.POST["code"])
    return ([(lot.pk, f"{lot.variant.name} · {lot.code}") for lot in found] if len(found) > 1 else [],)


def _face(seen: Any) -> Face:
    scale = ranges.SCALES.get(seen.kind)
    values = list(range(5)) if scale else list(QUICK[seen.kind])
    choices = [(value, ranges.shown(seen.kind, value), seen.range.outside(value)) for value in values]
    last = seen.last
    return Face(
        seen.kind, str(seen.label), seen.icon, ranges.shown(seen.kind, last.value) if last else "",
        bool(last and last.red), last.at if last else None, ranges.shown_range(seen.kind, seen.range), choices, not scale,
    )  # fmt: skip


def _look(card: Card, look: Any) -> dict[str, Any]:
    return {
        "label": ranges.KINDS[look.kind], "value": ranges.shown(look.kind, look.value), "red": look.red,
        "note": look.note, "at": look.at, "by": card.names.get(look.by, ""),
    }  # fmt: skip


def _attempts(card: Card) -> list[dict[str, Any]]:
    if card.pause is None:
        return []
    return [
        {
            "way": kinds.WAYS.get(a.way, a.way),
            "reached": a.reached,
            "note": a.note,
            "at": a.at,
            "by": card.names.get(a.by, ""),
        }
        for a in sorted(card.pause.attempts.all(), key=lambda a: a.at)
    ]


def _vets(found: Job) -> list[str]:
    own = found.booking.pet.vet if found.booking.pet else ""
    listed = str(setting(found.store, "care.vets")).replace("；", ";").split(";")
    return [name.strip() for name in (own, *listed) if name.strip()]


def _people(request: Any, found: Job, card: Card) -> list[tuple[int, str]]:
    """Who may be the second person: asked only where a step waits for one."""
    waits = any(row.step.need == "second" and not row.settled and row.step.done_at for row in card.steps)
    return [(a.pk, a.name) for a in staff_of(found.store, "care.work") if a.pk != request.actor.id] if waits else []


@require_POST
@staff_page("care.work", anywhere=True)
def start(request: Any, job_id: int) -> HttpResponse:
    found = job_for(request.actor, job_id)
    try:
        start_job(job=found, by=request.actor, request_key=request.POST.get("request_key", ""))
    except Refusal as refusal:
        return job_page(request, job_for(request.actor, job_id), refusal=refusal)
    toast(request, _("开始了，计时在走"))
    return redirect("floor:job", job_id)


@require_POST
@staff_page("care.work", anywhere=True)
def finish(request: Any, job_id: int) -> HttpResponse:
    found = job_for(request.actor, job_id)
    try:
        finish_job(job=found, by=request.actor, request_key=request.POST.get("request_key", ""))
    except Refusal as refusal:
        return job_page(request, job_for(request.actor, job_id), refusal=refusal)
    toast(request, _("做完了，可以通知主人来接"))
    done = job_for(request.actor, job_id)
    return redirect(_report_url(done) or "floor:jobs")
