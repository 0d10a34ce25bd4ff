"""到店、开始、结束: who waits, who is served, what was tried and whether it was bought (F62)."""

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking
from wangcai.care.events.queueing import (
    REACTIONS,
    NumberTaken,
    TicketEnded,
    TicketLeft,
    TicketStarted,
    TrialAdded,
    about_ticket,
    called,
)
from wangcai.care.models import QueueTicket
from wangcai.customers.public import Customer, Pet
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, digest, local, now, secret_token
from wangcai.shops.public import Account, Store, staff_of

PERMISSION = "care.check_in"
TRIALS = {"taste": _("试吃"), "play": _("试玩"), "wear": _("试穿")}
MOST_TRIALS = 30


class TicketMoved(Refusal):
    code = "ticket_moved"
    sentence = _("{number} 已经被叫过或走了，请刷新看看。")
    status = 409


class GuideBusy(Refusal):
    code = "guide_busy"
    sentence = _("{name} 正在陪 {number}，先结束那一位。")
    status = 409


class AlreadyQueued(Refusal):
    code = "already_queued"
    sentence = _("已经取过号了：{number}。")
    status = 409


@once
def take_number(
    *, store: Store, kind: str = QueueTicket.Kind.SERVICE, customer: Customer | None = None, pet: Pet | None = None,
    booking: Booking | None = None, token: str = "", by: Actor, at: datetime | None = None,
) -> QueueTicket:  # fmt: skip
    """Somebody came. Numbers begin at 1 each day of the store, for each kind; `token` names the page the owner may open.

    Refuses AlreadyQueued for a booking that has a number still open.
    """
    by.require_at(PERMISSION, store)
    if kind not in QueueTicket.Kind.values:
        raise NotFound
    for thing in (customer, pet, booking):
        if thing is not None and thing.chain_id != by.chain_id:
            raise NotFound
    moment = at or now()
    if booking is not None:
        customer, pet = customer or booking.customer, pet or booking.pet
        before = QueueTicket.objects.of(by).filter(booking=booking, ended_at=None, left_at=None).first()
        if before is not None:
            raise AlreadyQueued(number=called(before))
    ticket = QueueTicket(
        chain_id=by.chain_id, store=store, kind=kind, day=local(moment, store.timezone).date(), customer=customer, pet=pet,
        booking=booking, token_hash=digest(token or secret_token()), came_at=moment, by=by.key,
    )  # fmt: skip
    ticket = _numbered(ticket)
    record(NumberTaken(**about_ticket(ticket), kind=kind), by=by, at=at)
    return ticket


def _numbered(wanted: QueueTicket) -> QueueTicket:
    """Write it under the next number. Of two that take the same one the database lets in one; the other counts again."""
    today = QueueTicket.objects.of(wanted.chain_id).filter(store=wanted.store, day=wanted.day, kind=wanted.kind)
    while True:
        wanted.number = (today.aggregate(top=Max("number"))["top"] or 0) + 1
        QueueTicket.objects.bulk_create([wanted], ignore_conflicts=True)
        kept = QueueTicket.objects.of(wanted.chain_id).filter(token_hash=wanted.token_hash).first()
        if kept is not None:
            return kept


@once
def start_ticket(
    *, ticket: QueueTicket, guide: Account | None = None, by: Actor, at: datetime | None = None
) -> QueueTicket:
    """This number is served now. A guided trial has one guide, and a guide has one customer at a time.

    Refuses TicketMoved, GuideBusy.
    """
    by.require_at(PERMISSION, ticket)
    moment, values = at or now(), {}
    if ticket.kind == QueueTicket.Kind.GUIDE:
        values["guide_id"] = _free_guide(ticket, guide, by)
    waiting = QueueTicket.objects.of(by).filter(pk=ticket.pk, started_at=None, left_at=None)
    if not waiting.update(started_at=moment, **values):
        raise TicketMoved(number=called(ticket))
    ticket.refresh_from_db()
    happening = TicketStarted(**about_ticket(ticket), minutes=_minutes(ticket.came_at, moment))
    record(happening, by=by, at=at)
    return ticket


def _free_guide(ticket: QueueTicket, guide: Account | None, by: Actor) -> int:
    wanted = guide.pk if guide else by.id
    known = {one.pk for one in staff_of(ticket.store, "work.see")} | {by.id}
    if wanted not in known:
        raise NotFound
    # Two who give the same guide a customer at once: the second waits here and finds the first.
    person = Account.objects.select_for_update().get(pk=wanted)
    busy = (
        QueueTicket.objects.of(by).filter(guide=person, ended_at=None, left_at=None, started_at__isnull=False).first()
    )
    if busy is not None:
        raise GuideBusy(name=person.name, number=called(busy))
    return person.pk


@once
def end_ticket(
    *, ticket: QueueTicket, bought: bool | None = None, note: str = "", by: Actor, at: datetime | None = None
) -> QueueTicket:
    """Done. A guided trial ends with whether something was bought. Refuses TicketMoved, Missing."""
    by.require_at(PERMISSION, ticket)
    moment = at or now()
    guided = ticket.kind == QueueTicket.Kind.GUIDE
    if guided and bought is None:
        raise Missing(what=_("买了没有"), field="bought")
    running = QueueTicket.objects.of(by).filter(pk=ticket.pk, started_at__isnull=False, ended_at=None, left_at=None)
    if not running.update(ended_at=moment, bought=bought if guided else None, note=clean_line(note)):
        raise TicketMoved(number=called(ticket))
    ticket.refresh_from_db()
    minutes = _minutes(ticket.started_at or moment, moment)
    record(TicketEnded(**about_ticket(ticket), minutes=minutes, bought=ticket.bought), by=by, at=at)
    return ticket


@once
def leave_queue(*, ticket: QueueTicket, by: Actor, at: datetime | None = None) -> QueueTicket:
    """Who waited went away without being served. Refuses TicketMoved."""
    by.require_at(PERMISSION, ticket)
    waiting = QueueTicket.objects.of(by).filter(pk=ticket.pk, started_at=None, left_at=None)
    if not waiting.update(left_at=at or now()):
        raise TicketMoved(number=called(ticket))
    ticket.refresh_from_db()
    record(TicketLeft(**about_ticket(ticket)), by=by, at=at)
    return ticket


@once
def add_trial(
    *, ticket: QueueTicket, thing: str, kind: str = "taste", reaction: str, by: Actor, at: datetime | None = None
) -> QueueTicket:
    """Something was tasted or played with: what, and how the pet took it. Only while the guide is with them."""
    by.require_at(PERMISSION, ticket)
    thing = clean_line(thing, most=80)
    if not thing:
        raise Missing(what=_("试了什么"), field="thing")
    if kind not in TRIALS or reaction not in REACTIONS:
        raise Missing(what=_("宠物的反应"), field="reaction")
    held = QueueTicket.objects.of(by).select_for_update().get(pk=ticket.pk)
    if (
        held.kind != QueueTicket.Kind.GUIDE
        or held.started_at is None
        or held.ended_at
        or len(held.trials) >= MOST_TRIALS
    ):
        raise TicketMoved(number=called(held))
    entry: dict[str, Any] = {"thing": thing, "kind": kind, "reaction": reaction, "at": (at or now()).isoformat()}
    QueueTicket.objects.of(by).filter(pk=held.pk).update(trials=[*held.trials, entry])
    held.refresh_from_db()
    record(TrialAdded(**about_ticket(held), thing=thing, reaction=reaction), by=by, at=at)
    return held


def _minutes(since: datetime, until: datetime) -> int:
    return max(int((until - since).total_seconds() // 60), 0)
