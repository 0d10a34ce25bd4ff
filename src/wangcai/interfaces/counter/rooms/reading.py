"""What the room board reads: plain rows, no models. Whoever comes here may see the store."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Max, QuerySet, Sum

from wangcai.booking.public import Booking, Hold, Resource, states
from wangcai.customers.public import FLAG_KINDS, Flag
from wangcai.interfaces.counter.calendar.reading import LONGEST_STAY, touching
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


def bars_between(store: Any, low: int, high: int) -> list[BarRow]:
    """What lies in the store's rooms in these minutes. One query."""
    return [BarRow(*row) for row in _bars(store.chain_id, store.pk, low - LONGEST_STAY, low, high)]


def _room_holds(chain_id: int, store_id: int, longest: int, low: int, high: int) -> QuerySet[Any]:
    """Through the index of each room: the people's and tables' holds of a year are not touched."""
    rooms = Resource.objects.of(chain_id).filter(store_id=store_id, kind="room", ended_at=None).values("pk")
    return Hold.objects.of(chain_id).filter(resource_id__in=rooms, begins__gte=longest, begins__lt=high, ends__gt=low)


@kept
def _bars(chain_id: int, store_id: int, longest: int, low: int, high: int) -> QuerySet[Any]:
    return _room_holds(chain_id, store_id, longest, low, high).order_by("begins").values_list(*BAR_COLUMNS)


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


def flags_of_lodgers(store: Any, low: datetime, high: datetime) -> dict[int, list[str]]:
    """Pet → its safety flags. One query."""
    found: dict[int, list[str]] = {}
    for pet_id, kind in _flags(store.chain_id, store.pk, low, high):
        if kind in FLAG_KINDS and FLAG_KINDS[kind].safety:
            found.setdefault(pet_id, []).append(str(FLAG_KINDS[kind].label))
    return found


@kept
def _flags(chain_id: int, store_id: int, low: datetime, high: datetime) -> QuerySet[Any]:
    pets = touching(chain_id, store_id, None, low, high).values("pet_id")
    return Flag.objects.of(chain_id).filter(ended_at=None, pet_id__in=pets).order_by("pk").values_list("pet_id", "kind")


def mark_of(store: Any, low: int, high: int) -> str:
    """A word that changes whenever a room of these days is taken, freed, shut or entered. One query."""
    rows = _mark(store.chain_id, store.pk, low - LONGEST_STAY, low, high)
    return ".".join(str(value or 0) for row in rows for value in row)


def mark_of_bars(bars: list[BarRow]) -> str:
    """The same word, of rows that were read already."""
    if not bars:
        return ""
    versions = sum(bar.version or 0 for bar in bars)
    return f"{len(bars)}.{max(bar.pk for bar in bars)}.{sum(bar.ends for bar in bars)}.{versions}"


@kept
def _mark(chain_id: int, store_id: int, longest: int, low: int, high: int) -> QuerySet[Any]:
    found = _room_holds(chain_id, store_id, longest, low, high).values("chain_id")
    return (
        found.annotate(n=Count("pk"), newest=Max("pk"), edges=Sum("ends"), versions=Sum("booking__version"))
        .order_by().values_list("n", "newest", "edges", "versions")
    )  # fmt: skip
