"""What is shown as free can be booked, and nothing that can be booked is hidden (S6)."""

import contextlib
import random
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.booking.test_booking import make, shop, want  # noqa: F401  the fixture
from tests.cast import NOON
from tests.visits import at
from wangcai.booking.minutes import every, members, runs, stretch
from wangcai.booking.public import (
    NobodyFits,
    NotOffered,
    Resource,
    Skill,
    SlotTaken,
    block,
    book,
    free_slots,
)
from wangcai.kernel.public import Refusal

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def slots(shop, sku="V1001", **more):  # noqa: F811
    more = {"first_day": MONDAY, "at": NOON, **more}
    return free_slots(store=shop.store, service_id=shop.services.offer[sku].pk, **more)


def works(shop, starts, **more) -> bool:  # noqa: F811
    """Would booking it be accepted? Tried, and taken back."""
    try:
        with transaction.atomic():
            make(shop, want(shop, starts=starts, **more))
            transaction.set_rollback(True)
    except (SlotTaken, NobodyFits):
        return False
    return True


@pytest.fixture
def busy(shop):  # noqa: F811
    """A day with bookings of two people at two tables, a break, and one who works slowly."""
    Skill.objects.create(
        chain=shop.chain, account=shop.people["aqiang"], code="groom", granted_at=NOON, granted_by="system:0"
    )
    Resource.objects.of(shop.chain).filter(code="W2").update(pace=130)
    dice = random.Random(7)
    for _n in range(9):
        with contextlib.suppress(Refusal):
            make(shop, want(shop, starts=at(9, dice.randrange(0, 600, 5)), minutes=dice.choice((40, 55, 90))))
    block(
        resource=shop.services.places["T2"], starts_at=at(16), ends_at=at(16, 50), why="broken", by=shop.clerk, at=NOON
    )
    return shop


@pytest.mark.parametrize("who", ["any", "W1", "W2"])
def test_every_free_slot_can_be_booked_and_no_other(busy, who):
    worker = None if who == "any" else busy.services.places[who].pk
    shown = {slot.starts_at for slot in slots(busy, minutes=45, worker_id=worker)}
    day = [at(7) + timedelta(minutes=15 * n) for n in range(60)]
    can = {moment for moment in day if works(busy, moment, minutes=45, worker_id=worker)}
    assert shown == can and 3 < len(shown) < 45


def test_a_slot_names_the_person_who_would_do_it(busy):
    for slot in slots(busy, minutes=45)[::4]:
        length = {busy.services.mei.pk: 45, busy.services.qiang.pk: 60}[slot.worker_id]
        assert slot.ends_at - slot.starts_at == timedelta(minutes=length)
        assert works(busy, slot.starts_at, minutes=45, worker_id=slot.worker_id)


def test_a_service_that_needs_two_of_a_kind(busy):
    service = busy.services.offer["V1001"].service
    service.needs = [{"kind": "worker", "skill": "groom"}, {"kind": "worker", "skill": "groom"}, {"kind": "table"}]
    service.save()
    shown = {slot.starts_at for slot in slots(busy, minutes=45)}
    day = [at(8) + timedelta(minutes=15 * n) for n in range(56)]
    assert shown == {moment for moment in day if works(busy, moment, minutes=45)} and shown


def test_never_in_the_past_and_on_the_step(shop):  # noqa: F811
    found = slots(shop, first_day=NOON.date(), at=NOON + timedelta(minutes=7))
    assert found[0].starts_at == NOON + timedelta(minutes=15)
    found = slots(shop, step=30)
    assert {slot.starts_at.minute for slot in found} == {0, 30}
    assert slots(shop, first_day=NOON.date() - timedelta(days=3), days=2) == []


def test_the_buffer_counts(shop):  # noqa: F811
    make(shop, want(shop, starts=at(12), minutes=60))
    found = {slot.starts_at for slot in slots(shop, minutes=60)}
    assert at(10, 45) in found and at(11) not in found and at(13) not in found and at(13, 15) in found


def test_a_fortnight_is_four_statements(shop):  # noqa: F811
    offer = shop.services.offer["V1001"]
    with CaptureQueriesContext(connection) as context:
        found = free_slots(store=shop.store, service_id=offer.pk, first_day=MONDAY, days=14, minutes=60, at=NOON)
    assert len(found) == 14 * 44 and len(context.captured_queries) == 4


def test_a_service_that_is_not_offered_has_no_slots(shop):  # noqa: F811
    with pytest.raises(NotOffered):
        free_slots(store=shop.store, service_id=shop.goods["F2001"].pk, first_day=MONDAY, at=NOON)


def test_sets_of_minutes():
    taken = stretch(100, 160, 90, 200) | stretch(180, 400, 90, 200)
    free = stretch(90, 200, 90, 200) & ~taken
    assert list(members(free, 90, 1)) == [*range(90, 100), *range(160, 180)]
    assert list(members(runs(free, 15), 90, 1)) == list(range(160, 166))
    assert list(members(runs(free, 15) & every(5, 90, 200), 90, 5)) == [160, 165]
    assert stretch(10, 20, 90, 200) == stretch(300, 400, 90, 200) == 0
    dice = random.Random(3)
    for _n in range(200):
        bits, length = dice.getrandbits(200), dice.randrange(1, 12)
        plain = {n for n in range(200) if all(bits >> n + k & 1 for k in range(length))}
        assert set(members(runs(bits, length), 0, 1)) == plain


def test_where_nothing_comes_later_the_nearest_times_before_are_offered(shop):  # noqa: F811
    """The only table is gone for half a year: a refusal still says what can be booked, and it can."""
    out_of_use(shop, from_day=20)
    with pytest.raises(SlotTaken) as refused:
        make(shop, want(shop, starts=at(10, day=25)))
    free = [datetime.fromisoformat(text) for text in refused.value.details["free"]]
    assert len(free) == 3 and free == sorted(free, reverse=True)
    assert at(19, day=19) < free[-1] < free[0] < at(21, day=19)
    assert works(shop, free[0])


def test_no_time_is_offered_before_now(shop):  # noqa: F811
    out_of_use(shop, from_day=20)
    with pytest.raises(SlotTaken) as refused:
        book(store=shop.store, wants=[want(shop, starts=at(10, day=25))], by=shop.clerk, at=at(22, day=19))
    free = [datetime.fromisoformat(text) for text in refused.value.details["free"]]
    assert free and all(each >= at(0, day=200) for each in free)


def out_of_use(shop, from_day, days=180):  # noqa: F811
    for code in ("T1", "T2"):
        more = {
            "starts_at": at(13, day=0) if from_day == 0 else at(0, day=from_day),
            "ends_at": at(0, day=from_day + days),
            "why": "broken",
        }
        block(resource=shop.services.places[code], by=shop.clerk, at=NOON, **more)


def test_a_year_is_looked_through_where_a_season_is_full_on_both_sides(shop):  # noqa: F811
    out_of_use(shop, from_day=0, days=100)
    with pytest.raises(SlotTaken) as refused:
        make(shop, want(shop, starts=at(10, day=1)))
    free = [datetime.fromisoformat(text) for text in refused.value.details["free"]]
    assert len(free) == 3 and free[0] >= at(0, day=100) and works(shop, free[0])
