"""Rooms × days as markup, written here and not in a template: sixty rooms a month are hundreds of bars."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import escape
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wangcai.booking.public import WHY_LABELS, occupancy_of, states
from wangcai.interfaces.counter.calendar.placing import CLOCK, FULL, Day, minute_of, moment_of
from wangcai.interfaces.counter.calendar.words import TONES
from wangcai.interfaces.counter.rooms.reading import (
    BarRow,
    Days,
    PlaceRow,
    SharerRow,
    bars_between,
    flags_of_lodgers,
    mark_of_bars,
    places_of,
    sharers_between,
)
from wangcai.interfaces.ui.components.text import WEEKDAYS, icon
from wangcai.kernel.public import now

WHY_TONES = {"cleaning": "neutral", "broken": "danger", "isolation": "danger", "kept": "neutral"}
OUTSIDE, INSIDE = (states.HELD, states.REQUESTED, states.BOOKED), states.HERE
EPOCH = date(1970, 1, 1)


@dataclass(slots=True)
class Room:
    """A row of the board. `bubble` is a refusal that stands in it."""

    key: str
    place: PlaceRow
    bars: list[BarRow] = field(default_factory=list)
    bubble: str = ""
    day: str = ""


@dataclass(slots=True)
class Rooms:
    """The board ready to be drawn. `wall` turns minutes since 1970 into the store's clock; `mark` is what it has seen."""

    first_day: date
    days: int
    zone: ZoneInfo
    low: datetime
    columns: list[Room]
    filled: dict[date, tuple[int, int, int]]
    sharers: dict[int, list[SharerRow]]
    flags: dict[int, list[str]]
    moment: datetime
    writes: bool
    bookings: str
    mark: str
    offset: int | None = None
    today_wall: int = 0

    def __post_init__(self) -> None:
        ends = self.low + timedelta(days=self.days)
        first, last = (at.astimezone(self.zone).utcoffset() or timedelta() for at in (self.low, ends))
        self.offset = int(first.total_seconds()) // 60 if first == last else None
        self.today_wall = self.wall(minute_of(self.moment)) // FULL

    @property
    def today(self) -> date:
        return self.moment.astimezone(self.zone).date()

    @property
    def first_wall(self) -> int:
        """The first day as a count of days since 1970."""
        return self.first_day.toordinal() - EPOCH.toordinal()

    def wall(self, minute: int) -> int:
        """A minute of the store's wall clock, counted since 1970; by the zone where its clock changes on the board."""
        if self.offset is not None:
            return minute + self.offset
        here = moment_of(minute).astimezone(self.zone)
        return minute + int((here.utcoffset() or timedelta()).total_seconds()) // 60

    def at(self, moment: datetime) -> tuple[int, int]:
        """(day of the board, hour of it); may lie outside."""
        day, minute = divmod(self.wall(minute_of(moment)) + 30, FULL)
        return day - self.first_wall, minute // 60


def read_rooms(request: Any, first_day: date, days: int) -> Rooms:
    """Rooms, what lies in them, who shares, their flags, and how full each day is: five queries."""
    store, moment = request.store, now()
    low, high = Day.of(first_day, store.timezone), Day.of(first_day + timedelta(days=days - 1), store.timezone)
    rooms = {place.pk: Room(str(place.pk), place) for place in places_of(store)}
    bars = bars_between(Days.of(store, low.minutes[0], high.minutes[1]))
    for bar in bars:
        if bar.room_id in rooms:
            rooms[bar.room_id].bars.append(bar)
    sharers = sharers_between(store, low.low, high.high)
    pets = {one.pet_id for one in (*bars, *chain.from_iterable(sharers.values())) if one.pet_id}
    holds = ((bar.room_id, bar.begins, bar.ends, bar.booking_id, bar.why) for bar in bars)
    return Rooms(
        first_day=first_day, days=days, zone=low.zone, low=low.low, columns=list(rooms.values()),
        mark=mark_of_bars(bars),
        filled=occupancy_of(store, first_day, days, rooms=rooms, holds=holds), sharers=sharers,
        flags=flags_of_lodgers(store.chain_id, pets), moment=moment,
        writes=request.actor.may("booking.write", store.pk), bookings="",
    )  # fmt: skip


