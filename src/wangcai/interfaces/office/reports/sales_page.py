"""销售: by month, day, hour, item, category, customer, store, channel, staff; down to the orders; as a workbook."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.insight.public import GROUPS, SalesReport, label_of, orders_behind, sales_report
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.exports import export_rows
from wangcai.interfaces.office.reports.asking import Asked, asked, frame
from wangcai.kernel.public import NotFound, format_money
from wangcai.shops.public import Chain

SHOWN = 100
PAGE = 40
IN_TIME = ("month", "day", "hour")


@require_GET
@staff_page("reports.see")
def sales(request: Any) -> HttpResponse:
    question, group = asked(request), group_in(request)
    report = sales_report(by=request.actor, group=group, store=question.store, period=question.period)
    context = {
        **frame(request, question, "reports"),
        "report": report,
        "group_label": GROUPS[group],
        "groups": [
            {"label": str(label), "url": question.query(by=name), "current": name == group}
            for name, label in GROUPS.items()
        ],
        "figures": figures(request, question, report),
        "bars": bars(report),
        "rows": [
            (row, reverse("office:reports_behind") + question.query(by=group, key=row.key or "-"))
            for row in report.rows[:SHOWN]
        ],
        "more": max(len(report.rows) - SHOWN, 0),
        "file_url": reverse("office:reports_sales_file") + question.query(by=group),
        "may_export": request.actor.may("reports.export", request.store.pk),
    }
    return render(request, "office/reports/sales.html", context, status=422 if question.refusal else 200)


@require_GET
@staff_page("reports.export")
def sales_file(request: Any) -> HttpResponse:
    """The table as seen, all rows of it."""
    question, group = asked(request), group_in(request)
    report = sales_report(by=request.actor, group=group, store=question.store, period=question.period)
    columns = [
        (GROUPS[group], "text"),
        (_("单数"), "int"),
        (_("退单"), "int"),
        (_("件数"), "int"),
        (_("销售额"), "money"),
    ]
    rows = [(row.label, row.orders, row.credits, row.pieces, row.fen) for row in report.rows]
    return export_rows(request, _("销售"), columns, rows, permission="reports.export")


@require_GET
@staff_page("reports.see")
def behind(request: Any) -> HttpResponse:
    """The orders one row is made of, newest first."""
    question, group = asked(request), group_in(request)
    key, after = request.GET.get("key", ""), request.GET.get("after", "")
    wanted = "" if key == "-" else key
    orders = orders_behind(
        by=request.actor, group=group, key=wanted, store=question.store, period=question.period,
        after=int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0, limit=PAGE + 1,
    )  # fmt: skip
    more = question.query(by=group, key=key, after=str(orders[PAGE - 1].pk)) if len(orders) > PAGE else ""
    context = {
        "orders": [(order, order_url(order)) for order in orders[:PAGE]],
        "more_url": more and reverse("office:reports_behind") + more,
        "back": reverse("office:reports") + question.query(by=group),
        "label": label_of(request.actor, group, wanted),
        "currency": Chain.objects.values_list("currency", flat=True).get(pk=request.actor.chain_id),
        "group_label": GROUPS[group],
    }
    template = "office/reports/behind.html" + ("#rows" if after and request.headers.get("HX-Request") else "")
    return render(request, template, context)


def group_in(request: Any) -> str:
    group = request.GET.get("by", "day")
    if group not in GROUPS:
        raise NotFound
    return group


def figures(request: Any, question: Asked, report: SalesReport) -> list[list[tuple[Any, ...]]]:
    """Two strips of figures: money beside the stretch of the same length before, and orders."""
    average = report.fen // report.orders if report.orders else 0
    money = [(_("销售额"), format_money(report.fen, report.currency))]
    before = question.period.before()
    if before != question.period:
        past = sales_report(by=request.actor, group="store", store=question.store, period=before)
        money.append((_("上一段"), format_money(past.fen, report.currency)))
    orders = [
        (_("单数"), f"{report.orders:,}"),
        (_("退单"), f"{report.credits:,}"),
        (_("平均每单"), format_money(average, report.currency)),
    ]
    return [money, orders]


def bars(report: SalesReport) -> dict[str, Any]:
    """Upright bars for time, lying ones for a ranking."""

    def shown(fen: int) -> str:
        return format_money(fen, report.currency)

    if report.group in IN_TIME:
        return {
            "upright": [
                (short(report.group, row.key), max(row.fen, 0) / 100, shown(row.fen)) for row in report.rows[-40:]
            ]
        }
    return {"lying": [(row.label, row.fen / 100, shown(row.fen)) for row in report.rows[:12]]}


def short(group: str, key: str) -> str:
    if group == "day":
        return f"{date.fromisoformat(key).day}"
    return key[2:] if group == "month" else key


def order_url(order: Any) -> str:
    return reverse("counter:order", args=[order.public_id])
