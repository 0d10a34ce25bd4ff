"""Minimum cover: how many people a store wants when, where the roster has fewer, and what somebody's absence would lack (F25)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from wangcai.booking.minutes import day_edges, minute_of, stretch
from wangcai.booking.models import Cover, Skill
from wangcai.booking.presence import read_presence
from wangcai.booking.queries.days import stretches
from wangcai.kernel.public import Actor, local, moment, now

# Further ahead hardly anything is planned.
MOST_DAYS = 120


@dataclass(frozen=True, slots=True)
class Short:
    """A stretch with fewer people than the store wants: `there` of `people`. `skill` empty = of any skill."""

    day: date
    begins_at: datetime
    ends_at: datetime
    skill: str
    people: int
    there: int = 0

    @property
    def missing(self) -> int:
        return self.people - self.there


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody would not be there; `instead` is the account of who takes over."""

    account_id: int
    starts_at: datetime
    ends_at: datetime
    instead: int | None = None


def cover_of(*, by: Actor, store: Any) -> list[Cover]:
    """What the store wants at least, Monday first. One query."""
    if not by.sees(store.pk):
        return []
    return list(Cover.objects.of(by).filter(store=store).order_by("weekday", "opens", "closes", "skill", "pk"))


def short_cover(store: Any, first_day: date, days: int = 7) -> list[Short]:
    """Where the roster has too few people, by the store's own minimum; leave counts as absent. Three or four queries.

    Only what is planned counts: a week without a roster is short wherever the store wants somebody.
    """
    wanted = wanted_by(store)
    if not wanted:
        return []
    plan = read_plan(store, wanted, first_day, days)
    return plan.short(plan.there)


def short_without(store: Any, away: Sequence[Away], *, at: datetime | None = None) -> list[list[Short]]:
    """For each absence what would lack that does not lack now. Four queries at most, however many are asked about.

    Past hours, and days more than four months after the first, are not looked at.
    """
    wanted, at = wanted_by(store) if away else [], at or now()
    first = max(min((each.starts_at for each in away), default=at), at)
    last = max((each.ends_at for each in away), default=at)
    if not wanted or last <= first:
        return [[] for _each in away]
    day = local(first, store.timezone).date()
    plan = read_plan(store, wanted, day, min((local(last, store.timezone).date() - day).days + 1, MOST_DAYS))
    known = plan.lacks(plan.there)
    return [[short for short in plan.short(plan.there_without(each), known) if short.ends_at > at] for each in away]


def wanted_by(store: Any) -> list[Cover]:
    return list(Cover.objects.of(store.chain_id).filter(store=store).order_by("weekday", "opens", "pk"))


@dataclass
class CoverPlan:
    """Minutes of a window at which people are planned and not on leave, and until when they have which skill."""

    zone: str
    first_day: date
    days: int
    low: int
    high: int
    wanted: list[Cover]
    there: dict[int, int]
    away: dict[int, int]
    able: dict[str, dict[int, int]] = field(default_factory=dict)

    def of_skill(self, there: dict[int, int], skill: str) -> list[int]:
        if not skill:
            return list(there.values())
        able = self.able.get(skill, {})
        return [bits & able[account] for account, bits in there.items() if account in able]

    def lacks(self, there: dict[int, int]) -> list[int]:
        """For each wish of each day the minutes at which too few are there."""
        enough: dict[tuple[str, int], int] = {}
        for row in self.wanted:
            if (row.skill, row.people) not in enough:
                enough[row.skill, row.people] = at_least(row.people, self.of_skill(there, row.skill))
        return [
            stretch(begins, ends, self.low, self.high) & ~enough[row.skill, row.people]
            for row, _day, begins, ends in self.wishes()
        ]

    def wishes(self) -> list[tuple[Cover, date, int, int]]:
        """(wish, day, first minute, minute after the last)."""
        days = [self.first_day + timedelta(days=number) for number in range(self.days)]
        return [
            (row, day, minute_of(moment(day, row.opens, self.zone)), minute_of(moment(day, row.closes, self.zone)))
            for day in days for row in self.wanted if row.weekday == day.weekday()
        ]  # fmt: skip

    def short(self, there: dict[int, int], known: Sequence[int] = ()) -> list[Short]:
        """The stretches that lack somebody, but for the minutes `known` to lack before."""
        found = []
        before = known or [0] * len(self.wishes())
        for (row, day, _begins, _ends), bits, old in zip(self.wishes(), self.lacks(there), before, strict=True):
            for begins, ends in stretches(bits & ~old, self.low):
                span = stretch(minute_of(begins), minute_of(ends), self.low, self.high)
                found.append(Short(day, begins, ends, row.skill, row.people, self.fewest(there, row, span)))
        return found

    def fewest(self, there: dict[int, int], row: Cover, span: int) -> int:
        """How many are there during the whole stretch."""
        people = self.of_skill(there, row.skill)
        return next((count for count in range(row.people - 1, 0, -1) if not span & ~at_least(count, people)), 0)

    def there_without(self, each: Away) -> dict[int, int]:
        """Who is there if this comes to be."""
        gone = stretch(minute_of(each.starts_at), minute_of(each.ends_at), self.low, self.high)
        there = {account: bits & ~gone if account == each.account_id else bits for account, bits in self.there.items()}
        if each.instead is not None:
            there[each.instead] = there.get(each.instead, 0) | gone & ~self.away.get(each.instead, 0)
        return there


def read_plan(store: Any, wanted: list[Cover], first_day: date, days: int) -> CoverPlan:
    low, high = day_edges(first_day, store.timezone, days)
    presence = read_presence(store=store, low=low, high=high)
    there = {account: bits & ~presence.away.get(account, 0) for account, bits in presence.planned.items()}
    plan = CoverPlan(store.timezone, first_day, days, low, high, wanted, there, presence.away)
    codes = {row.skill for row in wanted if row.skill}
    for skill in Skill.objects.of(store.chain_id).filter(code__in=codes) if codes else ():
        # The last day of a skill still counts.
        until = day_edges(skill.expires_on, store.timezone)[1] if skill.expires_on else high
        plan.able.setdefault(skill.code, {})[skill.account_id] = stretch(low, until, low, high)
    return plan


def at_least(people: int, there: Sequence[int]) -> int:
    """The minutes at which at least so many of the sets have the minute."""
    counts = [0] * (people + 1)
    for bits in there:
        for number in range(people, 1, -1):
            counts[number] |= counts[number - 1] & bits
        counts[1] |= bits
    return counts[people]
