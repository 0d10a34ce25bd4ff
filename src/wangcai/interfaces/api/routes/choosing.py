"""Services before a time is chosen: what is offered, minutes and price for a pet, times and rooms that are free."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.booking.public import TimesUnclear, free_rooms, free_slots
from wangcai.catalogue.public import priced, quote_service, services_offered
from wangcai.customers.public import Pet, pet_for
from wangcai.interfaces.api.door import actor, store_named
from wangcai.interfaces.api.schemas import Id, Line, Moment, plain, stamp
from wangcai.kernel.public import Actor

router = Router(tags=["services"])
MOST_DAYS = 31


class ServiceOut(Schema):
    """`minutes` at the usual pace; `deposit_basis_points` of the price is asked where it is more than `deposit_fen`."""

    id: int
    sku: str
    name: str
    kind: str
    species: str
    minutes: int
    buffer_minutes: int
    price_fen: int
    addon: bool
    online: bool
    confirms_itself: bool
    deposit_fen: int
    deposit_basis_points: int


class OfferedQuery(Schema):
    store: Line
    species: str = Field("", max_length=10)


class QuoteQuery(Schema):
    """`on`: the first day (today without); `nights` for a stay; `shares`: a second pet in the same room."""

    store: Line
    pet_id: Id | None = None
    addons: list[Id] = Field([], max_length=20)
    on: date | None = None
    nights: int = Field(1, ge=1, le=366)
    shares: bool = False


class QuoteLineOut(Schema):
    variant_id: int
    text: str
    base_fen: int
    quantity: int


class QuoteOut(Schema):
    """Work in minutes without the buffer; what it costs from and to, with the lines of the lower price, and why."""

    minutes: int
    buffer_minutes: int
    price_from_fen: int
    price_to_fen: int
    deposit_fen: int
    lines: list[QuoteLineOut]
    reasons: list[str]


class SlotsQuery(Schema):
    """`minutes` as the quote says them; without, those of the pet, else the service's own."""

    store: Line
    first_day: date
    days: int = Field(1, ge=1, le=MOST_DAYS)
    pet_id: Id | None = None
    minutes: int | None = Field(None, ge=1, le=1440)
    addons: list[Id] = Field([], max_length=20)
    worker_id: Id | None = None
    step: int = Field(15, ge=5, le=120)


class SlotOut(Schema):
    starts_at: str
    ends_at: str
    worker_id: int | None


class RoomsQuery(Schema):
    store: Line
    pet_id: Id
    starts_at: Moment
    ends_at: Moment
    pets: int = Field(1, ge=1, le=20)


class RoomOut(Schema):
    """`fits`: can be booked as it is; `overridable`: only a manager's reason stands between."""

    id: int
    code: str
    name: str
    area: str
    quiet: bool
    fits: bool
    overridable: bool
    reasons: list[str]


@router.get("/services", response=list[ServiceOut], operation_id="list_services")
def offered(request: HttpRequest, query: Query[OfferedQuery]) -> Any:
    """What a store offers now, additions last. Scope: booking.see."""
    by = actor(request)
    store = store_seen(by, query.store)
    rows = services_offered(by, store, query.species)
    prices = priced(store, [row.variant_id for row in rows])
    return [
        plain(ServiceOut, row, id=row.variant_id, sku=row.variant.sku, name=row.variant.name, price_fen=prices[row.variant_id])
        for row in rows
        if row.variant_id in prices
    ]  # fmt: skip


@router.get("/services/{service_id}/quote", response=QuoteOut, operation_id="quote_service")
def quote(request: HttpRequest, service_id: int, query: Query[QuoteQuery]) -> Any:
    """Minutes and price for a pet, before a time is chosen. Scope: booking.see."""
    by = actor(request)
    store = store_seen(by, query.store)
    found = quote_service(
        by=by, store=store, variant_id=service_id, pet=pet_named(by, query.pet_id), addons=query.addons, on=query.on,
        nights=query.nights, shares=query.shares,
    )  # fmt: skip
    lines = [plain(QuoteLineOut, line) for line in found.lines]
    return plain(QuoteOut, found, lines=lines, reasons=[str(reason) for reason in found.reasons])


@router.get("/services/{service_id}/slots", response=list[SlotOut], operation_id="list_free_slots")
def slots(request: HttpRequest, service_id: int, query: Query[SlotsQuery]) -> Any:
    """The starts at which a booking would be taken, earliest first; one person each. Scope: booking.see."""
    by = actor(request)
    store = store_seen(by, query.store)
    minutes, pet = query.minutes, pet_named(by, query.pet_id)
    if minutes is None and pet is not None:
        said = quote_service(by=by, store=store, variant_id=service_id, pet=pet, addons=query.addons)
        minutes = said.minutes or None
    found = free_slots(
        store=store, service_id=service_id, first_day=query.first_day, days=query.days, minutes=minutes,
        addons=tuple(query.addons), worker_id=query.worker_id, step=query.step,
    )  # fmt: skip
    return [plain(SlotOut, slot, starts_at=stamp(slot.starts_at), ends_at=stamp(slot.ends_at)) for slot in found]


@router.get("/rooms/free", response=list[RoomOut], operation_id="list_free_rooms")
def rooms(request: HttpRequest, query: Query[RoomsQuery]) -> Any:
    """Every room for a pet and a time, those that fit first, with what stands against the others. Scope: booking.see."""
    by = actor(request)
    store = store_seen(by, query.store)
    forwards(query.starts_at, query.ends_at)
    pet = pet_for(by, query.pet_id)
    offers = free_rooms(store=store, pet=pet, starts_at=query.starts_at, ends_at=query.ends_at, pets=query.pets)
    return [
        plain(RoomOut, offer.resource, fits=offer.fits, overridable=offer.overridable, reasons=[str(r) for r in offer.reasons])
        for offer in offers
    ]  # fmt: skip


def forwards(starts_at: datetime, ends_at: datetime) -> None:
    """A stretch of time that goes on for at most a year."""
    if not 0 < (ends_at - starts_at).total_seconds() <= 366 * 86_400:
        raise TimesUnclear


def pet_named(by: Actor, pet_id: int | None) -> Pet | None:
    return pet_for(by, pet_id) if pet_id else None


def store_seen(by: Actor, code: str, permission: str = "booking.see") -> Any:
    """A store by its code whose bookings the caller may see."""
    store = store_named(by, code)
    by.require(permission, store.pk)
    return store
