"""A day of the store as columns: people, or tables, dryers, grounds, rooms; and a person's week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wangcai.booking.public import states, workers_on
from wangcai.interfaces.counter.calendar.drawing import Column, Pen
from wangcai.interfaces.counter.calendar.placing import Day, Lanes, away, moment_of
from wangcai.interfaces.counter.calendar.reading import (
    HoldRow,
    Row,
    Stretch,
    blocks_between,
    flags_of,
    holds_of_kind,
    places_of_kind,
    rows_between,
    rows_of_worker,
    shifts_of_person,
)
from wangcai.interfaces.counter.calendar.words import KINDS, booking_address, is_late
from wangcai.interfaces.ui.components.text import day as day_words
from wangcai.kernel.public import local, now

OPENS, CLOSES = 9, 19
WEEK = 7


def read_day(text: str, zone: str, moment: datetime) -> date:
    """The asked day, today where none was; a day that is none is not found."""
    if not text:
        return local(moment, zone).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


@dataclass(slots=True)
class Picture:
    """A board ready to be drawn. `rows` are the bookings counted in its head."""

    day: Day
    columns: list[Column]
    rows: list[Row]
    pen: Pen
    first: int
    last: int
    now_at: int | None
    moment: datetime


def picture_of_day(request: Any, day: date, kind: str) -> Picture:
    """The columns of a day by people or by one kind of place. Five queries, seven without a roster."""
    store, moment = request.store, now()
    shown = Day.of(day, store.timezone)
    asked = Stretch.of(store, shown.low, shown.high, stays=kind == "room")
    rows = rows_between(asked)
    if kind == "worker":
        columns = people_columns(request, shown, rows)
    else:
        columns, rows = place_columns(request, shown, rows, kind)
    return finished(request, shown, columns, rows, moment, flags_of(store.chain_id, rows))


def people_columns(request: Any, day: Day, rows: list[Row]) -> list[Column]:
    """Who is there or has bookings; what nobody has to do stands in a column of its own."""
    store = request.store
    lanes: dict[int | None, Lanes] = {}
    counts: dict[int | None, int] = {}
    for row in rows:
        begins, length = day.place(row.starts_at, row.ends_at)
        lanes.setdefault(row.worker_id, Lanes()).add(begins, length, row)
        counts[row.worker_id] = counts.get(row.worker_id, 0) + 1
    for hold in blocks_between(store, *day.minutes):
        lanes.setdefault(hold.resource_id, Lanes()).add(*day.place(moment_of(hold.begins), moment_of(hold.ends)), hold)
    columns = []
    for worker in workers_on(by=request.actor, store=store, day=day.date):
        person = worker.resource
        count = counts.pop(person.pk, 0)
        if not worker.present and not count:
            continue
        present = [day.place(starts, ends) for starts, ends in worker.present]
        columns.append(
            Column(
                key=str(person.pk), title=person.name, day=day.date.isoformat(), face=True,
                detail=count_words(count), spots=spots_of(lanes, person.pk),
                present=[(begins, begins + length) for begins, length in present],
            )
        )  # fmt: skip
    left = [spot for key in counts if key in lanes for spot in lanes[key].spots]
    if left:
        rest = Lanes(left)
        columns.append(
            Column(
                key="", title=_("未安排"), day=day.date.isoformat(), detail=count_words(len(left)), spots=rest.settled()
            )
        )
    return columns


def place_columns(request: Any, day: Day, rows: list[Row], kind: str) -> tuple[list[Column], list[Row]]:
    """Tables, dryers, grounds or rooms with what takes them, cleaning included."""
    by_pk = {row.pk: row for row in rows}
    lanes: dict[int | None, Lanes] = {}
    taken: dict[int, set[int]] = {}
    for hold in holds_of_kind(request.store, kind, *day.minutes):
        thing: Any = by_pk.get(hold.booking_id) if hold.booking_id else hold
        if thing is None:
            continue
        lanes.setdefault(hold.resource_id, Lanes()).add(*day.place(moment_of(hold.begins), moment_of(hold.ends)), thing)
        if hold.booking_id:
            taken.setdefault(hold.resource_id, set()).add(hold.booking_id)
    columns = [
        Column(
            key=str(place.pk), title=place.name, detail=count_words(len(taken.get(place.pk, ()))),
            day=day.date.isoformat(), spots=spots_of(lanes, place.pk),
        )
        for place in places_of_kind(request.store, kind)
    ]  # fmt: skip
    shown = {pk for column in columns for pk in taken.get(int(column.key), ())}
    return columns, [row for row in rows if row.pk in shown]


def picture_of_week(request: Any, day: date, worker: Any) -> Picture:
    """Seven days of one person from a Monday on. Five queries."""
    store, moment = request.store, now()
    monday = day - timedelta(days=day.weekday())
    days = [Day.of(monday + timedelta(days=n), store.timezone) for n in range(WEEK)]
    low, high = days[0].low, days[-1].high
    asked = Stretch.of(store, low, high)
    rows = rows_of_worker(asked, worker.pk)
    blocks = [
        hold for hold in blocks_between(store, days[0].minutes[0], days[-1].minutes[1]) if hold.resource_id == worker.pk
    ]
    shifts = shifts_of_person(store, worker.account_id, low, high) if worker.account_id else []
    columns = [week_column(each, worker, rows, blocks, shifts) for each in days]
    today = local(moment, store.timezone).date()
    return finished(request, Day.of(day, store.timezone), columns, rows, moment, flags_of(store.chain_id, rows), today)


def week_column(
    day: Day, worker: Any, rows: list[Row], blocks: list[HoldRow], shifts: list[tuple[datetime, datetime]]
) -> Column:
    lanes, count = Lanes(), 0
    for row in rows:
        if row.starts_at < day.high and row.ends_at > day.low:
            lanes.add(*day.place(row.starts_at, row.ends_at), row)
            count += 1
    for hold in blocks:
        starts, ends = moment_of(hold.begins), moment_of(hold.ends)
        if starts < day.high and ends > day.low:
            lanes.add(*day.place(starts, ends), hold)
    there = [day.place(starts, ends) for starts, ends in shifts if starts < day.high and ends > day.low]
    return Column(
        key=str(worker.pk), title=str(day_words(day.date)), day=day.date.isoformat(), detail=count_words(count),
        spots=lanes.settled(), present=[(begins, begins + length) for begins, length in there] if shifts else None,
    )  # fmt: skip


def finished(
    request: Any, day: Day, columns: list[Column], rows: list[Row], moment: datetime,
    flags: dict[int, list[tuple[str, bool]]], today: date | None = None,
) -> Picture:  # fmt: skip
    """The hours that are shown, the shade where nobody is there, the now-line."""
    first, last = hours_shown(columns)
    for column in columns:
        column.away = away(column.present, first * 60, last * 60) if column.present is not None else []
        column.today = column.day == (today or local(moment, request.store.timezone).date()).isoformat()
    pen = Pen(
        moment=moment, day=day, flags=flags, visits=booking_address(),
        writes=request.actor.may("booking.write", request.store.pk),
    )  # fmt: skip
    here = moment.astimezone(pen.zone)
    now_at = here.hour * 60 + here.minute if any(column.today for column in columns) else None
    return Picture(day, columns, rows, pen, first, last, now_at, moment)


def hours_shown(columns: Iterable[Column]) -> tuple[int, int]:
    """From the first thing that happens to the last, the usual day at least. A stay that began before counts not."""
    first, last = OPENS * 60, CLOSES * 60
    for column in columns:
        for spot in column.spots:
            if spot.length < 16 * 60:
                first, last = min(first, spot.begins), max(last, spot.begins + spot.length)
        for begins, ends in column.present or ():
            if ends - begins < 16 * 60:
                first, last = min(first, begins), max(last, ends)
    return first // 60, min(24, -(-last // 60))


def spots_of(lanes: dict[int | None, Lanes], key: int) -> list[Any]:
    return lanes.pop(key).settled() if key in lanes else []


def count_words(count: int) -> str:
    return ngettext("{n} 个预约", "{n} 个预约", count).format(n=count) if count else _("没有预约")


def figures_of(rows: list[Row], moment: datetime) -> list[dict[str, Any]]:
    """The figures in the head of a day."""
    count = dict.fromkeys(states.LABELS, 0)
    late = 0
    for row in rows:
        count[row.state] += 1
        late += is_late(row.state, row.starts_at, row.ends_at, moment)
    here = count[states.ARRIVED] + count[states.STARTED]
    return [
        {"value": len(rows), "label": _("全部"), "tone": ""},
        {"value": here, "label": _("在店"), "tone": "arrived"},
        {"value": count[states.READY], "label": states.LABELS[states.READY], "tone": "ready"},
        {"value": late, "label": _("超时"), "tone": "late" if late else ""},
        {"value": count[states.DONE], "label": states.LABELS[states.DONE], "tone": "done"},
    ]


def hourly(picture: Picture) -> list[tuple[str, int]]:
    """How many are in the store in each hour shown."""
    found = dict.fromkeys(range(picture.first, picture.last), 0)
    for row in picture.rows:
        begins, length = picture.day.place(row.starts_at, row.ends_at)
        for hour in range(begins // 60, -(-(begins + length) // 60)):
            if hour in found:
                found[hour] += 1
    return [(f"{hour:02}", number) for hour, number in found.items()]


def known_kind(text: str) -> str:
    return text if text in KINDS else "worker"
