"""The roster as it is asked: shifts, leave, who is there, and where too few are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from wangcai.booking.minutes import day_edges, day_of_minute, minute_of, stretch
from wangcai.booking.models import Cover, Leave, Resource, Shift, ShiftSwap, Skill
from wangcai.booking.places import read_places
from wangcai.booking.presence import LONGEST_SHIFT, read_presence
from wangcai.booking.queries.days import stretches
from wangcai.kernel.public import Actor, day_bounds, moment


def shifts_of(*, by: Actor, store: Any, first_day: date, days: int = 7) -> list[Shift]:
    """The store's shifts that touch these days, by start, with the person. One query."""
    if not by.sees(store.pk):
        return []
    begins, ends = edges(store, first_day, days)
    found = Shift.objects.of(by).filter(store=store, starts_at__gte=begins - LONGEST_SHIFT, starts_at__lt=ends)
    return list(found.filter(ends_at__gt=begins).select_related("account").order_by("starts_at", "account__name"))


def leaves_of(*, by: Actor, store: Any, first_day: date, days: int = 7) -> list[Leave]:
    """Leave asked for or approved that touches these days. One query."""
    if not by.sees(store.pk):
        return []
    begins, ends = edges(store, first_day, days)
    return list(
        Leave.objects.of(by)
        .filter(store=store, ends_at__gt=begins, starts_at__lt=ends, state__in=("asked", "approved"))
        .select_related("account", "store").order_by("starts_at")
    )  # fmt: skip


def open_requests(*, by: Actor, store: Any) -> tuple[list[Leave], list[ShiftSwap]]:
    """Leave and swaps somebody has to decide. Two queries."""
    if not by.sees(store.pk):
        return [], []
    leaves = Leave.objects.of(by).filter(store=store, state="asked").select_related("account", "store")
    swaps = ShiftSwap.objects.of(by).filter(shift__store=store, state__in=("asked", "agreed"))
    return (
        list(leaves.order_by("starts_at")),
        list(swaps.select_related("shift__account", "shift__store", "to").order_by("shift__starts_at")),
    )


def requests_of(account: Any) -> tuple[list[Leave], list[ShiftSwap]]:
    """A person's own: leave not over yet, swaps he asked for or is asked. Two queries."""
    leaves = Leave.objects.of(account.chain_id).filter(account=account).exclude(state="withdrawn")
    swaps = ShiftSwap.objects.of(account.chain_id).filter(
        Q(shift__account=account) | Q(to=account), state__in=("asked", "agreed")
    )
    return (
        list(leaves.select_related("store").order_by("-starts_at")[:50]),
        list(swaps.select_related("shift__account", "shift__store", "to")),
    )


def skills_of(*, by: Actor, accounts: list[int] | None = None) -> list[Skill]:
    """Who can do what in the chain. One query."""
    found = Skill.objects.of(by).select_related("account")
    return list((found if accounts is None else found.filter(account__in=accounts)).order_by("account__name", "code"))


def people_at(store: Any, from_at: datetime, to_at: datetime, skill: str = "") -> list[Resource]:
    """The people of the calendar who are there for the whole stretch and can do it. Three queries or more."""
    low, high = minute_of(from_at), minute_of(to_at)
    presence = read_presence(store=store, low=low, high=high)
    whole = (1 << high - low) - 1
    day = day_of_minute(low, store.timezone)
    places = read_places(chain_id=store.chain_id, store_id=store.pk, kinds=("worker",))
    ids = [
        place.id for place in places
        if presence.of(place.account_id) == whole and place.skilled({"skill": skill}, day)
    ]  # fmt: skip
    return list(Resource.objects.of(store.chain_id).filter(pk__in=ids).select_related("account").order_by("id"))


@dataclass(frozen=True, slots=True)
class Short:
    """A stretch with fewer people than the store wants. `skill` empty = of any skill."""

    day: date
    begins_at: datetime
    ends_at: datetime
    skill: str
    people: int


def short_cover(store: Any, first_day: date, days: int = 7) -> list[Short]:
    """Where the roster has too few people, by the store's own minimum; leave counts as absent. Three or four queries.

    Only what is planned counts: a week without a roster is short wherever the store wants somebody.
    """
    wanted = list(Cover.objects.of(store.chain_id).filter(store=store).order_by("weekday", "opens"))
    if not wanted:
        return []
    low, high = day_edges(first_day, store.timezone, days)
    presence = read_presence(store=store, low=low, high=high)
    able = skilled(store.chain_id, {row.skill for row in wanted if row.skill}, first_day)
    found = []
    for offset in range(days):
        day = first_day + timedelta(days=offset)
        for row in (row for row in wanted if row.weekday == day.weekday()):
            begins = minute_of(moment(day, row.opens, store.timezone))
            ends = minute_of(moment(day, row.closes, store.timezone))
            there = [
                bits & ~presence.away.get(account, 0) for account, bits in presence.planned.items()
                if not row.skill or (account, row.skill) in able
            ]  # fmt: skip
            missing = stretch(begins, ends, low, high) & ~at_least(row.people, there)
            found += [Short(day, a, b, row.skill, row.people) for a, b in stretches(missing, low)]
    return found


def at_least(people: int, there: list[int]) -> int:
    """The minutes at which at least so many of the sets have the minute."""
    counts = [0] * (people + 1)
    for bits in there:
        for number in range(people, 1, -1):
            counts[number] |= counts[number - 1] & bits
        counts[1] |= bits
    return counts[people]


def skilled(chain_id: int, codes: set[str], day: date) -> set[tuple[int, str]]:
    if not codes:
        return set()
    found = Skill.objects.of(chain_id).filter(Q(expires_on__isnull=True) | Q(expires_on__gte=day), code__in=codes)
    return set(found.values_list("account_id", "code"))


def edges(store: Any, first_day: date, days: int) -> tuple[datetime, datetime]:
    return day_bounds(first_day, store.timezone)[0], day_bounds(first_day + timedelta(days=days), store.timezone)[0]
