"""Feeding, medicine and walks of boarding pets: planned by local times, given once (F33)."""

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.events.work import RoundGiven, ScheduleEnded, ScheduleSet
from wangcai.care.kinds import OUTCOMES, SCHEDULES, SOURCES
from wangcai.care.models import CareRound, CareSchedule
from wangcai.care.operations.asking_rounds import ask_owner
from wangcai.care.operations.jobs import PetNotHere
from wangcai.care.operations.round_fees import bill_rounds, due_times, fee_of
from wangcai.catalogue.public import Variant
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, local, now, writing
from wangcai.shops.public import staff_name

AHEAD = timedelta(hours=36)
MOST_TIMES = 12
EARLIEST = timedelta(hours=2)  # a dose may be given this long before its time, not sooner
_CLOCK = re.compile(r"^([01]?\d|2[0-3])[:：]([0-5]\d)$")
HERE = (states.ARRIVED, states.STARTED)


class TimesUnclear(Refusal):
    code = "times_unclear"
    sentence = _("时间请写成 08:00、18:30 这样，用空格或逗号隔开，最多 {most} 个。")
    field = "times"


class AlreadyGiven(Refusal):
    code = "already_given"
    sentence = _("{pet}的“{name}”已经由 {who} 在 {time} 记过了，不要再给一次。")
    status = 409


class TooEarly(Refusal):
    code = "too_early"
    sentence = _("“{name}”是 {time} 的，还没到时间；提前给请先改安排。")


@once
def set_schedule(
    *,
    booking: Booking,
    kind: str,
    name: str,
    times: Iterable[str],
    source: str = "home",
    grams: int = 0,
    dose: str = "",
    photo: StoredFile | None = None,
    fee: Variant | None = None,
    note: str = "",
    by: Actor,
    at: datetime | None = None,
) -> CareSchedule:
    """Plan a food, medicine or walk at local times ("08:00") for the whole stay.

    `fee` is charged for each one given, or each day with one, at the price of now. After the owner signed, it is asked
    for as any extra (`asked`), unless it is within what was signed for the order this one takes the place of.
    """
    if not by.may("care.work", booking.store_id):
        by.require_at("care.check_in", booking)
    clocks, name, dose = read_times(times), clean_line(name, most=80), clean_line(dose, most=60)
    if kind not in SCHEDULES or source not in SOURCES:
        raise NotFound
    if not name:
        raise Missing(what=_("名称"), field="name")
    if kind == CareSchedule.Kind.MEDICINE and not dose:
        raise Missing(what=_("剂量"), field="dose")
    if booking.state not in (states.BOOKED, *HERE):
        raise PetNotHere
    if fee is not None and fee.chain_id != by.chain_id:
        raise NotFound
    made_at = at or now()
    per, price = fee_of(by, fee)
    schedule = CareSchedule.objects.create(
        chain_id=by.chain_id, booking=booking, kind=kind, name=name, source=source, grams=max(grams, 0), dose=dose,
        times=[f"{clock:%H:%M}" for clock in clocks], photo=photo, fee=fee, fee_per=per, fee_fen=price, note=clean_line(note),
        at=made_at, by=by.key,
    )  # fmt: skip
    if booking.state in HERE:
        _write_missing([schedule], made_at)
    happening = ScheduleSet(**about_booking(booking), schedule_id=schedule.pk, kind=kind, name=name, times=len(clocks))
    record(happening, by=by, at=at)
    if fee is not None:
        ask_owner(schedule, by=by, at=made_at)
    return schedule


@once
def end_schedule(*, schedule: CareSchedule, by: Actor, at: datetime | None = None) -> CareSchedule:
    """Stop it: what was not given yet falls away, what was given stays. A change is an end and a new one."""
    booking, ended = schedule.booking, at or now()
    if not by.may("care.work", booking.store_id):
        by.require_at("care.check_in", booking)
    if not CareSchedule.objects.of(by).filter(pk=schedule.pk, ended_at=None).update(ended_at=ended):
        raise NotFound
    CareRound.objects.of(by).filter(schedule=schedule, state=CareRound.State.DUE).update(state=CareRound.State.DROPPED)
    record(ScheduleEnded(**about_booking(booking), schedule_id=schedule.pk, name=schedule.name), by=by, at=at)
    schedule.refresh_from_db()
    return schedule


