"""Why a way of delivery fits an order or not: kept as facts, said in the reader's language when it is shown."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from wangcai.kernel.public import local, now

IN_TIME, TOO_FAR, TOO_LATE = "in_time", "too_far", "too_late"


@dataclass(frozen=True, slots=True)
class Why:
    """`km` is None where the distance is unknown, `limit_km` how far the way goes; times are UTC, `zone` the store's."""

    code: str
    zone: str
    promised_at: datetime
    km: float | None = None
    limit_km: float = 0
    wanted_at: datetime | None = None

    def sentence(self, at: datetime | None = None) -> str:
        """`12 公里，今天 16:00 要 → 今天 15:00 前送到`, with days as seen from `at`."""
        parts = [_("距离未知") if self.km is None else _("{km} 公里").format(km=f"{self.km:g}")]
        if self.wanted_at:
            parts.append(_("{time} 要").format(time=short_time(self.wanted_at, self.zone, at)))
        promised = short_time(self.promised_at, self.zone, at)
        if self.code == TOO_FAR:
            outcome = _("太远，只送 {km} 公里内").format(km=f"{self.limit_km:g}")
        elif self.code == TOO_LATE:
            outcome = _("赶不上，最早 {time} 到").format(time=promised)
        else:
            outcome = _("{time} 前送到").format(time=promised)
        return _("，").join(parts) + " → " + outcome

    def kept(self) -> str:
        """One line of JSON, for a row and for the journal."""
        facts: dict[str, Any] = {"code": self.code, "zone": self.zone, "promised_at": _iso(self.promised_at)}
        facts |= {"km": self.km, "limit_km": self.limit_km, "wanted_at": _iso(self.wanted_at)}
        return json.dumps({name: value for name, value in facts.items() if value is not None}, separators=(",", ":"))


def said(kept: str, at: datetime | None = None) -> str:
    """The sentence of what was kept. Older rows hold the sentence itself; it is shown as it is."""
    try:
        facts = json.loads(kept)
        facts["promised_at"] = parse_datetime(facts["promised_at"])
        if "wanted_at" in facts:
            facts["wanted_at"] = parse_datetime(facts["wanted_at"])
        return Why(**facts).sentence(at)
    except (ValueError, TypeError, KeyError):
        return kept


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def short_time(moment: datetime, zone: str, at: datetime | None = None) -> str:
    """`今天 16:00`, `明天 10:00` or `11-24 10:00` on the store's wall clock, seen from `at`."""
    here, today = local(moment, zone), local(at or now(), zone).date()
    clock = f"{here:%H:%M}"
    days = (here.date() - today).days
    if days == 0:
        return _("今天 {time}").format(time=clock)
    return _("明天 {time}").format(time=clock) if days == 1 else f"{here:%m-%d %H:%M}"
