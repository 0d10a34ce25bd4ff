"""Who on the waitlist could take a time that is free again, in the order in which they asked (F24)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from wangcai.booking.minutes import (
    DAY,
    STEP,
    day_edges,
    day_of_minute,
    every,
    members,
    minute_after,
    minute_of,
    moment_of,
)
from wangcai.booking.models import Booking, Waiting
from wangcai.booking.offers import Guest, Offer, read_guests, read_offers
from wangcai.booking.picture import Picture
from wangcai.booking.planning import Part
from wangcai.booking.queries.slots import can_begin, needs_a_look, picture_for, starts_by_worker
from wangcai.booking.rooms import read_lodging
from wangcai.booking.wants import Want
from wangcai.kernel.public import Actor, now
from wangcai.shops.public import quiet_until


@dataclass(frozen=True, slots=True)
class Fit:
    """Somebody who waits, and when and with whom it would work now."""

    waiting: Waiting
    starts_at: datetime
    worker_id: int | None


def waiting_of(*, by: Actor, store: Any) -> list[Waiting]:
    """The open waitlist of a store, in order. One query."""
    if not by.sees(store.pk):
        return []
    open_states = (Waiting.State.WAITING, Waiting.State.INVITED)
    found = Waiting.objects.of(by).filter(store=store, state__in=open_states)
    return list(found.select_related("customer", "pet", "service", "worker", "booking").order_by("made_at", "id"))


def fitting_waiters(
    *,
    booking: Booking | None = None,
    store: Any = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    at: datetime | None = None,
) -> list[Fit]:
    """Who could be invited into the time of a booking that was given back, or into a span of a store; in order.

    A time fits when it touches the span, lies in what the person asked for, is free now, and begins after the person
    can be told (in quiet hours: when these are over). The start nearest the span's is proposed. A handful of
    statements, whatever the length of the list.
    """
    if booking is not None:
        store, starts_at, ends_at = booking.store, booking.starts_at, booking.ends_at
    if store is None or starts_at is None or ends_at is None:
        raise TypeError("fitting_waiters needs a booking, or store, starts_at and ends_at")
    at = earliest_start(store, at or now())
    waiting = list(
        Waiting.objects.of(store.chain_id)
        .filter(store=store, state=Waiting.State.WAITING, from_at__lt=ends_at, to_at__gt=max(starts_at, at))
        .select_related("customer", "pet", "service", "worker", "store__chain").order_by("made_at", "id")
    )  # fmt: skip
    if not waiting:
        return []
    offers = read_offers(chain_id=store.chain_id, store_id=store.pk, ids={w.service_id for w in waiting})
    guests, _known = read_guests(chain_id=store.chain_id, pets={w.pet_id for w in waiting if w.pet_id}, customers=())
    waiting = [w for w in waiting if w.service_id in offers]
    if not waiting:
        return []
    stays = [w for w in waiting if offers[w.service_id].stay]
    low = min([day_low(starts_at, store), *(day_low(w.from_at, store) for w in stays)])
    high = max([minute_of(ends_at), *(minute_of(w.to_at) for w in stays)]) + 2 * DAY
    picture = picture_for(store, [offers[w.service_id] for w in waiting], low, high)
    span = (minute_of(starts_at), minute_of(ends_at), minute_after(at))
    fits = (fit_of(w, offers[w.service_id], guests.get(w.pet_id or 0), picture, span) for w in waiting)
    return [fit for fit in fits if fit is not None]


def fit_of(
    waiting: Waiting, offer: Offer, guest: Guest | None, picture: Picture, span: tuple[int, int, int]
) -> Fit | None:
    if offer.stay:
        return stay_fit(waiting, offer, guest, picture, span)
    begins, ends, at = span
    minutes = waiting.minutes or offer.minutes
    want = Want(waiting.service_id, waiting.from_at, worker_id=waiting.worker_id, minutes=minutes)
    part = Part(want, offer, begins, minutes, None, guest)
    found: list[tuple[int, int, Any]] = []
    for worker, bits in starts_by_worker(picture, part).items():
        length = worker.span(minutes) if worker is not None else minutes
        first = max(begins - length + 1, at, minute_after(waiting.from_at))
        last = min(ends, minute_of(waiting.to_at) - length + 1)
        asked = bits & every(STEP, picture.low, picture.high) & picture.bits(first, last)
        for minute in members(asked, picture.low, STEP):
            if not needs_a_look(part) or can_begin(picture, [part], minute - part.begins):
                found.append((abs(minute - begins), worker.id if worker is not None else 0, minute))
    if not found:
        return None
    _far, worker_id, minute = min(found)
    return Fit(waiting, moment_of(minute), worker_id or None)


def stay_fit(
    waiting: Waiting, offer: Offer, guest: Guest | None, picture: Picture, span: tuple[int, int, int]
) -> Fit | None:
    """A stay wants exactly its own time."""
    begins, ends = minute_of(waiting.from_at), minute_of(waiting.to_at)
    if begins < span[2]:
        return None
    want = Want(waiting.service_id, waiting.from_at, ends_at=waiting.to_at, pet_id=waiting.pet_id)
    part = Part(want, offer, begins, ends - begins, ends, guest)
    if not can_begin(picture, [part], 0, read_lodging(picture, part.pet_ids)):
        return None
    return Fit(waiting, waiting.from_at, None)


def earliest_start(store: Any, at: datetime) -> datetime:
    """Who is told at nine cannot begin at nine."""
    morning = quiet_until(at, store)
    return morning + timedelta(minutes=1) if morning else at


def day_low(at: datetime, store: Any) -> int:
    return day_edges(day_of_minute(minute_of(at), store.timezone), store.timezone)[0]
