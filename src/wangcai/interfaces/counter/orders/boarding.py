"""The board: open orders by stage, the most urgent first; it refreshes itself and is silent when nothing changed."""

from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.words import CHANNELS, COLUMNS, TONES, WAYS
from wangcai.kernel.public import Actor, now
from wangcai.orders.public import OrderException, board, open_orders, states

MOST_CARDS = 40
# A board reads hundreds of rows; the columns it does not show cost more than those it does.
ON_A_CARD = (
    "chain_id", "number", "status", "fulfilment", "channel", "contact_name", "due_at", "wanted_at", "occasion", "wishes",
    "total_fen", "customer__name", "owner__name",
)  # fmt: skip


@require_GET
@staff_page("orders.see")
def board_page(request: Any) -> HttpResponse:
    """The whole page."""
    request.session["orders_view"] = "board"
    return render(request, "counter/orders/board.html", board_context(request.actor, request.store))


@require_GET
@staff_page("orders.see")
def board_columns(request: Any) -> HttpResponse:
    """The columns alone; 204 where nothing changed since what the page has seen."""
    mark = board_mark(request.actor, request.store)
    if request.GET.get("seen") == mark:
        return HttpResponse(status=204)
    return render(request, "counter/orders/board.html#columns", board_context(request.actor, request.store, mark))


def board_mark(by: Actor, store: Any) -> str:
    """A word that changes whenever the board would look different: one small query over the open orders."""
    moment = now()
    seen = (
        open_orders(by, store.pk).aggregate(
            n=Count("pk"), newest=Max("pk"), moved=Max("status_at"), versions=Sum("version"), owners=Sum("owner_id"),
            late=Count("pk", filter=Q(due_at__lt=moment)), by_status=Count("pk", filter=Q(status=states.RECEIVED)),
        )
    )  # fmt: skip
    moved = int(seen["moved"].timestamp() * 1000) if seen["moved"] else 0
    return f"{store.pk}.{seen['n']}.{seen['newest']}.{moved}.{seen['versions']}.{seen['owners']}.{seen['late']}.{seen['by_status']}"


def board_context(by: Actor, store: Any, mark: str = "") -> dict[str, Any]:
    """Columns with their cards. Three queries."""
    moment = now()
    orders = list(board(by, store.pk).only(*ON_A_CARD).annotate(pieces=Sum("lines__quantity"))[:400])
    waiting = set(
        OrderException.objects.of(by).filter(order__in=orders, answered_at=None).values_list("order_id", flat=True)
    )
    columns = []
    for status, label in COLUMNS.items():
        inside = [order for order in orders if order.status == status]
        columns.append(
            {
                "status": status,
                "label": label,
                "tone": TONES[status],
                "count": len(inside),
                "late": sum(1 for order in inside if order.due_at and order.due_at < moment),
                "cards": [_card(order, waiting, moment) for order in inside[:MOST_CARDS]],
                "more": len(inside) - MOST_CARDS,
            }
        )
    return {"columns": columns, "mark": mark or board_mark(by, store), "total": len(orders)}


def _card(order: Any, waiting: set[int], moment: Any) -> dict[str, Any]:
    name = order.contact_name or (order.customer.name if order.customer else "")
    parts = [name, str(WAYS[order.fulfilment]), str(CHANNELS.get(order.channel, order.channel))]
    return {
        "id": f"order-{order.pk}",
        "number": order.number,
        "detail": " · ".join(part for part in parts if part),
        "pieces": order.pieces or 0,
        "total_fen": order.total_fen,
        "due": order.due_at,
        "late": bool(order.due_at and order.due_at < moment),
        "owner": order.owner.name if order.owner else "",
        "occasion": order.occasion,
        "wishes": order.wishes,
        "waiting": order.pk in waiting,
        "wanted_at": order.wanted_at,
    }
