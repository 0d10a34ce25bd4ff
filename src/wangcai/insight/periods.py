"""Periods as people name them: calendar days of the store, first and last both counted."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Actor, Refusal, day_bounds
from wangcai.shops.public import Store, visible_stores

EARLIEST, LATEST = date(1970, 1, 2), date(2199, 12, 31)


class PeriodUnclear(Refusal):
    code = "period_unclear"
    sentence = _("时间段不对：开始日期要在结束日期之前，写成 2026-11-22 这样。")
    field = "from"


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar days from `since` to `until`, both included; None is open."""

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise PeriodUnclear
        if any(day and not EARLIEST <= day <= LATEST for day in (self.since, self.until)):
            raise PeriodUnclear

    def within(self, stores: list[Store], field: str) -> list[tuple[str, Q]]:
        """(time zone, condition) for the stores of each zone: the same day begins at another moment elsewhere."""
        zones: dict[str, list[int]] = defaultdict(list)
        for store in stores:
            zones[store.timezone].append(store.pk)
        return [(zone, Q(store_id__in=ids) & self.moments(zone, field)) for zone, ids in zones.items()]

    def moments(self, zone: str, field: str) -> Q:
        """The condition on a time field for one zone."""
        found = Q()
        if self.since:
            found &= Q(**{f"{field}__gte": day_bounds(self.since, zone)[0]})
        if self.until:
            found &= Q(**{f"{field}__lt": day_bounds(self.until, zone)[1]})
        return found

    def before(self) -> "Period":
        """The stretch of the same length just before: to compare with."""
        if not (self.since and self.until):
            return self
        days = (self.until - self.since).days + 1
        return Period(self.since - timedelta(days=days), self.since - timedelta(days=1))


def stores_for_reports(by: Actor, store: Store | None) -> list[Store]:
    """The stores a report covers: the one asked for, or all whose reports the actor may see. Refuses without the right."""
    if store is not None:
        by.require("reports.see", store.pk)
        return [store]
    by.require("reports.see")
    return [found for found in visible_stores(by) if by.may("reports.see", found.pk)]
