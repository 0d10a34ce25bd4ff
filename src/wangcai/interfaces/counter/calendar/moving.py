"""A booking gets another time or another person: dragged on the board, or by the form that does the same."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.booking.public import (
    Booking,
    TimesUnclear,
    WrongState,
    booking_for,
    free_slots,
    resources_of,
    states,
)
from wangcai.care.public import change_visit
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.calendar.bubble import Bubble
from wangcai.interfaces.counter.calendar.pages import board_again, link
from wangcai.interfaces.ui.components.text import moment as moment_words
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal, local, moment, now

FREE_DAYS, FREE_SHOWN = 7, 6
# A start this long ago cannot be gone back to.
STILL = timedelta(minutes=14)


def booking_here(request: Any, pk: int) -> Booking:
    """A booking of the store one works in; anything else is not there."""
    booking = booking_for(request.actor, pk)
    if booking.store_id != request.store.pk:
        raise NotFound
    return booking


@require_GET
@staff_page("booking.see")
def opened(request: Any, pk: int) -> HttpResponse:
    """A card leads here, and from here to the page of its visit: boards carry short addresses."""
    return HttpResponseRedirect(reverse("counter:visit", args=[booking_here(request, pk).visit]))


@require_http_methods(["GET", "POST"])
@staff_page("booking.write")
def time(request: Any, pk: int) -> HttpResponse:
    """The form, and what it does; a drag posts here as well and gets the board back."""
    booking = booking_here(request, pk)
    if request.method == "GET":
        return show_form(request, booking, typed_of(booking))
    dragged = bool(request.POST.get("dragged"))
    typed = typed_of(booking) | {name: value for name, value in request.POST.items() if name in TYPED}
    try:
        moved = change(request, booking, typed)
    except Refusal as refusal:
        if dragged:
            return board_again(request, refusal.status, bubble_of(request, booking, typed, refusal))
        return show_form(request, booking_here(request, pk), typed, refusal)
    if request.htmx:
        return board_again(request)
    return HttpResponseRedirect(
        link(reverse("counter:calendar"), day=local(moved.starts_at, booking.store.timezone).date())
    )


TYPED = ("day", "clock", "end_day", "end_clock", "worker", "start", "version")


def typed_of(booking: Booking) -> dict[str, str]:
    """The booking as the form's fields."""
    begins, ends = (local(at, booking.store.timezone) for at in (booking.starts_at, booking.ends_at))
    return {
        "day": f"{begins:%Y-%m-%d}", "clock": f"{begins:%H:%M}", "end_day": f"{ends:%Y-%m-%d}",
        "end_clock": f"{ends:%H:%M}", "worker": str(booking.worker_id or ""), "version": str(booking.version),
    }  # fmt: skip


def change(request: Any, booking: Booking, typed: dict[str, str]) -> Booking:
    """Move it as typed, and say so with the way back."""
    zone = booking.store.timezone
    starts_at = moment_typed(typed.get("start", "") or f"{typed['day']}T{typed['clock']}", zone)
    ends_at = None
    if booking.kind == Booking.Kind.STAY:
        ends_at = moment_typed(f"{typed['end_day']}T{typed['end_clock']}", zone)
    worker = int(typed["worker"]) if typed["worker"].isdigit() else None
    worker = None if worker == booking.worker_id else worker
    before = (booking.starts_at, booking.ends_at, booking.worker_id)
    # What the person saw is what is changed: an older picture of it is refused.
    seen = typed.get("version", "")
    if seen.isdigit() and int(seen) != booking.version:
        raise WrongState(state=states.LABELS[booking.state])
    moved = change_visit(
        booking=booking, starts_at=starts_at, ends_at=ends_at, worker_id=worker, by=request.actor,
        request_key=request.POST.get("request_key"),
    )  # fmt: skip
    toast(request, moved_words(moved), undo=way_back(moved, *before))
    return moved


