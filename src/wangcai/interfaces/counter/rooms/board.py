"""Rooms × days as markup, written here and not in a template: sixty rooms a month are hundreds of bars."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wangcai.booking.public import WHY_LABELS, occupancy, resources_of, states
from wangcai.interfaces.counter.calendar.placing import Day, minute_of, moment_of
from wangcai.interfaces.counter.calendar.words import OVER, TONES
from wangcai.interfaces.counter.rooms.reading import (
    BarRow,
    SharerRow,
    bars_between,
    flags_of_lodgers,
    sharers_between,
)
from wangcai.interfaces.ui.components.text import WEEKDAYS, icon
from wangcai.kernel.public import local, now

WHY_TONES = {"cleaning": "neutral", "broken": "danger", "isolation": "danger", "kept": "neutral"}
OUTSIDE = (states.HELD, states.REQUESTED, states.BOOKED)


@dataclass(slots=True)
class Room:
    """A row of the board. `bubble` is a refusal that stands in it."""

    key: str
    place: Any
    bars: list[BarRow] = field(default_factory=list)
    bubble: str = ""
    day: str = ""


@dataclass(slots=True)
class Rooms:
    """The board ready to be drawn."""

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
    first: int = 0

    @property
    def today(self) -> date:
        return self.moment.astimezone(self.zone).date()

    def at(self, moment: datetime) -> tuple[int, int]:
        """(day of the board, hour of it); may lie outside."""
        here = moment.astimezone(self.zone)
        return (here.date() - self.first_day).days, here.hour + (1 if here.minute >= 30 else 0)


def read_rooms(request: Any, first_day: date, days: int) -> Rooms:
    """Rooms, what lies in them, who shares, their flags, and how full each day is: six queries."""
    store, moment = request.store, now()
    low, high = Day.of(first_day, store.timezone), Day.of(first_day + timedelta(days=days - 1), store.timezone)
    rooms = {
        place.pk: Room(str(place.pk), place) for place in resources_of(by=request.actor, store=store, kinds=("room",))
    }
    for bar in bars_between(store, low.minutes[0], high.minutes[1]):
        if bar.room_id in rooms:
            rooms[bar.room_id].bars.append(bar)
    return Rooms(
        first_day=first_day, days=days, zone=ZoneInfo(store.timezone), low=low.low, columns=list(rooms.values()),
        filled=occupancy(store, first_day, days), sharers=sharers_between(store, low.low, high.high),
        flags=flags_of_lodgers(store, low.low, high.high), moment=moment,
        writes=request.actor.may("booking.write", store.pk), bookings="",
    )  # fmt: skip


class RoomPen:
    """Writes the rows of one board; what they all share is made once."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.labels = {state: str(label) for state, label in states.LABELS.items()}
        self.change = (
            f'<button type="button" data-change aria-label="{escape(_("换房"))}">{icon("transfer", "small")}</button>'
        )
        self.free = (
            f'<button type="button" data-unblock aria-label="{escape(_("取消停用"))}">{icon("x", "small")}</button>'
        )
        self.danger = icon("alert-triangle", "small")
        self.late = _("超时")

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

    def limits(self, place: Any) -> list[str]:
        """What the room takes: species, weight, how many; quiet or not."""
        found = []
        species = {"cat": _("只收猫"), "dog": _("只收狗")}
        if place.species:
            found.append(
                f"{icon(place.species if place.species in species else 'paw', 'small')}{escape(species.get(place.species, place.species))}"
            )
        if place.most_weight_g:
            found.append(f"≤{place.most_weight_g / 1000:g}kg")
        if place.most_height_cm:
            found.append(f"≤{place.most_height_cm}cm")
        if place.most_pets > 1:
            found.append(escape(ngettext("{n} 只", "{n} 只", place.most_pets).format(n=place.most_pets)))
        if place.quiet:
            found.append(f"{icon('moon', 'small')}{escape(_('安静'))}")
        return found

    def span(self, starts_at: datetime, ends_at: datetime) -> str:
        """Where a bar stands, cut to the board."""
        day, hour = self.rooms.at(starts_at)
        last_day, last_hour = self.rooms.at(ends_at)
        cut = ""
        if day < 0:
            day, hour, cut = 0, 0, " data-before"
        if last_day >= self.rooms.days:
            last_day, last_hour, cut = self.rooms.days, 0, cut + " data-after"
        hours = max((last_day - day) * 24 + last_hour - hour, 3)
        return f'data-a="{day}" data-b="{hour}" data-c="{hours // 24}" data-d="{hours % 24}"{cut}'

    def bar(self, bar: BarRow) -> str:
        if bar.booking_id is None or bar.starts_at is None or bar.ends_at is None:
            return self.shut(bar)
        rooms = self.rooms
        # A room changed on the way: the part slept here, without the cleaning.
        begins, ends = max(moment_of(bar.begins), bar.starts_at), min(moment_of(bar.ends), bar.ends_at)
        if begins >= ends:
            return ""
        moved_in = bar.begins > minute_of(bar.starts_at)
        moved_out = bar.ends < minute_of(bar.ends_at)
        state = bar.state or ""
        late = (state in OUTSIDE and bar.starts_at < rooms.moment) or (
            state not in OUTSIDE + OVER and bar.ends_at < rooms.moment
        )
        sharers = rooms.sharers.get(bar.booking_id, ())
        names = "、".join([bar.pet or "?", *(one.pet or "?" for one in sharers)])
        pets = [bar.pet_id, *(one.pet_id for one in sharers)]
        red = list(dict.fromkeys(words for pet in pets for words in rooms.flags.get(pet or 0, ())))
        mark = (
            f'<strong title="{escape("、".join(red))}">{self.danger}<i>{escape("、".join(red))}</i></strong>'
            if red
            else ""
        )
        words = _("{state}：{pet}，{customer}，{begin} – {end}").format(
            state=self.late if late else self.labels.get(state, state), pet=names, customer=bar.customer or "",
            begin=f"{begins.astimezone(rooms.zone):%m-%d %H:%M}", end=f"{ends.astimezone(rooms.zone):%m-%d %H:%M}",
        )  # fmt: skip
        here = " data-here" if begins < rooms.moment < ends else ""
        today = (
            " data-today"
            if begins.astimezone(rooms.zone).date() <= rooms.today <= ends.astimezone(rooms.zone).date()
            else ""
        )
        moves = f' data-moves="{bar.version}"' if rooms.writes and state not in OVER and not moved_out else ""
        marks = f"{' data-from-room' if moved_in else ''}{' data-to-room' if moved_out else ''}"
        return (
            f'<article class="is-{"late" if late else TONES.get(state, "neutral")}" id="r{bar.pk}" data-booking="{bar.booking_id}"'
            f' data-state="{state}" {self.span(begins, ends)}{moves}{marks}{here}{today}>{mark}'
            f'<a href="{rooms.bookings}{bar.booking_id}" title="{escape(words)}">{escape(names)}</a>{self.change if moves else ""}</article>'
        )

    def shut(self, bar: BarRow) -> str:
        """Cleaning, broken, isolation, kept free."""
        words = escape(str(WHY_LABELS.get(bar.why, bar.why)))
        note = f" · {escape(bar.note)}" if bar.note else ""
        begins, ends = moment_of(bar.begins), moment_of(bar.ends)
        today = " data-today" if begins <= self.rooms.moment < ends else ""
        return (
            f'<div class="is-{WHY_TONES.get(bar.why, "neutral")}" data-block="{bar.pk}" data-why="{bar.why}" {self.span(begins, ends)}{today}'
            f' title="{words}{note}"><b>{words}{note}</b>{self.free if self.rooms.writes else ""}</div>'
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
    comes, leaves = [], []
    for room in rooms.columns:
        for bar in room.bars:
            if bar.booking_id is None or bar.starts_at is None or bar.ends_at is None or bar.state == states.NO_SHOW:
                continue
            names = "、".join([bar.pet or "?", *(one.pet or "?" for one in rooms.sharers.get(bar.booking_id, ()))])
            row = {
                "pk": bar.booking_id, "name": names, "customer": bar.customer or "", "room": room.place.name,
                "state": bar.state or "", "label": states.LABELS.get(bar.state or "", ""),
            }  # fmt: skip
            if local(bar.starts_at, str(rooms.zone)).date() == rooms.today and bar.begins <= minute_of(bar.starts_at):
                comes.append({**row, "at": bar.starts_at, "tone": TONES.get(bar.state or "", "neutral")})
            if local(bar.ends_at, str(rooms.zone)).date() == rooms.today and bar.ends >= minute_of(bar.ends_at):
                leaves.append({**row, "at": bar.ends_at, "tone": TONES.get(bar.state or "", "neutral")})
    return sorted(comes, key=lambda row: row["at"]), sorted(leaves, key=lambda row: row["at"])
