"""Setting opening hours, holidays and make-up working days."""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, time

import holidays
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, clean_line, now
from wangcai.shops.events import HolidaysTaken, HoursSet, SpecialDaySet
from wangcai.shops.models import Chain, OpeningPeriod, SpecialDay, Store
from wangcai.shops.rules import require_at

SUNDAY, MONDAY = 6, 0


class HoursOverlap(Refusal):
    code = "hours_overlap"
    sentence = _("同一天的营业时间重叠了，请检查。")
    field = "hours"


class YearUnknown(Refusal):
    code = "year_unknown"
    sentence = _("还没有 {year} 年的放假安排，请逐日登记。")
    field = "year"


@once
def set_opening_hours(
    *, store: Store, periods: Sequence[tuple[int, time, time]], by: Actor, at: datetime | None = None
) -> Store:
    """Replace a store's week: (weekday 0 = Monday, opens, closes); closing at or before opening means past midnight."""
    require_at(by, "shops.settings", store)
    wanted = sorted(periods)
    for (day, _opens, closes), (next_day, next_opens, _closes) in itertools.pairwise(wanted):
        if day == next_day and (closes > next_opens or closes <= _opens):
            raise HoursOverlap
    Store.objects.of(by).select_for_update().get(pk=store.pk)
    rows = OpeningPeriod.objects.of(by).filter(store=store)
    was = sorted(rows.values_list("weekday", "opens", "closes"))
    if was == wanted:
        return store
    rows.delete()
    OpeningPeriod.objects.bulk_create(
        OpeningPeriod(chain_id=by.chain_id, store=store, weekday=d, opens=o, closes=c) for d, o, c in wanted
    )
    happening = HoursSet(subject_id=store.pk, store_id=store.pk, was=_words(was), becomes=_words(wanted))
    record(happening, by=by, at=at)
    return store


@once
def set_special_day(
    *,
    store: Store | None,
    day: date,
    by: Actor,
    closed: bool = True,
    like_weekday: int | None = None,
    name: str = "",
    at: datetime | None = None,
) -> SpecialDay:
    """One day that differs, for a store or the whole chain: closed, or with another weekday's hours. Setting it again changes it."""
    require_at(by, "shops.settings", store)
    old = SpecialDay.objects.of(by).filter(store=store, day=day).first()
    row, _made = SpecialDay.objects.of(by).update_or_create(
        store=store,
        day=day,
        defaults={"closed": closed, "like_weekday": None if closed else like_weekday, "name": clean_line(name, most=40)},
        create_defaults={
            "chain_id": by.chain_id, "closed": closed, "like_weekday": None if closed else like_weekday,
            "name": clean_line(name, most=40),
        },
    )  # fmt: skip
    record(_day_set(store, day, old, row, by), by=by, at=at)
    return row


@once
def forget_special_day(*, special_day: SpecialDay, by: Actor, at: datetime | None = None) -> None:
    """The day is a day like others again."""
    require_at(by, "shops.settings", special_day)
    happening = _day_set(special_day.store, special_day.day, special_day, None, by)
    if SpecialDay.objects.of(by).filter(pk=special_day.pk).delete()[0]:
        record(happening, by=by, at=at)


@once
def take_public_holidays(
    *, store: Store | None, year: int, by: Actor, closed: bool = False, at: datetime | None = None
) -> Store | Chain:
    """Write down the statutory holidays and make-up working days of mainland China for a year (package `holidays`).

    Holidays are closed, or keep Sunday's hours; working weekends keep Monday's. Days the shop has set itself stay.
    Refuses a year whose notice is not known yet.
    """
    require_at(by, "shops.settings", store)
    calendar = holidays.country_holidays("CN", years=year, language="zh_CN")
    made_up = {day for day in getattr(calendar, "weekend_workdays", set()) if day.year == year}
    if not made_up and year > now().year:
        raise YearUnknown(year=year)
    set_by_hand = set(SpecialDay.objects.of(by).filter(store=store, day__year=year).values_list("day", flat=True))
    rows = [
        SpecialDay(
            chain_id=by.chain_id, store=store, day=day, name=str(name)[:40],
            closed=closed, like_weekday=None if closed else SUNDAY,
        )
        for day, name in sorted(calendar.items()) if day not in set_by_hand
    ]  # fmt: skip
    rows += [
        SpecialDay(
            chain_id=by.chain_id, store=store, day=day, name=str(_("调休上班")), closed=False, like_weekday=MONDAY
        )
        for day in sorted(made_up - set_by_hand)
    ]
    SpecialDay.objects.bulk_create(rows)
    happening = HolidaysTaken(
        subject_id=store.pk if store else by.chain_id,
        store_id=store.pk if store else None,
        year=year,
        count=len(rows),
        closed=closed,
    )
    record(happening, by=by, at=at)
    return store or Chain.objects.get(pk=by.chain_id)


def _day_set(
    store: Store | None, day: date, old: SpecialDay | None, new: SpecialDay | None, by: Actor
) -> SpecialDaySet:
    return SpecialDaySet(
        subject_id=store.pk if store else by.chain_id, store_id=store.pk if store else None,
        day=day.isoformat(), was=_day_words(old), becomes=_day_words(new),
    )  # fmt: skip


def _day_words(row: SpecialDay | None) -> str:
    if row is None:
        return ""
    return f"{row.name} {'休息' if row.closed else f'周{"一二三四五六日"[row.like_weekday]}' if row.like_weekday is not None else '照常'}".strip()


def _words(periods: Sequence[tuple[int, time, time]]) -> list[str]:
    return [f"{day} {opens:%H:%M}-{closes:%H:%M}" for day, opens, closes in periods]
