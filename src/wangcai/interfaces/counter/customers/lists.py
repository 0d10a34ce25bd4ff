"""客户: one box, chips, the newest first."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.customers.public import Customer, active_flags, customers_found, customers_page, shown_phone
from wangcai.interfaces.access import staff_page
from wangcai.kernel.public import Actor

PAGE = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    customer: Customer
    phone: str
    pets: list[dict[str, Any]]


@require_GET
@staff_page("customers.see", anywhere=True)
def customer_list(request: Any) -> HttpResponse:
    """The list; htmx asks for its rows only."""
    query, chip = request.GET.get("q", "").strip()[:60], request.GET.get("chip", "")
    before = request.GET.get("before", "")
    cut = int(before) if before.isdecimal() and len(before) < 16 else None
    files = customers_found(request.actor, query, PAGE) if query else customers_page(request.actor, chip, cut, PAGE + 1)
    shown = files[:PAGE]
    following = request.GET.copy()
    if len(files) > PAGE:
        following["before"] = str(shown[-1].pk)
    context = {
        "rows": rows_of(request.actor, shown), "query": query, "chips": chips_of(chip),
        "next": f"?{following.urlencode()}" if len(files) > PAGE else "", "export": _address("office:export_customers"),
    }  # fmt: skip
    template = "counter/customers/list.html"
    if request.htmx:
        template += "#rows" if before else "#found"
    return render(request, template, context)


def rows_of(by: Actor, files: list[Customer]) -> list[Row]:
    """The lines for files read with their parts; one query for all flags."""
    pets = {c.pk: sorted(c.household.pets.all(), key=lambda p: p.pk) if c.household else [] for c in files}
    flags = active_flags([p.pk for animals in pets.values() for p in animals])
    rows = []
    for customer in files:
        numbers = [p.number for p in customer.phones.all()]
        shown = [
            {"pet": p, "detail": p.breed.name if p.breed else p.breed_text, "flags": flags[p.pk]}
            for p in pets[customer.pk] if p.died_on is None
        ]  # fmt: skip
        rows.append(Row(customer, shown_phone(by, customer, numbers[0]) if numbers else "", shown))
    return rows


def chips_of(current: str) -> list[dict[str, Any]]:
    labels = {
        "": _("全部"),
        "new": _("近 30 天新客"),
        "flags": _("有警示"),
        "no_phone": _("没有电话"),
        "no_pet": _("没有宠物"),
    }
    here = reverse("counter:customers")
    return [
        {"label": label, "url": f"{here}?chip={code}", "current": code == current} for code, label in labels.items()
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