@once
def give_round(
    *,
    round: CareRound,
    outcome: str,
    grams: int | None = None,
    note: str = "",
    photo: StoredFile | None = None,
    by: Actor,
    at: datetime | None = None,
) -> CareRound:
    """Given, partly or refused – once. Of two who tick at once one is told who was quicker (AlreadyGiven).

    Refuses TooEarly for medicine, PetNotHere for a pet that went home.
    """
    by.require_at("care.work", round)
    given_at = at or now()
    if outcome not in OUTCOMES:
        raise NotFound
    row = CareRound.objects.of(by).select_related("schedule__fee", "booking__pet", "store").get(pk=round.pk)
    plan = row.schedule
    if plan.kind == CareSchedule.Kind.MEDICINE and given_at < row.due_at - EARLIEST:
        raise TooEarly(name=plan.name, time=f"{local(row.due_at, row.store.timezone):%H:%M}")
    changed = (
        CareRound.objects.of(by)
        .filter(pk=row.pk, state=CareRound.State.DUE)
        .update(state=outcome, grams=grams, note=clean_line(note), photo=photo, at=given_at, by=by.key)
    )
    if not changed:
        raise _given_before(row)
    if row.booking.state not in states.HERE:
        raise PetNotHere  # handed over a moment ago: what is left of the list falls away by itself
    bill_rounds(plan, by=by, at=given_at)
    row.refresh_from_db()
    happening = RoundGiven(
        **about_booking(row.booking), round_id=row.pk, kind=plan.kind, name=plan.name, outcome=outcome
    )
    record(happening, by=by, at=at)
    return row


def make_rounds(*, at: datetime | None = None) -> int:
    """Write the rounds of the next day and a half for every pet that is here; returns how many are new. Repeatable."""
    here = at or now()
    active = CareSchedule.objects.across_chains().filter(ended_at=None, booking__state__in=HERE)
    with writing():
        return _write_missing(list(active.select_related("booking__store")), here)


def write_rounds(*, booking: Booking, at: datetime) -> int:
    """The same for one pet, as soon as it is here."""
    active = CareSchedule.objects.of(booking.chain_id).filter(booking=booking, ended_at=None, booking__state__in=HERE)
    with writing():
        return _write_missing(list(active.select_related("booking__store")), at)


def drop_rounds(*, booking: Booking, at: datetime) -> None:
    """The pet went home: what was not given yet falls away. Runs inside a use case."""
    due = CareRound.objects.of(booking.chain_id).filter(booking=booking, state=CareRound.State.DUE)
    due.update(state=CareRound.State.DROPPED)
    CareSchedule.objects.of(booking.chain_id).filter(booking=booking, ended_at=None).update(ended_at=at)


def read_times(times: Iterable[str]) -> list[time]:
    """Local times as people write them, sorted, each once. Refuses with TimesUnclear."""
    found = [_CLOCK.match(clean_line(text)) for text in times]
    if not found or None in found or len(found) > MOST_TIMES:
        raise TimesUnclear(most=MOST_TIMES)
    return sorted({time(int(match[1]), int(match[2])) for match in found if match})


def _write_missing(schedules: list[CareSchedule], at: datetime) -> int:
    wanted = [(schedule, due_at) for schedule in schedules for due_at in _due_times(schedule, at)]
    if not wanted:
        return 0
    ids = {schedule.pk for schedule in schedules}
    known = set(
        CareRound.objects.across_chains()
        .filter(schedule_id__in=ids, due_at__gte=min(due for _s, due in wanted))
        .values_list("schedule_id", "due_at")
    )
    new = [
        CareRound(
            chain_id=schedule.chain_id, schedule=schedule, booking_id=schedule.booking_id,
            store_id=schedule.booking.store_id, due_at=due_at,
        )
        for schedule, due_at in wanted
        if (schedule.pk, due_at) not in known
    ]  # fmt: skip
    CareRound.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _due_times(schedule: CareSchedule, at: datetime) -> list[datetime]:
    """Its moments from when it was planned (or from now, after a long silence) to the end of the stay."""
    booking = schedule.booking
    first = max(schedule.at, at - timedelta(hours=12), min(booking.starts_at, at))
    return due_times(schedule, first, min(booking.ends_at, at + AHEAD))


def _given_before(row: CareRound) -> Refusal:
    now_is: Any = CareRound.objects.of(row.chain_id).get(pk=row.pk)
    if now_is.at is None:
        return NotFound()
    clock = f"{local(now_is.at, row.store.timezone):%H:%M}"
    who = staff_name(row.chain_id, now_is.by)
    return AlreadyGiven(pet=str(row.booking.pet or ""), name=row.schedule.name, who=who, time=clock)
