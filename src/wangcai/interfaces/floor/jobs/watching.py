"""A look at the pet in two taps, and the camera."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.care.public import add_media, hold_media, job_for, media_row, observe, ranges
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.jobs.cards import job_page
from wangcai.interfaces.floor.jobs.steps import client_key, wants_json
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Missing, Refusal


class NoNumber(Refusal):
    code = "no_number"
    sentence = ranges.NO_NUMBER
    field = "value"


@require_POST
@staff_page("care.work", anywhere=True)
def look(request: Any, job_id: int) -> HttpResponse:
    """Kind and value; a typed temperature is in degrees, a tapped one in tenths."""
    found = job_for(request.actor, job_id)
    kind = request.POST.get("kind", "")
    try:
        value = _value(kind, request.POST)
        seen = observe(
            booking=found.booking, kind=kind, value=value, note=request.POST.get("note", ""),
            client_key=client_key(request), by=request.actor,
        )  # fmt: skip
    except Refusal as refusal:
        return job_page(request, found, refusal=refusal)
    words = f"{ranges.KINDS[kind]} {ranges.shown(kind, value)}"
    if seen.red:
        toast(request, _("{look}：超出正常范围，要不要暂停？").format(look=words), tone="danger")
    else:
        toast(request, words)
    return redirect("floor:job", job_id)


def _value(kind: str, given: Any) -> int:
    tapped, typed = given.get("value", "").strip(), given.get("typed", "").strip().replace(",", ".")
    try:
        if typed and not tapped:
            return round(float(typed) * 10) if kind == ranges.TEMPERATURE else int(typed)
        return int(tapped)
    except (ValueError, OverflowError) as error:
        raise NoNumber from error


@require_POST
@staff_page("care.work", anywhere=True)
def keep(request: Any, job_id: int) -> HttpResponse:
    """Photos and a short video; the phone's queue sends them one by one, a plain form all at once."""
    found = job_for(request.actor, job_id)
    files = request.FILES.getlist("photo")
    key = client_key(request)
    try:
        if not files:
            raise Missing(what=_("照片"), field="photo")
        for number, upload in enumerate(files):
            add_media(
                booking=found.booking, kind="video" if (upload.content_type or "").startswith("video/") else "photo",
                data=upload.read(), client_key=key if number == 0 else None, taken_at=_taken_at(request),
                purpose=request.POST.get("purpose") or "update", other_pets=bool(request.POST.get("other_pets")),
                by=request.actor,
            )  # fmt: skip
    except Refusal as refusal:
        if wants_json(request):
            return JsonResponse(refusal.as_dict(), status=refusal.status)
        return job_page(request, found, refusal=refusal)
    if wants_json(request):
        return JsonResponse({"message": _("照片存好了")})
    toast(request, _("照片存好了"))
    return redirect("floor:job", job_id)


def _taken_at(request: Any) -> datetime | None:
    """Milliseconds since 1970, as the phone says."""
    text = request.POST.get("taken_at", "")
    if not text.isdecimal() or len(text) > 14:
        return None
    return datetime.fromtimestamp(int(text) / 1000, UTC)


@require_POST
@staff_page("care.work", anywhere=True)
def hold(request: Any, media_id: int) -> HttpResponse:
    """Somebody else's pet is in view: this one is not sent."""
    row = media_row(request.actor, media_id)
    job_id = request.POST.get("job", "")
    try:
        hold_media(media=row, by=request.actor)
    except Refusal as refusal:
        return (
            job_page(request, job_for(request.actor, int(job_id)), refusal=refusal)
            if job_id.isdecimal()
            else _gone(refusal)
        )
    toast(request, _("这张不发给主人"))
    return redirect("floor:job", int(job_id)) if job_id.isdecimal() else redirect("floor:jobs")


def _gone(refusal: Refusal) -> HttpResponse:
    raise refusal
