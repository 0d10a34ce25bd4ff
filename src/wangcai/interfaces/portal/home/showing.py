"""The owner's first page in his words: what is open, what comes, what was, the pets."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from wangcai.booking.public import Booking, Waiting, booking_for, states
from wangcai.care.public import Visit
from wangcai.customers.public import HealthRecord, Pet, file_ids, pets_of, plans_of
from wangcai.interfaces.portal.home.session import Visitor
from wangcai.interfaces.ui.public import long_moment
from wangcai.kernel.public import NotFound, local, now, system_actor

STATES = {
    states.HELD: "booked", states.REQUESTED: "booked", states.BOOKED: "booked", states.ARRIVED: "arrived",
    states.STARTED: "service", states.READY: "ready", states.DONE: "done", states.CANCELLED: "neutral",
    states.NO_SHOW: "late",
}  # fmt: skip
SHOWN_AFTER = timedelta(days=14)
WARN_DAYS = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One booking as a line: what, when, how it stands; `visit_id` None where there is no bill yet."""

    booking: Booking
    title: str
    detail: str
    state: str
    state_label: str
    visit_id: int | None
    movable: bool


def home_context(visitor: Visitor) -> dict[str, Any]:
    """Six queries, however many pets and bookings."""
    at = now()
    bookings = bookings_of_owner(visitor, at)
    keys = dict(Visit.objects.of(visitor.chain).filter(key__in={b.visit for b in bookings}).values_list("key", "pk"))
    rows = [row_of(booking, keys.get(booking.visit)) for booking in bookings]
    pets = [pet for pet in pets_of(visitor.customer) if pet.died_on is None]
    return {
        "visitor": visitor,
        "coming": [row for row in rows if row.booking.state in states.LIVE],
        "past": [row for row in rows if row.booking.state not in states.LIVE],
        "pets": [(pet, detail_of(pet), words) for pet, words in with_warnings(visitor, pets)],
        "waiting": waiting_of_owner(visitor),
        "store": visitor.store,
    }


def bookings_of_owner(visitor: Visitor, at: Any) -> list[Booking]:
    """What is to come or going on, soonest first, then what was in the last fortnight."""
    mine = Booking.objects.of(visitor.chain).filter(customer_id__in=file_ids(visitor.customer))
    found = mine.filter(ends_at__gte=at - SHOWN_AFTER).exclude(state=states.HELD)
    rows = list(found.select_related("pet", "service", "store", "room").order_by("starts_at", "pk")[:60])
    return sorted(rows, key=lambda b: (b.state not in states.LIVE, b.starts_at, b.pk))


def own_booking(visitor: Visitor, public_id: Any) -> Booking:
    """One booking of this owner by its public id; NotFound for everybody else's."""
    booking = booking_for(system_actor(visitor.chain.pk), public_id)
    if booking.customer_id not in file_ids(visitor.customer):
        raise NotFound
    return booking


def row_of(booking: Booking, visit_id: int | None) -> Row:
    when = long_moment(booking.starts_at)
    if booking.kind == Booking.Kind.STAY:
        when = _("{begins} 至 {ends}").format(begins=when, ends=long_moment(booking.ends_at))
    title = _("{pet} · {service}").format(pet=booking.pet or _("宠物"), service=booking.service.name)
    return Row(
        booking, title, f"{when} · {booking.store.name}", STATES[booking.state], str(states.LABELS[booking.state]),
        visit_id, booking.state in (states.REQUESTED, states.BOOKED),
    )  # fmt: skip


def waiting_of_owner(visitor: Visitor) -> list[tuple[Waiting, str, bool]]:
    """(waiting, words, invited) of the open waitlist entries."""
    rows = Waiting.objects.of(visitor.chain).filter(
        customer_id__in=file_ids(visitor.customer), state__in=(Waiting.State.WAITING, Waiting.State.INVITED),
        to_at__gt=now(),
    )  # fmt: skip
    found = []
    for row in rows.select_related("pet", "service", "booking"):
        invited = row.state == Waiting.State.INVITED and row.booking is not None and row.booking.state == states.HELD
        when = row.booking.starts_at if invited and row.booking else row.from_at
        found.append((row, long_moment(when), invited))
    return found


def detail_of(pet: Pet) -> str:
    """英国短毛猫 · 12 岁 – what the owner knows anyway."""
    parts = [pet.breed.name if pet.breed else pet.breed_text, age_of(pet)]
    return " · ".join(part for part in parts if part)


def age_of(pet: Pet) -> str:
    if pet.born_on is None:
        return ""
    today = local(now(), "Asia/Shanghai").date()
    months = (today.year - pet.born_on.year) * 12 + today.month - pet.born_on.month - (today.day < pet.born_on.day)
    if months < 12:
        return _("{n} 个月").format(n=max(months, 0))
    return _("{n} 岁").format(n=months // 12)


def with_warnings(visitor: Visitor, pets: list[Pet]) -> list[tuple[Pet, list[str]]]:
    """Each pet with what lapses within thirty days or has lapsed, as words. Two queries for all pets."""
    today = local(now(), visitor.store.timezone).date()
    found: dict[int, list[str]] = {pet.pk: [] for pet in pets}
    for row in newest_records(visitor, pets):
        if row.due_on and (row.due_on - today).days <= WARN_DAYS:
            words = _("{name} {day} 到期") if row.due_on >= today else _("{name} 已于 {day} 过期")
            found[row.pet_id].append(words.format(name=row.name, day=f"{row.due_on:%Y-%m-%d}"))
    return [(pet, found[pet.pk]) for pet in pets]


def newest_records(visitor: Visitor, pets: list[Pet]) -> list[Any]:
    """The newest record of each vaccination and deworming of these pets, with its name."""
    if not pets:
        return []
    species = {pet.pk: pet.species for pet in pets}
    names = {(plan.species, plan.code): plan.name for plan in plans_of(visitor.chain)}
    rows = HealthRecord.objects.of(visitor.chain).filter(
        pet_id__in=species, kind__in=("vaccine", "deworming"), ended_at=None
    )
    newest: dict[tuple[int, str], Any] = {}
    for row in rows.order_by("due_on", "pk"):
        row.name = names.get((species[row.pet_id], row.code), row.product or row.code)  # type: ignore[attr-defined]
        newest[row.pet_id, row.code] = row
    return list(newest.values())
