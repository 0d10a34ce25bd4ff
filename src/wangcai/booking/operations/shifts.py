"""The roster: who works when. A day may have several stretches, night shifts run past midnight (F25)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.events import wall
from wangcai.booking.models import Cover, Shift
from wangcai.booking.presence import LONGEST_SHIFT
from wangcai.booking.roster_events import CoverSet, ShiftDropped, ShiftPlanned, WeekCopied
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, clean_line, day_bounds, local, moment, now
from wangcai.shops.public import Account

WEEK = timedelta(days=7)
MOST_WEEKS = 26


class ShiftUnclear(Refusal):
    code = "shift_unclear"
    sentence = _("班次要有开始和结束，最长 24 小时。")
    field = "ends_at"


class ShiftOverlaps(Refusal):
    code = "shift_overlaps"
    sentence = _("{name} 这段时间已经有班（{when}）。")
    field = "starts_at"


class ShiftGone(Refusal):
    code = "shift_gone"
    sentence = _("这个班次已经不在了，请刷新看看。")
    status = 409


class CoverUnclear(Refusal):
    code = "cover_unclear"
    sentence = _("最少在岗人数：星期、时间和人数请填完整，结束要晚于开始。")
    field = "people"


class CoverChanged(Refusal):
    code = "cover_changed"
    sentence = _("最少在岗刚被别人改过，请看一下现在的再改。")
    status = 409


@once
def plan_shift(
    *, store: Any, account: Account, starts_at: datetime, ends_at: datetime, by: Actor, at: datetime | None = None
) -> Shift:
    """Plan a stretch of work. Refuses: ShiftUnclear, ShiftOverlaps (in any store of the chain), NotAllowed."""
    by.require_at("booking.roster", store)
    require_colleague(account, by)
    if not timedelta(0) < ends_at - starts_at <= LONGEST_SHIFT:
        raise ShiftUnclear
    check_free(account, starts_at, ends_at, store.timezone)
    shift = Shift.objects.create(
        chain_id=by.chain_id, store=store, account=account, starts_at=starts_at, ends_at=ends_at, planned_by=by.key
    )
    record(
        ShiftPlanned(
            subject_id=account.pk, store_id=store.pk, when=wall(starts_at, store.timezone),
            until=wall(ends_at, store.timezone),
        ),
        by=by, at=at or now(),
    )  # fmt: skip
    return shift


@once
def drop_shift(*, shift: Shift, by: Actor, at: datetime | None = None) -> None:
    """Take a shift off the roster; swaps asked for it go with it. `bookings_hit` says whom it touches."""
    by.require_at("booking.roster", shift)
    if not Shift.objects.of(by).filter(pk=shift.pk).delete()[0]:
        raise ShiftGone
    zone = shift.store.timezone
    happening = ShiftDropped(
        subject_id=shift.account_id, store_id=shift.store_id, when=wall(shift.starts_at, zone),
        until=wall(shift.ends_at, zone),
    )  # fmt: skip
    record(happening, by=by, at=at or now())


@once
def copy_week(
    *, store: Any, first_day: date, to_day: date, weeks: int = 1, by: Actor, at: datetime | None = None
) -> None:
    """Plan the seven days from `first_day` again from `to_day` on, at the same times of the store's clock.

    Who has left, and who already has a shift that would overlap, is passed over: doing it twice changes nothing.
    """
    by.require_at("booking.roster", store)
    ahead = (to_day - first_day).days
    if not 1 <= weeks <= MOST_WEEKS or ahead < 7:
        raise ShiftUnclear(field="to_day")
    begins, ends = day_bounds(first_day, store.timezone)[0], day_bounds(first_day + WEEK, store.timezone)[0]
    pattern = list(
        Shift.objects.of(by)
        .filter(store=store, starts_at__gte=begins, starts_at__lt=ends, account__is_active=True)
    )  # fmt: skip
    people = {shift.account_id for shift in pattern}
    last = day_bounds(to_day + WEEK * weeks, store.timezone)[0] + LONGEST_SHIFT
    known = list(
        Shift.objects.of(by)
        .filter(account__in=people, starts_at__lt=last, ends_at__gt=day_bounds(to_day, store.timezone)[0])
        .values_list("account_id", "starts_at", "ends_at")
    )  # fmt: skip
    made = []
    for week in range(weeks):
        for shift in pattern:
            starts = later(shift.starts_at, ahead + 7 * week, store.timezone)
            stops = later(shift.ends_at, ahead + 7 * week, store.timezone)
            if any(who == shift.account_id and starts < e and b < stops for who, b, e in known):
                continue
            known.append((shift.account_id, starts, stops))
            made.append(
                Shift(chain_id=by.chain_id, store=store, account_id=shift.account_id, starts_at=starts, ends_at=stops,
                      planned_by=by.key)
            )  # fmt: skip
    Shift.objects.bulk_create(made)
    happening = WeekCopied(
        subject_id=store.pk, store_id=store.pk, first=str(first_day), to=str(to_day), shifts=len(made)
    )
    record(happening, by=by, at=at or now())


@once
def set_cover(
    *,
    store: Any,
    rows: Sequence[tuple[int, Any, Any, str, int]],
    seen: Sequence[int] | None = None,
    by: Actor,
    at: datetime | None = None,
) -> None:
    """Say how many people the store wants at least: (weekday 0–6, opens, closes, skill or "", people). Replaces all.

    `seen` are the rows (ids) the caller looked at: refused with CoverChanged where others stand there now.
    """
    by.require_at("booking.roster", store)
    for weekday, opens, closes, _skill, people in rows:
        if not 0 <= weekday <= 6 or closes <= opens or not 1 <= people <= 100:
            raise CoverUnclear
    found = Cover.objects.of(by).filter(store=store)
    if seen is not None and sorted(found.values_list("pk", flat=True)) != sorted(seen):
        raise CoverChanged
    gone = found.delete()[0]
    # Two at once: the second waited for the first, and finds fewer to delete than it saw.
    if seen is not None and gone != len(seen):
        raise CoverChanged
    Cover.objects.bulk_create(
        Cover(chain_id=by.chain_id, store=store, weekday=weekday, opens=opens, closes=closes,
              skill=clean_line(skill, most=30), people=people)
        for weekday, opens, closes, skill, people in rows
    )  # fmt: skip
    record(CoverSet(subject_id=store.pk, store_id=store.pk, rows=len(rows)), by=by, at=at or now())


def later(at: datetime, days: int, zone: str) -> datetime:
    """The same time of the store's clock, so many days on (a change to summer time does not shift it)."""
    clock = local(at, zone)
    return moment(clock.date() + timedelta(days=days), clock.time(), zone)


def require_colleague(account: Account, by: Actor) -> None:
    if account.chain_id != by.chain_id or not account.is_active:
        raise NotFound


def check_free(account: Account, starts_at: datetime, ends_at: datetime, zone: str) -> None:
    """One person is in one place at a time."""
    found = Shift.objects.of(account.chain_id).filter(account=account, starts_at__lt=ends_at, ends_at__gt=starts_at)
    other = found.first()
    if other is not None:
        raise ShiftOverlaps(name=account.name, when=wall(other.starts_at, zone))
