"""Queue: numbers begin at 1 each local day and never twice; one customer a guide; waiting times by hour (F62)."""

from datetime import timedelta

import pytest

from tests.cast import NOON, build_shop
from tests.races.crowd import at_once
from tests.visits import at, build_services
from wangcai.booking.public import Want
from wangcai.care.public import (
    AlreadyQueued,
    GuideBusy,
    QueueTicket,
    TicketMoved,
    add_trial,
    book_visit,
    bookings_of,
    end_ticket,
    leave_queue,
    queue_of,
    start_ticket,
    take_number,
    ticket_by_token,
    ticket_for,
    waiting_times,
)
from wangcai.care.queries.queueing import rank
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return build_shop()


def take(shop, when=NOON, kind="service", **more):
    return take_number(store=shop.store, kind=kind, by=shop.clerk, at=when, **more)


def test_numbers_begin_anew_each_local_day_and_kind(shop):
    assert [take(shop).number, take(shop).number, take(shop, kind="guide").number] == [1, 2, 1]
    midnight = at(0)  # the shop's midnight is 16:00 UTC of the day before
    assert take(shop, midnight - timedelta(minutes=1)).number == 3
    assert take(shop, midnight).number == 1
    other = build_shop("other")
    assert take(other).number == 1


def test_come_start_end(shop):
    ticket = take(shop, customer=shop.wang, pet=shop.shandian)
    assert [t.pk for t in queue_of(shop.clerk, shop.store, at=NOON).waiting] == [ticket.pk]
    with pytest.raises(TicketMoved):
        end_ticket(ticket=ticket, by=shop.clerk, at=NOON)
    start_ticket(ticket=ticket, by=shop.clerk, at=NOON + timedelta(minutes=7))
    for again in (
        lambda: start_ticket(ticket=ticket, by=shop.clerk),
        lambda: leave_queue(ticket=ticket, by=shop.clerk),
    ):
        with pytest.raises(TicketMoved):
            again()
    assert [t.pk for t in queue_of(shop.clerk, shop.store, at=NOON).served] == [ticket.pk]
    end_ticket(ticket=ticket, by=shop.clerk, at=NOON + timedelta(minutes=20))
    with pytest.raises(TicketMoved):
        end_ticket(ticket=ticket, by=shop.clerk)
    assert [t.pk for t in queue_of(shop.clerk, shop.store, at=NOON).over] == [ticket.pk]
    entries = Entry.objects.filter(chain_id=shop.chain.pk, pet_id=shop.shandian.pk, what__startswith="queue.")
    assert [e.what for e in entries.order_by("id")] == ["queue.taken", "queue.started", "queue.ended"]


def test_who_leaves_is_not_served(shop):
    ticket = take(shop)
    leave_queue(ticket=ticket, by=shop.clerk, at=NOON)
    with pytest.raises(TicketMoved):
        start_ticket(ticket=ticket, by=shop.clerk)
    assert queue_of(shop.clerk, shop.store, at=NOON).waiting == []


def test_a_guide_has_one_customer_at_a_time(shop):
    first, second = take(shop, kind="guide"), take(shop, kind="guide")
    mei = shop.people["xiaomei"]
    start_ticket(ticket=first, guide=mei, by=shop.clerk, at=NOON)
    with pytest.raises(GuideBusy) as busy:
        start_ticket(ticket=second, guide=mei, by=shop.clerk, at=NOON)
    assert "B1" in str(busy.value)
    second.refresh_from_db()
    assert second.started_at is None
    start_ticket(ticket=second, by=shop.clerk, at=NOON)
    with pytest.raises(Missing):
        end_ticket(ticket=first, by=shop.clerk, at=NOON)
    end_ticket(ticket=first, bought=True, note="买了两袋", by=shop.clerk, at=NOON)
    start_ticket(ticket=take(shop, kind="guide"), guide=mei, by=shop.clerk, at=NOON)
    with pytest.raises(NotFound):
        start_ticket(ticket=take(shop, kind="guide"), guide=build_shop("other").people["xiaomei"], by=shop.clerk)


