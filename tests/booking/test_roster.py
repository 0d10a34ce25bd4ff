"""Shifts, skills, leave and swaps: the calendar offers only who is skilled and there (F25)."""

from datetime import date, time, timedelta

import pytest

from tests.booking.test_booking import make, shop, want  # noqa: F401  the fixture
from tests.cast import NOON
from tests.visits import at
from wangcai.booking.public import (
    DecidedAlready,
    Leave,
    NobodyFits,
    Shift,
    ShiftOverlaps,
    ShiftUnclear,
    Skill,
    SkillUnclear,
    agree_swap,
    ask_leave,
    ask_swap,
    copy_week,
    decide_leave,
    decide_swap,
    drop_shift,
    end_skill,
    free_slots,
    grant_skill,
    leave_hits,
    people_at,
    plan_shift,
    set_cover,
    shifts_of,
    short_cover,
    withdraw_leave,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def slots(shop, **more):  # noqa: F811
    more.setdefault("first_day", MONDAY)
    return free_slots(store=shop.store, service_id=shop.services.offer["V1001"].pk, at=NOON, **more)


def test_a_day_in_two_stretches(shop):  # noqa: F811
    Shift.objects.of(shop.chain).filter(account=shop.people["xiaomei"]).delete()
    for begins, ends in ((9, 12), (18, 21)):
        plan_shift(
            store=shop.store, account=shop.people["xiaomei"], starts_at=at(begins), ends_at=at(ends), by=shop.manager
        )
    hours = sorted({slot.starts_at for slot in slots(shop, minutes=60)})
    assert hours[0] == at(9) and hours[-1] == at(19, 45) and at(11) not in hours and at(10, 45) in hours
    with pytest.raises(NobodyFits) as refused:
        make(shop, want(shop, starts=at(12), minutes=60))
    assert refused.value.details["free"][0] == at(18).isoformat()


def test_a_shift_is_refused_where_the_person_works_already(shop):  # noqa: F811
    before = Shift.objects.of(shop.chain).count()
    more = {"store": shop.store, "account": shop.people["xiaomei"], "by": shop.manager}
    with pytest.raises(ShiftOverlaps):
        plan_shift(starts_at=at(20), ends_at=at(23), **more)
    with pytest.raises(ShiftUnclear):
        plan_shift(starts_at=at(22), ends_at=at(22), **more)
    with pytest.raises(NotAllowed):
        plan_shift(**{**more, "by": shop.groomer}, starts_at=at(22), ends_at=at(23))
    assert Shift.objects.of(shop.chain).count() == before


def test_a_week_is_copied_once(shop):  # noqa: F811
    Shift.objects.of(shop.chain).filter(starts_at__gt=at(0, day=8)).delete()
    copy_week(store=shop.store, first_day=MONDAY, to_day=MONDAY + timedelta(days=7), weeks=2, by=shop.manager)
    assert len(shifts_of(by=shop.manager, store=shop.store, first_day=MONDAY + timedelta(days=14))) == 14
    before = Shift.objects.of(shop.chain).count()
    copy_week(store=shop.store, first_day=MONDAY, to_day=MONDAY + timedelta(days=7), weeks=2, by=shop.manager)
    assert Shift.objects.of(shop.chain).count() == before
    late = Shift.objects.of(shop.chain).order_by("-starts_at").first()
    assert (late.starts_at, late.ends_at) == (at(9, day=21), at(21, day=21))


def test_the_calendar_asks_for_the_skill_and_its_last_day(shop):  # noqa: F811
    skill = Skill.objects.of(shop.chain).get(code="groom")
    grant_skill(account=shop.people["xiaomei"], code="groom", level=2, expires_on=MONDAY, by=shop.manager)
    assert slots(shop) and not slots(shop, first_day=MONDAY + timedelta(days=1))
    with pytest.raises(NobodyFits):
        make(shop, want(shop, starts=at(10, day=2)))
    end_skill(skill=skill, by=shop.manager)
    assert not slots(shop)
    with pytest.raises(NotAllowed):
        grant_skill(account=shop.people["xiaomei"], code="groom", by=shop.groomer)
    with pytest.raises(SkillUnclear):
        grant_skill(account=shop.people["xiaomei"], code="洗", by=shop.manager)
    assert not Skill.objects.of(shop.chain).filter(code="groom").exists()


def test_the_level_counts(shop):  # noqa: F811
    service = shop.services.offer["V1001"].service
    service.needs = [{"kind": "worker", "skill": "groom", "level": 2}]
    service.save()
    with pytest.raises(NobodyFits):
        make(shop, want(shop))
    grant_skill(account=shop.people["xiaomei"], code="groom", level=2, by=shop.manager)
    assert make(shop, want(shop))


def day_off(shop, by=None):  # noqa: F811
    return ask_leave(
        store=shop.store, account=shop.people["xiaomei"], starts_at=at(0), ends_at=at(0, day=2), reason="家里有事",
        by=by or shop.groomer, at=NOON,
    )  # fmt: skip


def test_leave_counts_once_it_is_approved(shop):  # noqa: F811
    [booking] = make(shop, want(shop))
    leave = day_off(shop)
    assert slots(shop)
    assert leave_hits(leave) == [booking]
    decide_leave(leave=leave, approve=True, by=shop.manager)
    assert not slots(shop)
    assert Entry.objects.get(what="roster.leave_decided").facts["hits"] == 1
    with pytest.raises(DecidedAlready):
        decide_leave(leave=leave, approve=False, by=shop.manager)
    withdraw_leave(leave=leave, by=shop.groomer)
    assert slots(shop)


def test_nobody_asks_or_decides_for_others(shop):  # noqa: F811
    with pytest.raises(NotAllowed):
        day_off(shop, by=shop.by("aqiang"))
    assert not Leave.objects.of(shop.chain).exists()
    leave = day_off(shop, by=shop.manager)
    with pytest.raises(NotAllowed):
        decide_leave(leave=leave, approve=True, by=shop.groomer)
    assert Leave.objects.of(shop.chain).get().state == "asked"


def test_a_swap_is_agreed_then_approved(shop):  # noqa: F811
    shift = Shift.objects.of(shop.chain).get(account=shop.people["xiaomei"], starts_at=at(9))
    Shift.objects.of(shop.chain).filter(account=shop.people["aqiang"], starts_at=at(9)).delete()
    swap = ask_swap(shift=shift, to=shop.people["aqiang"], by=shop.groomer)
    with pytest.raises(DecidedAlready):
        decide_swap(swap=swap, approve=True, by=shop.manager)
    with pytest.raises(NotAllowed):
        agree_swap(swap=swap, by=shop.groomer)
    agree_swap(swap=swap, by=shop.by("aqiang"))
    with pytest.raises(NotAllowed):
        decide_swap(swap=swap, approve=True, by=shop.by("aqiang"))
    decide_swap(swap=swap, approve=True, by=shop.manager)
    shift.refresh_from_db()
    assert shift.account == shop.people["aqiang"] and not slots(shop)


def test_a_swap_with_somebody_who_works_then_is_refused(shop):  # noqa: F811
    shift = Shift.objects.of(shop.chain).get(account=shop.people["xiaomei"], starts_at=at(9))
    with pytest.raises(ShiftOverlaps):
        ask_swap(shift=shift, to=shop.people["aqiang"], by=shop.groomer)


def test_where_too_few_are_planned(shop):  # noqa: F811
    rows = [(0, time(9), time(21), "", 2), (0, time(10), time(22), "groom", 1)]
    set_cover(store=shop.store, rows=rows, by=shop.manager)
    day_off_until_noon = ask_leave(
        store=shop.store, account=shop.people["aqiang"], starts_at=at(9), ends_at=at(12), by=shop.by("aqiang")
    )
    decide_leave(leave=day_off_until_noon, approve=True, by=shop.manager)
    short = short_cover(shop.store, MONDAY, 1)
    assert [(s.skill, s.begins_at, s.ends_at) for s in short] == [("", at(9), at(12)), ("groom", at(21), at(22))]
    assert [p.code for p in people_at(shop.store, at(9), at(11))] == ["W1"]
    assert [p.code for p in people_at(shop.store, at(12), at(13), "train")] == ["W2"]


def test_a_dropped_shift_is_no_longer_offered(shop):  # noqa: F811
    shift = Shift.objects.of(shop.chain).get(account=shop.people["xiaomei"], starts_at=at(9))
    drop_shift(shift=shift, by=shop.manager)
    assert not slots(shop)


def test_without_a_roster_the_opening_hours_count(shop):  # noqa: F811
    from wangcai.shops.public import OpeningPeriod

    for weekday in range(7):
        OpeningPeriod.objects.create(
            chain=shop.chain, store=shop.store, weekday=weekday, opens=time(10), closes=time(18)
        )
    far = MONDAY + timedelta(days=60)
    assert {slot.starts_at.hour for slot in slots(shop, first_day=far, minutes=60)} == set(range(2, 9))
    assert slots(shop, first_day=far, minutes=60)[-1].starts_at == at(16, 45, day=61)
    Shift.objects.of(shop.chain).delete()
    assert slots(shop, minutes=60)[0].starts_at == at(10)


def test_a_stranger_has_no_roster_here(shop):  # noqa: F811
    from tests.cast import build_shop

    other = build_shop("other")
    with pytest.raises(NotFound):
        plan_shift(
            store=shop.store, account=other.people["xiaomei"], starts_at=at(22), ends_at=at(23), by=other.manager
        )
    assert shifts_of(by=other.manager, store=shop.store, first_day=MONDAY) == []
