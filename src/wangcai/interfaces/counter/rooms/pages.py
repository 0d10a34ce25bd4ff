"""The room board's page; it refreshes itself and is silent while nothing changes."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.booking.public import states
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.calendar.day import read_day
from wangcai.interfaces.counter.calendar.pages import FRESH, board_attributes, link
from wangcai.interfaces.counter.calendar.placing import Day
from wangcai.interfaces.counter.calendar.words import TONES, booking_address, booking_form
from wangcai.interfaces.counter.rooms.board import RoomPen, Rooms, in_and_out, read_rooms
from wangcai.interfaces.counter.rooms.reading import Days, mark_of
from wangcai.interfaces.ui.components.text import day as day_words
from wangcai.kernel.public import now

SPANS = (7, 14, 30)
# A board begins the day before: who leaves this morning slept here last night.
LOOK_BACK = 1


@require_GET
@staff_page("booking.see")
def rooms_page(request: Any) -> HttpResponse:
    """Rooms × 7, 14 or 30 days."""
    return render(request, "counter/rooms/rooms.html", rooms_context(request, request.GET))


@require_GET
@staff_page("booking.see")
def rooms_part(request: Any) -> HttpResponse:
    """The board alone; 204 where nothing changed since what the page has seen."""
    first_day, days = asked_span(request, request.GET)
    zone = request.store.timezone
    low, high = Day.of(first_day, zone).minutes[0], Day.of(first_day + timedelta(days=days - 1), zone).minutes[1]
    if request.GET.get("seen") == seen(request, first_day, days, mark_of(Days.of(request.store, low, high))):
        return HttpResponse(status=204)
    return render(request, "counter/rooms/rooms.html#part", rooms_context(request, request.GET))


def asked_span(request: Any, asked: Any) -> tuple[date, int]:
    """(first day, days)."""
    text = asked.get("days", "")
    days = int(text) if text.isdigit() and int(text) in SPANS else 14
    day = read_day(asked.get("day", ""), request.store.timezone, now())
    return day if asked.get("day") else day - timedelta(days=LOOK_BACK), days


def seen(request: Any, first_day: date, days: int, mark: str) -> str:
    """What the page has seen, in a word."""
    return f"{request.store.pk}.{first_day:%y%m%d}.{days}.{int(now().timestamp()) // FRESH}.{mark}"


def rooms_context(request: Any, asked: Any, bubble: Any = None) -> dict[str, Any]:
    """Everything the page shows. `bubble` writes a refusal into the row it belongs to."""
    first_day, days = asked_span(request, asked)
    rooms = read_rooms(request, first_day, days)
    rooms.bookings = booking_address()
    if bubble is not None:
        bubble(rooms)
    address = reverse("counter:rooms")
    new = booking_form() if rooms.writes else ""
    more = board_attributes(
        "room" if rooms.writes else "", new, reverse("counter:booking_room", args=[0])[: -len("0/room")]
    )
    comes, leaves = in_and_out(rooms)
    last_day = first_day + timedelta(days=days - 1)
    step = 7 if days < 30 else 30
    return {
        "seen": seen(request, first_day, days, rooms.mark), "part_url": link(reverse("counter:rooms_part"), day=asked.get("day"), days=days),
        "board": RoomPen(rooms).board(_("房态"), more), "rooms": rooms.columns, "writes": rooms.writes, "new_url": new,
        "chips": [
            {"label": _("{n} 天").format(n=each), "current": each == days,
             "url": link(address, day=asked.get("day"), days=each)} for each in SPANS
        ],
        "back_url": link(address, day=first_day - timedelta(days=step), days=days),
        "next_url": link(address, day=first_day + timedelta(days=step), days=days),
        "today_url": link(address, days=days), "is_today": not asked.get("day"),
        "title": f"{day_words(first_day)} – {day_words(last_day)}",
        "counters": figures_of(rooms, len(comes), len(leaves)), "comes": comes, "leaves": leaves,
        "legend": legend(),
    }  # fmt: skip


def figures_of(rooms: Rooms, comes: int, leaves: int) -> list[dict[str, Any]]:
    """Tonight in figures."""
    taken, usable, cap = rooms.filled.get(rooms.today, (0, 0, 0))
    tone = "danger" if usable and taken >= usable else "ready" if usable and taken >= cap else "done"
    return [
        {"value": f"{taken}/{usable}", "label": _("今晚入住"), "tone": tone},
        {"value": cap, "label": _("安全线"), "tone": ""},
        {"value": comes, "label": _("今天来"), "tone": "arrived"},
        {"value": leaves, "label": _("今天走"), "tone": "ready"},
    ]


def legend() -> list[tuple[str, str]]:
    shown = (states.BOOKED, states.ARRIVED, states.STARTED, states.READY, states.DONE)
    return [(TONES[state], str(states.LABELS[state])) for state in shown] + [
        ("neutral", _("打扫、保留")), ("danger", _("超时、隔离、维修")),
    ]  # fmt: skip
