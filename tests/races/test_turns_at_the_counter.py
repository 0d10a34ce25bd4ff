"""Positive controls of the queue, training, late fees and deposits: with its guard off, each crowd does what it must not.

The crowds with the guards on stand beside their use cases (tests/care/test_queueing.py, test_training.py,
tests/settlement/test_quote_bill.py, test_visits.py); one of a visit that stays open is here.
"""

import threading

import pytest
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from tests.care.test_queueing import take
from tests.care.test_training import begun, lesson, trained
from tests.cast import NOON, build_shop
from tests.races.careless import look_together
from tests.races.crowd import at_once
from tests.settlement.test_quote_bill import ready, signed_shop
from tests.settlement.test_visits import START, pay
from tests.visits import at, build_services
from wangcai.booking.operations import advancing
from wangcai.booking.public import Booking, Want
from wangcai.care.operations import queueing, training
from wangcai.care.public import Enrollment, QueueTicket, book_visit, bookings_of, start_ticket, take_number
from wangcai.journal.public import Entry
from wangcai.kernel.public import Refusal, writing
from wangcai.orders.public import OrderLine
from wangcai.settlement.operations import late, paying
from wangcai.settlement.public import (
    Account,
    Payment,
    Tender,
    cancel_visit_booking,
    charge_late_fee,
    mark_no_show,
    take_payments,
)

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
one_writer = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer: there is no turn to take away"
)


def met(plain, looked, first_only=False):
    """The same, but everybody waits here until all have looked; `first_only`: once for each."""
    here = threading.local()

    def waiting(*args, **named):
        if not (first_only and getattr(here, "met", False)):
            here.met = True
            looked()
        return plain(*args, **named)

    return waiting


def no_turns(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, *_args, **_more: rows)


# The queue


@one_writer
def test_numbers_without_counting_again_break(monkeypatch):
    """Of two that take the same number one counts again; who does not, ends in the database's own refusal."""
    shop, looked = build_shop(), look_together(2)

    def careless(wanted):
        today = QueueTicket.objects.of(wanted.chain_id).filter(store=wanted.store, day=wanted.day, kind=wanted.kind)
        wanted.number = today.count() + 1
        looked()
        wanted.save(force_insert=True)
        return wanted

    monkeypatch.setattr(queueing, "_numbered", careless)
    by = shop.clerk
    with pytest.raises(IntegrityError):
        at_once(2, lambda _number: take_number(store=shop.store, by=by, at=NOON), threads=2)


@one_writer
def test_without_a_turn_a_guide_gets_two_customers(monkeypatch):
    shop = build_shop()
    tickets = [take(shop, kind="guide") for _number in range(2)]
    mei, by = shop.people["xiaomei"], shop.clerk
    no_turns(monkeypatch)
    monkeypatch.setattr(queueing, "_minutes", queueing._minutes)
    plain, looked = queueing._free_guide, look_together(2)

    def together(*args):
        found = plain(*args)
        looked()
        return found

    monkeypatch.setattr(queueing, "_free_guide", together)
    at_once(2, lambda number: start_ticket(ticket=tickets[number], guide=mei, by=by, at=NOON), threads=2)
    assert QueueTicket.objects.of(shop.chain).filter(guide=mei).count() == 2


# Training


@one_writer
def test_without_a_turn_a_pet_is_enrolled_twice(monkeypatch):
    shop = trained()
    no_turns(monkeypatch)
    plain = Enrollment.objects.create
    monkeypatch.setattr(Enrollment.objects, "create", met(plain, look_together(2)))
    shop.manager  # noqa: B018  read before the crowd
    at_once(2, lambda _number: begun(shop), threads=2)
    assert Enrollment.objects.of(shop.chain).filter(state="running").count() == 2


