"""Minimum cover: what the store wants, where it lacks, and what an absence would lack (F25). 小美 grooms, 阿强 keeps: 9–21."""

from datetime import date, time, timedelta

import pytest

from tests.booking.test_booking import shop  # noqa: F401  the fixture
from tests.cast import NOON, build_shop
from tests.visits import at
from wangcai.booking.public import (
    Away,
    Cover,
    CoverChanged,
    CoverUnclear,
    Skill,
    agree_swap,
    ask_leave,
    ask_swap,
    cover_of,
    decide_leave,
    drop_shift,
    leave_away,
    set_cover,
    shifts_of,
    short_cover,
    short_without,
    swap_away,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
ANYBODY, GROOMER = (0, time(9), time(21), "", 2), (0, time(10), time(20), "groom", 1)


def told(shorts):
    return [(s.skill, s.begins_at, s.ends_at, s.there, s.people) for s in shorts]


def test_it_says_how_many_of_how_many_are_there(shop):  # noqa: F811
    set_cover(store=shop.store, rows=[(0, time(8), time(21), "", 3)], by=shop.manager)
    shorts = short_cover(shop.store, MONDAY, 1)
    assert told(shorts) == [("", at(8), at(21), 0, 3)] and shorts[0].missing == 3
    set_cover(store=shop.store, rows=[(0, time(10), time(12), "", 3)], by=shop.manager)
    assert told(short_cover(shop.store, MONDAY, 1)) == [("", at(10), at(12), 2, 3)]


def test_a_skill_counts_to_its_last_day(shop):  # noqa: F811
    set_cover(store=shop.store, rows=[(day, time(10), time(12), "groom", 1) for day in (0, 1, 2)], by=shop.manager)
    Skill.objects.of(shop.chain).filter(code="groom").update(expires_on=MONDAY + timedelta(days=1))
    assert [s.day for s in short_cover(shop.store, MONDAY)] == [MONDAY + timedelta(days=2)]


def test_a_leave_says_beforehand_what_it_would_lack(shop):  # noqa: F811
    set_cover(store=shop.store, rows=[ANYBODY, GROOMER], by=shop.manager)
    groomer, keeper = (
        ask_leave(store=shop.store, account=shop.people[login], starts_at=at(9), ends_at=at(15), by=shop.by(login))
        for login in ("xiaomei", "aqiang")
    )
    lacks = short_without(shop.store, [leave_away(groomer), leave_away(keeper)], at=NOON)
    assert told(lacks[0]) == [("", at(9), at(15), 1, 2), ("groom", at(10), at(15), 0, 1)]
    assert told(lacks[1]) == [("", at(9), at(15), 1, 2)]
    assert short_cover(shop.store, MONDAY, 1) == []
    # What lacks already is not said again of the next.
    decide_leave(leave=groomer, approve=True, by=shop.manager, at=NOON)
    [left] = short_without(shop.store, [leave_away(keeper)], at=NOON)
    assert left == []
    entry = Entry.objects.get(chain_id=shop.chain.pk, what="roster.leave_decided")
    assert entry.facts["shorts"] == 2


def test_a_refused_leave_lacks_nothing(shop):  # noqa: F811
    set_cover(store=shop.store, rows=[ANYBODY], by=shop.manager)
    leave = ask_leave(
        store=shop.store, account=shop.people["xiaomei"], starts_at=at(9), ends_at=at(15), by=shop.groomer
    )
    decide_leave(leave=leave, approve=False, by=shop.manager, at=NOON)
    assert Entry.objects.get(chain_id=shop.chain.pk, what="roster.leave_decided").facts["shorts"] == 0


def test_a_swap_with_somebody_without_the_skill(shop):  # noqa: F811
    set_cover(store=shop.store, rows=[(0, time(9), time(21), "", 1), GROOMER], by=shop.manager)
    week = shifts_of(by=shop.manager, store=shop.store, first_day=MONDAY, days=1)
    drop_shift(shift=next(s for s in week if s.account == shop.people["aqiang"]), by=shop.manager)
    mine = next(s for s in week if s.account == shop.people["xiaomei"])
    swap = ask_swap(shift=mine, to=shop.people["aqiang"], by=shop.groomer)
    agree_swap(swap=swap, by=shop.by("aqiang"))
    [lacks] = short_without(shop.store, [swap_away(swap)], at=NOON)
    assert told(lacks) == [("groom", at(10), at(20), 0, 1)]


def test_hours_that_are_past_lack_nothing(shop):  # noqa: F811
    set_cover(store=shop.store, rows=[ANYBODY], by=shop.manager)
    away = Away(shop.people["xiaomei"].pk, at(9), at(15))
    assert short_without(shop.store, [away], at=at(16)) == [[]]
    assert short_without(shop.store, [], at=NOON) == []


def test_a_year_of_leave_is_answered_in_a_few_statements(shop, django_assert_max_num_queries):  # noqa: F811
    set_cover(store=shop.store, rows=[(day, time(9), time(21), "groom", 1) for day in range(7)], by=shop.manager)
    away = [Away(shop.people[login].pk, at(9), at(9, day=360)) for login in ("xiaomei", "aqiang") * 3]
    with django_assert_max_num_queries(5):
        lacks = short_without(shop.store, away, at=NOON)
    # The cast is planned for thirty days; what nobody planned lacks already.
    assert [len(each) for each in lacks] == [29, 0] * 3


def test_two_who_change_it_at_once_do_not_lose_each_others_lines(shop):  # noqa: F811
    set_cover(store=shop.store, rows=[ANYBODY], by=shop.manager)
    seen = [row.pk for row in cover_of(by=shop.manager, store=shop.store)]
    set_cover(store=shop.store, rows=[ANYBODY, GROOMER], seen=seen, by=shop.manager)
    with pytest.raises(CoverChanged):
        set_cover(store=shop.store, rows=[], seen=seen, by=shop.manager)
    assert Cover.objects.of(shop.chain).count() == 2


def test_refusals_change_nothing(shop):  # noqa: F811
    set_cover(store=shop.store, rows=[ANYBODY], by=shop.manager)
    for wrong in ((7, time(9), time(21), "", 1), (0, time(9), time(9), "", 1), (0, time(9), time(21), "", 0)):
        with pytest.raises(CoverUnclear):
            set_cover(store=shop.store, rows=[wrong], by=shop.manager)
    with pytest.raises(NotAllowed):
        set_cover(store=shop.store, rows=[], by=shop.groomer)
    assert Cover.objects.of(shop.chain).count() == 1
    other = build_shop("other")
    assert cover_of(by=other.manager, store=shop.store) == []
