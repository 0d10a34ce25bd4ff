"""Opening hours on the store's own clock: midnight, holidays, make-up days, daylight saving."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed
from wangcai.shops.operations.opening import HoursOverlap, YearUnknown
from wangcai.shops.public import (
    Hours,
    OpeningPeriod,
    SpecialDay,
    forget_special_day,
    hours_of,
    is_open,
    next_opening,
    open_minutes,
    set_opening_hours,
    set_special_day,
    take_public_holidays,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_open_and_next_opening(people):
    assert is_open(people.xh, at("2026-11-22 09:00")) and not is_open(people.xh, at("2026-11-22 21:00"))
    assert next_opening(people.xh, at("2026-11-22 21:30")) == at("2026-11-23 09:00")
    assert next_opening(people.xh, at("2026-11-22 10:30")) == at("2026-11-22 10:30")
    assert open_minutes(people.xh, at("2026-11-22 20:30"), at("2026-11-23 09:45")) == 75
    assert open_minutes(people.xh, at("2026-11-23 20:30"), at("2026-11-22 09:45")) == 0


def test_reading_costs_two_queries_and_due_times_skip_the_night(people, django_assert_num_queries):
    with django_assert_num_queries(2):
        hours = hours_of(people.xh)
        assert hours.after(at("2026-11-22 20:50"), 30) == at("2026-11-23 09:20")
        assert hours.after(at("2026-11-22 22:00"), 0) == at("2026-11-23 09:00")


def test_a_store_without_hours_is_always_open(people):
    assert is_open(people.far, at("2026-11-22 03:00"))
    assert open_minutes(people.far, at("2026-11-22 03:00"), at("2026-11-22 04:00")) == 60


def test_past_midnight(people):
    set_opening_hours(store=people.xh, periods=[(5, time(18), time(2))], by=people.by("manager"))
    assert is_open(people.xh, at("2026-11-22 01:59")), "Saturday night"
    assert not is_open(people.xh, at("2026-11-22 02:00"))
    assert next_opening(people.xh, at("2026-11-22 02:00")) == at("2026-11-28 18:00")


def test_a_closed_day_of_the_chain_and_a_store_that_opens_all_the_same(people):
    owner = people.by("owner")
    set_special_day(store=None, day=date(2026, 11, 22), closed=True, name="盘点", by=owner)
    set_special_day(store=people.ja, day=date(2026, 11, 22), closed=False, like_weekday=0, by=owner)
    assert not is_open(people.xh, at("2026-11-22 10:00")) and is_open(people.ja, at("2026-11-22 10:00"))
    assert next_opening(people.xh, at("2026-11-22 10:00")) == at("2026-11-23 09:00")
    forget_special_day(special_day=SpecialDay.objects.of(owner).get(store=None), by=owner)
    assert is_open(people.xh, at("2026-11-22 10:00"))
    assert Entry.objects.filter(what="shops.special_day_set").count() == 3


def test_never_open_again(people):
    owner = people.by("owner")
    set_opening_hours(store=people.xh, periods=[(6, time(9), time(10))], by=owner)
    hours = hours_of(people.xh)
    shut = Hours(hours.zone, {8: []}, {})
    assert shut.next_opening(at("2026-11-22 11:00")) is None


def test_public_holidays_and_make_up_days(people):
    """2026-10-10 is a Saturday worked for National Day, 2026-10-05 a Monday off."""
    owner = people.by("owner")
    week = [(d, time(9), time(21)) for d in range(5)] + [(d, time(10), time(18)) for d in (5, 6)]
    set_opening_hours(store=people.xh, periods=week, by=owner)
    set_special_day(store=None, day=date(2026, 10, 1), closed=True, name="国庆", by=owner)
    take_public_holidays(store=None, year=2026, by=owner)
    hours = hours_of(people.xh)
    assert hours.periods(date(2026, 10, 10)) == [(time(9), time(21))]
    assert hours.periods(date(2026, 10, 5)) == [(time(10), time(18))]
    assert hours.periods(date(2026, 10, 1)) == [], "what the shop set itself stays"
    before = SpecialDay.objects.of(owner).count()
    take_public_holidays(store=None, year=2026, by=owner)
    assert SpecialDay.objects.of(owner).count() == before
    with pytest.raises(YearUnknown):
        take_public_holidays(store=None, year=2035, by=owner)


def test_daylight_saving_keeps_the_wall_clock():
    hours = Hours("Europe/London", {6: [(time(9), time(17))]}, {})
    assert hours.next_opening(datetime(2026, 3, 29, 0, tzinfo=UTC)) == datetime(2026, 3, 29, 8, tzinfo=UTC)
    assert hours.next_opening(datetime(2026, 10, 25, 0, tzinfo=UTC)) == datetime(2026, 10, 25, 9, tzinfo=UTC)
    night = Hours("Europe/London", {5: [(time(20), time(4))]}, {})
    start, end = datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 3, 29, 4, tzinfo=UTC)
    assert night.minutes(start, end) == 7 * 60, "the night is an hour short"


def test_overlap_and_rights(people):
    before = OpeningPeriod.objects.of(people.chain).count()
    with pytest.raises(HoursOverlap):
        set_opening_hours(
            store=people.xh, periods=[(0, time(9), time(13)), (0, time(12), time(18))], by=people.by("manager")
        )
    with pytest.raises(NotAllowed):
        set_opening_hours(store=people.xh, periods=[], by=people.by("front"))
    assert OpeningPeriod.objects.of(people.chain).count() == before
