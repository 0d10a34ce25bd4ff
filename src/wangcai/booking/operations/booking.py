"""Booking: the service process's hottest command. Its statements are counted in a test; keep them few."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wangcai.booking.events import BookingMade, RulePassed, wall
from wangcai.booking.minutes import moment_of
from wangcai.booking.models import Booking
from wangcai.booking.operations.arranging import Plan, arrange, picture_of
from wangcai.booking.operations.holding import Lost, attempt, write_holds
from wangcai.booking.operations.preparing import join_stay, prepare
from wangcai.booking.planning import Chosen, Part
from wangcai.booking.queries.slots import next_times
from wangcai.booking.rules import SlotTaken
from wangcai.booking.wants import Want
from wangcai.journal.public import Happening, answer_once, record_all, retried
from wangcai.kernel.public import Actor, clean_line, clean_text, insert_rows, inside_writing, now, public_id, writing

ATTEMPTS = 20
COLUMNS = (
    "chain_id", "store_id", "public_id", "visit", "kind", "channel", "state", "state_at", "customer_id", "pet_id",
    "service_id", "addons", "worker_id", "worker_wanted", "room_id", "shares_id", "starts_at", "ends_at", "minutes",
    "price_from_fen", "price_to_fen", "deposit_fen", "wishes", "note", "held_until", "reason", "made_at", "made_by",
    "version",
)  # fmt: skip


def book(
    *,
    store: Any,
    wants: Sequence[Want],
    visit: uuid.UUID | None = None,
    override: str = "",
    by: Actor,
    at: datetime | None = None,
    request_key: str | None = None,
) -> list[Booking]:
    """Book all wants or none; returns the bookings in the order of the wants. A retried key gets the first answer.

    `override` is a manager's reason to pass the cap or to bring animals close that should be apart. Refuses: SlotTaken
    and NobodyFits (with the next three times), NothingFits, RoomUnfit, RoomsFull, OverCap, PairApart, PastTime,
    NotOffered, UnknownPet, ShareOutside, TimesUnclear, NotAllowed.
    """
    at = at or now()
    kept: dict[str, Any] = {"store": store, "wants": list(wants), "visit": visit, "override": override}

    def work() -> list[Booking]:
        return _book(by=by, at=at, **kept)

    if request_key:

        def answered() -> tuple[Any, Any]:
            made = work()
            return made, [booking.pk for booking in made]

        made, ids = answer_once(by=by, route="booking.book", key=request_key, body=kept, work=answered)
        return made if made is not None else _again(by, ids)
    if inside_writing():
        return work()

    def alone() -> list[Booking]:
        with writing():
            return work()

    return retried(alone)


def _again(by: Actor, ids: list[int]) -> list[Booking]:
    found = Booking.objects.of(by).in_bulk(ids)
    return [found[pk] for pk in ids]


def _book(
    *, store: Any, wants: list[Want], visit: uuid.UUID | None, override: str, by: Actor, at: datetime
) -> list[Booking]:
    by.require_at("booking.write", store)
    override = clean_line(override)
    if override:
        by.require_at("booking.override", store)
    parts = prepare(store=store, wants=wants, by=by, at=at)
    picture = picture_of(store, parts)
    hosts = {id(part): join_stay(part, picture, by) for part in parts if part.want.shares_booking_id is not None}
    for number in range(ATTEMPTS):
        if number:
            picture.look_again()
        plan = arrange(picture=picture, parts=parts, override=bool(override), at=at)
        try:
            with attempt():
                made = write_bookings(store, plan.chosen, hosts, visit or public_id(), by, at)
                takes = [(*take, b.pk) for b, choice in zip(made, plan.chosen, strict=True) for take in choice.takes]
                write_holds(store_id=store.pk, takes=takes, by=by)
        except Lost:
            continue
        happenings: list[Happening] = [
            made_event(booking, part, store.timezone) for booking, part in zip(made, parts, strict=True)
        ]
        record_all([*happenings, *passed_events(made[0], plan, override)], by=by, at=at)
        return made
    raise SlotTaken(free=next_times(store=store, parts=parts, lead=parts[0], at=at))


def write_bookings(
    store: Any, chosen: list[Chosen], hosts: dict[int, Booking], visit: uuid.UUID, by: Actor, at: datetime
) -> list[Booking]:
    """Insert the bookings' rows: those with a room of their own first, then those that share it."""
    made: dict[int, Booking] = {}
    own = [c for c in chosen if c.part.shares is None]
    for batch in (own, [c for c in chosen if c.part.shares is not None]):
        rows = []
        for choice in batch:
            part = choice.part
            host = hosts.get(id(part)) or (made[id(part.shares)] if part.shares is not None else None)
            rows.append(row_of(store, choice, host, visit, by, at))
        ids = insert_rows("booking_booking", COLUMNS, [[row[c] for c in COLUMNS] for row in rows]) if rows else []
        for pk, row, choice in zip(ids, rows, batch, strict=True):
            made[id(choice.part)] = booking = Booking(id=pk, **row)
            booking._state.adding = False
            booking._state.db = "default"
    return [made[id(choice.part)] for choice in chosen]


def row_of(
    store: Any, choice: Chosen, host: Booking | None, visit: uuid.UUID, by: Actor, at: datetime
) -> dict[str, Any]:
    part, want = choice.part, choice.part.want
    room_id = choice.room.id if choice.room is not None else host.room_id if host is not None else None
    return {
        "chain_id": by.chain_id,
        "store_id": store.pk,
        "public_id": public_id(),
        "visit": visit,
        "kind": (Booking.Kind.STAY if part.offer.stay else Booking.Kind.SLOT).value,
        "channel": want.channel,
        "state": want.state,
        "state_at": at,
        "customer_id": want.customer_id,
        "pet_id": want.pet_id,
        "service_id": want.service_id,
        "addons": list(want.addons),
        "worker_id": choice.worker.id if choice.worker is not None else None,
        "worker_wanted": want.worker_id is not None,
        "room_id": room_id,
        "shares_id": host.pk if host is not None else None,
        "starts_at": moment_of(part.begins),
        "ends_at": moment_of(choice.ends),
        "minutes": 0 if part.offer.stay else part.minutes,
        "price_from_fen": want.price_from_fen,
        "price_to_fen": want.price_to_fen,
        "deposit_fen": want.deposit_fen,
        "wishes": clean_text(want.wishes),
        "note": "",
        "held_until": want.held_until,
        "reason": "",
        "made_at": at,
        "made_by": by.key,
        "version": 1,
    }


def made_event(booking: Booking, part: Part, zone: str) -> BookingMade:
    return BookingMade(
        subject_id=booking.pk,
        store_id=booking.store_id,
        customer_id=booking.customer_id,
        pet_id=booking.pet_id,
        service=part.offer.name,
        state=booking.state,
        kind=booking.kind,
        channel=booking.channel,
        when=wall(booking.starts_at, zone),
        until=wall(booking.ends_at, zone),
        worker_id=booking.worker_id,
        room_id=booking.room_id,
    )


def passed_events(booking: Booking, plan: Plan, override: str) -> list[RulePassed]:
    """One line on the timeline of each animal concerned."""
    return [
        RulePassed(
            subject_id=booking.pk, store_id=booking.store_id, pet_id=pet, rule=rule, reason=override, other_id=other
        )
        for rule, one, two in plan.passed
        for pet, other in ((one, two), (two, one))
        if pet is not None
    ]