def test_trials_and_reactions(shop):
    ticket = take(shop, kind="guide", pet=shop.doudou)
    with pytest.raises(TicketMoved):
        add_trial(ticket=ticket, thing="冻干", reaction="loved", by=shop.clerk)
    start_ticket(ticket=ticket, by=shop.clerk, at=NOON)
    for wrong in ({"thing": " "}, {"reaction": "?"}, {"kind": "x"}):
        with pytest.raises(Missing):
            add_trial(**{"ticket": ticket, "thing": "冻干", "reaction": "loved", "by": shop.clerk, **wrong})
    add_trial(ticket=ticket, thing="鸡肉冻干", reaction="loved", by=shop.clerk, at=NOON)
    kept = add_trial(ticket=ticket, thing="逗猫棒", kind="play", reaction="scared", by=shop.clerk, at=NOON)
    assert [(t["thing"], t["reaction"]) for t in kept.trials] == [("鸡肉冻干", "loved"), ("逗猫棒", "scared")]
    with pytest.raises(TicketMoved):
        add_trial(ticket=_started(shop), thing="冻干", reaction="loved", by=shop.clerk)


def _started(shop):
    return start_ticket(ticket=take(shop), by=shop.clerk, at=NOON)


def test_a_booking_has_one_open_number(shop):
    services = build_services(shop)
    want = Want(service_id=services.offer["V1001"].pk, pet_id=shop.shandian.pk, starts_at=at(10))
    booking = bookings_of(book_visit(store=shop.store, customer=shop.wang, wants=[want], by=shop.clerk, at=at(8)))[0]
    ticket = take(shop, booking=booking)
    assert (ticket.pet, ticket.customer) == (shop.shandian, shop.wang)
    with pytest.raises(AlreadyQueued):
        take(shop, booking=booking)
    leave_queue(ticket=ticket, by=shop.clerk, at=NOON)
    assert take(shop, booking=booking).number == 2


def test_the_link_tells_how_many_wait_before(shop):
    first, second = take(shop, now()), take(shop, now(), token="secret-2")
    assert ticket_by_token("secret-2") == (second, 1)
    start_ticket(ticket=first, by=shop.clerk)
    assert ticket_by_token("secret-2") == (second, 0)
    for wrong in ("", "secret-3", second.token_hash):
        with pytest.raises(NotFound):
            ticket_by_token(wrong)
    QueueTicket.objects.of(shop.chain).update(day=second.day - timedelta(days=1))
    with pytest.raises(NotFound):
        ticket_by_token("secret-2")


def test_strangers_and_rights(shop):
    other = build_shop("other")
    ticket = take(shop)
    with pytest.raises(NotAllowed):
        take_number(store=shop.store, by=shop.picker)
    with pytest.raises(NotFound):
        take_number(store=shop.store, by=other.clerk)
    with pytest.raises(NotFound):
        take(shop, customer=other.lin)
    with pytest.raises(NotFound):
        ticket_for(other.clerk, ticket.pk)
    with pytest.raises(NotFound):
        start_ticket(ticket=ticket, by=other.clerk)
    assert QueueTicket.objects.of(shop.chain).get().started_at is None


def test_waiting_times_by_hour(shop):
    for hour, minutes in ((10, (1, 2, 3, 4, 30)), (15, (10,))):
        for wait in minutes:
            ticket = take(shop, at(hour))
            start_ticket(ticket=ticket, by=shop.clerk, at=at(hour, wait))
    take(shop, at(10))  # still waits: not counted
    span = {"start": at(0), "end": at(24), "store": shop.store}
    rows = [(r.hour, r.tickets, r.median_s // 60, r.p90_s // 60) for r in waiting_times(shop.manager, **span)]
    assert rows == [(None, 6, 3, 30), (10, 5, 3, 30), (15, 1, 10, 10)]
    assert waiting_times(shop.manager, **{**span, "start": at(16)}) == []
    with pytest.raises(NotAllowed):
        waiting_times(shop.groomer, **span)
    assert waiting_times(build_shop("other").manager, start=at(0), end=at(24)) == []


def test_ranks_are_those_counted_by_hand():
    assert [rank([], 50), rank([5], 90), rank([1, 2, 3, 4], 50), rank(list(range(1, 11)), 90)] == [0, 5, 2, 9]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_twenty_numbers():
    shop = build_shop()
    answers = at_once(20, lambda number: take_number(store=shop.store, by=shop.clerk, at=NOON))
    assert sorted(answer.number for answer in answers) == list(range(1, 21))


@pytest.mark.django_db(transaction=True)
def test_two_customers_at_once_do_not_share_a_guide():
    shop = build_shop()
    tickets = [take(shop, kind="guide") for _number in range(6)]
    mei = shop.people["xiaomei"]
    at_once(6, lambda number: start_ticket(ticket=tickets[number], guide=mei, by=shop.clerk, at=NOON))
    assert QueueTicket.objects.of(shop.chain).filter(guide=mei).count() == 1
