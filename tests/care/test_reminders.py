"""What owners are reminded of, once each; what a reply of 1 does; what is told when something happens (F26)."""

from datetime import time, timedelta

import pytest

from tests.cast import NOON, build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Want, advance_booking, invite_waiter, move_booking, release_booking, wait_for
from wangcai.care.public import (
    Plan,
    acknowledged,
    book_visit,
    bookings_of,
    change_visit,
    hear_reply,
    send_reminders,
    vaccines_due,
)
from wangcai.customers.public import Customer, HealthRecord, give_consent
from wangcai.journal.public import Entry, drain
from wangcai.kernel.public import local, moment, now, system_actor
from wangcai.messages.public import Message, send_due

LIN = "13812348866"


@pytest.fixture
def shop(db):
    shop = build_shop()
    shop.services = build_services(shop)
    return shop


def booked(shop, begins=None, *, customer=None, pet=None, made=NOON):
    want = Want(shop.services.offer["V1001"].pk, begins or at(10), pet_id=(pet or shop.doudou).pk)
    return book_visit(store=shop.store, customer=customer or shop.lin, wants=[want], by=shop.manager, at=made)


def told(shop, event):
    return list(Message.objects.of(shop.chain).filter(event=event).order_by("pk"))


def test_the_evening_before_and_two_hours_before_each_once(shop):
    booked(shop)
    assert send_reminders(at=at(17, 59, day=0)) == 0
    for _round in range(3):
        send_reminders(at=at(18, 0, day=0))
    assert [m.event for m in told(shop, "visit_reminder")] == ["visit_reminder"]
    assert send_reminders(at=at(7, 59)) == 0
    for _round in range(3):
        send_reminders(at=at(8, 0))
    rows = told(shop, "visit_reminder")
    assert len(rows) == 2 and "豆豆" in rows[0].body and "11-23 10:00" in rows[0].body and "回复 1" in rows[0].body


def test_in_quiet_hours_it_waits_for_the_morning(shop):
    booked(shop)
    send_reminders(at=at(22, 0, day=0))
    (row,) = told(shop, "visit_reminder")
    assert row.not_before >= at(9, 0)
    assert send_due(at=at(23, 0, day=0)) == 0
    assert send_due(at=at(9, 0)) == 1


@pytest.mark.parametrize(("key", "hour", "day"), [("reminders.evening_hour", 18, 0), ("reminders.hours_before", 8, 1)])
def test_a_shop_may_switch_either_off(shop, key, hour, day):
    booked(shop)
    shop.store.settings = {key: 0, "reminders.evening_hour": 0} if day else {key: 0}
    shop.store.save()
    assert send_reminders(at=at(hour, 0, day=day)) == 0
    shop.store.settings = {}
    shop.store.save()
    assert send_reminders(at=at(hour, 0, day=day)) == 1


def test_a_visit_that_was_moved_is_reminded_of_anew_and_a_cancelled_one_never(shop):
    booking = bookings_of(booked(shop))[0]
    send_reminders(at=at(18, 0, day=0))
    change_visit(booking=booking, starts_at=at(15), by=shop.manager, at=at(18, 30, day=0))
    assert send_reminders(at=at(19, 0, day=0)) == 1
    booking.refresh_from_db()
    release_booking(booking=booking, reason="不来了", by=shop.manager, at=at(20, 0, day=0))
    assert send_reminders(at=at(13, 30)) == 0


def test_who_booked_a_moment_ago_is_not_reminded(shop):
    booked(shop, made=at(17, 0, day=0))
    assert send_reminders(at=at(18, 0, day=0)) == 0


def test_two_pets_of_one_visit_are_one_reminder(shop):
    other = type(shop.doudou).objects.create(
        chain=shop.chain, code="P9", household=shop.doudou.household, name="花花", species="cat"
    )
    wants = [
        Want(shop.services.offer["V2001"].pk, at(14), pet_id=pet.pk, ends_at=at(12, day=3))
        for pet in (shop.doudou, other)
    ]
    book_visit(store=shop.store, customer=shop.lin, wants=wants, override="测试", by=shop.manager, at=NOON)
    assert send_reminders(at=at(18, 0, day=0)) == 1
    assert "豆豆、花花" in told(shop, "visit_reminder")[0].body


