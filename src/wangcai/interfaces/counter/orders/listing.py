"""The list: one box, a few chips, further pages by key; what was looked at last comes back."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.words import CHANNELS, COLUMNS, TONES, WAYS
from wangcai.interfaces.exports import export_rows
from wangcai.kernel.public import Actor, clean_line, local, now
from wangcai.lookup.public import find
from wangcai.orders.public import OCCASIONS, Fulfilment, orders_of, states

PAGE = 40
MOST_EXPORTED = 50_000
REMEMBERED = "orders_list"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed to."""

    q: str = ""
    stage: str = ""
    way: str = ""
    late: bool = False

    @classmethod
    def read(cls, sent: Any) -> "Narrowing":
        stage, way = sent.get("stage", ""), sent.get("way", "")
        return cls(
            q=clean_line(sent.get("q", ""), most=60),
            stage=stage if stage in states.LABELS or stage == "open" else "",
            way=way if way in WAYS else "",
            late=sent.get("late") == "1",
        )

    def query(self, **changed: Any) -> str:
        values = {"q": self.q, "stage": self.stage, "way": self.way, "late": "1" if self.late else "", **changed}
        return urlencode({name: value for name, value in values.items() if value})


@require_GET
@staff_page("orders.see")
def orders_home(request: Any) -> HttpResponse:
    """Where this person was last: the board, or the list as it was narrowed."""
    if request.session.get("orders_view") == "list":
        kept = request.session.get(REMEMBERED, "")
        return HttpResponseRedirect(reverse("counter:order_list") + (f"?{kept}" if kept else ""))
    return HttpResponseRedirect(reverse("counter:board"))


@require_GET
@staff_page("orders.see")
def order_list(request: Any) -> HttpResponse:
    """Orders of the store, newest first."""
    narrowing = Narrowing.read(request.GET)
    before = request.GET.get("before", "")
    rows, following = page_of(request.actor, request.store, narrowing, int(before[:15]) if before.isdigit() else None)
    context = {"rows": rows, "next_url": f"?{narrowing.query(before=following)}" if following else ""}
    if before:
        return render(request, "counter/orders/list.html#rows", context)
    request.session["orders_view"], request.session[REMEMBERED] = "list", narrowing.query()
    context |= {
        "narrowing": narrowing,
        "chips": chips_of(narrowing),
        "may_export": request.actor.may("orders.export", request.store.pk),
        "export_url": f"{reverse('counter:order_export')}?{narrowing.query()}",
    }
    if request.htmx:
        return render(request, "counter/orders/list.html#found", context)
    return render(request, "counter/orders/list.html", context)


def narrowed(by: Actor, store: Any, narrowing: Narrowing) -> Any:
    """The orders a narrowing leaves, newest first."""
    orders = orders_of(by, store.pk).select_related("customer", "owner").order_by("-id")
    if narrowing.q:
        orders = orders.filter(_asked(by, store, narrowing.q))
    if narrowing.stage == "open":
        orders = orders.filter(status__in=states.OPEN)
    elif narrowing.stage:
        orders = orders.filter(status=narrowing.stage)
    if narrowing.way:
        orders = orders.filter(fulfilment=narrowing.way)
    if narrowing.late:
        orders = orders.filter(status__in=states.OPEN, due_at__lt=now()).exclude(fulfilment=Fulfilment.VISIT)
    return orders


def _asked(by: Actor, store: Any, text: str) -> Q:
    """By number (today's by its last digits), by what the search knows of orders, by the customers it finds."""
    hits = find(by, text, kinds=("order",), store_id=store.pk, limit=200)
    people = find(by, text, kinds=("customer",), limit=50)
    number = Q(number=text.upper())
    if text.isdigit() and len(text) <= 4:
        number |= Q(number=f"{store.code.upper()}{local(now(), store.timezone):%y%m%d}-{int(text):04d}")
    return number | Q(pk__in=[h.target_id for h in hits]) | Q(customer_id__in=[p.target_id for p in people])


def page_of(by: Actor, store: Any, narrowing: Narrowing, before: int | None) -> tuple[list[dict[str, Any]], int]:
    """(rows, key of the next page or 0)."""
    orders = narrowed(by, store, narrowing)
    if before:
        orders = orders.filter(pk__lt=before)
    found = list(orders[: PAGE + 1])
    return [_row(order) for order in found[:PAGE]], found[PAGE - 1].pk if len(found) > PAGE else 0


def is_late(order: Any) -> bool:
    """Goods past the due time of their stage; a visit has its own time and its own boards."""
    if order.fulfilment == Fulfilment.VISIT or order.status not in states.OPEN:
        return False
    return bool(order.due_at and order.due_at < now())


def _row(order: Any) -> dict[str, Any]:
    return {
        "order": order,
        "name": order.contact_name or (order.customer.name if order.customer else "") or _("散客"),
        "way": WAYS[order.fulfilment],
        "channel": CHANNELS.get(order.channel, order.channel),
        "stage": states.label_of(order.status, order.fulfilment),
        "tone": "late" if is_late(order) else TONES[order.status],
        "owner": order.owner.name if order.owner else "",
    }


def chips_of(narrowing: Narrowing) -> list[dict[str, Any]]:
    """Stages, ways, late."""
    stages = [("", _("全部")), ("open", _("进行中")), *COLUMNS.items(), (states.COMPLETED, states.LABELS[states.COMPLETED]), (states.CANCELLED, states.LABELS[states.CANCELLED])]  # fmt: skip
    chips = [
        {"label": label, "url": f"?{narrowing.query(stage=stage)}", "current": narrowing.stage == stage,
         "state": TONES.get(stage, "")}
        for stage, label in stages
    ]  # fmt: skip
    chips += [
        {"label": WAYS[way], "url": f"?{narrowing.query(way='' if narrowing.way == way else way)}",
         "current": narrowing.way == way, "icon": icon}
        for way, icon in (("pickup", "building-store"), ("delivery", "truck-delivery"))
    ]  # fmt: skip
    chips.append(
        {"label": _("逾期"), "url": f"?{narrowing.query(late='' if narrowing.late else '1')}", "current": narrowing.late,
         "state": "late"}
    )  # fmt: skip
    return chips


@require_GET
@staff_page("orders.export")
def order_export(request: Any) -> HttpResponse:
    """The list as seen, as a workbook."""
    orders = narrowed(request.actor, request.store, Narrowing.read(request.GET))[:MOST_EXPORTED]
    columns = [
        _("单号"), _("状态"), pgettext("one", "客户"), _("方式"), _("来源"), (_("下单时间"), "time"), (_("期望时间"), "time"), _("场合"),
        (_("金额"), "money"),
    ]  # fmt: skip
    rows = (
        [
            order.number, states.label_of(order.status, order.fulfilment),
            order.contact_name or (order.customer.name if order.customer else ""), str(WAYS[order.fulfilment]),
            str(CHANNELS.get(order.channel, order.channel)), order.placed_at, order.wanted_at,
            str(OCCASIONS.get(order.occasion, order.occasion)), order.total_fen,
        ]
        for order in orders
    )  # fmt: skip
    return export_rows(request, _("订单"), columns, rows, permission="orders.export")
