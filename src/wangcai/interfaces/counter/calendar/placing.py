"""Where things stand on the board: wall-clock minutes of a day, cut to it; lanes for what overlaps."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wangcai.kernel.public import day_bounds

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FULL = 24 * 60
MOST_LANES = 6


# What hundreds of cards say again and again: the clock, and the attributes the style sheet places a thing by.
CLOCK = [f"{minute // 60:02}:{minute % 60:02}" for minute in range(FULL + 1)]
_FROM = [f'data-a="{minute // 60}" data-b="{minute % 60}"' for minute in range(FULL + 1)]
_LONG = [f' data-c="{minute // 60}" data-d="{minute % 60}"' for minute in range(FULL + 1)]


@dataclass(frozen=True, slots=True)
class Day:
    """A store's calendar day. `even`: no clock is changed on it, so minutes can be counted from its start."""

    date: Any
    zone: ZoneInfo
    low: datetime
    high: datetime
    even: bool

    @staticmethod
    def of(day: Any, zone: str) -> "Day":
        """The day of a `date` in an IANA zone."""
        low, high = day_bounds(day, zone)
        return Day(day, ZoneInfo(zone), low, high, high - low == timedelta(days=1))

    @property
    def minutes(self) -> tuple[int, int]:
        """First minute since 1970, and the first after the day."""
        return minute_of(self.low), minute_of(self.high)

    def place(self, starts_at: datetime, ends_at: datetime) -> tuple[int, int]:
        """(minute of the wall clock it begins at, length in minutes), cut to the day; never shorter than five."""
        begins = 0 if starts_at < self.low else self.clock(starts_at)
        ends = FULL if ends_at >= self.high else self.clock(ends_at)
        return min(begins, FULL - 5), max(5, ends - begins)

    def clock(self, at: datetime) -> int:
        """The minute of the wall clock at a moment of the day."""
        if self.even:
            return (at - self.low).seconds // 60
        here = at.astimezone(self.zone)
        return here.hour * 60 + here.minute


def minute_of(at: datetime) -> int:
    since = at - EPOCH
    return since.days * FULL + since.seconds // 60


def moment_of(minute: int) -> datetime:
    return EPOCH + timedelta(minutes=minute)


def position(begins: int, length: int) -> str:
    """The attributes the style sheet places a thing by."""
    return _FROM[begins] + _LONG[length]


@dataclass(slots=True)
class Spot:
    """A thing on a column: its stretch, and beside how many others it stands."""

    begins: int
    length: int
    thing: Any
    lane: int = 0
    lanes: int = 1


@dataclass(slots=True)
class Lanes:
    """The spots of one column."""

    spots: list[Spot] = field(default_factory=list)

    def add(self, begins: int, length: int, thing: Any) -> None:
        self.spots.append(Spot(begins, length, thing))

    def settled(self) -> list[Spot]:
        """By start; what overlaps stands side by side."""
        self.spots.sort(key=lambda spot: (spot.begins, -spot.length))
        together: list[Spot] = []
        until = -1
        for spot in self.spots:
            if spot.begins >= until:
                _share(together)
                together = []
            together.append(spot)
            until = max(until, spot.begins + spot.length)
        _share(together)
        return self.spots


def _share(together: list[Spot]) -> None:
    if len(together) < 2:
        return
    ends: list[int] = []
    for spot in together:
        free = next((lane for lane, end in enumerate(ends) if end <= spot.begins), len(ends))
        if free == len(ends):
            ends.append(0)
        ends[free] = spot.begins + spot.length
        spot.lane = free
    for spot in together:
        spot.lane, spot.lanes = min(spot.lane, MOST_LANES - 1), min(len(ends), MOST_LANES)


def away(present: Iterable[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """The stretches (begins, length) between `first` and `last` that nobody is there."""
    gaps, at = [], first
    for begins, ends in sorted(present):
        if begins > at:
            gaps.append((at, min(begins, last) - at))
        at = max(at, ends)
    if at < last:
        gaps.append((at, last - at))
    return [(begins, length) for begins, length in gaps if length > 0]
