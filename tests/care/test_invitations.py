"""Whoever is invited is told, by the clock: at once, or when the quiet hours end; then the half hour begins (F24)."""

from datetime import timedelta

import pytest

from tests.cast import NOON, build_shop
from tests.visits import at, build_services
from wangcai.booking.public import accept_invitation, expire_holds, invite_waiter, wait_for
from wangcai.care.public import tell_waiters
from wangcai.messages.public import Message, send_due

pytestmark = pytest.mark.django_db
MORNING = at(9)


@pytest.fixture
def shop():
    shop = build_shop()
    shop.services = build_services(shop)
    return shop


def invite(shop, invited_at, *, customer="lin"):
    waiting = wait_for(
        store=shop.store, customer=getattr(shop, customer) if customer else None, pet=shop.doudou,
        service_id=shop.services.offer["V1001"].pk, from_at=at(13), to_at=at(18), by=shop.clerk, at=NOON,
    )  # fmt: skip
    invite_waiter(waiting=waiting, starts_at=at(15), by=shop.clerk, at=invited_at)
    return waiting


def told(shop):
    return list(Message.objects.of(shop.chain).filter(event="waitlist_invited").order_by("pk"))


def test_in_the_daytime_at_once_and_once(shop):
    invite(shop, NOON)
    assert [tell_waiters(at=NOON), tell_waiters(at=NOON)] == [1, 0]
    (row,) = told(shop)
    assert "/p/invited/" in row.body and "12:30" in row.body and row.not_before == NOON


def test_at_night_nobody_is_told_and_the_morning_leaves_half_an_hour(shop):
    waiting = invite(shop, at(22, day=0))
    for hour in (22, 23):
        assert tell_waiters(at=at(hour, 30, day=0)) == 0
    assert tell_waiters(at=at(8, 59)) == 0 and expire_holds(at=at(8, 59)) == 0
    assert tell_waiters(at=MORNING) == 1
    (row,) = told(shop)
    assert "09:30" in row.body and send_due(at=MORNING) == 1
    accept_invitation(waiting=waiting, by=shop.clerk, at=MORNING + timedelta(minutes=29))


def test_who_answered_in_the_night_is_not_told_in_the_morning(shop):
    waiting = invite(shop, at(22, day=0))
    accept_invitation(waiting=waiting, by=shop.clerk, at=at(23, day=0))
    assert tell_waiters(at=MORNING) == 0 and not told(shop)


def test_a_loop_that_slept_costs_nobody_a_place(shop):
    """Invited at noon, the background work stood still for fifty minutes: the half hour begins when it runs again."""
    waiting = invite(shop, NOON)
    late = NOON + timedelta(minutes=50)
    assert tell_waiters(at=late) == 1 and expire_holds(at=late) == 0
    waiting.booking.refresh_from_db()
    assert waiting.booking.held_until == late + timedelta(minutes=30)
    assert "13:20" in told(shop)[0].body


def test_who_has_no_file_is_not_written_to(shop):
    invite(shop, NOON, customer=None)
    assert tell_waiters(at=NOON) == 0


def test_a_round_over_nobody_new_is_cheap(shop, django_assert_max_num_queries):
    invite(shop, NOON)
    tell_waiters(at=NOON)
    with django_assert_max_num_queries(2):
        tell_waiters(at=NOON + timedelta(minutes=1))
