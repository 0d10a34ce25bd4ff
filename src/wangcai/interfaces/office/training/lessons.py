"""One pet in a course: the curve of each goal, its lessons, going home."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.booking.public import Booking, states
from wangcai.care.public import (
    Enrollment,
    Media,
    add_media,
    add_session,
    end_enrollment,
    enrollment_for,
    pass_enrollment,
    progress_of,
)
from wangcai.files.public import videos_work
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.training.pets import STATES
from wangcai.interfaces.ui.components.text import day
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.shops.public import staff_names

LESSON, PASS, END = "lesson", "pass", "end"
SHOWN_STATES = (*states.HERE, states.DONE)


@require_GET
@staff_page("care.training", anywhere=True)
def enrollment(request: Any, enrollment_id: int) -> HttpResponse:
    """How each goal develops, what was done, what is missing to go home."""
    return show_enrollment(request, enrollment_for(request.actor, enrollment_id))


def show_enrollment(request: Any, row: Enrollment, refusal: Refusal | None = None, part: str = "") -> HttpResponse:
    """The page; a refusal stands in the `part` it came from, with what was typed."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    by, progress = request.actor, progress_of(row)
    running = row.state == Enrollment.State.RUNNING
    names = staff_names(by.chain_id, {session.by for session in progress.sessions} | {row.closed_by} - {""})
    typed = request.POST if refusal else {}
    context = {
        "row": row,
        "state": STATES[row.state][0],
        "tone": STATES[row.state][1],
        "progress": progress,
        "goals": [(goal, typed.get(f"g-{goal.code}", "")) for goal in progress.goals],
        "scale": [(str(n), str(n)) for n in range(6)],
        "sessions": [(session, names.get(session.by, "")) for session in progress.sessions],
        "stays": [("", _("不挂预约"))] + [(b.pk, f"{b.service.name} · {day(b.starts_at)}") for b in _stays(row)],
        "met": request.POST.getlist("met") if refusal else [],
        "closer": names.get(row.closed_by, ""),
        "running": running,
        "may": running and by.may("care.training", row.store_id),
        "may_pass": running and row.approver_id in (None, by.id),
        "videos": videos_work(),
        "refusal": refusal,
        "part": part,
        "typed": typed,
    }
    return render(request, "office/training/pet.html", context, status=refusal.status if refusal else 200)


def _stays(row: Enrollment) -> list[Booking]:
    rows = Booking.objects.of(row.chain_id).filter(pet_id=row.pet_id, store_id=row.store_id, state__in=SHOWN_STATES)
    return list(rows.select_related("service").order_by("-starts_at")[:8])


@require_POST
@staff_page("care.training", anywhere=True)
def lesson(request: Any, enrollment_id: int) -> HttpResponse:
    """Scores, what was seen, homework; a picture or film where the pet is in the house."""
    row, sent = enrollment_for(request.actor, enrollment_id), request.POST
    try:
        chosen = sent.get("booking", "")
        stay = next((booking for booking in _stays(row) if str(booking.pk) == chosen), None)
        scores = {goal["code"]: _score(sent.get(f"g-{goal['code']}", "")) for goal in row.goals}
        add_session(
            enrollment=row, scores=scores, note=sent.get("note", ""), homework=sent.get("homework", ""), booking=stay,
            media=_media(request, stay), by=request.actor, request_key=None if request.FILES else sent.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_enrollment(request, row, refusal, LESSON)
    toast(request, _("记下这一节"))
    return redirect("office:enrollment", enrollment_id)


def _score(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) == 1 else None


def _media(request: Any, stay: Booking | None) -> Media | None:
    upload = request.FILES.get("photo")
    if upload is None:
        return None
    if stay is None:
        raise StayMissing
    kind = "video" if (upload.content_type or "").startswith("video/") else "photo"
    return add_media(booking=stay, kind=kind, data=upload.read(), purpose="update", by=request.actor)


class StayMissing(Refusal):
    code = "stay_missing"
    sentence = gettext_lazy("照片和视频要挂在一次预约上，请选是哪一次。")
    field = "booking"


@require_POST
@staff_page("care.training", anywhere=True)
def passed(request: Any, enrollment_id: int) -> HttpResponse:
    """The named person says that the pet may go home."""
    row = enrollment_for(request.actor, enrollment_id)
    try:
        pass_enrollment(
            enrollment=row, met=set(request.POST.getlist("met")), by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_enrollment(request, row, refusal, PASS)
    toast(request, _("{pet} 达标，可以回家").format(pet=row.pet.name))
    return redirect("office:enrollment", enrollment_id)


@require_POST
@staff_page("care.training", anywhere=True)
def ended(request: Any, enrollment_id: int) -> HttpResponse:
    """The course stops early, with a reason."""
    row = enrollment_for(request.actor, enrollment_id)
    try:
        end_enrollment(
            enrollment=row, reason=request.POST.get("reason", ""), by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_enrollment(request, row, refusal, END)
    toast(request, _("课程结束了"))
    return redirect("office:enrollment", enrollment_id)
