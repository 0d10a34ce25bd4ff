"""The till's page and its wall of goods."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.till.customer_panel import panel_of
from wangcai.interfaces.counter.till.desk import name_till, read_ticket, ticket_context
from wangcai.interfaces.counter.till.shelf import wall
from wangcai.orders.public import held_tickets


@require_GET
@staff_page("till.sell")
def till(request: Any) -> HttpResponse:
    """Goods at the left, the ticket at the right."""
    ticket = read_ticket(request)
    context = {
        **ticket_context(ticket),
        **wall(request.actor, request.store, category=request.GET.get("category", "")),
        "panel": panel_of(request.actor, request.store, ticket),
        "keys": key_caps(len(held_tickets(request.actor, request.store.pk))),
    }
    return name_till(request, render(request, "counter/till/page.html", context))


def key_caps(held: int) -> list[dict[str, Any]]:
    """The function keys at the bottom; each presses the element it names."""
    return [
        {"key": "F2", "label": _("搜索"), "press": "#scan"},
        {"key": "F4", "label": _("会员"), "press": "#open-customer"},
        {"key": "F6", "label": _("整单折扣"), "press": "#open-discount"},
        {"key": "F7", "label": _("挂单"), "press": "#open-held", "count": held},
        {"key": "F8", "label": _("现金"), "press": "#tender-cash"},
        {"key": "F9", "label": _("收款"), "press": "#pay"},
        {"key": "Esc", "label": _("清空"), "press": "#clear"},
    ]


@require_GET
@staff_page("till.sell")
def goods(request: HttpRequest) -> HttpResponse:
    """The wall alone: a category, or what the typed letters find."""
    query = request.GET.get("code", "").strip()
    context = wall(request.actor, request.store, query=query, category=request.GET.get("category", ""))  # type: ignore[attr-defined]
    return render(request, "counter/till/page.html#goods", context)
