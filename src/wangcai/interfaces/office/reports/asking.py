"""What a report page was asked: which days, which stores; and the tabs above every report."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wangcai.insight.public import Period, PeriodUnclear, stores_for_reports
from wangcai.kernel.public import NotFound, local, now
from wangcai.shops.public import Store

TABS = [
    ("reports", "chart-bar"),
    ("reports_flow", "hourglass"),
    ("reports_care", "heartbeat"),
    ("reports_paper", "forms"),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """The days and the stores of a report; `store` None means all the actor may see."""

    period: Period
    store: Store | None
    all_stores: bool
    refusal: Any = None

    def query(self, **more: str) -> str:
        """The same question as an address, with changes."""
        parts = {
            "from": self.period.since.isoformat() if self.period.since else "",
            "to": self.period.until.isoformat() if self.period.until else "",
            "store": "all" if self.all_stores else "",
            **more,
        }
        return "?" + urlencode({key: value for key, value in parts.items() if value})


def asked(request: Any) -> Asked:
    """Read the question; without days it is the last thirty. Unclear days are answered like none, with the refusal shown."""
    today = local(now(), request.store.timezone).date()
    usual = Period(today - timedelta(days=29), today)
    every = request.GET.get("store") == "all"
    store = None if every else request.store
    if every and not stores_for_reports(request.actor, None):
        raise NotFound
    since, until = request.GET.get("from", "").strip(), request.GET.get("to", "").strip()
    if not since and not until:
        return Asked(usual, store, every)
    try:
        period = Period(date.fromisoformat(since) if since else None, date.fromisoformat(until) if until else None)
    except ValueError:
        return Asked(usual, store, every, PeriodUnclear())
    except PeriodUnclear as refusal:
        return Asked(usual, store, every, refusal)
    return Asked(period, store, every)


def frame(request: Any, question: Asked, current: str) -> dict[str, Any]:
    """What every report page shows around its figures."""
    labels = {"reports": _("销售"), "reports_flow": _("时效"), "reports_care": _("服务"), "reports_paper": _("纸单")}
    several = len(stores_for_reports(request.actor, None)) > 1
    today = local(now(), request.store.timezone).date()
    stretches = [
        (_("今天"), today, today), (_("近 7 天"), today - timedelta(days=6), today), (_("近 30 天"), today - timedelta(days=29), today),
        (_("本月"), today.replace(day=1), today), (_("今年"), today.replace(month=1, day=1), today),
    ]  # fmt: skip
    by = request.GET.get("by", "")
    return {
        "asked": question,
        "refusal": question.refusal,
        "tabs": [
            {"label": labels[name], "url": reverse(f"office:{name}") + question.query(), "icon": icon, "current": name == current}
            for name, icon in TABS
            if name != "reports_care" or request.actor.may("care.reports", request.store.pk)
        ],
        "stretches": [
            {
                "label": label, "current": (question.period.since, question.period.until) == (since, until),
                "url": question.query(**{"from": since.isoformat(), "to": until.isoformat(), "by": by}),
            }
            for label, since, until in stretches
        ],
        "stores": [
            {"label": request.store.name, "url": question.query(store="", by=by), "current": not question.all_stores},
            {"label": _("全部门店"), "url": question.query(store="all", by=by), "current": question.all_stores},
        ]
        if several
        else [],
    }  # fmt: skip
