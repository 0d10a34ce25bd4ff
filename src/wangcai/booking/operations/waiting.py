"""The waitlist: a slot that is free again is held for the first who fits; not taken, it goes to the next (F24).

The half hour of an invitation begins when the person can be told: in the store's quiet hours that is the morning.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.booking import states
from wangcai.booking.events import wall
from wangcai.booking.models import Booking, Waiting
from wangcai.booking.offers import read_guests, read_offers
from wangcai.booking.operations.advancing import advance_booking
from wangcai.booking.operations.booking import book
from wangcai.booking.operations.releasing import let_go
from wangcai.booking.rules import NotOffered, PastTime, TimesUnclear, UnknownPet
from wangcai.booking.waiting_events import (
    InvitationAccepted,
    InvitationKept,
    WaiterInvited,
    WaitingAdded,
    WaitingEnded,
    about_waiting,
)
from wangcai.booking.wants import Want
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, clean_line, now, run
from wangcai.shops.public import quiet_until

HELD_FOR = timedelta(minutes=30)  # a slot is kept for who was invited, from when they can be told
# Told so much later than invited, the half hour begins anew.
LATE = timedelta(minutes=5)
MOST_DAYS = 92


class InvitationOver(Refusal):
    code = "invitation_over"
    sentence = _("这个邀请已经过期，或已有答复。")
    status = 409


class NotWaiting(Refusal):
    code = "not_waiting"
    sentence = _("这位客人已经不在候补名单上，请刷新看看。")
    status = 409


class TooLateToTell(Refusal):
    """In quiet hours nobody is woken; what begins before they end cannot be offered by a message any more."""

    code = "too_late_to_tell"
    sentence = _(
        "现在是安静时间，邀请要到 {when} 才发给客人，那时已经开始了。请选晚一点的时间，或打电话说好后直接预约。"
    )
    field = "starts_at"


@once
def wait_for(
    *,
    store: Any,
    customer: Any = None,
    pet: Any = None,
    service_id: int,
    from_at: datetime,
    to_at: datetime,
    worker_id: int | None = None,
    minutes: int = 0,
    nights: int = 0,
    note: str = "",
    by: Actor,
    at: datetime | None = None,
) -> Waiting:
    """Put somebody on the waitlist: any time between, or for a stay exactly from – to.

    `minutes` is the work at the usual pace (0: the service's own). Refuses: NotOffered, UnknownPet, TimesUnclear, PastTime.
    """
    by.require_at("booking.write", store)
    at = at or now()
    if not timedelta(0) < to_at - from_at <= timedelta(days=MOST_DAYS):
        raise TimesUnclear(field="to_at")
    if to_at <= at:
        raise PastTime
    offers = read_offers(chain_id=by.chain_id, store_id=store.pk, ids=[service_id])
    if service_id not in offers:
        raise NotOffered
    pets, customers = [pet.pk] if pet else [], [customer.pk] if customer else []
    guests, known = read_guests(chain_id=by.chain_id, pets=pets, customers=customers)
    if len(guests) != len(pets) or len(known) != len(customers):
        raise UnknownPet
    waiting = Waiting.objects.create(
        chain_id=by.chain_id, store=store, customer=customer, pet=pet, service_id=service_id, worker_id=worker_id,
        from_at=from_at, to_at=to_at, minutes=minutes, nights=nights, note=clean_line(note), made_at=at, made_by=by.key,
    )  # fmt: skip
    zone = store.timezone
    happening = WaitingAdded(
        **about_waiting(waiting), service=offers[service_id].name, when=wall(from_at, zone), until=wall(to_at, zone)
    )
    record(happening, by=by, at=at)
    return waiting


@once
def invite_waiter(
    *,
    waiting: Waiting,
    starts_at: datetime,
    worker_id: int | None = None,
    ends_at: datetime | None = None,
    room_id: int | None = None,
    by: Actor,
    at: datetime | None = None,
    cause: int | None = None,
) -> Booking:
    """Hold a slot for somebody on the list for thirty minutes. Refuses as `book` does, with NotWaiting and TooLateToTell.

    In the store's quiet hours the thirty minutes begin when these end. `waiting.invited` is what messages react to.
    """
    at = at or now()
    by.require_at("booking.write", waiting)
    until = answer_until(waiting, starts_at, at)
    if waiting.nights or waiting.service.service.kind == "board":
        ends_at = ends_at or waiting.to_at
    want = Want(
        waiting.service_id, starts_at, pet_id=waiting.pet_id, customer_id=waiting.customer_id, ends_at=ends_at,
        minutes=waiting.minutes or None, worker_id=worker_id, room_id=room_id, state=states.HELD, held_until=until,
        channel=Booking.Channel.WAITLIST.value,
    )  # fmt: skip
    move_waiting(waiting, Waiting.State.WAITING, Waiting.State.INVITED, by=by)
    [booking] = book(store=waiting.store, wants=[want], by=by, at=at)
    run("UPDATE booking_waiting SET booking_id = %s, invited_at = %s WHERE id = %s AND chain_id = %s",
        [booking.pk, at, waiting.pk, by.chain_id])  # fmt: skip
    waiting.booking, waiting.invited_at = booking, at
    zone = waiting.store.timezone
    happening = WaiterInvited(
        **about_waiting(waiting), booking_id=booking.pk, when=wall(starts_at, zone), held_until=wall(until, zone)
    )
    record(happening, by=by, at=at, cause=cause)
    return booking


@once
def keep_invitation(*, waiting: Waiting, by: Actor, at: datetime | None = None) -> Booking:
    """The person is told only now, or when the quiet hours end: the half hour begins then. Less than five minutes: nothing.

    For who tells. Refuses: InvitationOver where it was answered or is over, TooLateToTell where the time has come.
    """
    at = at or now()
    by.require_at("booking.write", waiting)
    booking = invited_booking(waiting, by)
    if booking.state != states.HELD or booking.held_until is None or booking.starts_at <= at:
        raise InvitationOver
    until = answer_until(waiting, booking.starts_at, at)
    if until - booking.held_until < LATE:
        return booking
    kept = run(
        "UPDATE booking_booking SET held_until = %s, version = version + 1"
        " WHERE id = %s AND chain_id = %s AND state = %s AND held_until = %s",
        [until, booking.pk, by.chain_id, states.HELD, booking.held_until],
    )
    if not kept:
        raise InvitationOver
    booking.held_until, booking.version = until, booking.version + 1
    happening = InvitationKept(
        **about_waiting(waiting), booking_id=booking.pk, held_until=wall(until, waiting.store.timezone)
    )
    record(happening, by=by, at=at)
    return booking


def answer_until(waiting: Waiting, starts_at: datetime, at: datetime) -> datetime:
    """Half an hour from when the person can be told, and not past the beginning. Refuses TooLateToTell."""
    morning = quiet_until(at, waiting.store)
    if morning and starts_at <= morning:
        raise TooLateToTell(when=wall(morning, waiting.store.timezone))
    until = (morning or at) + HELD_FOR
    return min(until, starts_at) if starts_at > at else until


@once
def accept_invitation(*, waiting: Waiting, by: Actor, at: datetime | None = None) -> Booking:
    """The customer takes the held slot. Refuses with InvitationOver after its time.

    Staff need booking.write; the customer's own door asks for its own proof and acts as the customer or the system.
    """
    at = at or now()
    booking = invited_booking(waiting, by)
    if booking.state != states.HELD or booking.held_until is None or booking.held_until <= at:
        raise InvitationOver
    move_waiting(waiting, Waiting.State.INVITED, Waiting.State.BOOKED, by=by, refusal=InvitationOver)
    advance_booking(booking=booking, to=states.BOOKED, by=by, at=at)
    happening = InvitationAccepted(
        **about_waiting(waiting), booking_id=booking.pk, when=wall(booking.starts_at, waiting.store.timezone)
    )
    record(happening, by=by, at=at)
    return booking


@once
def decline_invitation(*, waiting: Waiting, by: Actor, at: datetime | None = None) -> Waiting:
    """No, thank you: the slot is free, and whoever is next may be invited (`expire_holds` does not wait for that)."""
    at = at or now()
    booking = invited_booking(waiting, by)
    if booking.state != states.HELD:
        raise InvitationOver
    return end_invitation(waiting, booking, "declined", by=by, at=at)


@once
def leave_waitlist(*, waiting: Waiting, by: Actor, at: datetime | None = None) -> Waiting:
    """Take somebody who waits off the list."""
    by.require_at("booking.write", waiting)
    move_waiting(waiting, Waiting.State.WAITING, Waiting.State.ENDED, by=by)
    record(WaitingEnded(**about_waiting(waiting), why="withdrawn"), by=by, at=at or now())
    return waiting


def end_invitation(waiting: Waiting, booking: Booking, why: str, *, by: Actor, at: datetime) -> Waiting:
    """Inside a running use case: the slot is given back, the invitation is over."""
    let_go(booking, to=states.CANCELLED, reason=gettext("候补邀请没有接受"), by=by, at=at)
    move_waiting(waiting, Waiting.State.INVITED, Waiting.State.ENDED, by=by)
    record(WaitingEnded(**about_waiting(waiting), why=why), by=by, at=at)
    return waiting


def invited_booking(waiting: Waiting, by: Actor) -> Booking:
    if by.kind != "customer":
        by.require_at("booking.write", waiting)
    booking = Booking.objects.of(by).filter(pk=waiting.booking_id).select_related("store__chain").first()
    if booking is None:
        raise InvitationOver
    return booking


def move_waiting(waiting: Waiting, before: str, to: str, *, by: Actor, refusal: type[Refusal] = NotWaiting) -> None:
    """One guarded UPDATE: of two who invite or answer at once one is served."""
    changed = run(
        "UPDATE booking_waiting SET state = %s WHERE id = %s AND chain_id = %s AND state = %s",
        [str(to), waiting.pk, by.chain_id, str(before)],
    )
    if not changed:
        raise refusal
    waiting.state = to
