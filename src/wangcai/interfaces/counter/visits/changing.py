"""Another time, another person, another room: the price follows, what was added stays."""

from datetime import date, datetime, time
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.booking.public import Booking, free_rooms, free_slots, workers_on
from wangcai.care.public import change_visit
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.choosing import room_choice
from wangcai.interfaces.counter.visits.shown import booking_of, when_words
from wangcai.interfaces.ui.components.text import clock, moment
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, local, now
from wangcai.kernel.public import moment as moment_on

STEP = 30


@require_http_methods(["GET", "POST"])
@staff_page("booking.write", anywhere=True)
def change(request: Any, booking_id: int) -> HttpResponse:
    """The form: a day first, then what is free on it."""
    booking = booking_of(request, booking_id)
    if request.method == "GET":
        return _form(request, booking, request.GET)
    sent = request.POST
    try:
        begins, ends = _times(booking, sent)
        change_visit(
            booking=booking, starts_at=begins, ends_at=ends, worker_id=_number(sent.get("worker")),
            room_id=_number(sent.get("room")), override=sent.get("override", ""), by=request.actor,
            request_key=sent.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return _form(request, booking, sent, refusal)
    toast(request, _("已改约：{when}").format(when=when_words(booking)))
    return HttpResponseRedirect(reverse("counter:visit", args=[booking.visit]))


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None


def _times(booking: Booking, sent: Any) -> tuple[datetime | None, datetime | None]:
    """The moments that were chosen; None leaves one as it is."""
    zone = booking.store.timezone
    if booking.kind == Booking.Kind.SLOT:
        try:
            return datetime.fromisoformat(sent.get("start", "")), None
        except ValueError:
            return None, None
    first, until = _day(sent.get("day", ""), None), _day(sent.get("until", ""), None)
    arrives, leaves = local(booking.starts_at, zone).time(), local(booking.ends_at, zone).time()
    begins = moment_on(first, _clock(sent.get("arrives", ""), arrives), zone) if first else None
    ends = moment_on(until, _clock(sent.get("leaves", ""), leaves), zone) if until else None
    # A stay that has begun keeps its beginning.
    return (None if begins == booking.starts_at else begins), (None if ends == booking.ends_at else ends)


def _day(text: str, usual: date | None) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return usual


def _clock(text: str, usual: time) -> time:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return usual


def _form(request: Any, booking: Booking, sent: Any, refusal: Refusal | None = None) -> HttpResponse:
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    zone, stay = booking.store.timezone, booking.kind == Booking.Kind.STAY
    first = _day(sent.get("day", ""), None) or local(max(booking.starts_at, now()), zone).date()
    slots, rooms, workers = [], [], []
    if stay:
        offers = free_rooms(store=booking.store, pet=booking.pet, starts_at=booking.starts_at, ends_at=booking.ends_at)
        rooms = [room_choice(offer) for offer in offers if offer.fits or offer.overridable]
        rooms = [("", _("还住这一间"), booking.room.name if booking.room else ""), *rooms]
    else:
        people = workers_on(by=request.actor, store=booking.store, day=first)
        workers = [("", _("不换人")), *((str(row.resource.pk), row.resource.name) for row in people if row.present)]
        found = free_slots(
            store=booking.store, service_id=booking.service_id, first_day=first, minutes=booking.minutes,
            addons=tuple(booking.addons), worker_id=_number(sent.get("worker")), step=STEP,
        )  # fmt: skip
        slots = sorted({slot.starts_at.isoformat(): clock(slot.starts_at) for slot in found}.items())
    free = refusal.details.get("free") or [] if refusal else []
    context = {
        "booking": booking,
        "when": when_words(booking),
        "stay": stay,
        "day": first,
        "until": _day(sent.get("until", ""), None) or local(booking.ends_at, zone).date(),
        "arrives": sent.get("arrives") or clock(booking.starts_at),
        "leaves": sent.get("leaves") or clock(booking.ends_at),
        "slots": slots,
        "rooms": rooms,
        "room": sent.get("room", ""),
        "workers": workers,
        "worker": sent.get("worker", ""),
        "start": sent.get("start", ""),
        "free": [(iso, moment(datetime.fromisoformat(iso))) for iso in free],
        "may_override": request.actor.may("booking.override", booking.store_id),
        "override": sent.get("override", ""),
        "refusal": refusal,
    }
    return render(request, "counter/visits/change.html", context, status=refusal.status if refusal else 200)
