"""F33: rounds come from the plan by the store's clock; each is given once, whoever ticks at the same time."""

from datetime import timedelta

import pytest

from tests.care.stays import NOON, stay
from tests.cast import build_shop
from tests.visits import build_services
from wangcai.booking.public import advance_booking
from wangcai.care.public import (
    AlreadyGiven,
    CareRound,
    CareSchedule,
    PetNotHere,
    TimesUnclear,
    TooEarly,
    drop_rounds,
    end_schedule,
    give_round,
    make_rounds,
    round_for,
    rounds_of,
    schedules_of,
    set_schedule,
)
from wangcai.journal.public import Entry, drain
from wangcai.kernel.public import Missing, NotAllowed, NotFound, local
from wangcai.orders.public import OrderLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return build_shop()


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def cat(shop, made):
    return stay(shop, made)


def keeper(shop):
    return shop.by("aqiang")


def feed(shop, booking, *times, **more):
    values = {"kind": "feed", "name": "猫粮", "grams": 40, **more}
    return set_schedule(booking=booking, times=times or ("08:00", "18:00"), by=keeper(shop), at=NOON, **values)


def dues(schedule):
    zone = schedule.booking.store.timezone
    return [f"{local(row.due_at, zone):%m-%d %H:%M}" for row in schedule.rounds.order_by("due_at")]


def test_rounds_come_by_the_store_s_clock_from_now_to_the_end_of_the_stay(shop, cat):
    plan = feed(shop, cat)
    assert dues(plan) == ["11-22 18:00", "11-23 08:00", "11-23 18:00"]
    assert make_rounds(at=NOON) == 0
    assert make_rounds(at=NOON + timedelta(days=1)) == 2
    assert make_rounds(at=NOON + timedelta(days=2, hours=20)) == 1
    assert dues(plan)[-1] == "11-25 08:00"  # the stay ends at noon
    assert Entry.objects.get(what="care.schedule_set").pet_id == cat.pet_id


def test_planned_before_the_pet_comes_rounds_begin_when_it_is_here(shop, made):
    booking = stay(shop, made, state="booked")
    plan = feed(shop, booking)
    assert dues(plan) == [] and make_rounds(at=NOON) == 0
    booking.state = "arrived"
    booking.save(update_fields=["state"])
    assert make_rounds(at=NOON) == 3


@pytest.mark.parametrize("times", [("25:00",), ("eight",), (), ("08:00",) * 13])
def test_unclear_times_are_refused(shop, cat, times):
    with pytest.raises(TimesUnclear):
        set_schedule(booking=cat, kind="feed", name="猫粮", times=times, by=keeper(shop), at=NOON)
    assert not CareSchedule.objects.of(shop.chain).exists()


def test_medicine_needs_its_dose_and_everything_a_name(shop, cat, made):
    with pytest.raises(Missing):
        feed(shop, cat, kind="medicine", name="心丝虫药")
    with pytest.raises(Missing):
        feed(shop, cat, name="")
    with pytest.raises(NotFound):
        feed(shop, cat, kind="sing")
    with pytest.raises(PetNotHere):
        feed(shop, stay(shop, made, state="done"))
    assert not CareSchedule.objects.of(shop.chain).exists()


def test_the_list_of_the_day_by_time_late_ones_marked(shop, cat, django_assert_max_num_queries):
    feed(shop, cat, "12:30", "18:00")
    feed(shop, cat, "14:00", kind="medicine", name="心脏药", dose="半片")
    with django_assert_max_num_queries(3):
        rows = rounds_of(
            keeper(shop), shop.store, local(NOON, shop.store.timezone).date(), at=NOON + timedelta(minutes=61)
        )
    assert [(row.plan.name, row.late) for row in rows] == [("猫粮", True), ("心脏药", False), ("猫粮", False)]
    assert rows[0].booking.room.name == "安静间 1"


