"""The pages of the day board and the week board; each refreshes itself and is silent while nothing changes."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.calendar.day import (
    Picture,
    figures_of,
    hourly,
    known_kind,
    picture_of_day,
    picture_of_week,
    read_day,
)
from wangcai.interfaces.counter.calendar.drawing import board
from wangcai.interfaces.counter.calendar.placing import Day
from wangcai.interfaces.counter.calendar.reading import Stretch, mark_of, places_of_kind, requests_open, waiters
from wangcai.interfaces.counter.calendar.words import KINDS, booking_address, booking_form, legend
from wangcai.interfaces.ui.components.text import day as day_words
from wangcai.kernel.public import local, now

# The now-line and what is late are drawn anew this often (seconds) though nothing else changed.
FRESH = 300


@require_GET
@staff_page("booking.see")
def day_page(request: Any) -> HttpResponse:
    """A day by people or places."""
    return render(request, "counter/calendar/day.html", day_context(request, request.GET))


@require_GET
@staff_page("booking.see")
def day_part(request: Any) -> HttpResponse:
    """The board alone; 204 where nothing changed since what the page has seen."""
    seen = mark(request, request.GET)
    if request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    return render(request, "counter/calendar/day.html#part", day_context(request, request.GET, seen=seen))


@require_GET
@staff_page("booking.see")
def week_page(request: Any) -> HttpResponse:
    """A week of one person."""
    return render(request, "counter/calendar/week.html", week_context(request, request.GET))


@require_GET
@staff_page("booking.see")
def week_part(request: Any) -> HttpResponse:
    """The same alone; 204 where nothing changed."""
    seen = mark(request, request.GET, week=True)
    if request.GET.get("seen") == seen:
        return HttpResponse(status=204)
    return render(request, "counter/calendar/week.html#part", week_context(request, request.GET, seen=seen))


def mark(request: Any, asked: Any, *, week: bool = False) -> str:
    """What the page has seen, in a word."""
    moment = now()
    day = read_day(asked.get("day", ""), request.store.timezone, moment)
    first = day - timedelta(days=day.weekday()) if week else day
    low = Day.of(first, request.store.timezone)
    high = Day.of(first + timedelta(days=6), request.store.timezone) if week else low
    stretch = Stretch.of(request.store, low.low, high.high, stays=not week and asked.get("by") == "room")
    found = mark_of(stretch, low.minutes[0], high.minutes[1])
    return f"{request.store.pk}.{first:%y%m%d}.{int(moment.timestamp()) // FRESH}.{found}"


def day_context(request: Any, asked: Any, bubble: Any = None, seen: str = "") -> dict[str, Any]:
    """Everything the day's page shows. `bubble` writes a refusal into the column it belongs to.

    The mark is read before all else: what changes meanwhile is seen at the next look.
    """
    store, seen = request.store, seen or mark(request, asked)
    day, kind = read_day(asked.get("day", ""), store.timezone, now()), known_kind(asked.get("by", ""))
    picture = picture_of_day(request, day, kind)
    address = reverse("counter:calendar")
    chips = [
        {"label": words, "url": link(address, day=day, by=each), "current": each == kind}
        for each, words in KINDS.items()
    ]
    part = link(reverse("counter:calendar_part"), day=day, by=kind)
    return {
        **common(request, picture, bubble, drags="both" if kind == "worker" else "" if kind == "room" else "time"),
        "seen": seen, "part_url": part, "chips": chips, "kind": kind,
        "back_url": link(address, day=day - timedelta(days=1), by=kind),
        "next_url": link(address, day=day + timedelta(days=1), by=kind),
        "today_url": link(address, by=kind), "is_today": day == local(now(), store.timezone).date(),
        "title": day_words(day), "day_url": "", "week_url": link(reverse("counter:week"), day=day),
        "counters": figures_of(picture.rows, picture.moment), "hours": hourly(picture),
        "requests": requests_open(store, picture.moment), "waiting": waiters(store),
    }  # fmt: skip


def week_context(request: Any, asked: Any, bubble: Any = None, seen: str = "") -> dict[str, Any]:
    """The same for a week; without people there is nothing to show."""
    store, seen = request.store, seen or mark(request, asked, week=True)
    day = read_day(asked.get("day", ""), store.timezone, now())
    people = places_of_kind(store, "worker")
    worker = chosen(people, asked.get("worker", ""), request)
    address = reverse("counter:week")
    monday = day - timedelta(days=day.weekday())
    context: dict[str, Any] = {
        "seen": seen, "people": people, "worker": worker,
        "part_url": link(reverse("counter:week_part"), day=day, worker=worker and worker.pk),
        "chips": [
            {"label": one.name, "url": link(address, day=day, worker=one.pk), "current": one == worker} for one in people
        ],
        "back_url": link(address, day=monday - timedelta(days=7), worker=worker and worker.pk),
        "next_url": link(address, day=monday + timedelta(days=7), worker=worker and worker.pk),
        "today_url": link(address, worker=worker and worker.pk),
        "is_today": monday <= local(now(), store.timezone).date() < monday + timedelta(days=7),
        "title": f"{day_words(monday)} – {day_words(monday + timedelta(days=6))}",
        "day_url": link(reverse("counter:calendar"), day=day), "week_url": "",
        "new_url": booking_form(),
    }  # fmt: skip
    if worker is None:
        return context
    picture = picture_of_week(request, day, worker)
    return context | common(request, picture, bubble, drags="both")


def common(request: Any, picture: Picture, bubble: Any, *, drags: str) -> dict[str, Any]:
    """What day and week share: the drawn board, its rights, its words."""
    writes = picture.pen.writes
    if bubble is not None:
        bubble(picture)
    new = booking_form() if writes else ""
    more = board_attributes(drags if writes else "", new, booking_address())
    title = day_words(picture.day.date)
    return {
        "writes": writes,
        "new_url": new,
        "legend": legend(),
        "columns": picture.columns,
        "board": board(
            picture.columns, picture.pen, first=picture.first, last=picture.last, label=title, now_at=picture.now_at,
            more=more,
        ),
    }  # fmt: skip


def board_attributes(drags: str, new: str, post: str) -> str:
    """What the script of the boards has to know: what may be dragged, and where things are sent."""
    given = {"drags": drags, "new": new, "post": post, "blocks": reverse("counter:blocks")}
    return "".join(f' data-{name}="{value}"' for name, value in given.items() if value)


def chosen(people: list[Any], text: str, request: Any) -> Any:
    """The asked person; else the one who looks, else the first. Somebody else's person is not found."""
    if text:
        found = next((one for one in people if str(one.pk) == text), None)
        if found is None:
            raise Http404
        return found
    return next((one for one in people if one.account_id == request.user.pk), people[0] if people else None)


def link(address: str, **asked: Any) -> str:
    given = {name: value.isoformat() if isinstance(value, date) else value for name, value in asked.items() if value}
    return f"{address}?{urlencode(given)}" if given else address


def board_again(request: Any, status: int = 200, bubble: Any = None) -> HttpResponse:
    """The board the person was on, after something was done on it: the fragment for the part that refreshes itself."""
    path, _mark, query = (request.htmx.current_url_abs_path or "").partition("?")
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    if path == reverse("counter:rooms"):
        from wangcai.interfaces.counter.rooms.pages import rooms_context

        template, context = "counter/rooms/rooms.html#part", rooms_context(request, asked, bubble)
    elif path == reverse("counter:week"):
        template, context = "counter/calendar/week.html#part", week_context(request, asked, bubble)
    else:
        template, context = "counter/calendar/day.html#part", day_context(request, asked, bubble)
    answer = render(request, template, context | {"after": True}, status=status)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#board-live", "innerMorph"
    return answer
