"""What the room board reads: plain rows, no models. Whoever comes here may see the store."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, IntegerField, Max, QuerySet, Sum, Value

from wangcai.booking.public import Booking, Hold, Resource, states
from wangcai.customers.public import FLAG_KINDS, flag_kinds
from wangcai.interfaces.counter.calendar.placing import moment_of
from wangcai.kernel.public import kept


class PlaceRow(NamedTuple):
    """A room and what it takes."""

    pk: int
    name: str
    area: str
    species: str
    most_weight_g: int | None
    most_height_cm: int | None
    most_pets: int
    quiet: bool


def places_of(store: Any) -> list[PlaceRow]:
    """The store's rooms in their order. One query."""
    return [PlaceRow(*row) for row in _places(store.chain_id, store.pk)]


@kept
def _places(chain_id: int, store_id: int) -> QuerySet[Any]:
    found = Resource.objects.of(chain_id).filter(store_id=store_id, kind="room", ended_at=None)
    columns = ("pk", "name", "area", "species", "most_weight_g", "most_height_cm", "most_pets", "quiet")
    return found.order_by("area", "position", "pk").values_list(*columns)


class BarRow(NamedTuple):
    """A room taken from a minute to a minute: by a stay, or shut (`booking_id` None)."""

    pk: int
    room_id: int
    begins: int
    ends: int
    why: str
    note: str
    booking_id: int | None
    version: int | None
    state: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    pet_id: int | None
    pet: str | None
    species: str | None
    customer: str | None


BAR_COLUMNS = (
    "pk", "resource_id", "begins", "ends", "why", "note", "booking_id", "booking__version", "booking__state",
    "booking__starts_at", "booking__ends_at", "booking__pet_id", "booking__pet__name", "booking__pet__species",
    "booking__customer__name",
)  # fmt: skip


# A room is taken a while longer than its stay, for cleaning.
AFTERWARDS = timedelta(days=2)


class Days(NamedTuple):
    """The stretch a board shows: in moments, and in minutes since 1970. `lately` is when what reaches into it may end."""

    chain_id: int
    store_id: int
    lately: datetime
    end: datetime
    low: int
    high: int

    @staticmethod
    def of(store: Any, low: int, high: int) -> "Days":
        return Days(store.chain_id, store.pk, moment_of(low) - AFTERWARDS, moment_of(high), low, high)


def bars_between(asked: Days) -> list[BarRow]:
    """What lies in the store's rooms in these minutes, by its beginning, and what else those bookings hold. Two queries."""
    shut = _shut_bars(asked.chain_id, asked.store_id, asked.low, asked.high)
    return sorted((BarRow(*row) for row in (*_taken_bars(*asked), *shut)), key=lambda bar: bar.begins)


@kept
def _taken_bars(chain_id: int, store_id: int, lately: datetime, end: datetime, low: int, high: int) -> QuerySet[Any]:
    return taken(chain_id, store_id, lately, end, low, high).order_by("begins").values_list(*BAR_COLUMNS)


@kept
def _shut_bars(chain_id: int, store_id: int, low: int, high: int) -> QuerySet[Any]:
    return shut(chain_id, store_id, low, high).order_by("begins").values_list(*BAR_COLUMNS)


def taken(chain_id: int, store_id: int, lately: datetime, end: datetime, low: int, high: int) -> QuerySet[Any]:
    """What bookings with a room hold, found through the index of such bookings: the rest of a year is not touched."""
    return holding(chain_id, low, high).filter(
        booking__chain_id=chain_id, booking__store_id=store_id, booking__room__isnull=False, booking__starts_at__lt=end,
        booking__ends_at__gt=lately,
    )  # fmt: skip


def shut(chain_id: int, store_id: int, low: int, high: int) -> QuerySet[Any]:
    """What is cleaned, broken, kept free."""
    return holding(chain_id, low, high).filter(store_id=store_id, booking_id=None)


def holding(chain_id: int, low: int, high: int) -> QuerySet[Any]:
    return Hold.objects.of(chain_id).filter(begins__lt=high, ends__gt=low)


class SharerRow(NamedTuple):
    """A pet that sleeps in the room of another of its family."""

    pk: int
    host_id: int
    pet_id: int | None
    pet: str | None
    state: str
    starts_at: datetime
    ends_at: datetime


def sharers_between(store: Any, low: datetime, high: datetime) -> dict[int, list[SharerRow]]:
    """Host booking → who shares its room. One query."""
    found: dict[int, list[SharerRow]] = {}
    for row in _sharers(store.chain_id, store.pk, low, high):
        sharer = SharerRow(*row)
        found.setdefault(sharer.host_id, []).append(sharer)
    return found


@kept
def _sharers(chain_id: int, store_id: int, low: datetime, high: datetime) -> QuerySet[Any]:
    found = Booking.objects.of(chain_id).filter(
        store_id=store_id, kind="stay", room__isnull=False, shares__isnull=False, starts_at__lt=high, ends_at__gt=low
    )
    columns = ("pk", "shares_id", "pet_id", "pet__name", "state", "starts_at", "ends_at")
    return found.exclude(state=states.CANCELLED).order_by("pk").values_list(*columns)


def flags_of_lodgers(chain_id: int, pet_ids: set[int]) -> dict[int, list[str]]:
    """Pet → its safety flags. One query."""
    found: dict[int, list[str]] = {}
    for pet_id, kind in flag_kinds(chain_id, pet_ids):
        if kind in FLAG_KINDS and FLAG_KINDS[kind].safety:
            found.setdefault(pet_id, []).append(str(FLAG_KINDS[kind].label))
    return found


def mark_of(asked: Days) -> str:
    """A word that changes whenever a room of these days is taken, freed, shut or entered. One query."""
    return ".".join(str(value or 0) for row in sorted(_mark(*asked)) for value in row)


def mark_of_bars(bars: list[BarRow]) -> str:
    """The same word, of rows that were read already."""
    said = []
    for part, some in enumerate(([bar for bar in bars if bar.booking_id], [bar for bar in bars if not bar.booking_id])):
        if some:
            versions = sum(bar.version or 0 for bar in some)
            said.append(f"{part}.{len(some)}.{max(bar.pk for bar in some)}.{sum(bar.ends for bar in some)}.{versions}")
    return ".".join(said)


@kept
def _mark(chain_id: int, store_id: int, lately: datetime, end: datetime, low: int, high: int) -> QuerySet[Any]:
    found = taken(chain_id, store_id, lately, end, low, high), shut(chain_id, store_id, low, high)
    return _summed(0, found[0]).union(_summed(1, found[1]), all=True)


def _summed(part: int, holds: QuerySet[Any]) -> QuerySet[Any]:
    found = holds.values("chain_id").annotate(
        part=Value(part, IntegerField()), n=Count("pk"), newest=Max("pk"), edges=Sum("ends"),
        versions=Sum("booking__version"),
    )  # fmt: skip
    return found.order_by().values_list("part", "n", "newest", "edges", "versions")
