"""In quiet hours (21:00–09:00) nobody is told, so the half hour of an invitation begins when they end (F24)."""

from datetime import timedelta

import pytest

from tests.booking.test_booking import make, shop, want  # noqa: F401  the fixture
from tests.booking.test_waitlist import full, wait  # noqa: F401  the fixture
from tests.cast import NOON
from tests.visits import at
from wangcai.booking.public import (
    Booking,
    InvitationOver,
    TooLateToTell,
    Waiting,
    accept_invitation,
    expire_holds,
    fitting_waiters,
    invite_waiter,
    keep_invitation,
    release_booking,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, system_actor
from wangcai.shops.public import change_setting

pytestmark = pytest.mark.django_db
EVENING, NIGHT, MORNING = at(20, 45, day=0), at(21, 15, day=0), at(9)


@pytest.fixture
def freed(shop, full):  # noqa: F811
    release_booking(booking=full[15], reason="临时有事", by=shop.clerk, at=NOON)
    return full[15]


def test_the_list_is_not_used_up_over_night(shop, freed):  # noqa: F811
    """The first does not answer by 21:15. The second is invited then, held over the night, and has 9:00–9:30."""
    first, second, third = wait(shop), wait(shop), wait(shop)
    invite_waiter(waiting=first, starts_at=at(15), by=shop.clerk, at=EVENING)
    assert expire_holds(at=NIGHT) == 1
    for hours in (1, 5, 9, 11):
        assert expire_holds(at=NIGHT + timedelta(hours=hours)) == 0
    for each in (first, second, third):
        each.refresh_from_db()
    assert [each.state for each in (first, second, third)] == ["ended", "invited", "waiting"]
    assert second.booking.held_until == MORNING + timedelta(minutes=30)
    assert expire_holds(at=MORNING + timedelta(minutes=29)) == 0
    assert expire_holds(at=MORNING + timedelta(minutes=30)) == 1
    third.refresh_from_db()
    assert third.state == "invited" and third.booking.held_until == MORNING + timedelta(minutes=60)


def test_staff_may_invite_at_night_for_the_morning(shop, freed):  # noqa: F811
    waiting = wait(shop)
    booking = invite_waiter(waiting=waiting, starts_at=at(15), by=shop.clerk, at=at(23, 30, day=0))
    assert booking.held_until == MORNING + timedelta(minutes=30)
    facts = Entry.objects.get(chain_id=shop.chain.pk, what="waiting.invited").facts
    assert facts["held_until"] == "2026-11-23 09:30"
    accept_invitation(waiting=waiting, by=shop.clerk, at=at(8))
    assert Waiting.objects.of(shop.chain).get().state == "booked"


def test_what_begins_before_anybody_can_be_told_is_refused(shop):  # noqa: F811
    waiting = wait(shop, 8, 12)
    for starts in (at(8, 30), MORNING):
        with pytest.raises(TooLateToTell) as refused:
            invite_waiter(waiting=waiting, starts_at=starts, by=shop.clerk, at=NIGHT)
    assert "09:00" in str(refused.value)
    waiting.refresh_from_db()
    assert waiting.state == "waiting" and not Booking.objects.of(shop.chain).exists()
    [fit] = fitting_waiters(store=shop.store, starts_at=at(8), ends_at=at(12), at=NIGHT)
    booking = invite_waiter(waiting=waiting, starts_at=fit.starts_at, by=shop.clerk, at=NIGHT)
    # Nobody can answer after it began.
    assert booking.starts_at == at(9, 15) == booking.held_until


def test_a_store_without_quiet_hours_counts_at_once(shop, freed):  # noqa: F811
    change_setting(store=shop.store, key="messages.quiet_from", value=9, by=shop.manager)
    shop.store.refresh_from_db()
    waiting = wait(shop)
    assert invite_waiter(waiting=waiting, starts_at=at(15), by=shop.clerk, at=NIGHT).held_until == NIGHT + timedelta(
        minutes=30
    )


def test_told_late_the_half_hour_begins_anew(shop, freed):  # noqa: F811
    waiting, by = wait(shop), system_actor(shop.chain.pk)
    invite_waiter(waiting=waiting, starts_at=at(15), by=shop.clerk, at=EVENING)
    assert keep_invitation(waiting=waiting, by=by, at=EVENING + timedelta(minutes=1)).held_until == NIGHT
    assert not Entry.objects.filter(chain_id=shop.chain.pk, what="waiting.kept").exists()
    kept = keep_invitation(waiting=waiting, by=by, at=EVENING + timedelta(minutes=20))
    assert kept.held_until == MORNING + timedelta(minutes=30)
    assert Entry.objects.filter(chain_id=shop.chain.pk, what="waiting.kept").count() == 1
    with pytest.raises(NotAllowed):
        keep_invitation(waiting=waiting, by=shop.picker, at=NIGHT)
    accept_invitation(waiting=waiting, by=shop.clerk, at=NIGHT)
    with pytest.raises(InvitationOver):
        keep_invitation(waiting=waiting, by=by, at=NIGHT)


def test_who_gave_no_number_is_left_for_staff_to_call(shop, freed):  # noqa: F811
    first, nameless, last = wait(shop), wait(shop, customer=None), wait(shop)
    invite_waiter(waiting=first, starts_at=at(15), by=shop.clerk, at=NOON)
    assert expire_holds(at=NOON + timedelta(minutes=30)) == 1
    nameless.refresh_from_db()
    last.refresh_from_db()
    assert (nameless.state, last.state) == ("waiting", "invited")
