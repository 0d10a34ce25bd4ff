"""将到期: vaccinations and deworming that lapse soon, counted before anybody is reminded."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.customers.public import Customer, Due, due_soon, first_phones, notices_waiting, shown_phone
from wangcai.interfaces.access import staff_page

SPANS = (7, 30, 60)
OVERDUE = 60  # days back
MOST = 200


@require_GET
@staff_page("customers.see", anywhere=True)
def due_list(request: Any) -> HttpResponse:
    """`?days=7|30|60` or `?over=1`; the counts of all are always shown."""
    by, today = request.actor, timezone.localdate()
    every = due_soon(by, max(SPANS), today=today, overdue=OVERDUE)
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked[:4]) in SPANS else 30
    over = request.GET.get("over") == "1"
    shown = [due for due in every if (due.days < 0 if over else 0 <= due.days <= days)]
    context = {
        "rows": rows_of(by, shown[:MOST]), "count": len(shown), "over": over, "days": days,
        "chips": chips_of(every, days, over=over), "notices": notices_waiting(by),
        "overdue": sum(due.days < 0 for due in every), "in_thirty": sum(0 <= due.days <= 30 for due in every),
    }  # fmt: skip
    return render(request, "counter/health/due.html", context)


def chips_of(every: list[Due], days: int, *, over: bool) -> list[dict[str, Any]]:
    """A span each, with its count."""
    chips = [
        {
            "label": _("{n} 天内").format(n=span), "url": f"?days={span}", "current": not over and span == days,
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
    return [*chips, gone]


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