@pytest.mark.parametrize("outcome", ["given", "partly", "refused"])
def test_given_partly_or_refused_once(shop, cat, outcome):
    first = feed(shop, cat).rounds.order_by("due_at").first()
    done = give_round(round=first, outcome=outcome, grams=30, note="剩了一点", by=keeper(shop), at=NOON)
    assert (done.state, done.grams, done.by) == (outcome, 30, keeper(shop).key)
    with pytest.raises(AlreadyGiven) as refused:
        give_round(round=first, outcome="given", by=shop.groomer, at=NOON + timedelta(minutes=1))
    assert "阿强" in str(refused.value) and "12:00" in str(refused.value)
    first.refresh_from_db()
    assert first.by == keeper(shop).key and Entry.objects.filter(what="care.round_given").count() == 1


def test_a_dose_long_before_its_time_is_refused(shop, cat):
    dose = feed(shop, cat, "20:00", kind="medicine", name="心脏药", dose="半片").rounds.first()
    with pytest.raises(TooEarly):
        give_round(round=dose, outcome="given", by=keeper(shop), at=NOON)
    dose.refresh_from_db()
    assert dose.state == "due"
    give_round(round=dose, outcome="given", by=keeper(shop), at=NOON + timedelta(hours=6))


def test_the_fee_falls_into_the_bill_once_for_each_given(shop, made, cat):
    plan = feed(
        shop, cat, "13:00", "14:00", "15:00", kind="medicine", name="心脏药", dose="半片", fee=made.offer["E0004"]
    )
    one, two, three = plan.rounds.order_by("due_at")[:3]
    given = give_round(round=one, outcome="given", by=keeper(shop), at=NOON)
    give_round(round=two, outcome="refused", by=keeper(shop), at=NOON)
    with pytest.raises(AlreadyGiven):
        give_round(round=one, outcome="given", by=keeper(shop), at=NOON)
    give_round(round=three, outcome="partly", by=keeper(shop), at=NOON + timedelta(hours=1))
    lines = OrderLine.objects.of(shop.chain).filter(booking=cat, variant=made.offer["E0004"])
    assert sum(line.quantity for line in lines) == 2 and given.line in lines
    assert all(line.unit_fen == 1000 for line in lines)


def test_an_ended_plan_drops_what_was_not_given(shop, cat):
    plan = feed(shop, cat)
    first = plan.rounds.order_by("due_at").first()
    give_round(round=first, outcome="given", by=keeper(shop), at=NOON)
    end_schedule(schedule=plan, by=keeper(shop), at=NOON)
    assert sorted(plan.rounds.values_list("state", flat=True)) == ["dropped", "dropped", "given"]
    assert schedules_of(cat) == [] and make_rounds(at=NOON + timedelta(days=1)) == 0
    with pytest.raises(NotFound):
        end_schedule(schedule=plan, by=keeper(shop), at=NOON)
    with pytest.raises(NotFound):
        give_round(round=plan.rounds.filter(state="dropped").first(), outcome="given", by=keeper(shop), at=NOON)


@pytest.mark.django_db(transaction=True)  # reactions read what was committed
def test_rounds_come_and_go_with_the_pet(shop, made):
    booking = stay(shop, made, state="booked")
    plan = feed(shop, booking, "00:00", "06:00", "12:00", "18:00")
    advance_booking(booking=booking, to="arrived", by=keeper(shop))
    drain()
    assert CareSchedule.objects.of(shop.chain).get().ended_at is None
    for step in ("started", "ready", "done"):
        advance_booking(booking=booking, to=step, by=keeper(shop))
    drain()
    assert CareSchedule.objects.of(shop.chain).get().ended_at is not None
    assert not plan.rounds.filter(state="due").exists()


def test_gone_home_nothing_is_due(shop, cat):
    plan = feed(shop, cat)
    drop_rounds(booking=cat, at=NOON)
    assert set(plan.rounds.values_list("state", flat=True)) == {"dropped"} and schedules_of(cat) == []


def test_strangers_and_roles(shop, cat):
    other, first = build_shop("other"), feed(shop, cat).rounds.first()
    for stranger in (other.by("aqiang"), shop.by("jingan")):
        with pytest.raises(NotFound):
            round_for(stranger, first.pk)
    with pytest.raises(NotAllowed):
        give_round(round=first, outcome="given", by=shop.clerk, at=NOON)
    with pytest.raises(NotFound):
        give_round(round=first, outcome="given", by=other.by("aqiang"), at=NOON)
    assert CareRound.objects.of(shop.chain).get(pk=first.pk).state == "due"
