"""What a wish costs as lines of a bill: the catalogue's quote for this pet, the nights, the room's own price."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from wangcai.booking.public import Booking, Resource, Want, family_stays, spans_of
from wangcai.care.queries.no_shows import must_prepay
from wangcai.catalogue.public import QuoteLine, Service, ServiceQuote, Surcharge, quote_service
from wangcai.customers.public import Pet
from wangcai.kernel.public import Actor, NotFound, local, moment
from wangcai.orders.public import NewLine, Order, OrderLine

BY_RULE = ("holiday", "peak")


@dataclass(frozen=True, slots=True)
class PricedWant:
    """A wish with its quote. `variant_ids`: what the quote may put on the bill, today or after another change of time."""

    want: Want
    quote: ServiceQuote
    variant_ids: frozenset[int]
    pet: Pet | None

    def differs(self, order: Order, booking: Booking) -> bool:
        """Do the lines on the bill say something else than this quote?"""
        now_there = order.lines.exclude(state=OrderLine.State.CANCELLED).filter(
            booking_id=booking.pk, variant_id__in=self.variant_ids
        )
        there = sorted(now_there.values_list("variant_id", "list_fen", "quantity"))
        return there != sorted((line.variant_id, line.base_fen, line.quantity) for line in self.quote.lines)


def priced_wants(*, store: Any, wants: Sequence[Want], by: Actor) -> list[PricedWant]:
    """Every wish with minutes, price and deposit filled in from the catalogue."""
    pets = {
        pet.pk: pet
        for pet in Pet.objects.of(by).filter(pk__in=[w.pet_id for w in wants if w.pet_id]).select_related("breed")
    }
    rooms = {room.pk: room for room in Resource.objects.of(by).filter(pk__in=[w.room_id for w in wants if w.room_id])}
    stays = stay_variants(by)
    rules = rule_variants(by)
    prepaid = {customer_id: must_prepay(store, customer_id) for customer_id in {want.customer_id for want in wants}}
    return [
        priced_want(
            store=store, want=_in_room(want, wants, rooms, stays), pets=pets, rules=rules, stays=stays, by=by,
            prepaid=prepaid[want.customer_id],
        )
        for want in wants
    ]  # fmt: skip


def priced_want(
    *, store: Any, want: Want, pets: dict[int, Pet], rules: frozenset[int], stays: set[int], by: Actor,
    prepaid: bool = False,
) -> PricedWant:  # fmt: skip
    """One wish with its quote; a pet of another chain is NotFound. `prepaid`: the whole price is asked in advance."""
    pet = pets.get(want.pet_id or 0)
    if want.pet_id and pet is None:
        raise NotFound
    first, nights = _days(want, store, want.service_id in stays)
    shared = want.shares is not None or want.shares_booking_id is not None
    quote = quote_service(
        by=by,
        store=store,
        variant_id=want.service_id,
        pet=pet,
        addons=want.addons,
        on=first,
        nights=nights,
        shares=shared,
    )
    advance = quote.price_from_fen if prepaid else quote.deposit_fen
    filled = replace(
        want, minutes=want.minutes or quote.minutes or None, price_from_fen=quote.price_from_fen,
        price_to_fen=quote.price_to_fen, deposit_fen=want.deposit_fen or advance,
    )  # fmt: skip
    return PricedWant(filled, quote, frozenset({want.service_id, *want.addons}) | rules, pet)


def requote(*, booking: Booking, store: Any, by: Actor) -> PricedWant:
    """The quote for a booking as it stands now: its time and, for a stay, each room by the nights slept in it.

    A night shared with a pet of the family that was booked before costs less; from the night on that pet is gone, or in
    another room, it costs as any other.
    """
    stays, rules = stay_variants(by), rule_variants(by)
    pets = {booking.pet.pk: booking.pet} if booking.pet else {}
    priced: list[PricedWant] = []
    for room, begins, ends, shared in _stretches(booking, store):
        want = Want(
            booking.service_id, begins, pet_id=booking.pet_id, customer_id=booking.customer_id, ends_at=ends,
            minutes=booking.minutes or None, addons=() if priced else tuple(booking.addons),
            room_id=room.pk if room else None, shares_booking_id=booking.pk if shared else None,
        )  # fmt: skip
        wanted = _in_room(want, [want], {room.pk: room} if room else {}, stays)
        priced.append(priced_want(store=store, want=wanted, pets=pets, rules=rules, stays=stays, by=by))
    first, lines = priced[0], _merged([line for each in priced for line in each.quote.lines])
    quote = replace(first.quote, lines=lines, price_from_fen=sum(line.base_fen * line.quantity for line in lines))
    # A room of another price takes the place of the line the booking was made for.
    known = {booking.service_id, *booking.addons} | rules | (stays if booking.kind == Booking.Kind.STAY else set())
    return replace(first, quote=quote, variant_ids=frozenset(known))


def _stretches(booking: Booking, store: Any) -> list[tuple[Resource | None, datetime, datetime, bool]]:
    """(room, from, to, shared) of what is priced on its own: the nights of a stay by room and company."""
    if booking.kind != Booking.Kind.STAY:
        return [(booking.room, booking.starts_at, booking.ends_at, False)]

    def noon(day: date) -> datetime:
        return moment(day, time(12), store.timezone)

    spans = spans_of(booking, family_stays(booking))
    return [(s.room, noon(s.first), noon(s.first + timedelta(days=s.nights)), s.shared) for s in spans]


def _merged(lines: list[QuoteLine]) -> tuple[QuoteLine, ...]:
    """Nights of one price in two rooms are one line of the bill."""
    found: dict[tuple[int, int], QuoteLine] = {}
    for line in lines:
        key = (line.variant_id, line.base_fen)
        found[key] = replace(found[key], quantity=found[key].quantity + line.quantity) if key in found else line
    return tuple(found.values())


def stay_variants(by: Actor) -> set[int]:
    """Everything that is sold by the night."""
    return set(Service.objects.of(by).filter(kind=Service.Kind.BOARD).values_list("variant_id", flat=True))


def rule_variants(by: Actor) -> frozenset[int]:
    """The fees a quote adds by itself."""
    return frozenset(Surcharge.objects.of(by).filter(when__in=BY_RULE).values_list("variant_id", flat=True))


def lines_of(booking: Booking, sheet: PricedWant, pets: int) -> list[NewLine]:
    """The quote as lines of the bill; with several pets each line says whose it is."""
    name = sheet.pet.name if sheet.pet and pets > 1 else ""
    return [
        NewLine(
            line.variant_id, line.quantity, pet_id=booking.pet_id, base_fen=line.base_fen,
            text=f"{line.text} · {name}" if name else line.text, booking_id=booking.pk,
        )
        for line in sheet.quote.lines
    ]  # fmt: skip


def _in_room(want: Want, wants: Sequence[Want], rooms: dict[int, Resource], stays: set[int]) -> Want:
    """A stay in a room with a night price of its own is a stay of that price; a sharer lives in the other's room."""
    if want.service_id not in stays:
        return want
    host = wants[want.shares] if want.shares is not None and 0 <= want.shares < len(wants) else want
    room = rooms.get(host.room_id or 0)
    if room is None or room.offer_id is None or room.offer_id not in stays:
        return want
    return replace(want, service_id=room.offer_id)


def _days(want: Want, store: Any, stay: bool) -> tuple[date, int]:
    """The first day in the store and the nights; one where it is no stay."""
    first = local(want.starts_at, store.timezone).date()
    if not stay or want.ends_at is None:
        return first, 1
    return first, max((local(want.ends_at, store.timezone).date() - first).days, 1)