class RoomPen:
    """Writes the rows of one board; what they all share is made once."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.first, self.now = rooms.first_wall, minute_of(rooms.moment)
        self.labels = {state: str(label) for state, label in states.LABELS.items()}
        self.whys = {why: escape(str(label)) for why, label in WHY_LABELS.items()}
        self.change = (
            f'<button type="button" data-change aria-label="{escape(_("换房"))}">{icon("transfer", "small")}</button>'
        )
        self.free = (
            f'<button type="button" data-unblock aria-label="{escape(_("取消停用"))}">{icon("x", "small")}</button>'
        )
        self.danger = icon("alert-triangle", "small")
        self.late = _("超时")
        self.title = escape(_("{state}：{pet}，{customer}，{begin} – {end}"))
        self.species = {
            "cat": icon("cat", "small") + escape(_("只收猫")), "dog": icon("dog", "small") + escape(_("只收狗")),
        }  # fmt: skip
        self.quiet = icon("moon", "small") + escape(_("安静"))
        self.dates: dict[int, str] = {}

    def when(self, wall: int) -> str:
        """`11-22 14:00` of a minute of the wall clock."""
        day, minute = divmod(wall, FULL)
        found = self.dates.get(day)
        if found is None:
            found = self.dates[day] = f"{date.fromordinal(day + EPOCH.toordinal()):%m-%d}"
        return f"{found} {CLOCK[minute]}"

    def board(self, label: str, more: str) -> str:
        """The whole board as safe markup."""
        rows, area = [], None
        for room in self.rooms.columns:
            if room.place.area != area:
                area = room.place.area
                rows.append(f"<h3 data-area>{escape(area or _('其他'))}</h3>")
            rows.append(self.row(room))
        return mark_safe(  # noqa: S308  every text in it is escaped
            f'<div id="rooms" role="group" tabindex="0" aria-label="{escape(label)}" data-days="{self.rooms.days}"'
            f' data-first="{self.rooms.first_day.isoformat()}"{more}><div data-grid>{self.heads()}{"".join(rows)}{self.now_line()}</div></div>'
        )

    def heads(self) -> str:
        """The days with how full they are."""
        cells = []
        for number in range(self.rooms.days):
            day = self.rooms.first_day + timedelta(days=number)
            taken, usable, cap = self.rooms.filled.get(day, (0, 0, 0))
            percent = taken * 100 // usable if usable else 0
            tone = "danger" if usable and taken >= usable else "ready" if taken >= cap and usable else "done"
            words = _("{taken} / {usable} 间，安全线 {cap} 间").format(taken=taken, usable=usable, cap=cap)
            today = " data-today" if day == self.rooms.today else ""
            rest = " data-rest" if day.weekday() >= 5 else ""
            cells.append(
                f'<div class="is-{tone}" title="{escape(words)}"{today}{rest}><b>{day.day}</b><small>{escape(_(WEEKDAYS[day.weekday()]))}</small>'
                f'<em>{percent}%</em><span class="sr-only">{escape(words)}</span></div>'
            )
        return f"<div data-heads><div data-head>{escape(_('入住率'))}</div><div data-cells>{''.join(cells)}</div></div>"

    def row(self, room: Room) -> str:
        place = room.place
        bars = "".join(self.bar(bar) for bar in room.bars)
        limits = "".join(f"<small>{each}</small>" for each in self.limits(place))
        return (
            f'<section data-room="{place.pk}" aria-label="{escape(place.name)}"><header data-head><h4>{escape(place.name)}</h4><p>{limits}</p></header>'
            f"<div data-cells>{bars}{room.bubble}</div></section>"
        )

    def limits(self, place: PlaceRow) -> list[str]:
        """What the room takes: species, weight, how many; quiet or not."""
        found = []
        if place.species:
            found.append(self.species.get(place.species) or escape(place.species))
        if place.most_weight_g:
            found.append(f"≤{place.most_weight_g / 1000:g}kg")
        if place.most_height_cm:
            found.append(f"≤{place.most_height_cm}cm")
        if place.most_pets > 1:
            found.append(escape(ngettext("{n} 只", "{n} 只", place.most_pets).format(n=place.most_pets)))
        if place.quiet:
            found.append(self.quiet)
        return found

    def span(self, begins: int, ends: int) -> str:
        """Where a bar stands that goes from a wall minute to another, cut to the board."""
        day, hour = divmod((begins + 30) // 60 - self.first * 24, 24)
        last_day, last_hour = divmod((ends + 30) // 60 - self.first * 24, 24)
        cut = ""
        if day < 0:
            day, hour, cut = 0, 0, " data-before"
        if last_day >= self.rooms.days:
            last_day, last_hour, cut = self.rooms.days, 0, cut + " data-after"
        hours = max((last_day - day) * 24 + last_hour - hour, 3)
        return f'data-a="{day}" data-b="{hour}" data-c="{hours // 24}" data-d="{hours % 24}"{cut}'

    def bar(self, bar: BarRow) -> str:
        """A stay in this room; of one that changed rooms the part slept here, without the cleaning."""
        if bar.booking_id is None or bar.starts_at is None or bar.ends_at is None:
            return self.shut(bar)
        rooms, state = self.rooms, bar.state or ""
        starts, leaves = minute_of(bar.starts_at), minute_of(bar.ends_at)
        if min(bar.ends, leaves) <= bar.begins:
            return ""
        begins, ends = rooms.wall(max(bar.begins, starts)), rooms.wall(min(bar.ends, leaves))
        late = (state in OUTSIDE and starts < self.now) or (state in INSIDE and leaves < self.now)
        moved_out = bar.ends < leaves
        moves = f' data-moves="{bar.version}"' if rooms.writes and state not in states.OVER and not moved_out else ""
        marks = f"{' data-from-room' if bar.begins > starts else ''}{' data-to-room' if moved_out else ''}"
        if begins // FULL <= rooms.today_wall <= ends // FULL:
            marks += " data-today"
        sharers = rooms.sharers.get(bar.booking_id)
        names = escape(
            bar.pet or "?" if not sharers else "、".join([bar.pet or "?", *(one.pet or "?" for one in sharers)])
        )
        words = self.title.format(
            state=self.late if late else self.labels.get(state, state), pet=names, customer=escape(bar.customer or ""),
            begin=self.when(begins), end=self.when(ends),
        )  # fmt: skip
        return (
            f'<article class="is-{"late" if late else TONES.get(state, "neutral")}" id="r{bar.pk}" data-booking="{bar.booking_id}"'
            f' data-state="{state}" {self.span(begins, ends)}{moves}{marks}>{self.red(bar, sharers)}'
            f'<a href="{rooms.bookings}{bar.booking_id}" title="{words}">{names}</a>{self.change if moves else ""}</article>'
        )

    def red(self, bar: BarRow, sharers: list[SharerRow] | None) -> str:
        """The safety flags of who sleeps there."""
        flags = self.rooms.flags
        pets = [bar.pet_id, *(one.pet_id for one in sharers or ())]
        found = escape("、".join(dict.fromkeys(words for pet in pets for words in flags.get(pet or 0, ()))))
        return f'<strong title="{found}">{self.danger}<i>{found}</i></strong>' if found else ""

    def shut(self, bar: BarRow) -> str:
        """Cleaning, broken, isolation, kept free."""
        words = self.whys.get(bar.why, bar.why) + (f" · {escape(bar.note)}" if bar.note else "")
        today = " data-today" if bar.begins <= self.now < bar.ends else ""
        return (
            f'<div class="is-{WHY_TONES.get(bar.why, "neutral")}" data-block="{bar.pk}" data-why="{bar.why}"'
            f" {self.span(self.rooms.wall(bar.begins), self.rooms.wall(bar.ends))}{today}"
            f' title="{words}"><b>{words}</b>{self.free if self.rooms.writes else ""}</div>'
        )

    def now_line(self) -> str:
        day, hour = self.rooms.at(self.rooms.moment)
        return (
            f'<div data-now data-a="{day}" data-b="{hour}" aria-hidden="true"></div>'
            if 0 <= day < self.rooms.days
            else ""
        )


def in_and_out(rooms: Rooms) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Who comes today and who leaves, sharers with their host, by time."""
    comes: list[dict[str, Any]] = []
    leaves: list[dict[str, Any]] = []
    for room in rooms.columns:
        for bar in room.bars:
            if bar.booking_id is None or bar.starts_at is None or bar.ends_at is None or bar.state == states.NO_SHOW:
                continue
            starts, ends = minute_of(bar.starts_at), minute_of(bar.ends_at)
            if rooms.wall(starts) // FULL == rooms.today_wall and bar.begins <= starts:
                comes.append(listed(rooms, room, bar) | {"at": bar.starts_at})
            if rooms.wall(ends) // FULL == rooms.today_wall and bar.ends >= ends:
                leaves.append(listed(rooms, room, bar) | {"at": bar.ends_at})
    return sorted(comes, key=lambda row: row["at"]), sorted(leaves, key=lambda row: row["at"])


def listed(rooms: Rooms, room: Room, bar: BarRow) -> dict[str, Any]:
    """A stay in one of the lists below the board."""
    names = "、".join([bar.pet or "?", *(one.pet or "?" for one in rooms.sharers.get(bar.booking_id or 0, ()))])
    state = bar.state or ""
    return {
        "pk": bar.booking_id, "name": names, "customer": bar.customer or "", "room": room.place.name,
        "label": states.LABELS.get(state, ""), "tone": TONES.get(state, "neutral"),
    }  # fmt: skip
