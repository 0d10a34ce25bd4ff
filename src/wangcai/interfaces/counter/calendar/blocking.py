"""午休, 维修, 停用: a person, table or room is taken out of the calendar and put back."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.booking.public import WHY_LABELS, Hold, Resource, block, resources_of, unblock
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.calendar.moving import moment_typed
from wangcai.interfaces.counter.calendar.pages import board_again, link
from wangcai.interfaces.counter.calendar.placing import moment_of
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal, local, now

TYPED = ("resource", "day", "clock", "end_day", "end_clock", "why", "note")
WHYS = ("kept", "cleaning", "broken", "isolation")


@require_http_methods(["GET", "POST"])
@staff_page("booking.write")
def blocks(request: Any) -> HttpResponse:
    """The form (`?resource=&day=&clock=`), and what it does."""
    if request.method == "GET":
        return show_form(request, typed_first(request))
    typed = typed_first(request) | {name: value for name, value in request.POST.items() if name in TYPED}
    zone = request.store.timezone
    try:
        resource = place_here(request, typed["resource"])
        hold = block(
            resource=resource, why=typed["why"], note=typed["note"], by=request.actor,
            starts_at=moment_typed(f"{typed['day']}T{typed['clock']}", zone),
            ends_at=moment_typed(f"{typed['end_day'] or typed['day']}T{typed['end_clock']}", zone),
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return show_form(request, typed, refusal)
    toast(request, _("{place} 已停用").format(place=resource.name), undo=reverse("counter:block_end", args=[hold.pk]))
    if request.htmx:
        return board_again(request)
    return HttpResponseRedirect(link(reverse("counter:calendar"), day=local(moment_of(hold.begins), zone).date()))


@require_POST
@staff_page("booking.write")
def end(request: Any, pk: int) -> HttpResponse:
    """Back into the calendar; the undo of a block comes here too."""
    hold = (
        Hold.objects.of(request.actor)
        .filter(pk=pk, store=request.store, booking=None)
        .select_related("resource__store")
        .first()
    )
    if hold is None:
        raise NotFound
    unblock(hold=hold, by=request.actor)
    if not request.htmx:
        return HttpResponse(status=204)
    asked = {"resource": hold.resource_id, "begins": hold.begins, "ends": hold.ends, "why": hold.why, "note": hold.note}
    toast(
        request, _("{place} 可以预约了").format(place=hold.resource.name),
        undo=f"{reverse('counter:block_again')}?{urlencode(asked)}",
    )  # fmt: skip
    return board_again(request)


@require_POST
@staff_page("booking.write")
def again(request: Any) -> HttpResponse:
    """Undo of the way back: the same block once more, where nothing was booked meanwhile."""
    asked = request.GET
    if not (asked.get("begins", "").isdigit() and asked.get("ends", "").isdigit()):
        raise NotFound
    try:
        block(
            resource=place_here(request, asked.get("resource", "")), why=asked.get("why", ""),
            note=asked.get("note", ""), starts_at=moment_of(int(asked["begins"])), ends_at=moment_of(int(asked["ends"])),
            by=request.actor,
        )  # fmt: skip
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def place_here(request: Any, key: str) -> Resource:
    """A person, table or room of this store; anything else is not there."""
    found = Resource.objects.of(request.actor).filter(store=request.store, ended_at=None).select_related("store")
    place = found.filter(pk=int(key)).first() if key.isdigit() and len(key) < 16 else None
    if place is None:
        raise NotFound
    return place


def typed_first(request: Any) -> dict[str, str]:
    """The form as it opens: the next quarter of an hour, for an hour."""
    begins = local(now() + timedelta(minutes=15), request.store.timezone)
    begins = begins.replace(minute=begins.minute // 15 * 15)
    asked = request.GET
    with suppress(ValueError):
        begins = datetime.fromisoformat(f"{asked.get('day', '')}T{asked.get('clock', '') or '12:00'}")
    ends = begins + timedelta(hours=1)
    return {
        "resource": asked.get("resource", ""), "day": f"{begins:%Y-%m-%d}", "clock": f"{begins:%H:%M}",
        "end_day": f"{ends:%Y-%m-%d}", "end_clock": f"{ends:%H:%M}", "why": "kept", "note": "",
    }  # fmt: skip


def show_form(request: Any, typed: dict[str, str], refusal: Refusal | None = None) -> HttpResponse:
    places = resources_of(by=request.actor, store=request.store)
    rank = {"worker": 0, "table": 1, "dryer": 2, "ground": 3, "room": 4}
    places.sort(key=lambda place: rank.get(place.kind, 9))
    context = {
        "typed": typed,
        "refusal": refusal,
        "places": [(place.pk, place.name) for place in places],
        "whys": [(why, WHY_LABELS[why]) for why in WHYS],
        "action": reverse("counter:blocks"),
        "back": link(reverse("counter:calendar"), day=typed["day"]),
    }
    template = "counter/calendar/block.html#dialog" if request.htmx else "counter/calendar/block.html"
    return render(request, template, context, status=refusal.status if refusal else 200)
