"""A booking that stands is planned again: its own people and places are given back first, then chosen anew."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from wangcai.booking import states
from wangcai.booking.minutes import minute_of, moment_of
from wangcai.booking.models import Booking, Hold
from wangcai.booking.offers import read_guests, read_offers
from wangcai.booking.operations.arranging import Plan, arrange, picture_of
from wangcai.booking.operations.booking import ATTEMPTS
from wangcai.booking.operations.holding import Lost, attempt, write_holds
from wangcai.booking.planning import Part
from wangcai.booking.rules import NotOffered, SlotTaken, WrongState
from wangcai.booking.wants import Want
from wangcai.kernel.public import Actor, run

CHANGEABLE = (states.HELD, states.REQUESTED, states.BOOKED, states.ARRIVED, states.STARTED)


def claim(booking: Booking, allowed: tuple[str, ...], by: Actor) -> None:
    """Make the booking ours to change: one guarded UPDATE of its version. Refuses with WrongState.

    A page that shows an older version of it is refused too.
    """
    marks = ", ".join(["%s"] * len(allowed))
    changed = run(
        f"UPDATE booking_booking SET version = version + 1 WHERE id = %s AND chain_id = %s AND version = %s"  # noqa: S608
        f" AND state IN ({marks})",
        [booking.pk, by.chain_id, booking.version, *allowed],
    )
    if not changed:
        raise wrong_state(booking, by)
    booking.version += 1


def wrong_state(booking: Booking, by: Actor) -> WrongState:
    state = Booking.objects.of(by).filter(pk=booking.pk).values_list("state", flat=True).first() or booking.state
    return WrongState(state=str(states.LABELS[state]))


def holds_of(booking: Booking) -> list[Hold]:
    return list(Hold.objects.of(booking.chain_id).filter(booking=booking).order_by("begins", "resource_id"))


def part_of(booking: Booking, sharers: list[Booking], by: Actor, **changes: Any) -> Part:
    """The booking as a part to plan; `changes` are fields of its Want. Ended services may still be moved about."""
    want = Want(
        service_id=booking.service_id, starts_at=booking.starts_at, pet_id=booking.pet_id,
        customer_id=booking.customer_id, minutes=booking.minutes or None, addons=tuple(booking.addons),
        worker_id=booking.worker_id if booking.worker_wanted else None,
        ends_at=booking.ends_at if booking.kind == Booking.Kind.STAY else None,
    )  # fmt: skip
    want = replace(want, **changes)
    offer = read_offers(chain_id=by.chain_id, store_id=booking.store_id, ids=[booking.service_id], ended=True).get(
        booking.service_id
    )
    if offer is None:
        raise NotOffered
    pets = [pet for pet in (booking.pet_id, *(s.pet_id for s in sharers)) if pet]
    guests, _customers = read_guests(chain_id=by.chain_id, pets=pets, customers=())
    begins = minute_of(want.starts_at)
    ends = minute_of(want.ends_at) if want.ends_at is not None else None
    minutes = ends - begins if ends is not None else want.minutes or offer.minutes
    part = Part(want, offer, begins, minutes, ends, guests.get(booking.pet_id or 0))
    part.with_it = [
        Part(want, offer, minute_of(s.starts_at), 0, minute_of(s.ends_at), guests.get(s.pet_id or 0)) for s in sharers
    ]
    return part


def settle(booking: Booking, part: Part, *, override: bool, by: Actor, at: datetime) -> Plan:
    """Plan the part and write its holds for the booking, whose old ones are gone already."""
    picture = picture_of(booking.store, [part])
    for number in range(ATTEMPTS):
        if number:
            picture.look_again()
        plan = arrange(picture=picture, parts=[part], override=override, at=at)
        try:
            with attempt():
                takes = [(*take, booking.pk) for take in plan.chosen[0].takes]
                write_holds(store_id=booking.store_id, takes=takes, by=by)
        except Lost:
            continue
        return plan
    raise SlotTaken


def write_times(booking: Booking, plan: Plan, *, keep_start: bool = False) -> None:
    """Put what was chosen into the booking's row; the claim came before."""
    chosen = plan.chosen[0]
    if not keep_start:
        booking.starts_at = moment_of(chosen.part.begins)
    booking.ends_at = moment_of(chosen.ends)
    booking.minutes = 0 if booking.kind == Booking.Kind.STAY else chosen.part.minutes
    if chosen.worker is not None:
        booking.worker_id = chosen.worker.id
    if chosen.room is not None:
        booking.room_id = chosen.room.id
    save_times(booking)


def save_times(booking: Booking) -> None:
    # Who said they come at ten did not say so of eleven.
    run(
        "UPDATE booking_booking SET coming_at = CASE WHEN starts_at = %s THEN coming_at END, starts_at = %s,"
        " ends_at = %s, minutes = %s, worker_id = %s, worker_wanted = %s, room_id = %s, shares_id = %s, slept = %s, version = %s WHERE id = %s AND chain_id = %s",
        [
            booking.starts_at, booking.starts_at, booking.ends_at, booking.minutes, booking.worker_id, booking.worker_wanted,
            booking.room_id, booking.shares_id, booking.slept, booking.version, booking.pk, booking.chain_id,
        ],
    )  # fmt: skip
