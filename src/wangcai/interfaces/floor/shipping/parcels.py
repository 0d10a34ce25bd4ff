"""发货: orders that wait to leave, the way of one, its departure and what came back."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.delivery.public import (
    ICONS,
    METHODS,
    CarrierFailed,
    book_carrier,
    carriers_for,
    choose_way,
    chosen_shipment,
    fail_delivery,
    packages_of,
    ship_order,
    shipments_of,
    ways_of_delivery,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal, now
from wangcai.orders.public import Order, order_for, orders_of, states


class CarrierSilent(Refusal):
    code = "carrier_silent"
    sentence = gettext_lazy("快递公司没有应答（{reason}），请稍后再试，或手写运单号。")


class KmUnclear(Refusal):
    code = "km_unclear"
    sentence = gettext_lazy("公里数请写成 12 或 3.5。")
    field = "km"


@require_GET
@staff_page("delivery.ship")
def waiting(request: Any) -> HttpResponse:
    """Packed deliveries that wait to leave, and parcels on the way."""
    at = now()
    orders = (
        orders_of(request.actor, request.store.pk)
        .filter(status__in=(states.READY, states.SHIPPED), fulfilment="delivery")
        .select_related("customer")
        .order_by("due_at", "pk")[:100]
    )
    rows = [(order, bool(order.due_at and order.due_at < at)) for order in orders]
    context = {
        "ready": [row for row in rows if row[0].status == states.READY],
        "shipped": [row for row in rows if row[0].status == states.SHIPPED],
    }
    return show(request, "floor/shipping/waiting.html", context, part="list")


@require_GET
@staff_page("delivery.ship")
def order(request: Any, order_id: int) -> HttpResponse:
    """The ways of one order with price, promise and reason; then its departure."""
    try:
        km = _km(request.GET.get("km", ""))
    except KmUnclear as refusal:
        return _page(request, order_for(request.actor, order_id), refusal=refusal)
    return _page(request, order_for(request.actor, order_id), km=km)


def _page(request: Any, found: Order, *, refusal: Refusal | None = None, km: float | None = None) -> HttpResponse:
    chosen = chosen_shipment(found)
    ways = ways_of_delivery(found, km=km) if found.status not in (states.SHIPPED, states.DELIVERED) else []
    context = {
        "order": found,
        "chosen": chosen,
        "chosen_label": METHODS.get(chosen.method, "") if chosen else "",
        "ways": [(way, ICONS[way.method], bool(chosen and chosen.method == way.method)) for way in ways],
        "km": request.GET.get("km") or request.POST.get("km") or (f"{ways[0].km:g}" if ways and ways[0].km else ""),
        "carriers": [(name, c.label) for name, c in carriers_for(chosen.method).items()] if chosen else [],
        "boxes": packages_of(found),
        "history": [(s, METHODS.get(s.method, s.method)) for s in shipments_of(found)],
        "typed": {name: request.POST.get(name, "") for name in ("carrier", "tracking", "reason")},
        "ready": found.status == states.READY,
    }
    return show(request, "floor/shipping/order.html", context, refusal=refusal)


@require_POST
@staff_page("delivery.ship")
def choose(request: Any, order_id: int) -> HttpResponse:
    found = order_for(request.actor, order_id)
    try:
        km = _km(request.POST.get("km", ""))
        choose_way(
            order=found, method=request.POST.get("method", ""), km=km, by=request.actor, request_key=_key(request)
        )
    except Refusal as refusal:
        return _page(request, found, refusal=refusal)
    return redirect("floor:shipping_order", order_id)


@require_POST
@staff_page("delivery.ship")
def depart(request: Any, order_id: int) -> HttpResponse:
    """Off it goes: with a number typed by hand, or one the carrier gives."""
    found = order_for(request.actor, order_id)
    carrier, tracking = request.POST.get("carrier", ""), request.POST.get("tracking", "")
    try:
        if request.POST.get("book") and (shipment := chosen_shipment(found)):
            carrier = request.POST["book"]
            tracking = book_carrier(shipment, carrier)
        ship_order(order=found, carrier=carrier, tracking=tracking, by=request.actor, request_key=_key(request))
    except CarrierFailed as failed:
        return _page(request, found, refusal=CarrierSilent(reason=failed.reason))
    except Refusal as refusal:
        return _page(request, order_for(request.actor, order_id), refusal=refusal)
    toast(request, _("已发货，客人会收到运单号"))
    return redirect("floor:shipping_order", order_id)


@require_POST
@staff_page("delivery.ship")
def fail(request: Any, order_id: int) -> HttpResponse:
    found = order_for(request.actor, order_id)
    shipment = chosen_shipment(found)
    try:
        fail_delivery(order=found, reason=request.POST.get("reason", ""), by=request.actor, request_key=_key(request))
    except Refusal as refusal:
        return _page(request, order_for(request.actor, order_id), refusal=refusal)
    toast(request, _("已记下没有送到"), tone="ready")
    if shipment and shipment.run_id:
        return redirect("floor:run", shipment.run_id)
    return redirect("floor:shipping_order", order_id)


def _km(text: str) -> float | None:
    """Kilometres typed by hand; nothing typed means: from the coordinates."""
    text = text.strip().replace("，", ".").replace(",", ".")
    if not text:
        return None
    try:
        km = float(text)
    except ValueError as error:
        raise KmUnclear from error
    if not 0 <= km <= 20_000:
        raise KmUnclear
    return km


def _key(request: Any) -> str:
    return request.POST.get("request_key", "")
