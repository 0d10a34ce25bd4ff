"""What the day board reads: plain rows, no models; a board holds hundreds. Whoever comes here may see the store."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Count, DateTimeField, IntegerField, Max, QuerySet, Sum, Value
from django.db.models.functions import Greatest

from wangcai.booking.public import Booking, Hold, Resource, Shift, Waiting, states
from wangcai.customers.public import FLAG_KINDS, flag_kinds
from wangcai.kernel.public import kept


class Row(NamedTuple):
    """One booking as a board shows it."""

    pk: int
    version: int
    state: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    worker_id: int | None
    pet_id: int | None
    pet: str | None
    species: str | None
    breed: str | None
    breed_text: str | None
    customer: str | None
    service: str
    coming_at: datetime | None


COLUMNS = (
    "pk", "version", "state", "kind", "starts_at", "ends_at", "worker_id", "pet_id", "pet__name", "pet__species",
    "pet__breed__name", "pet__breed_text", "customer__name", "service__name", "coming_at",
)  # fmt: skip


# No appointment is longer than a day, so what begins earlier than this before a stretch does not reach into it: a
# year of history is not looked through for a day's board.
LONGEST = timedelta(days=2)


class Stretch(NamedTuple):
    """What is asked: appointments of a stretch of time, or what has a room in it (`before` is None)."""

    chain_id: int
    store_id: int
    before: datetime | None
    low: datetime
    high: datetime

    @staticmethod
    def of(store: Any, low: datetime, high: datetime, *, stays: bool = False) -> "Stretch":
        return Stretch(store.chain_id, store.pk, None if stays else low - LONGEST, low, high)


def touching(chain_id: int, store_id: int, before: datetime | None, low: datetime, high: datetime) -> QuerySet[Any]:
    """Bookings of a stretch of time; cancelled ones are no longer anybody's."""
    found = Booking.objects.of(chain_id).filter(store_id=store_id, starts_at__lt=high)
    if before is None:
        found = found.filter(room__isnull=False, ends_at__gt=low)  # as the index of stays says
    else:
        # PostgreSQL takes start and end for independent and would expect two rows where hundreds come, and go through
        # the joined tables for each. Of an expression it knows nothing and expects many.
        ends = Greatest("ends_at", "ends_at", output_field=DateTimeField())
        found = found.alias(ends=ends).filter(kind=Booking.Kind.SLOT, starts_at__gte=before, ends__gt=low)
    return found.exclude(state=states.CANCELLED)


def rows_between(asked: Stretch) -> list[Row]:
    """By start. One query."""
    return [Row(*row) for row in _rows(*asked)]


@kept
def _rows(chain_id: int, store_id: int, before: datetime | None, low: datetime, high: datetime) -> QuerySet[Any]:
    return touching(chain_id, store_id, before, low, high).order_by("starts_at", "pk").values_list(*COLUMNS)


def rows_of_worker(asked: Stretch, worker_id: int) -> list[Row]:
    """One person's appointments, by start. One query."""
    return [Row(*row) for row in _worker_rows(*asked, worker_id)]


@kept
def _worker_rows(
    chain_id: int, store_id: int, before: datetime | None, low: datetime, high: datetime, worker_id: int
) -> QuerySet[Any]:
    found = touching(chain_id, store_id, before, low, high).filter(worker_id=worker_id)
    return found.order_by("starts_at", "pk").values_list(*COLUMNS)


def flags_of(chain_id: int, rows: Iterable[Row]) -> dict[int, list[tuple[str, bool]]]:
    """Pet → (words, is it a matter of safety), safety first. One query, however many pets."""
    found: dict[int, list[tuple[str, bool]]] = {}
    words = {code: (str(kind.label), kind.safety) for code, kind in FLAG_KINDS.items()}
    for pet_id, kind in flag_kinds(chain_id, {row.pet_id for row in rows if row.pet_id}):
        found.setdefault(pet_id, []).append(words.get(kind, (kind, False)))
    for flags in found.values():
        flags.sort(key=lambda flag: not flag[1])
    return found


LONGEST_STAY = 400 * 24 * 60  # minutes
HOLD_COLUMNS = ("pk", "resource_id", "booking_id", "begins", "ends", "why", "note")


class HoldRow(NamedTuple):
    """A resource taken from a minute to a minute, buffer included; without a booking it is a block."""

    pk: int
    resource_id: int
    booking_id: int | None
    begins: int
    ends: int
    why: str
    note: str


def holds_of_kind(store: Any, kind: str, low: int, high: int) -> list[HoldRow]:
    """What takes the places of a kind in a stretch of minutes, blocks included. Two queries.

    Through the index of each place: the store's other holds of the year are not touched.
    """
    longest = LONGEST_STAY if kind == Resource.Kind.ROOM else LONGEST // timedelta(minutes=1)
    taken = [HoldRow(*row) for row in _holds(store.chain_id, store.pk, kind, low - longest, low, high)]
    return [*(hold for hold in blocks_between(store, low, high)), *(hold for hold in taken if hold.booking_id)]


