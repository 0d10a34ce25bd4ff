"""Cancelling 15:00 lists who fits, in order; an invitation holds the slot for half an hour (F24)."""

from datetime import timedelta

import pytest

from tests.booking.test_booking import make, shop, want  # noqa: F401  the fixture
from tests.cast import NOON
from tests.visits import at
from wangcai.booking.public import (
    Booking,
    Hold,
    InvitationOver,
    NotWaiting,
    PastTime,
    SlotTaken,
    Waiting,
    accept_invitation,
    advance_booking,
    decline_invitation,
    expire_holds,
    fitting_waiters,
    invite_waiter,
    leave_waitlist,
    release_booking,
    wait_for,
)
from wangcai.kernel.public import NotAllowed

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=31)


def wait(shop, first=13, last=18, *, sku="V1001", by=None, **more):  # noqa: F811
    more.setdefault("customer", shop.wang)
    more.setdefault("pet", shop.shandian)
    return wait_for(
        store=shop.store, service_id=shop.services.offer[sku].pk, from_at=at(first), to_at=at(last),
        by=by or shop.clerk, at=more.pop("asked", NOON), **more,
    )  # fmt: skip


@pytest.fixture
def full(shop):  # noqa: F811
    """小美 has the whole afternoon; 15:00 is what will be cancelled."""
    return {hour: make(shop, want(shop, starts=at(hour), minutes=105))[0] for hour in (9, 11, 13, 15, 17, 19)}


def test_cancelling_lists_who_fits_in_order(shop, full):  # noqa: F811
    morning = wait(shop, 9, 12)
    first, long, second = wait(shop), wait(shop, minutes=150), wait(shop, 15, 17)
    assert fitting_waiters(booking=full[15], at=NOON) == []
    release_booking(booking=full[15], reason="临时有事", by=shop.clerk, at=NOON)
    fits = fitting_waiters(booking=full[15], at=NOON)
    assert [(fit.waiting, fit.starts_at) for fit in fits] == [(first, at(15)), (second, at(15))]
    assert fits[0].worker_id == shop.services.mei.pk and long not in fits and morning not in fits


def test_an_invitation_is_accepted(shop, full):  # noqa: F811
    first = wait(shop)
    release_booking(booking=full[15], reason="临时有事", by=shop.clerk, at=NOON)
    booking = invite_waiter(waiting=first, starts_at=at(15), by=shop.clerk, at=NOON)
    assert (booking.state, booking.held_until, booking.channel) == ("held", NOON + timedelta(minutes=30), "waitlist")
    with pytest.raises(SlotTaken):
        make(shop, want(shop, starts=at(15)))
    accept_invitation(waiting=first, by=shop.clerk, at=NOON + timedelta(minutes=29))
    assert Booking.objects.of(shop.chain).get(pk=booking.pk).state == "booked"
    assert Waiting.objects.of(shop.chain).get().state == "booked"
    assert expire_holds(at=LATER) == 0


def test_not_taken_it_goes_to_the_next(shop, full):  # noqa: F811
    first, second = wait(shop), wait(shop)
    release_booking(booking=full[15], reason="临时有事", by=shop.clerk, at=NOON)
    invite_waiter(waiting=first, starts_at=at(15), by=shop.clerk, at=NOON)
    assert expire_holds(at=NOON + timedelta(minutes=29)) == 0
    assert expire_holds(at=LATER) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("ended", "invited")
    assert second.booking.starts_at == at(15) and second.booking.held_until == LATER + timedelta(minutes=30)
    with pytest.raises(InvitationOver):
        accept_invitation(waiting=first, by=shop.clerk, at=LATER)
    assert expire_holds(at=LATER + timedelta(minutes=31)) == 1
    assert Hold.objects.of(shop.chain).count() == 10  # five bookings of a person and a table


def test_an_answer_after_its_time_is_refused(shop, full):  # noqa: F811
    first = wait(shop)
    release_booking(booking=full[15], reason="临时有事", by=shop.clerk, at=NOON)
    booking = invite_waiter(waiting=first, starts_at=at(15), by=shop.clerk, at=NOON)
    with pytest.raises(InvitationOver):
        accept_invitation(waiting=first, by=shop.clerk, at=LATER)
    booking.refresh_from_db()
    first.refresh_from_db()
    assert (booking.state, first.state) == ("held", "invited")


def test_who_declines_gives_the_slot_back(shop, full):  # noqa: F811
    first = wait(shop)
    release_booking(booking=full[15], reason="临时有事", by=shop.clerk, at=NOON)
    invite_waiter(waiting=first, starts_at=at(15), by=shop.clerk, at=NOON)
    decline_invitation(waiting=first, by=shop.clerk, at=NOON)
    assert make(shop, want(shop, starts=at(15)))


def test_one_is_invited_once(shop, full):  # noqa: F811
    first = wait(shop)
    release_booking(booking=full[15], reason="临时有事", by=shop.clerk, at=NOON)
    stale = Waiting.objects.of(shop.chain).get()
    invite_waiter(waiting=first, starts_at=at(15), by=shop.clerk, at=NOON)
    with pytest.raises(NotWaiting):
        invite_waiter(waiting=stale, starts_at=at(15), by=shop.clerk, at=NOON)
    with pytest.raises(NotWaiting):
        leave_waitlist(waiting=stale, by=shop.clerk, at=NOON)
    assert Booking.objects.of(shop.chain).filter(channel="waitlist").count() == 1


def test_the_worker_who_was_asked_for_counts(shop, full):  # noqa: F811
    wait(shop, worker_id=shop.services.qiang.pk)
    release_booking(booking=full[15], reason="临时有事", by=shop.clerk, at=NOON)
    assert fitting_waiters(booking=full[15], at=NOON) == []


def test_a_stay_waits_for_its_own_days(shop):  # noqa: F811
    def stay(code):
        return make(shop, want(
            shop, "V2001", at(14), ends_at=at(11, day=3), room_id=shop.services.places[code].pk
        ))[0]  # fmt: skip

    one, _two = stay("K1"), stay("K2")
    waiting = wait_for(
        store=shop.store, customer=shop.wang, pet=shop.shandian, service_id=shop.services.offer["V2001"].pk,
        from_at=at(14, day=2), to_at=at(11, day=4), nights=2, by=shop.clerk, at=NOON,
    )  # fmt: skip
    assert fitting_waiters(booking=one, at=NOON) == []
    release_booking(booking=one, reason="不来了", by=shop.clerk, at=NOON)
    [fit] = fitting_waiters(booking=one, at=NOON)
    booking = invite_waiter(waiting=waiting, starts_at=fit.starts_at, by=shop.clerk, at=NOON)
    assert booking.room.code == "K1" and booking.ends_at == at(11, day=4)


def test_a_held_slot_of_no_waiter_is_let_go_too(shop):  # noqa: F811
    [held] = make(shop, want(shop, state="held", held_until=NOON + timedelta(minutes=30)))
    [taken] = make(shop, want(shop, starts=at(14), state="held", held_until=NOON + timedelta(minutes=30)))
    advance_booking(booking=taken, to="booked", by=shop.clerk, at=NOON)
    assert expire_holds(at=LATER) == 1
    held.refresh_from_db()
    taken.refresh_from_db()
    assert (held.state, taken.state) == ("cancelled", "booked")


def test_who_may_not_book_may_not_put_on_the_list(shop):  # noqa: F811
    with pytest.raises(NotAllowed):
        wait(shop, by=shop.picker)
    with pytest.raises(PastTime):
        wait(shop, asked=at(20))
    assert not Waiting.objects.of(shop.chain).exists()
