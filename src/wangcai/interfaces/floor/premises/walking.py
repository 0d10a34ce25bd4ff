"""Opening and closing round, and the rooms to clean today."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.care.public import (
    TemperatureUnclear,
    check_premises,
    clean_room,
    cleaning_for,
    cleanings_of,
    kinds,
    premises_of,
)
from wangcai.files.public import keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal, local, now

# From this hour on the day's last round is the one at hand; a forgotten first one can still be opened.
CLOSING_FROM = 15


@require_GET
@staff_page("care.premises")
def premises(request: Any) -> HttpResponse:
    """Today's rounds, the rooms, the trend of thirty days."""
    return _page(request)


def _page(request: Any, *, refusal: Refusal | None = None, wrong: str = "") -> HttpResponse:
    today = local(now(), request.store.timezone).date()
    checks = premises_of(request.actor, request.store, until=today)
    done = {check.round: check for check in checks if check.day == today}
    open_rounds = [code for code in kinds.ROUNDS if code not in done]
    late = local(now(), request.store.timezone).hour >= CLOSING_FROM
    usual = open_rounds[-1 if late else 0] if open_rounds else ""
    asked = request.GET.get("round", "")
    next_round = wrong or (asked if asked in open_rounds else usual)
    by_day: dict[Any, list[int]] = {}
    for check in checks:
        by_day.setdefault(check.day, []).append(check.score)
    context = {
        "rounds": [(code, label, done.get(code), _points(done.get(code))) for code, label in kinds.ROUNDS.items()],
        "form": next_round,
        "form_label": kinds.ROUNDS.get(next_round, ""),
        "other_rounds": [(code, kinds.ROUNDS[code]) for code in open_rounds if code != next_round],
        "points": [(code, label, request.POST.get(code, "")) for code, label in kinds.POINTS.items()],
        "scale": [(value, words) for value, words in enumerate(kinds.POINT_SCALE)],
        "cleanings": cleanings_of(request.actor, request.store, today),
        "may_clean": request.actor.may("care.work", request.store.pk),
        "trend": [sum(scores) // len(scores) for scores in by_day.values()],
        "typed": request.POST if refusal else {},
    }
    return show(request, "floor/premises/page.html", context, refusal=refusal, part="rooms")


def _points(check: Any) -> str:
    if check is None:
        return ""
    found = [f"{kinds.POINTS[item['code']]} {kinds.POINT_SCALE[item['score']]}" for item in check.items]
    if check.temperature is not None:
        found.append(f"{check.temperature / 10:.1f} ℃")
    return " · ".join(found)


@require_POST
@staff_page("care.premises")
def check(request: Any, round: str) -> HttpResponse:
    """All points at once, with a photo."""
    given, upload = request.POST, request.FILES.get("photo")
    try:
        temperature = _tenths(given.get("temperature", ""))
        photo = (
            keep_photo(store=request.store, data=upload.read(), purpose="premises", by=request.actor)
            if upload
            else None
        )
        check_premises(
            store=request.store, round=round,
            items=[{"code": code, "score": given.get(code, ""), "note": ""} for code in kinds.POINTS if given.get(code, "")],
            photo=photo, temperature=temperature, note=given.get("note", ""), by=request.actor,
            request_key=given.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, refusal=refusal, wrong=round)
    toast(request, _("巡检记好了"))
    return redirect("floor:premises")


def _tenths(text: str) -> int | None:
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        return round(float(text) * 10)
    except (ValueError, OverflowError) as error:
        raise TemperatureUnclear from error


@require_POST
@staff_page("care.work", anywhere=True)
def clean(request: Any, cleaning_id: int) -> HttpResponse:
    """One tap, a photo where somebody takes one."""
    found, upload = cleaning_for(request.actor, cleaning_id), request.FILES.get("photo")
    try:
        photo = (
            keep_photo(store=found.store, data=upload.read(), purpose="cleaning", by=request.actor) if upload else None
        )
        clean_room(
            cleaning=found, photo=photo, note=request.POST.get("note", ""), by=request.actor,
            request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, refusal=refusal)
    toast(request, _("{room} 打扫好了").format(room=found.room.name))
    return redirect("floor:premises")
