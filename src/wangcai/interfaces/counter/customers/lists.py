"""客户: one box, chips, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.customers.public import Customer, active_flags, customers_found, customers_page, shown_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.exports import export_rows
from wangcai.kernel.public import Actor

PAGE, AT_ONCE = 40, 1000


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
    query, chip, before = asked(request)
    files = files_of(request.actor, query, chip, before, PAGE + 1)
    shown = files[:PAGE]
    following = request.GET.copy()
    if len(files) > PAGE and not query:
        following["before"] = str(shown[-1].pk)
    context = {
        "rows": rows_of(request.actor, shown), "query": query, "chips": chips_of(chip),
        "next": f"?{following.urlencode()}" if "before" in following and len(files) > PAGE else "",
        "may_export": request.actor.may("customers.export"), "as_seen": urlencode({"q": query, "chip": chip}),
    }  # fmt: skip
    template = "counter/customers/list.html"
    if request.htmx:
        template += "#rows" if before else "#found"
    return render(request, template, context)


@require_GET
@staff_page("customers.export", anywhere=True)
def customer_export(request: Any) -> HttpResponse:
    """The list as an xlsx file: the same box and chips, every page, numbers as this person sees them."""
    query, chip, _before = asked(request)
    columns = [_("编号"), _("姓名"), _("电话"), _("微信"), _("邮箱"), _("宠物"), _("警示"), (_("建档"), "time")]
    rows = exported(request.actor, query, chip)
    return export_rows(request, _("客户"), columns, rows, permission="customers.export")


def asked(request: Any) -> tuple[str, str, int | None]:
    """(query, chip, last id of the page above) from the address."""
    before = request.GET.get("before", "")
    cut = int(before) if before.isdecimal() and len(before) < 16 else None
    return request.GET.get("q", "").strip()[:60], request.GET.get("chip", ""), cut


def files_of(by: Actor, query: str, chip: str, before: int | None, limit: int) -> list[Customer]:
    return customers_found(by, query, limit) if query else customers_page(by, chip, before, limit)


def exported(by: Actor, query: str, chip: str) -> Iterator[tuple[Any, ...]]:
    """Every row of the list, read a thousand at a time."""
    before = None
    while files := files_of(by, query, chip, before, AT_ONCE):
        for row in rows_of(by, files):
            pets = "、".join(f"{p['pet']}（{p['detail']}）" if p["detail"] else str(p["pet"]) for p in row.pets)
            flags = "、".join(f"{p['pet']}：{f.label}" for p in row.pets for f in p["flags"])
            c = row.customer
            yield c.code, c.name, row.phone, c.wechat, c.mail, pets, flags, c.created_at
        before = files[-1].pk
        if query or len(files) < AT_ONCE:
            return


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
