"""服务: incidents for every 1,000 jobs, and how long people wait in the shop."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.care.public import HourWait, Rate, incident_rates, kinds, waiting_times
from wangcai.insight.public import Period
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.reports.asking import asked, frame
from wangcai.interfaces.office.reports.flow_page import words
from wangcai.kernel.public import NotFound, day_bounds
from wangcai.shops.public import Store

SHOWN = 40


@require_GET
@staff_page("care.reports")
def care(request: Any) -> HttpResponse:
    """One grouping of incidents at a time; waiting times by the hour in which people came."""
    question, group = asked(request), request.GET.get("by", "service")
    groups = groupings()
    if group not in groups:
        raise NotFound
    start, end = bounds(question.period, request.store)
    store_id = question.store.pk if question.store else None
    rates = incident_rates(request.actor, group=group, start=start, end=end, store_id=store_id)
    waits = waiting_times(request.actor, start=start, end=end, store=question.store)
    context = {
        **frame(request, question, "reports_care"),
        "group": group,
        "group_label": groups[group],
        "groups": [{"label": label, "url": question.query(by=name), "current": name == group} for name, label in groups.items()],
        "rates": [(named(rate, group), rate) for rate in rates[:SHOWN]],
        "bars": [(named(r, group), r.per_thousand or 0, f"{r.per_thousand:g}") for r in rates[:12] if r.incidents and r.per_thousand is not None],
        "waits": [(hour_words(wait), wait, words(wait.median_s / 60), words(wait.p90_s / 60)) for wait in waits],
        "wait_bars": [(f"{w.hour}", w.p90_s / 60, words(w.p90_s / 60)) for w in waits if w.hour is not None],
    }  # fmt: skip
    return render(request, "office/reports/care.html", context, status=422 if question.refusal else 200)


def groupings() -> dict[str, str]:
    """What incidents can be counted by."""
    return {
        "service": _("按服务"), "breed": _("按品种"), "worker": _("按人员"), "kind": _("按事故"), "store": _("按门店"),
    }  # fmt: skip


def named(rate: Rate, group: str) -> str:
    """The words of a row; what has no breed, service or person on file says so."""
    return str(kinds.INCIDENTS.get(rate.name, rate.name)) if group == "kind" else rate.name or _("没有登记")


def hour_words(wait: HourWait) -> str:
    return _("全天") if wait.hour is None else _("{n} 点").format(n=wait.hour)


def bounds(period: Period, store: Store) -> tuple[datetime, datetime]:
    """The moments of a stretch of days in the store's zone; open ends reach very far."""
    start = day_bounds(period.since, store.timezone)[0] if period.since else datetime(1970, 1, 2, tzinfo=UTC)
    end = day_bounds(period.until, store.timezone)[1] if period.until else datetime(2199, 12, 31, tzinfo=UTC)
    return start, end
