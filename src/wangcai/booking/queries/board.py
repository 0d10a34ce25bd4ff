"""房态图: rooms × days, how full a store is, and which room would suit an animal (F20)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from wangcai.booking import states
from wangcai.booking.minutes import DAY, day_edges, minute_of, moment_of
from wangcai.booking.models import Booking, Hold, Resource
from wangcai.booking.offers import read_guests, read_offers
from wangcai.booking.picture import Picture, look
from wangcai.booking.places import Place
from wangcai.booking.queries.days import resources_of
from wangcai.booking.rooms import cap_of, night_counts, read_lodging, room_faults
from wangcai.kernel.public import Actor, NotFound
from wangcai.shops.public import setting

LONGEST = 367 * DAY


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch on the room board: a booking (with the pets that share its room) or a block (`why`)."""

    hold: Hold
    begins_at: datetime
    ends_at: datetime
    booking: Booking | None
    sharers: list[Booking] = field(default_factory=list)

    @property
    def why(self) -> str:
        return self.hold.why


@dataclass(frozen=True, slots=True)
class RoomRow:
    resource: Resource
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class RoomBoard:
    """`days`: calendar day → (rooms slept in, usable rooms, cap)."""

    rooms: list[RoomRow]
    days: dict[date, tuple[int, int, int]]


def rooms_of(*, by: Actor, store: Any, first_day: date, days: int) -> RoomBoard:
    """Rooms with what lies in these days. Four queries, however many rooms and bookings."""
    if store.chain_id != by.chain_id or not by.sees(store.pk):
        raise NotFound
    low, high = day_edges(first_day, store.timezone, days)
    rooms = resources_of(by=by, store=store, kinds=("room",))
    holds = list(
        Hold.objects.of(by)
        .filter(resource__in=[room.pk for room in rooms], begins__gte=low - LONGEST, begins__lt=high, ends__gt=low)
        .select_related("booking__pet", "booking__customer", "booking__service").order_by("begins")
    )  # fmt: skip
    sharers: dict[int, list[Booking]] = {}
    hosts = [hold.booking_id for hold in holds if hold.booking_id]
    shared = Booking.objects.of(by).filter(shares_id__in=hosts).exclude(state=states.CANCELLED)
    for booking in shared.select_related("pet", "customer", "service").order_by("id") if hosts else ():
        sharers.setdefault(booking.shares_id or 0, []).append(booking)
    bars: dict[int, list[Bar]] = {}
    for hold in holds:
        bar = Bar(
            hold, moment_of(hold.begins), moment_of(hold.ends), hold.booking, sharers.get(hold.booking_id or 0, [])
        )
        bars.setdefault(hold.resource_id, []).append(bar)
    counted = night_counts_of_holds(store, rooms, holds, low, high)
    return RoomBoard([RoomRow(room, bars.get(room.pk, [])) for room in rooms], counted)


def night_counts_of_holds(
    store: Any, rooms: list[Resource], holds: list[Hold], low: int, high: int
) -> dict[date, tuple[int, int, int]]:
    picture = Picture(store, low, high, [Place(room.pk, "room", room.name) for room in rooms], None, 0)
    picture.holds = [(h.resource_id, h.begins, h.ends, h.booking_id, h.why) for h in holds]
    percent = setting(store, "booking.cap_percent")
    return {
        day: (taken, usable, cap_of(usable, percent))
        for day, (taken, usable) in night_counts(picture, low, high).items()
    }


def occupancy(store: Any, first_day: date, days: int) -> dict[date, tuple[int, int, int]]:
    """Per day: (rooms slept in, usable rooms, cap). Two statements."""
    low, high = day_edges(first_day, store.timezone, days)
    picture = look(store=store, kinds=("room",), low=low, high=high)
    percent = setting(store, "booking.cap_percent")
    return {
        day: (taken, usable, cap_of(usable, percent))
        for day, (taken, usable) in night_counts(picture, low, high).items()
    }


@dataclass(frozen=True, slots=True)
class RoomOffer:
    """A room for a stay: `fits` means it can be booked as it is; `reasons` say what stands against it.

    `overridable`: only something a manager may let pass (animals to be kept apart).
    """

    resource: Resource
    fits: bool
    reasons: list[str]
    overridable: bool = False


def free_rooms(
    *, store: Any, pet: Any, starts_at: datetime, ends_at: datetime, at: datetime | None = None, pets: int = 1
) -> list[RoomOffer]:
    """Every room of the store for a pet and a time, those that fit first. `pets` of one household would share it."""
    low = day_edges(starts_at.date(), store.timezone)[0] - DAY
    begins, ends = minute_of(starts_at), minute_of(ends_at)
    picture = look(store=store, kinds=("room",), low=low, high=ends + 3 * DAY)
    guests, _known = read_guests(chain_id=store.chain_id, pets=[pet.pk], customers=())
    lodging = read_lodging(picture, [pet.pk])
    offers = read_offers(
        chain_id=store.chain_id, store_id=store.pk, ids=[p.offer_id for p in picture.places if p.offer_id]
    )
    resources = Resource.objects.of(store.chain_id).filter(pk__in=[p.id for p in picture.places])
    rows = {room.pk: room for room in resources.select_related("offer")}
    found = []
    for place in picture.places:
        buffer = offers[place.offer_id].buffer if place.offer_id in offers else 0
        reasons = room_faults(place, guests.get(pet.pk), pets=pets)
        if not picture.is_free(place, begins, ends + buffer):
            reasons.append(_("这段时间已被占用"))
        trouble = lodging.trouble(place, [pet.pk], begins, ends + buffer)
        hard = bool(reasons)
        if trouble is not None:
            reasons.append(str(trouble))
        found.append(RoomOffer(rows[place.id], not reasons, reasons, bool(reasons) and not hard))
    return sorted(found, key=lambda offer: (not offer.fits, not offer.overridable))
