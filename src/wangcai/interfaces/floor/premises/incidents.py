"""事故: written down at once by whoever was there, followed by the manager until it is closed."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.booking.public import booking_for
from wangcai.care.public import (
    change_incident,
    close_incident,
    incident_for,
    incident_rates,
    incidents_of,
    jobs_of,
    kinds,
    report_incident,
    stays_here,
    tell_incident_owner,
)
from wangcai.files.public import StoredFile, keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.interfaces.ui.public import toast
from wangcai.journal.public import timeline
from wangcai.kernel.public import Missing, Refusal, local, moment, now, parse_amount
from wangcai.shops.public import staff_names, staff_of

YEAR = timedelta(days=365)
GROUPS = {"service": gettext_lazy("按服务"), "breed": gettext_lazy("按品种"), "worker": gettext_lazy("按员工")}


@require_GET
@staff_page("booking.see")
def incidents(request: Any) -> HttpResponse:
    """Open ones first."""
    rows = [(row, kinds.INCIDENTS[row.kind]) for row in incidents_of(request.actor, store_id=request.store.pk)]
    context = {
        "open": [row for row in rows if row[0].closed_at is None],
        "closed": [row for row in rows if row[0].closed_at is not None],
        **_statistics(request),
    }
    return show(request, "floor/premises/incidents.html", context)


def _statistics(request: Any) -> dict[str, Any]:
    """Incidents per 1,000 jobs of the last year, by breed, service or worker: for who may see reports."""
    by, store = request.actor, request.store
    if not by.may("care.reports", store.pk):
        return {}
    group = request.GET.get("by", "") if request.GET.get("by") in GROUPS else "service"
    here = reverse("floor:incidents")
    return {
        "rates": incident_rates(by, group=group, start=now() - YEAR, end=now(), store_id=store.pk)[:12],
        "groups": [
            {"label": words, "url": f"{here}?by={code}", "current": code == group} for code, words in GROUPS.items()
        ],
    }


@require_http_methods(["GET", "POST"])
@staff_page("booking.see")
def report(request: Any) -> HttpResponse:
    """One page, everything optional but what and which."""
    refusal = None
    if request.method == "POST":
        try:
            made = _report(request)
            toast(request, _("已报店长和总部"), tone="danger")
            return redirect("floor:incident", made.pk)
        except Refusal as wrong:
            refusal = wrong
    at, typed = local(now(), request.store.timezone), request.POST if refusal else {}
    context = {
        "kinds": list(kinds.INCIDENTS.items()),
        "pets": [("", _("没有宠物，或不在列表里")), *_pets_here(request)],
        "people": [("", "—"), *((a.pk, a.name) for a in staff_of(request.store))],
        "typed": typed,
        "pet": typed.get("booking") or request.GET.get("booking", ""),
        "day": typed.get("day") or f"{at:%Y-%m-%d}",
        "clock": typed.get("clock") or f"{at:%H:%M}",
        "worker": typed.get("worker") or request.actor.id,
        "told": bool(typed.get("owner_told")),
    }
    return show(request, "floor/premises/incident_new.html", context, refusal=refusal)


def _pets_here(request: Any) -> list[tuple[str, str]]:
    found = {row.job.booking.public_id: row.job.booking for row in jobs_of(request.actor, request.store)}
    found |= {booking.public_id: booking for booking in stays_here(request.actor, request.store)}
    return [(str(key), str(booking.pet or booking.customer or "")) for key, booking in found.items()]


def _report(request: Any) -> Any:
    given, by = request.POST, request.actor
    booking = booking_for(by, given["booking"]) if given.get("booking") else None
    worker = next((a for a in staff_of(request.store) if str(a.pk) == given.get("worker")), None)
    happened_at = _moment(request, given.get("day", ""), given.get("clock", ""))
    if given.get("kind", "") not in kinds.INCIDENTS:
        raise Missing(what=_("哪一种事故"), field="kind")
    if not given.get("what", "").strip():
        raise Missing(what=_("发生了什么"), field="what")
    return report_incident(
        store=request.store, kind=given["kind"], happened_at=happened_at, what=given["what"],
        place=given.get("place", ""), booking=booking, worker=worker, photos=_photos(request, request.store),
        first_aid=given.get("first_aid", ""), vet=given.get("vet", ""), cost_fen=_cost(given.get("cost", "")) or 0,
        owner_told_at=now() if given.get("owner_told") else None, by=by, request_key=given.get("request_key", ""),
    )  # fmt: skip


def _moment(request: Any, day: str, clock: str) -> datetime:
    try:
        at = datetime.fromisoformat(f"{day}T{clock}")
    except ValueError as error:
        raise Missing(what=_("什么时候"), field="day") from error
    return moment(at.date(), at.time().replace(tzinfo=None), request.store.timezone)


def _photos(request: Any, store: Any) -> list[StoredFile]:
    uploads = request.FILES.getlist("photo")[:10]
    return [keep_photo(store=store, data=u.read(), purpose="incident", by=request.actor) for u in uploads]


def _cost(text: str) -> int | None:
    return parse_amount(text) if text.strip() else None


@require_GET
@staff_page("booking.see", anywhere=True)
def incident(request: Any, incident_id: int) -> HttpResponse:
    return _page(request, incident_id)


def _page(request: Any, incident_id: int, refusal: Refusal | None = None) -> HttpResponse:
    found = incident_for(request.actor, incident_id)
    photos = list(StoredFile.objects.of(request.actor).filter(pk__in=found.photos))
    lines = timeline(chain_id=found.chain_id, subject=("incident", found.pk))
    names = staff_names(
        found.chain_id, {found.by, found.owner_told_by, found.closed_by, *(line.actor for line in lines)} - {""}
    )
    context = {
        "incident": found,
        "label": kinds.INCIDENTS[found.kind],
        "photos": photos,
        "reporter": names.get(found.by, ""),
        "told_by": names.get(found.owner_told_by, ""),
        "closed_by": names.get(found.closed_by, ""),
        "must_tell": found.kind in kinds.OWNER_MUST_KNOW and found.pet_id and not found.owner_told_at,
        "may_close": request.actor.may("care.incident", found.store_id),
        "entries": [
            {"icon": line.icon, "at": line.at, "actor": names.get(line.actor, ""), "sentence": line.sentence}
            for line in lines
        ],
        "typed": request.POST if refusal else {},
    }
    return show(request, "floor/premises/incident.html", context, refusal=refusal)


@require_POST
@staff_page("booking.see", anywhere=True)
def change(request: Any, incident_id: int) -> HttpResponse:
    """What came to be known later."""
    found, given = incident_for(request.actor, incident_id), request.POST
    return _done(
        request, incident_id,
        lambda: change_incident(
            incident=found, first_aid=given.get("first_aid"), vet=given.get("vet"), cost_fen=_cost(given.get("cost", "")),
            photos=_photos(request, found.store), by=request.actor, request_key=given.get("request_key", ""),
        ), _("补充好了"),
    )  # fmt: skip


@require_POST
@staff_page("booking.see", anywhere=True)
def told(request: Any, incident_id: int) -> HttpResponse:
    found = incident_for(request.actor, incident_id)
    key = request.POST.get("request_key", "")
    return _done(
        request,
        incident_id,
        lambda: tell_incident_owner(incident=found, by=request.actor, request_key=key),
        _("记下了"),
    )


@require_POST
@staff_page("care.incident", anywhere=True)
def close(request: Any, incident_id: int) -> HttpResponse:
    found, given = incident_for(request.actor, incident_id), request.POST
    return _done(
        request, incident_id,
        lambda: close_incident(
            incident=found, outcome=given.get("outcome", ""), cost_fen=_cost(given.get("cost", "")), by=request.actor,
            request_key=given.get("request_key", ""),
        ), _("结案了"),
    )  # fmt: skip


def _done(request: Any, incident_id: int, act: Any, words: str) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        return _page(request, incident_id, refusal)
    toast(request, words)
    return redirect("floor:incident", incident_id)