@one_writer
def test_without_a_turn_two_lessons_take_one_number(monkeypatch):
    shop = trained()
    row = begun(shop)
    no_turns(monkeypatch)
    monkeypatch.setattr(training, "clean_text", met(training.clean_text, look_together(2), first_only=True))
    with pytest.raises(IntegrityError):
        at_once(2, lambda _number: lesson(shop, row, g1=3), threads=2)


# Fees and deposits


@one_writer
def test_without_a_turn_the_late_fee_is_charged_twice(monkeypatch):
    shop = signed_shop()
    with writing():
        ready(shop)
    moment = shop.booking.ends_at.replace(hour=20)
    rows = [Booking.objects.of(shop.chain).get(pk=shop.booking.pk) for _number in range(2)]
    monkeypatch.setattr(late, "lock_account", lambda _order: None)
    monkeypatch.setattr(late, "NewLine", met(late.NewLine, look_together(2)))
    at_once(2, lambda number: charge_late_fee(booking=rows[number], by=shop.clerk, at=moment), threads=2)
    assert OrderLine.objects.of(shop.chain).filter(kind="fee").count() == 2


@one_writer
def test_without_a_turn_a_deposit_is_taken_twice(monkeypatch):
    shop = two_stays()
    monkeypatch.setattr(paying, "lock_account", lambda _order: None)
    monkeypatch.setattr(paying, "add_payments", met(paying.add_payments, look_together(2)))
    total = shop.visit.order.total_fen
    tenders = [Tender("wechat", total)]
    at_once(2, lambda _number: take_payments(order=shop.visit.order, tenders=tenders, by=shop.clerk), threads=2)
    assert Payment.objects.of(shop.chain).count() == 2


def two_stays():
    """Two pets: the bill stays open when one of them does not come."""
    shop = build_shop()
    shop.services = build_services(shop)
    wants = [
        Want(
            shop.services.offer["V2002"].pk, START, ends_at=at(11, day=8), pet_id=pet.pk,
            room_id=shop.services.places[room].pk,
        )
        for pet, room in ((shop.doudou, "Q1"), (shop.shandian, "Q2"))
    ]  # fmt: skip
    shop.visit = book_visit(store=shop.store, customer=shop.lin, wants=wants, by=shop.clerk, at=at(9))
    shop.booking = bookings_of(shop.visit)[0]
    return shop


def let_go(shop, way):
    """Ten who all see the booking as it stood; returns (who was served, how often it was settled, fees on the bill)."""
    rows = [Booking.objects.of(shop.chain).select_related("store").get(pk=shop.booking.pk) for _number in range(10)]
    by = shop.clerk
    acts = {
        "cancel": lambda n: cancel_visit_booking(booking=rows[n], reason="行程变了", by=by, at=at(9, day=5)),
        "no_show": lambda n: mark_no_show(booking=rows[n], charge=True, by=by, at=at(18, day=5)),
    }
    answers = at_once(10, acts[way])
    fees = OrderLine.objects.of(shop.chain).filter(kind="fee")
    return (
        sum(not isinstance(answer, Refusal) for answer in answers),
        Entry.objects.filter(what="deposit.settled", chain_id=shop.chain.pk).count(),
        fees.count(),
    )


@pytest.mark.parametrize("way", ["cancel", "no_show"])
def test_one_pet_of_two_is_let_go_once(way):
    shop = two_stays()
    pay(shop, 30240)
    assert let_go(shop, way) == (1, 1, 1)
    account = Account.objects.of(shop.chain).get()
    shop.visit.order.refresh_from_db()
    assert (account.paid_fen, account.refunded_fen, shop.visit.order.total_fen) == (30240, 0, 50400 + 15120)


@pytest.mark.parametrize("way", ["cancel", "no_show"])
def test_when_the_row_count_is_not_the_answer_it_is_let_go_again(way, monkeypatch):
    shop = two_stays()
    pay(shop, 30240)
    plain = advancing.run
    monkeypatch.setattr(advancing, "run", lambda text, values: plain(text, values) or 1)
    served, settled, fees = let_go(shop, way)
    assert served > 1 and settled > 1 and fees > 1
