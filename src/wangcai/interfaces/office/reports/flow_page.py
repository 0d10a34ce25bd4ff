"""时效 and 纸单: how long each stage takes, promises kept, and forms that never came back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from wangcai.insight.public import on_time, paper_forms, stage_times
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.reports.asking import asked, frame
from wangcai.orders.public import forms_never_returned


@require_GET
@staff_page("reports.see")
def flow(request: Any) -> HttpResponse:
    question = asked(request)
    stages = stage_times(by=request.actor, store=question.store, period=question.period)
    promises = on_time(by=request.actor, store=question.store, period=question.period)
    context = {
        **frame(request, question, "reports_flow"),
        "stages": [
            (
                stage,
                words(stage.median_minutes),
                words(stage.slow_minutes),
                words(stage.allowed_minutes),
                stage.late * 100 // stage.orders,
            )
            for stage in stages
        ],
        "bars": [(stage.label, stage.median_minutes, words(stage.median_minutes)) for stage in stages],
        "promises": [(p, f"{p.share:.0%}" if p.share is not None else "–") for p in promises],
    }
    return render(request, "office/reports/flow.html", context, status=422 if question.refusal else 200)


@require_GET
@staff_page("reports.see")
def paper(request: Any) -> HttpResponse:
    question = asked(request)
    context = {
        **frame(request, question, "reports_paper"),
        "stretches": [],
        "stores_forms": paper_forms(by=request.actor, store=question.store),
        "missing": forms_never_returned(request.actor, request.store.pk),
    }
    return render(request, "office/reports/paper.html", context)


def words(minutes: float) -> str:
    """`12 分钟`, `3.5 小时`, `2.1 天`."""
    if minutes < 90:
        return ngettext("{n} 分钟", "{n} 分钟", round(minutes)).format(n=round(minutes))
    if minutes < 48 * 60:
        return _("{n} 小时").format(n=f"{minutes / 60:.1f}")
    return _("{n} 天").format(n=f"{minutes / 1440:.1f}")
