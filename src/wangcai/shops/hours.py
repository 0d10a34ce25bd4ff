"""When a store is open: weekly periods, overruled by special days; all questions are answered in UTC moments."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from wangcai.kernel.public import local, moment
from wangcai.shops.models import OpeningPeriod, SpecialDay, Store

FAR = 60  # days looked ahead for the next opening


@dataclass(frozen=True)
class Hours:
    """The opening times of one store, read once (two queries) and then asked as often as one likes.

    A store that never set any hours counts as always open. A period that closes at or before it opens runs past
    midnight. Special days: None = closed, 0-6 = like that weekday.
    """

    zone: str
    weekly: dict[int, list[tuple[time, time]]] = field(default_factory=dict)
    special: dict[date, int | None] = field(default_factory=dict)

    def periods(self, day: date) -> list[tuple[time, time]]:
        """The periods that begin on a local day, earliest first."""
        weekday = self.special.get(day, day.weekday())
        return [] if weekday is None else sorted(self.weekly.get(weekday, []))

    def stretches(self, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
        """(opens, closes) in UTC of the periods that begin within `days` local days."""
        for offset in range(days):
            day = first + timedelta(days=offset)
            for opens, closes in self.periods(day):
                until = day if closes > opens else day + timedelta(days=1)
                yield moment(day, opens, self.zone), moment(until, closes, self.zone)

    def is_open(self, at: datetime) -> bool:
        """Is the store open at this moment?"""
        yesterday = local(at, self.zone).date() - timedelta(days=1)
        return not self.weekly or any(opens <= at < closes for opens, closes in self.stretches(yesterday, 2))

    def next_opening(self, at: datetime) -> datetime | None:
        """`at` itself while open, otherwise the next moment it opens; None when it stays shut for two months."""
        if self.is_open(at):
            return at
        return min((o for o, _c in self.stretches(local(at, self.zone).date(), FAR) if o > at), default=None)

    def minutes(self, start: datetime, end: datetime) -> int:
        """Whole minutes of opening between two moments: what a response clock counts."""
        if end <= start:
            return 0
        if not self.weekly:
            return int((end - start).total_seconds() // 60)
        first = local(start, self.zone).date() - timedelta(days=1)
        days = (local(end, self.zone).date() - first).days + 1
        inside = (min(c, end) - max(o, start) for o, c in self.stretches(first, days) if c > start and o < end)
        return int(sum(part.total_seconds() for part in inside) // 60)

    def after(self, at: datetime, minutes: int) -> datetime:
        """The moment `minutes` of opening after `at`: a due time that does not run at night."""
        if not self.weekly:
            return at + timedelta(minutes=minutes)
        left = timedelta(minutes=minutes)
        for opens, closes in self.stretches(local(at, self.zone).date() - timedelta(days=1), FAR):
            start = max(opens, at)
            if start >= closes:
                continue
            if start + left <= closes:
                return start + left
            left -= closes - start
        return at + timedelta(minutes=minutes)


def hours_of(store: Store) -> Hours:
    """Read a store's opening times; its own special days stand over the chain's."""
    weekly: dict[int, list[tuple[time, time]]] = {}
    periods = OpeningPeriod.objects.of(store.chain_id).filter(store=store)
    for weekday, opens, closes in periods.values_list("weekday", "opens", "closes"):
        weekly.setdefault(weekday, []).append((opens, closes))
    days = SpecialDay.objects.of(store.chain_id).filter(Q(store=store) | Q(store__isnull=True))
    special: dict[date, int | None] = {}
    own: set[date] = set()
    for store_id, day, closed, like in days.values_list("store_id", "day", "closed", "like_weekday"):
        if store_id or day not in own:
            special[day] = None if closed else day.weekday() if like is None else like
        if store_id:
            own.add(day)
    return Hours(store.timezone, weekly, special)


def is_open(store: Store, at: datetime) -> bool:
    """Is the store open at this moment? Two queries; keep `hours_of(store)` to ask more."""
    return hours_of(store).is_open(at)


def next_opening(store: Store, at: datetime) -> datetime | None:
    """`at` while open, otherwise the next opening."""
    return hours_of(store).next_opening(at)


def open_minutes(store: Store, start: datetime, end: datetime) -> int:
    """Whole minutes of opening between two moments."""
    return hours_of(store).minutes(start, end)
