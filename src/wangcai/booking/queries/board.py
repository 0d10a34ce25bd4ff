"""房态图: rooms × days, how full a store is, and which room would suit an animal (F20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from wangcai.booking.minutes import DAY, day_edges, minute_of
from wangcai.booking.models import Resource
from wangcai.booking.offers import read_guests, read_offers
from wangcai.booking.picture import Picture, Taken, look
from wangcai.booking.places import Place
from wangcai.booking.rooms import cap_of, night_counts, read_lodging, room_faults
from wangcai.shops.public import setting


def occupancy(store: Any, first_day: date, days: int) -> dict[date, tuple[int, int, int]]:
    """Per day: (rooms slept in, usable rooms, cap). Two statements."""
    low, high = day_edges(first_day, store.timezone, days)
    return counted(look(store=store, kinds=("room",), low=low, high=high))


def occupancy_of(
    store: Any, first_day: date, days: int, *, rooms: Iterable[int], holds: Iterable[Taken]
) -> dict[date, tuple[int, int, int]]:
    """The same of rooms and holds that somebody has read already."""
    low, high = day_edges(first_day, store.timezone, days)
    picture = Picture(store, low, high, [Place(room, "room", "") for room in rooms], None, 0)
    picture.holds = list(holds)
    return counted(picture)


def counted(picture: Picture) -> dict[date, tuple[int, int, int]]:
    percent = setting(picture.store, "booking.cap_percent")
    nights = night_counts(picture, picture.low, picture.high)
    return {day: (taken, usable, cap_of(usable, percent)) for day, (taken, usable) in nights.items()}


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
