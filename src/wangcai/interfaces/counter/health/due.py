"""将到期: vaccinations and deworming that lapse soon, counted before anybody is reminded."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.care.public import overdue_untold, remind_overdue
from wangcai.customers.public import (
    Customer,
    Due,
    due_soon,
    first_phones,
    notices_waiting,
    proofs_waiting,
    shown_phone,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.health.records import name_of
from wangcai.interfaces.exports import export_rows
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.shops.public import setting

SPANS = (7, 30, 60)
OVERDUE = 60  # days back
MOST = 200


@require_GET
@staff_page("customers.see", anywhere=True)
def due_list(request: Any) -> HttpResponse:
    """`?days=7|30|60`, `?over=1` or `?proofs=1`; the counts of all are always shown."""
    return shown(request)


@require_GET
@staff_page("customers.export", anywhere=True)
def due_export(request: Any) -> HttpResponse:
    """The list as an xlsx file: the same chip, numbers as this person sees them."""
    days, over = asked(request)
    dues = chosen(due_soon(request.actor, max(SPANS), today=timezone.localdate(), overdue=OVERDUE), days, over=over)
    columns = [_("宠物"), _("主人"), _("电话"), _("什么"), (_("有效至"), "date"), _("核实")]
    rows = (
        (
            str(each["due"].pet), str(each["owner"] or ""), each["phone"], str(each["due"].name), each["due"].due_on,
            _("已核实") if each["due"].verified else _("未核实"),
        )
        for each in rows_of(request.actor, dues)
    )  # fmt: skip
    return export_rows(request, _("疫苗到期"), columns, rows, permission="customers.export")


def asked(request: Any) -> tuple[int, bool]:
    """(days ahead, only what has lapsed) from the address."""
    days = request.GET.get("days", "")
    return (int(days) if days.isdecimal() and int(days[:4]) in SPANS else 30), request.GET.get("over") == "1"


def chosen(every: list[Due], days: int, *, over: bool) -> list[Due]:
    return [due for due in every if (due.days < 0 if over else 0 <= due.days <= days)]


@require_POST
@staff_page("messages.send")
def overdue_reminders(request: Any) -> HttpResponse:
    """Write to the owners of what has lapsed, as many as the button said."""
    expected = request.POST.get("expected", "")
    try:
        told = remind_overdue(
            store=request.store, expected=int(expected) if expected.isdecimal() and len(expected) < 7 else -1,
            by=request.actor, request_key=request.POST.get("request_key", ""),
        )  # type: ignore[call-arg]  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return shown(request, refusal=refusal)
    toast(request, _("已提醒 {n} 条").format(n=told))
    return HttpResponseRedirect(f"{reverse('counter:health_due')}?over=1")


def shown(request: Any, refusal: Refusal | None = None) -> HttpResponse:
    by, today = request.actor, timezone.localdate()
    every = due_soon(by, max(SPANS), today=today, overdue=OVERDUE)
    proofs = proofs_waiting(by)
    days, over = asked(request)
    over = over or refusal is not None
    at_proofs = request.GET.get("proofs") == "1" and not over
    dues = chosen(every, days, over=over)
    context = {
        "rows": rows_of(by, dues[:MOST]), "count": len(dues), "over": over, "days": days, "at_proofs": at_proofs,
        "chips": chips_of(every, days, over=over, proofs=len(proofs), at_proofs=at_proofs),
        "proofs": [(row, name_of(row)) for row in proofs] if at_proofs else [], "notices": notices_waiting(by),
        "overdue": sum(due.days < 0 for due in every), "in_thirty": sum(0 <= due.days <= 30 for due in every),
        "reminding": setting(request.store, "reminders.vaccine_due"), "refusal": refusal,
        "may": {
            "verify": by.may("customers.verify_health"), "switch": by.may("shops.settings", request.store.pk),
            "send": by.may("messages.send", request.store.pk),
            "export": by.may("customers.export"),
        },
        "untold": overdue_untold(request.store) if over else 0,
    }  # fmt: skip
    return render(request, "counter/health/due.html", context, status=refusal.status if refusal else 200)


def chips_of(every: list[Due], days: int, *, over: bool, proofs: int, at_proofs: bool) -> list[dict[str, Any]]:
    """A span each, with its count."""
    chips = [
        {
            "label": _("{n} 天内").format(n=span), "url": f"?days={span}", "current": not over and not at_proofs and span == days,
            "count": sum(0 <= due.days <= span for due in every),
        }
        for span in SPANS
    ]  # fmt: skip
    gone = {
        "label": _("已过期"),
        "url": "?over=1",
        "current": over,
        "count": sum(due.days < 0 for due in every),
        "state": "late",
    }
    waiting = {
        "label": _("待核实"), "url": "?proofs=1", "current": at_proofs, "count": proofs,
        "state": "ready" if proofs else None,
    }  # fmt: skip
    return [*chips, gone, waiting]


def rows_of(by: Any, dues: list[Due]) -> list[dict[str, Any]]:
    """Each with its family and a number as this person may see it. Three queries."""
    homes = {due.pet.household_id for due in dues if due.pet.household_id}
    people: dict[int, Customer] = {}
    for person in Customer.objects.of(by).filter(household_id__in=homes, merged_into=None).order_by("-pk"):
        people[person.household_id] = person  # type: ignore[index]  # asked by household
    phones = first_phones(by, [], [due.pet.pk for due in dues]) if dues else {}
    return [
        {
            "due": due, "owner": people.get(due.pet.household_id or 0),
            "phone": shown_phone(by, None, phones[("pet", due.pet.pk)]) if ("pet", due.pet.pk) in phones else "",
            "state": "late" if due.days < 0 else "ready" if due.days <= 7 else "neutral",
            "words": _("过期 {n} 天").format(n=-due.days) if due.days < 0 else _("还有 {n} 天").format(n=due.days),
        }
        for due in dues
    ]  # fmt: skip
