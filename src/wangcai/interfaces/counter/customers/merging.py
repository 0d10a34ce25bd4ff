"""Files that are probably one person, side by side, and making one of them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wangcai.customers.public import Customer, file_ids, likely_duplicates, merge_customers, pets_of, shown_phone
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.customers.acts import customer_url, gone_to
from wangcai.interfaces.counter.customers.customer_page import details_of, purchases_of
from wangcai.interfaces.counter.customers.people import person_named
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Actor, NotAllowed, NotFound, Refusal


@require_GET
@staff_page("customers.merge", anywhere=True)
def duplicates(request: Any) -> HttpResponse:
    """Pairs worth looking at."""
    by = request.actor
    pairs = [
        {"first": p.first, "second": p.second, "why": _("电话相同") if p.why == "phone" else _("人名和宠物名都相同"),
         "lines": [_line(by, p.first), _line(by, p.second)]}
        for p in likely_duplicates(by)
    ]  # fmt: skip
    return render(request, "counter/customers/duplicates.html", {"pairs": pairs})


@require_http_methods(["GET", "POST"])
@staff_page("customers.merge", anywhere=True)
def merge(request: Any) -> HttpResponse:
    """Two files side by side (`?keep=&drop=`, codes or whole numbers), and the act that makes one of them."""
    by, refusal = request.actor, None
    asked = request.POST if request.method == "POST" else request.GET
    keep = drop = None
    try:
        keep, drop = person_named(by, asked.get("keep", "")), person_named(by, asked.get("drop", ""))
        if request.method == "POST":
            merge_customers(keep=keep, drop=drop, by=by, request_key=request.POST.get("request_key", ""))
            toast(request, _("{drop} 已并入 {keep}").format(drop=drop.code, keep=keep.code))
            return gone_to(request, customer_url(keep.pk))
    except (NotFound, NotAllowed):
        raise
    except Refusal as refused:
        refusal = refused
    sides = [_side(by, customer) for customer in (keep, drop) if customer]
    context = {"sides": sides, "keep": keep, "drop": drop, "refusal": refusal, "asked": asked}
    return render(request, "counter/customers/merge.html", context, status=422 if refusal else 200)


def _line(by: Actor, customer: Customer) -> str:
    phone = customer.phones.all()[0].number if customer.phones.all() else ""
    pets = [str(p) for p in customer.household.pets.all()] if customer.household else []
    return " · ".join(part for part in (shown_phone(by, customer, phone) if phone else "", *pets) if part)


def _side(by: Actor, customer: Customer) -> dict[str, Any]:
    """Everything of one file that a person compares."""
    rows = [
        (_("编号"), customer.code), (_("姓名"), customer.name or "—"),
        (_("电话"), _("、").join(shown_phone(by, customer, p.number) for p in customer.phones.all()) or "—"),
        (_("宠物"), _("、").join(str(p) for p in pets_of(customer)) or "—"),
        (_("地址"), "；".join(a.text for a in customer.addresses.all() if a.ended_at is None) or "—"),
        *details_of(customer), (_("建档"), f"{customer.created_at:%Y-%m-%d}"),
    ]  # fmt: skip
    purchases = purchases_of(by, file_ids(customer))
    return {"customer": customer, "facts": rows, "figures": purchases.figures}
