"""From wishes to parts that can be planned: refuses what no booking can be. Two or three statements."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from wangcai.booking import states
from wangcai.booking.minutes import STEP, minute_of
from wangcai.booking.models import Booking
from wangcai.booking.offers import Guest, Offer, read_guests, read_offers
from wangcai.booking.planning import Part
from wangcai.booking.rooms import room_faults
from wangcai.booking.rules import NotOffered, PastTime, RoomUnfit, ShareOutside, TimesUnclear, UnknownPet
from wangcai.booking.wants import Want
from wangcai.kernel.public import Actor

FIRST_STATES = (states.HELD, states.REQUESTED, states.BOOKED)
LONGEST_STAY = timedelta(days=366)
LONGEST_WORK = 24 * 60


def prepare(*, store: Any, wants: Sequence[Want], by: Actor, at: datetime) -> list[Part]:
    """Parts in the order of the wants. Refuses: NotOffered, UnknownPet, PastTime, TimesUnclear, ShareOutside."""
    if not wants:
        raise TimesUnclear
    offers = read_offers(
        chain_id=by.chain_id, store_id=store.pk, ids=[i for w in wants for i in (w.service_id, *w.addons)]
    )
    guests, customers = read_guests(
        chain_id=by.chain_id,
        pets=[w.pet_id for w in wants if w.pet_id],
        customers=[w.customer_id for w in wants if w.customer_id],
    )
    parts = [make_part(want, offers, guests, customers, at) for want in wants]
    for part in parts:
        if part.want.shares is not None:
            join_rooms(parts, part)
    return parts


def make_part(
    want: Want, offers: dict[int, Offer], guests: dict[int, Guest], customers: set[int], at: datetime
) -> Part:
    """One want with what is known of its service and its pet."""
    if want.service_id not in offers or any(addon not in offers for addon in want.addons):
        raise NotOffered
    if want.state not in FIRST_STATES or (want.state == states.HELD) != (want.held_until is not None):
        raise TimesUnclear(field="state")
    if want.channel not in Booking.Channel.values:
        raise TimesUnclear(field="channel")
    offer, guest = offers[want.service_id], guests.get(want.pet_id or 0)
    if (want.pet_id and guest is None) or (want.customer_id and want.customer_id not in customers):
        raise UnknownPet
    if guest is not None and (guest.died_on is not None or (offer.species and guest.species not in offer.species)):
        raise NotOffered
    if want.starts_at < at - timedelta(minutes=STEP):
        raise PastTime
    begins = minute_of(want.starts_at)
    if not offer.stay:
        minutes = want.minutes
        if minutes is None:
            minutes = offer.minutes + sum(offers[addon].minutes for addon in want.addons)
        if not 0 < minutes <= LONGEST_WORK:
            raise TimesUnclear(field="minutes")
        return Part(want, offer, begins, minutes, None, guest)
    if want.ends_at is None or not timedelta(0) < want.ends_at - want.starts_at <= LONGEST_STAY:
        raise TimesUnclear
    ends = minute_of(want.ends_at)
    if ends <= begins:
        raise TimesUnclear
    return Part(want, offer, begins, ends - begins, ends, guest)


def join_rooms(parts: list[Part], part: Part) -> None:
    """Let a part sleep in another's room. The first one's time holds the room, so it must span the other's."""
    number = part.want.shares
    if number is None or not 0 <= number < len(parts):
        raise ShareOutside
    host = parts[number]
    if host is part or host.want.shares is not None or host.want.shares_booking_id is not None:
        raise ShareOutside
    fits = host.stay_ends is not None and part.stay_ends is not None
    if not fits or part.begins < host.begins or (part.stay_ends or 0) > (host.stay_ends or 0):
        raise ShareOutside
    if not same_household(host.guest, part.guest):
        raise ShareOutside
    part.shares = host
    host.with_it.append(part)


def same_household(one: Guest | None, other: Guest | None) -> bool:
    return one is not None and other is not None and one.household_id is not None and (
        one.household_id == other.household_id
    )  # fmt: skip


def join_stay(part: Part, picture: Any, by: Actor) -> Booking:
    """The stay booked before whose room a part joins. Refuses with ShareOutside or RoomUnfit."""
    host = (
        Booking.objects.of(by)
        .filter(pk=part.want.shares_booking_id, store_id=picture.store.pk, state__in=states.LIVE, shares__isnull=True)
        .select_related("pet", "room").first()
    )  # fmt: skip
    if host is None or host.room is None or host.pet is None or part.guest is None:
        raise ShareOutside
    inside = minute_of(host.starts_at) <= part.begins and (part.stay_ends or 0) <= minute_of(host.ends_at)
    if not inside or host.pet.household_id is None or host.pet.household_id != part.guest.household_id:
        raise ShareOutside
    sharers = Booking.objects.of(by).filter(shares=host, state__in=states.LIVE).count()
    place = next((place for place in picture.places if place.id == host.room_id), None)
    faults = room_faults(place, part.guest, pets=sharers + 2) if place is not None else []
    if place is None or faults:
        raise RoomUnfit(room=host.room.name, reasons="、".join(faults))
    return host
