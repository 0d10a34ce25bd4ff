"""The board's markup, written here and not in a template: a day holds hundreds of cards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from wangcai.booking.public import WHY_LABELS, states
from wangcai.interfaces.counter.calendar.placing import CLOCK, FULL, Day, Spot, position
from wangcai.interfaces.counter.calendar.reading import HoldRow, Row
from wangcai.interfaces.counter.calendar.words import is_late, tone_of
from wangcai.interfaces.ui.components.cards import avatar
from wangcai.interfaces.ui.components.text import icon

# A card lower than this many minutes shows its pet and its red tags; the rest is read on its page.
LOW, MIDDLE = 40, 60


@dataclass(slots=True)
class Column:
    """A person, a table, or a day of a person: its spots are bookings (Row) and blocks (HoldRow)."""

    key: str
    title: str
    detail: str = ""
    day: str = ""
    today: bool = False
    face: bool = False
    spots: list[Spot] = field(default_factory=list)
    # Stretches somebody is there (begins, ends); None where nothing says so. `away` is the shade made of it.
    present: list[tuple[int, int]] | None = None
    away: list[tuple[int, int]] = field(default_factory=list)
    bubble: str = ""


class Pen:
    """Writes the cards of one board: what they all share is made once."""

    def __init__(
        self, *, moment: datetime, day: Day, flags: dict[int, list[tuple[str, bool]]], visits: str, writes: bool
    ) -> None:
        self.moment, self.day, self.zone, self.flags, self.visits, self.writes = (
            moment,
            day,
            day.zone,
            flags,
            visits,
            writes,
        )
        self.labels = {state: escape(str(label)) for state, label in states.LABELS.items()}
        self.late = escape(_("超时"))
        coming = _("主人确认会来")
        self.coming = f'<em title="{escape(coming)}">{icon("checks", "small", coming)} '
        self.now_line = ""
        self.change = (
            f'<button type="button" data-change aria-label="{escape(_("改时间"))}">{icon("clock", "small")}</button>'
        )
        self.free = (
            f'<button type="button" data-unblock aria-label="{escape(_("取消停用"))}">{icon("x", "small")}</button>'
        )
        self.guest = escape(_("未建档"))
        self.known: dict[str, str] = {}
        self.species = {"cat": escape(_("猫")), "dog": escape(_("狗"))}

    def safe(self, text: str | None) -> str:
        """Escaped; a day says the same few words of service and breed again and again."""
        found = self.known.get(text or "")
        if found is None:
            found = self.known[text or ""] = escape(text or "")
        return found

    def column(self, column: Column) -> str:
        """A column with its head."""
        cards = "".join(
            self.block(spot) if isinstance(spot.thing, HoldRow) else self.card(spot) for spot in column.spots
        )
        gaps = "".join(f"<i data-away {position(begins, length)}></i>" for begins, length in column.away)
        face = avatar(column.title) if column.face else ""
        now = " data-today" if column.today and not column.face else ""
        line = self.now_line if column.today else ""
        return (
            f'<section data-col="{column.key}" data-day="{column.day}"{now} aria-label="{escape(column.title)}">'
            f"<header>{face}<div><h2>{escape(column.title)}</h2><p>{escape(column.detail)}</p></div></header>"
            f"<div data-lane>{gaps}{cards}{line}{column.bubble}</div></section>"
        )

    def card(self, spot: Spot) -> str:
        """One booking."""
        row: Row = spot.thing
        state = row.state
        late = is_late(state, row.starts_at, row.ends_at, self.moment)
        begins, ends = self.clock(row.starts_at), self.clock(row.ends_at)
        length = spot.length
        size = "low" if length < LOW else "middle" if length < MIDDLE else "tall"
        name = self.safe(row.pet) or self.guest
        flags = self.tags(row.pet_id, size) if row.pet_id in self.flags else ""
        kind = self.safe(row.breed or row.breed_text) or self.species.get(row.species or "", "")
        lanes = f' data-l="{spot.lane}" data-n="{spot.lanes}"' if spot.lanes > 1 else ""
        said = self.coming if row.coming_at and state == states.BOOKED else "<em>"
        moves = f' data-moves="{row.version}"' if self.writes and state not in states.OVER else ""
        return (
            f'<article class="is-{tone_of(state, late)}" id="b{row.pk}" data-size="{size}" data-state="{state}"'
            f' {position(spot.begins, length)}{lanes}{moves}><h3><a href="{self.visits}{row.pk}">{name}</a> <small>{kind}</small></h3>'
            f"{said}{self.late if late else self.labels[state]}</em>{flags}<p>{self.safe(row.service)}</p>"
            f"<p><time>{begins}–{ends}</time> {self.safe(row.customer)}</p>{self.change if moves else ''}</article>"
        )

    def clock(self, at: datetime) -> str:
        """Wall clock of the store."""
        day = self.day
        if day.even and day.low <= at < day.high:
            return CLOCK[(at - day.low).seconds // 60]
        return f"{at.astimezone(self.zone):%H:%M}"

    def tags(self, pet_id: int | None, size: str) -> str:
        """Safety in red, always whole; what is only to be thought of where there is room."""
        found = self.flags[pet_id or 0]
        red = [words for words, safety in found if safety]
        if size == "low" and len(red) > 1:
            words = escape("、".join(red))
            return f'<span><strong title="{words}">{escape(red[0])} +{len(red) - 1}<i> {words}</i></strong></span>'
        shown = "".join(f"<strong>{escape(words)}</strong>" for words in red)
        if size == "tall":
            shown += "".join(f"<b>{escape(words)}</b>" for words, safety in found if not safety)
        return f"<span>{shown}</span>" if shown else ""

    def block(self, spot: Spot) -> str:
        """A stretch nobody is to be booked in."""
        hold: HoldRow = spot.thing
        words = escape(hold.note or str(WHY_LABELS.get(hold.why, hold.why)))
        kind = escape(str(WHY_LABELS.get(hold.why, hold.why))) if hold.note else ""
        clock = f"{CLOCK[spot.begins]}–{CLOCK[min(spot.begins + spot.length, FULL)]}"
        return (
            f'<div data-block="{hold.pk}" {position(spot.begins, spot.length)}><b>{words}</b> <small>{clock} {kind}</small>'
            f"{self.free if self.writes else ''}</div>"
        )


def axis(first: int, last: int, now_at: int | None) -> str:
    """The hours down the side, and the present one."""
    hours = "".join(f'<time data-a="{hour}" data-b="0">{hour:02}:00</time>' for hour in range(first, last))
    mark = ""
    if now_at is not None:
        mark = f'<b data-now data-a="{now_at // 60}" data-b="{now_at % 60}">{now_at // 60:02}:{now_at % 60:02}</b>'
    return f'<section data-axis aria-hidden="true"><header></header><div data-lane>{hours}{mark}</div></section>'


def board(
    columns: Sequence[Column], pen: Pen, *, first: int, last: int, label: str, now_at: int | None, more: str
) -> str:
    """The whole board as safe markup; `now_at` is the minute of the now-line, `more` further attributes."""
    shown = now_at if now_at is not None and first * 60 <= now_at < last * 60 else None
    pen.now_line = ""
    if shown is not None:
        pen.now_line = f'<i data-now data-a="{shown // 60}" data-b="{shown % 60}"></i>'
    inside = "".join(pen.column(column) for column in columns)
    return mark_safe(  # noqa: S308  every text in it is escaped above
        f'<div id="calendar" role="group" tabindex="0" aria-label="{escape(label)}" data-from="{first}" data-hours="{last - first}"{more}>'
        f"<div data-grid>{axis(first, last, shown)}{inside}</div></div>"
    )
