"""待确认: orders to be read back, the special wishes large, with what is in the way of each."""

from typing import Any

from django.db.models import Count, Max, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.words import CHANNELS, WAYS
from wangcai.kernel.public import now
from wangcai.orders.public import OCCASIONS, OrderException, OrderLine, missing_information, open_orders, states

MOST = 60


@require_GET
@staff_page("orders.see")
def waiting(request: Any) -> HttpResponse:
    """The page."""
    return render(request, "counter/intake/waiting.html", waiting_context(request))


@require_GET
@staff_page("orders.see")
def waiting_cards(request: Any) -> HttpResponse:
    """The cards alone; 204 where nothing changed."""
    mark = waiting_mark(request)
    if request.GET.get("seen") == mark:
        return HttpResponse(status=204)
    return render(request, "counter/intake/waiting.html#cards", waiting_context(request))


def waiting_mark(request: Any) -> str:
    orders = open_orders(request.actor, request.store.pk).filter(status=states.RECEIVED)
    seen = orders.aggregate(n=Count("pk"), newest=Max("pk"), versions=Sum("version"), moved=Max("status_at"))
    answers = OrderException.objects.of(request.actor).filter(order__store=request.store, answered_at=None)
    open_ones = answers.aggregate(n=Count("pk"), offered=Max("offered_at"))
    return ".".join(str(value) for value in (*seen.values(), *open_ones.values())).replace(" ", "T")


def waiting_context(request: Any) -> dict[str, Any]:
    """Cards, most urgent first. Four queries."""
    at = now()
    orders = list(
        open_orders(request.actor, request.store.pk)
        .filter(status=states.RECEIVED)
        .select_related("customer", "owner")
        .order_by("due_at", "id")[:MOST]
    )
    lines: dict[int, list[str]] = {}
    for line in OrderLine.objects.of(request.actor).filter(order__in=orders).exclude(state="cancelled"):
        lines.setdefault(line.order_id, []).append(f"{line.text} × {line.quantity}")
    open_ones = OrderException.objects.of(request.actor).filter(order__in=orders, answered_at=None)
    out: dict[int, list[Any]] = {}
    for exception in open_ones.select_related("line"):
        out.setdefault(exception.order_id, []).append(exception)
    cards = [
        {
            "order": order,
            "name": order.contact_name or (order.customer.name if order.customer else ""),
            "way": WAYS[order.fulfilment],
            "channel": CHANNELS.get(order.channel, order.channel),
            "occasion": OCCASIONS.get(order.occasion, order.occasion),
            "lines": lines.get(order.pk, []),
            "exceptions": out.get(order.pk, []),
            "missing": [str(label) for _field, label in missing_information(order)],
            "late": bool(order.due_at and order.due_at < at),
            "tone": "danger" if out.get(order.pk) else "",
            "confirm_url": f"{reverse('counter:order', args=[order.number])}?confirm=1&back=waiting",
        }
        for order in orders
    ]
    return {"cards": cards, "mark": waiting_mark(request)}