@kept
def _holds(chain_id: int, store_id: int, kind: str, longest: int, low: int, high: int) -> QuerySet[Any]:
    places = Resource.objects.of(chain_id).filter(store_id=store_id, kind=kind, ended_at=None).values("pk")
    found = Hold.objects.of(chain_id).filter(resource_id__in=places, begins__gte=longest, begins__lt=high, ends__gt=low)
    return found.order_by("begins").values_list(*HOLD_COLUMNS)


class Place(NamedTuple):
    """A person, table or room of the calendar."""

    pk: int
    name: str
    account_id: int | None


def places_of_kind(store: Any, kind: str) -> list[Place]:
    """In their order. One query."""
    return [Place(*row) for row in _places(store.chain_id, store.pk, kind)]


@kept
def _places(chain_id: int, store_id: int, kind: str) -> QuerySet[Any]:
    found = Resource.objects.of(chain_id).filter(store_id=store_id, kind=kind, ended_at=None)
    return found.order_by("area", "position", "pk").values_list("pk", "name", "account_id")


def shifts_of_person(store: Any, account_id: int, low: datetime, high: datetime) -> list[tuple[datetime, datetime]]:
    """When one person is planned. One query."""
    return _shifts(store.chain_id, store.pk, account_id, low - timedelta(days=1), low, high)


@kept
def _shifts(
    chain_id: int, store_id: int, account_id: int, before: datetime, low: datetime, high: datetime
) -> QuerySet[Any]:
    found = Shift.objects.of(chain_id).filter(store_id=store_id, account_id=account_id)
    found = found.filter(starts_at__gte=before, starts_at__lt=high, ends_at__gt=low)
    return found.order_by("starts_at").values_list("starts_at", "ends_at")


def blocks_between(store: Any, low: int, high: int) -> list[HoldRow]:
    """What is out of the calendar. One query."""
    return [HoldRow(*row) for row in _blocks(store.chain_id, store.pk, low, high)]


@kept
def _blocks(chain_id: int, store_id: int, low: int, high: int) -> QuerySet[Any]:
    return blocks(chain_id, store_id, low, high).order_by("begins").values_list(*HOLD_COLUMNS)


def blocks(chain_id: int, store_id: int, low: int, high: int) -> QuerySet[Any]:
    """Holds without a booking; there are few, and they have an index of their own."""
    return Hold.objects.of(chain_id).filter(store_id=store_id, booking_id=None, begins__lt=high, ends__gt=low)


def mark_of(asked: Stretch, low_minute: int, high_minute: int) -> str:
    """A word that changes whenever something of this stretch changed. One query; every open board asks it all day."""
    found = _mark(*asked, low_minute, high_minute)
    return ".".join(str(value or 0) for row in sorted(found) for value in row)


@kept
def _mark(
    chain_id: int, store_id: int, before: datetime | None, low: datetime, high: datetime, low_minute: int,
    high_minute: int,
) -> QuerySet[Any]:  # fmt: skip
    bookings = touching(chain_id, store_id, before, low, high)
    shut = blocks(chain_id, store_id, low_minute, high_minute)
    waiting = Waiting.objects.of(chain_id).filter(store_id=store_id, state__in=("waiting", "invited"))
    parts = [
        summed(1, bookings, "version"), summed(2, shut, "begins"), summed(3, waiting.filter(state="waiting"), "pk"),
        summed(4, waiting.filter(state="invited"), "pk"),
    ]  # fmt: skip
    return parts[0].union(*parts[1:], all=True)


def summed(number: int, rows: QuerySet[Any], what: str) -> QuerySet[Any]:
    """(number, how many, the newest, the sum) of these rows; no row where there are none."""
    found = rows.values("chain_id").annotate(
        part=Value(number, IntegerField()),
        n=Count("pk"),
        newest=Max("pk"),
        total=Sum(what, output_field=BigIntegerField()),
    )
    return found.order_by().values_list("part", "n", "newest", "total")


def requests_open(store: Any, moment: datetime) -> list[Row]:
    """What waits for the shop's yes, the next first. One query."""
    return [Row(*row) for row in _requests(store.chain_id, store.pk, moment - LONGEST, moment)]


@kept
def _requests(chain_id: int, store_id: int, before: datetime, moment: datetime) -> QuerySet[Any]:
    found = Booking.objects.of(chain_id).filter(
        store_id=store_id, state=states.REQUESTED, starts_at__gte=before, ends_at__gt=moment
    )
    return found.order_by("starts_at", "pk").values_list(*COLUMNS)[:6]


class Waiter(NamedTuple):
    pet: str | None
    customer: str | None
    service: str
    from_at: datetime
    to_at: datetime
    made_at: datetime
    pk: int


def waiters(store: Any) -> list[Waiter]:
    """The head of the waitlist. One query."""
    return [Waiter(*row) for row in _waiters(store.chain_id, store.pk)]


@kept
def _waiters(chain_id: int, store_id: int) -> QuerySet[Any]:
    found = Waiting.objects.of(chain_id).filter(store_id=store_id, state__in=("waiting", "invited"))
    columns = ("pet__name", "customer__name", "service__name", "from_at", "to_at", "made_at", "pk")
    return found.order_by("made_at", "pk").values_list(*columns)[:6]