def test_who_said_no_to_messages_is_not_written_to(shop):
    give_consent(customer=shop.lin, purpose="service", channel="sms", given=False, source="counter", by=shop.manager)
    booked(shop)
    send_reminders(at=at(18, 0, day=0))
    (row,) = told(shop, "visit_reminder")
    assert row.state == "held" and row.address == ""


def test_where_one_channel_fails_the_next_takes_over(shop):
    from wangcai.messages.public import set_simulation

    Customer.objects.of(shop.chain).filter(pk=shop.lin.pk).update(mail="lin@example.com")
    shop.lin.refresh_from_db()
    set_simulation(channel="sms", mode="refuse", by=shop.by("boss"))
    booked(shop)
    send_reminders(at=at(18, 0, day=0))
    send_due(at=at(18, 1, day=0))
    send_due(at=at(18, 2, day=0))
    assert [(m.channel, m.state) for m in told(shop, "visit_reminder")] == [("sms", "failed"), ("mail", "sent")]


def heard(shop, text, number=LIN, moment=None):
    return hear_reply(
        chain_id=shop.chain.pk, number=number, text=text, channel="sms", by=system_actor(shop.chain.pk),
        at=moment or at(20, 0, day=0),
    )  # fmt: skip


def test_a_reply_of_1_is_noted_once(shop):
    booking = bookings_of(booked(shop))[0]
    assert heard(shop, "1") == []
    send_reminders(at=at(18, 0, day=0))
    assert heard(shop, " 1。") == [booking] and heard(shop, "1") == []
    assert Entry.objects.filter(what="booking.acknowledged", subject_id=booking.pk).count() == 1
    assert acknowledged(shop.chain.pk, [booking.pk]) == {booking.pk}


def test_who_said_they_come_at_ten_did_not_say_so_of_eleven(shop):
    """The words belong to a time: with another person it stays, moved it is open again and may be said anew."""
    booking = bookings_of(booked(shop))[0]
    send_reminders(at=at(18, 0, day=0))
    heard(shop, "1")
    booking.refresh_from_db()
    move_booking(booking=booking, ends_at=booking.ends_at + timedelta(minutes=15), by=shop.manager, at=at(20, day=0))
    assert acknowledged(shop.chain.pk, [booking.pk]) == {booking.pk}
    move_booking(booking=booking, starts_at=at(11), by=shop.manager, at=at(20, day=0))
    assert acknowledged(shop.chain.pk, [booking.pk]) == set()
    assert heard(shop, "1") == []
    send_reminders(at=at(20, 30, day=0))
    assert heard(shop, "1", moment=at(20, 31, day=0)) == [booking]


@pytest.mark.parametrize(("text", "number"), [("2", LIN), ("", LIN), ("1", "13900005678"), ("1", "13700000000")])
def test_other_words_and_other_people_confirm_nothing(shop, text, number):
    booking = bookings_of(booked(shop))[0]
    send_reminders(at=at(18, 0, day=0))
    assert heard(shop, text, number) == []
    assert acknowledged(shop.chain.pk, [booking.pk]) == set()


def test_another_chain_s_reply_confirms_nothing_here(shop):
    other = build_shop("laifu")
    booked(shop)
    send_reminders(at=at(18, 0, day=0))
    assert heard(other, "1") == [] and not Entry.objects.filter(what="booking.acknowledged").exists()


def test_a_plan_that_waits_is_told_only_when_nobody_signed_at_once(shop):
    booking = bookings_of(booked(shop))[0]
    Plan.objects.create(
        chain=shop.chain, booking=booking, number=1, state="read_back", read_back_at=NOON, text="x", digest="x",
        at=NOON, by="staff:1",
    )  # fmt: skip
    assert send_reminders(at=NOON + timedelta(minutes=2)) == 0
    assert send_reminders(at=NOON + timedelta(minutes=6)) == 1 and send_reminders(at=NOON + timedelta(minutes=7)) == 0
    assert told(shop, "plan_to_sign")[0].body.count("/p/") == 1


