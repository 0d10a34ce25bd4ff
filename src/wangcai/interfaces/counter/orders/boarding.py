"""The board: open orders by stage, the most urgent first; it refreshes itself and is silent when nothing changed."""

from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.words import CHANNELS, COLUMNS, TONES, WAYS
from wangcai.interfaces.ui.components.cards import tag
from wangcai.interfaces.ui.components.flow import board_card
from wangcai.interfaces.ui.components.text import money
from wangcai.kernel.public import Actor, kept, now, system_actor
from wangcai.orders.public import OrderException, open_orders, states

MOST_CARDS, MOST_READ = 40, 400


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
    rows = _marks(by.chain_id, store.pk, now()) if by.sees(store.pk) else []
    return f"{store.pk}.{'.'.join(str(value) for row in rows for value in row)}"


@kept
def _marks(chain_id: int, store_id: int, at: datetime) -> QuerySet[Any]:
    counted = _open(chain_id, store_id).order_by("status").values("status").annotate(
        n=Count("pk"), newest=Max("pk"), moved=Max("status_at"), versions=Sum("version"), owners=Sum("owner_id"),
        late=Count("pk", filter=Q(due_at__lt=at)),
    )  # fmt: skip
    return counted.values_list("status", "n", "newest", "moved", "versions", "owners", "late")


def _open(chain_id: int, store_id: int) -> QuerySet[Any]:
    """Whoever comes here may see the store's orders."""
    return open_orders(system_actor(chain_id), store_id)


def board_context(by: Actor, store: Any, mark: str = "") -> dict[str, Any]:
    """Columns with their cards. Three queries."""
    moment = now()
    seen = by.sees(store.pk)
    rows = [CardRow(*row) for row in _card_rows(by.chain_id, store.pk)] if seen else []
    waiting = set(_waiting(by.chain_id, store.pk)) if seen else set()
    address = reverse("counter:order", args=["0"])
    columns = []
    for status, label in COLUMNS.items():
        inside = [row for row in rows if row.status == status]
        columns.append(
            {
                "status": status,
                "label": label,
                "tone": TONES[status],
                "count": len(inside),
                "late": sum(1 for row in inside if row.late(moment)),
                "cards": [card(row, row.pk in waiting, moment, address[:-1]) for row in inside[:MOST_CARDS]],
                "more": len(inside) - MOST_CARDS,
            }
        )
    return {"columns": columns, "mark": mark or board_mark(by, store), "total": len(rows)}


class CardRow(NamedTuple):
    """The columns a card shows; a board reads hundreds of them and makes no models."""

    pk: int
    number: str
    status: str
    fulfilment: str
    channel: str
    contact_name: str
    customer_name: str | None
    owner_name: str | None
    due_at: datetime | None
    occasion: str
    wishes: str
    total_fen: int
    pieces: int | None

    def late(self, moment: datetime) -> bool:
        return bool(self.due_at and self.due_at < moment)


@kept
def _card_rows(chain_id: int, store_id: int) -> QuerySet[Any]:
    rows = _open(chain_id, store_id).order_by("due_at", "id").annotate(pieces=Sum("lines__quantity"))
    columns = (
        "pk", "number", "status", "fulfilment", "channel", "contact_name", "customer__name", "owner__name", "due_at",
        "occasion", "wishes", "total_fen", "pieces",
    )  # fmt: skip
    return rows.values_list(*columns)[:MOST_READ]


@kept
def _waiting(chain_id: int, store_id: int) -> QuerySet[Any]:
    """Orders with a question nobody answered yet."""
    asked = OrderException.objects.of(chain_id).filter(order__store_id=store_id, answered_at=None)
    return asked.filter(order__status__in=states.OPEN).values_list("order_id", flat=True)


def card(row: CardRow, waits: bool, at: datetime, orders_url: str) -> str:
    """One order on the board. Written here and not in a template: a board holds hundreds."""
    parts = [row.contact_name or row.customer_name, WAYS[row.fulfilment], CHANNELS.get(row.channel, row.channel)]
    tags = []
    if waits:
        tags.append(tag(_("缺货待答复"), state="danger", icon="alert-triangle"))
    if row.occasion:
        words = _("生日") if row.occasion == "birthday" else _("特殊日子")
        tags.append(tag(words, state="accent", icon="gift"))
    if row.wishes:
        tags.append(tag(_("有特别要求"), state="ready", icon="message-2"))
    return board_card(
        mark_safe("".join(tags)),  # noqa: S308  each is a component's own
        row.number,
        href=orders_url + quote(row.number),
        detail=" · ".join(str(part) for part in parts if part),
        state=TONES[row.status],
        due=row.due_at,
        late=row.late(at),
        owner=row.owner_name or "",
        foot=_("%(n)s 件 · %(total)s") % {"n": row.pieces or 0, "total": money(row.total_fen)},
        id=f"order-{row.pk}",
    )
