"""Bookings as people look for them: one by its name, a day of a store, who is at work then."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from wangcai.booking import states
from wangcai.booking.minutes import day_edges, members, moment_of
from wangcai.booking.models import Booking, Hold, Resource
from wangcai.booking.presence import read_presence
from wangcai.kernel.public import Actor, NotFound, day_bounds, kept


def bookings_of(by: Actor, store_id: int | None = None) -> Any:
    """Bookings the actor may see, in one store or in all of his."""
    found = Booking.objects.of(by)
    if store_id is not None:
        return found.filter(store_id=store_id) if by.sees(store_id) else found.none().of(by)
    return found if by.store_ids is None else found.filter(store_id__in=by.store_ids)


def booking_for(by: Actor, key: int | str | uuid.UUID) -> Booking:
    """One booking by id or public id; NotFound where it is absent or not the actor's. One query."""
    text = str(key)
    if text.isdigit() and len(text) < 16:
        found = bookings_of(by).filter(pk=int(text))
    else:
        try:
            found = bookings_of(by).filter(public_id=uuid.UUID(text))
        except ValueError:
            raise NotFound from None
    booking = found.select_related("store__chain", "customer", "pet", "service", "worker", "room").first()
    if booking is None:
        raise NotFound
    return booking


def day_of(*, by: Actor, store: Any, day: date) -> list[Booking]:
    """The bookings that touch a store's day, by start; cancelled ones are left out. Two queries.

    Each has pet, customer, service, worker and room, and `.holds.all()` with what it takes, buffer included.
    """
    begins, ends = day_bounds(day, store.timezone)
    touching = Q(starts_at__gte=begins, starts_at__lt=ends) | Q(starts_at__lt=begins, ends_at__gt=begins)
    return list(
        bookings_of(by, store.pk)
        .filter(touching).exclude(state=states.CANCELLED)
        .select_related("pet", "customer", "service", "worker", "room")
        .prefetch_related(Prefetch("holds", Hold.objects.of(by).order_by("begins", "resource_id")))
        .order_by("starts_at", "id")
    )  # fmt: skip


def blocks_of(*, by: Actor, store: Any, first_day: date, days: int = 1) -> list[Hold]:
    """What is out of the calendar in these days, with its resource. One query."""
    low, high = day_edges(first_day, store.timezone, days)
    if not by.sees(store.pk):
        return []
    return list(
        Hold.objects.of(by)
        .filter(store=store, booking__isnull=True, begins__lt=high, ends__gt=low)
        .select_related("resource").order_by("begins", "resource_id")
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkerDay:
    """A person of the calendar on one day: present from – to, in UTC; empty where not at work."""

    resource: Resource
    present: list[tuple[datetime, datetime]]


def workers_on(*, by: Actor, store: Any, day: date) -> list[WorkerDay]:
    """The people of a store's day board with the hours they are there. Two queries, four without a roster."""
    if store.chain_id != by.chain_id or not by.sees(store.pk):
        raise NotFound
    people = _people(by.chain_id, store.pk)
    low, high = day_edges(day, store.timezone)
    presence = read_presence(store=store, low=low, high=high)
    return [WorkerDay(person, stretches(presence.of(person.account_id), low)) for person in people]


@kept
def _people(chain_id: int, store_id: int) -> QuerySet[Resource]:
    found = Resource.objects.of(chain_id).filter(store_id=store_id, kind="worker", ended_at__isnull=True)
    return found.order_by("area", "position", "id")


def stretches(minutes: int, low: int) -> list[tuple[datetime, datetime]]:
    """A set of minutes as (from, to) pairs."""
    edges = minutes ^ (minutes << 1)
    found = [moment_of(minute) for minute in members(edges, low, 1)]
    return list(zip(found[::2], found[1::2], strict=True))


def resources_of(*, by: Actor, store: Any, kinds: tuple[str, ...] = (), ended: bool = False) -> list[Resource]:
    """A store's people, tables and rooms in their order. One query."""
    if not by.sees(store.pk):
        return []
    found = Resource.objects.of(by).filter(store=store)
    if kinds:
        found = found.filter(kind__in=kinds)
    return list((found if ended else found.filter(ended_at__isnull=True)).order_by("kind", "area", "position", "id"))