def test_vaccines_are_told_only_where_switched_on_and_counted_before(shop):
    day = NOON.date() + timedelta(days=10)
    HealthRecord.objects.create(
        chain=shop.chain, pet=shop.doudou, kind="vaccine", code="rabies", given_on=NOON.date(), due_on=day,
        entered_at=NOON, entered_by="staff:1",
    )  # fmt: skip
    assert [(due.pet, owner) for due, owner in vaccines_due(shop.store, NOON)] == [(shop.doudou, shop.lin)]
    assert vaccines_due(shop.sister, NOON) == []
    assert send_reminders(at=at(12, day=0)) == 0
    shop.chain.settings = {"reminders.vaccine_due": True}
    shop.chain.save()
    assert send_reminders(at=at(9, 59, day=0)) == 0
    assert send_reminders(at=at(12, day=0)) == 1 and send_reminders(at=at(12, day=1)) == 0
    assert "豆豆" in told(shop, "vaccine_due")[0].body and "/p/home/wangcai" in told(shop, "vaccine_due")[0].body


def drained():
    for _round in range(3):
        drain()


@pytest.mark.django_db(transaction=True)
def test_ready_and_cancelled_are_told_once(shop):
    booking = bookings_of(booked(shop, at(10, day=5)))[0]
    for state in ("arrived", "started", "ready", "started", "ready"):
        advance_booking(booking=booking, to=state, by=shop.manager)
    drained()
    assert len(told(shop, "job_ready")) == 1
    # By the clock on the wall, and in the morning: in the evening nobody would be there for it any more.
    begins = moment(local(now(), shop.store.timezone).date() + timedelta(days=3), time(10), shop.store.timezone)
    other = bookings_of(booked(shop, begins, customer=shop.wang, pet=shop.shandian, made=now()))[0]
    release_booking(booking=other, reason="不来了", by=shop.manager)
    drained()
    (row,) = told(shop, "visit_cancelled")
    assert row.customer_id == shop.wang.pk and "闪电" in row.body


@pytest.mark.django_db(transaction=True)
def test_an_invitation_carries_its_own_link(shop, monkeypatch):
    monkeypatch.setattr("wangcai.care.invitations.quiet_until", lambda at, store: None)
    begins = now() + timedelta(days=2)
    begins = begins.replace(hour=4, minute=0, second=0, microsecond=0)
    waiting = wait_for(
        store=shop.store, customer=shop.lin, pet=shop.doudou, service_id=shop.services.offer["V1001"].pk,
        from_at=begins, to_at=begins + timedelta(hours=5), by=shop.manager,
    )  # fmt: skip
    invite_waiter(waiting=waiting, starts_at=begins, by=shop.manager)
    drained()
    (row,) = told(shop, "waitlist_invited")
    assert "/p/invited/" in row.body and "豆豆" in row.body


@pytest.mark.django_db(transaction=True)
def test_a_held_time_that_runs_out_is_not_called_a_cancelled_visit(shop):
    from wangcai.booking.public import decline_invitation

    begins = (now() + timedelta(days=2)).replace(hour=4, minute=0, second=0, microsecond=0)
    waiting = wait_for(
        store=shop.store, customer=shop.lin, pet=shop.doudou, service_id=shop.services.offer["V1001"].pk,
        from_at=begins, to_at=begins + timedelta(hours=5), by=shop.manager,
    )  # fmt: skip
    invite_waiter(waiting=waiting, starts_at=begins, by=shop.manager)
    decline_invitation(waiting=waiting, by=shop.manager)
    drained()
    assert told(shop, "visit_cancelled") == []


def test_a_round_costs_a_few_statements_however_many_visits(shop, django_assert_max_num_queries):
    for hour in (9, 11, 13, 15):
        booked(shop, at(hour))
    send_reminders(at=at(18, 0, day=0))
    with django_assert_max_num_queries(8):
        send_reminders(at=at(18, 1, day=0))
