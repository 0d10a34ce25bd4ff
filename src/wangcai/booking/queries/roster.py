"""The roster as it is asked: shifts, leave, who is there. Where too few are is `cover`."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from wangcai.booking.minutes import day_of_minute, minute_of
from wangcai.booking.models import Leave, Resource, Shift, ShiftSwap, Skill
from wangcai.booking.places import read_places
from wangcai.booking.presence import LONGEST_SHIFT, read_presence
from wangcai.kernel.public import Actor, day_bounds


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


def edges(store: Any, first_day: date, days: int) -> tuple[datetime, datetime]:
    return day_bounds(first_day, store.timezone)[0], day_bounds(first_day + timedelta(days=days), store.timezone)[0]
