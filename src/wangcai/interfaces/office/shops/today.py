"""今日: a store's day on one page, for whoever runs it. The number of queries does not depend on the day."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import address
from wangcai.kernel.public import Actor, day_bounds, format_money, local, now
from wangcai.orders.public import OrderException, late_orders, open_orders, orders_of, states
from wangcai.settlement.public import TENDERS, Payment
from wangcai.shops.public import Store, on_duty
from wangcai.stock.public import Level
from wangcai.work.public import Task

DAYS = 14
LINKS = {"orders": "counter:orders", "board": "counter:board", "low": "office:stock"}
TONES = {
    states.RECEIVED: "booked", states.CONFIRMED: "arrived", states.PICKING: "service", states.READY: "ready",
    states.SHIPPED: "service", states.DELIVERED: "done",
}  # fmt: skip


@require_GET
@staff_page("reports.see")
def today(request: Any) -> HttpResponse:
    """Orders by stage, the late ones, money by tender, what runs low, tasks nobody has."""
    at = now()
    context = day_of(request.actor, request.store, at)
    part = "#day" if request.headers.get("HX-Request") and request.GET.get("part") else ""
    return render(request, f"office/shops/today.html{part}", context)


def day_of(by: Actor, store: Store, at: datetime) -> dict[str, Any]:
    """Everything the page shows; nine queries."""
    since, until = day_bounds(local(at, store.timezone).date(), store.timezone)
    taken = money_by_tender(store, since, until)
    late, present = late_lines(by, store, at), on_duty(store)
    return {
        "stages": stages(by, store),
        "late": late,
        "late_tone": "late" if late else "",
        "tender_rows": [*taken, (_("合计"), sum(fen for _tender, fen in taken), True)],
        "sales": sales(by, store, at),
        "low": low_stock(store),
        "unowned": unowned_tasks(store),
        "offers": waiting_offers(store),
        "present": present,
        "present_names": _("、").join(person.name for person in present) or _("现在没有人在班"),
        "links": {key: address(name) for key, name in LINKS.items()},
    }


def late_lines(by: Actor, store: Store, at: datetime) -> list[Any]:
    """The orders whose stage is past its time, the most urgent first, each with the address of its page."""
    late = list(late_orders(by, at, store.pk).select_related("owner")[:8])
    for order in late:
        order.url = address("counter:order", order.number)  # type: ignore[attr-defined]
    return late


def stages(by: Actor, store: Store) -> list[dict[str, Any]]:
    """How many orders stand at each stage now, and how many of them are late."""
    rows = open_orders(by, store.pk).values("status").annotate(n=Count("id"))
    counted = {row["status"]: row["n"] for row in rows.order_by("status")}
    url = address("counter:order_list")
    return [
        {
            "status": s,
            "label": states.LABELS[s],
            "count": counted.get(s, 0),
            "tone": TONES[s],
            "url": url and f"{url}?stage={s}",
        }
        for s in states.OPEN
    ]


def money_by_tender(store: Store, since: datetime, until: datetime) -> list[tuple[Any, int]]:
    """Payments less refunds of the day by tender, in fen."""
    refund = Sum("amount_fen", filter=Q(kind=Payment.Kind.REFUND), default=0)
    payment = Sum("amount_fen", filter=Q(kind=Payment.Kind.PAYMENT), default=0)
    rows = Payment.objects.of(store.chain_id).filter(store=store, at__gte=since, at__lt=until)
    sums = {
        row["tender"]: row["net"] for row in rows.values("tender").annotate(net=payment - refund).order_by("tender")
    }
    return [(label, sums.get(tender, 0)) for tender, label in TENDERS.items()]


def sales(by: Actor, store: Store, at: datetime) -> dict[str, Any]:
    """Sold orders and fen of the last fourteen days, by the store's calendar day."""
    today = local(at, store.timezone).date()
    first, _next = day_bounds(today - timedelta(days=DAYS - 1), store.timezone)
    rows = orders_of(by, store.pk).filter(sold_at__gte=first).exclude(status=states.CANCELLED)
    per_day = rows.annotate(day=TruncDate("sold_at", tzinfo=local(at, store.timezone).tzinfo)).values("day")
    sums = {
        row["day"]: (row["n"], row["fen"])
        for row in per_day.annotate(n=Count("id"), fen=Sum("total_fen")).order_by("day")
    }
    days = [today - timedelta(days=DAYS - 1 - i) for i in range(DAYS)]
    count, fen = sums.get(today, (0, 0))
    before = sums.get(today - timedelta(days=7), (0, 0))[1]
    return {
        "count": count, "fen": fen, "spark": [sums.get(day, (0, 0))[1] // 100 for day in days],
        "last_week": format_money(before), "average": fen // count if count else 0,
    }  # fmt: skip


def low_stock(store: Store) -> int:
    """How many items stand at or under the level the shop wants to be told of."""
    levels = Level.objects.of(store.chain_id).filter(store=store, low_at__gt=0)
    return levels.filter(on_hand__lte=F("promised") + F("low_at")).count()


def unowned_tasks(store: Store) -> list[Task]:
    rows = Task.objects.of(store.chain_id).filter(store=store, state=Task.State.OPEN, owner__isnull=True)
    return list(rows.order_by("due_at")[:8])


def waiting_offers(store: Store) -> int:
    """Lines with a stock-out or a flaw that still wait for an offer or an answer."""
    rows = OrderException.objects.of(store.chain_id).filter(order__store=store, answered_at__isnull=True)
    return rows.exclude(order__status=states.CANCELLED).count()