def moment_typed(text: str, zone: str) -> datetime:
    """`2026-11-22T10:15` on the store's clock, or an exact moment with its zone. Refuses with TimesUnclear."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise TimesUnclear(field="starts_at") from None
    return found if found.tzinfo else moment(found.date(), found.time(), zone)


def moved_words(booking: Booking) -> str:
    who = booking.worker.name if booking.worker_id and booking.worker else ""
    name = booking.pet.name if booking.pet else ""
    return _("{pet} 改到 {time} {who}").format(pet=name, time=moment_words(booking.starts_at), who=who).strip()


def way_back(moved: Booking, starts_at: datetime, ends_at: datetime, worker_id: int | None) -> str:
    """The address that takes the move back; none where the old time has passed."""
    if starts_at < now() - STILL:
        return ""
    asked = {"start": starts_at.isoformat(), "end": ends_at.isoformat(), "version": moved.version}
    if worker_id and worker_id != moved.worker_id:
        asked["worker"] = worker_id
    return f"{reverse('counter:booking_time_back', args=[moved.pk])}?{urlencode(asked)}"


@require_POST
@staff_page("booking.write")
def back(request: Any, pk: int) -> HttpResponse:
    """Undo of a move, by the way back that was offered with it; refused where it was changed since."""
    booking, asked = booking_here(request, pk), request.GET
    try:
        if asked.get("version") != str(booking.version):
            raise WrongState(state=states.LABELS[booking.state])
        worker = asked.get("worker", "")
        change_visit(
            booking=booking, starts_at=moment_typed(asked.get("start", ""), "UTC"),
            ends_at=moment_typed(asked.get("end", ""), "UTC"), worker_id=int(worker) if worker.isdigit() else None,
            by=request.actor,
        )  # fmt: skip
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def show_form(request: Any, booking: Booking, typed: dict[str, str], refusal: Refusal | None = None) -> HttpResponse:
    """改时间: day, time and person, with times that are free."""
    people = resources_of(by=request.actor, store=request.store, kinds=("worker",)) if booking.worker_id else []
    context = {
        "booking": booking,
        "typed": typed,
        "refusal": refusal,
        "people": [(one.pk, one.name) for one in people],
        "stay": booking.kind == Booking.Kind.STAY,
        "free": free_of(refusal, booking.store.timezone) or free_near(booking, typed),
        "action": reverse("counter:booking_time", args=[booking.pk]),
        "back": link(reverse("counter:calendar"), day=typed["day"]),
    }
    template = "counter/calendar/time.html#dialog" if request.htmx else "counter/calendar/time.html"
    return render(request, template, context, status=refusal.status if refusal else 200)


def free_near(booking: Booking, typed: dict[str, str]) -> list[tuple[str, str]]:
    """(local ISO, words) of the next free times from the typed day on; of an appointment with a person only."""
    if booking.kind == Booking.Kind.STAY or not booking.worker_id:
        return []
    zone = booking.store.timezone
    try:
        day = max(date.fromisoformat(typed["day"]), local(now(), zone).date())
    except ValueError:
        day = local(now(), zone).date()
    worker = int(typed["worker"]) if typed["worker"].isdigit() else None
    try:
        slots = free_slots(
            store=booking.store, service_id=booking.service_id, first_day=day, days=FREE_DAYS, minutes=booking.minutes,
            addons=tuple(booking.addons), worker_id=worker, step=30,
        )  # fmt: skip
    except Refusal:
        return []
    return [(local_text(slot.starts_at, zone), moment_words(slot.starts_at)) for slot in slots[:FREE_SHOWN]]


def free_of(refusal: Refusal | None, zone: str) -> list[tuple[str, str]]:
    """The times a refusal says would work."""
    times = [datetime.fromisoformat(text) for text in (refusal.details.get("free", ()) if refusal else ())]
    return [(local_text(at, zone), moment_words(at)) for at in times]


def local_text(at: datetime, zone: str) -> str:
    return f"{local(at, zone):%Y-%m-%dT%H:%M}"


def bubble_of(request: Any, booking: Booking, typed: dict[str, str], refusal: Refusal) -> Callable[[Any], None]:
    """A refused drag: the sentence where it was let go, with the next free times as buttons."""
    bubble = Bubble(
        sentence=str(refusal),
        code=refusal.code,
        column=typed["worker"],
        at=typed.get("start", ""),
        post=reverse("counter:booking_time", args=[booking.pk]),
        choices=[
            (words, {"start": value, "worker": typed["worker"], "version": booking.version, "dragged": 1})
            for value, words in free_of(refusal, booking.store.timezone)
        ],
        form=reverse("counter:booking_time", args=[booking.pk]),
    )
    return bubble.write
