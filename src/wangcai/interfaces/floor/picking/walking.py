"""配货: the queue, and one walk by bin with scanning or ticking."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.delivery.public import (
    PickLine,
    PickList,
    finish_picking,
    pick_line_for,
    pick_list_for,
    pick_list_of,
    picking_queue,
    report_short_pick,
    scan_pick,
    start_picking,
    tick_pick,
    walk_of,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show, whole_number
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal, now
from wangcai.orders.public import OrderLine, order_for


@require_GET
@staff_page("delivery.pick")
def queue(request: Any) -> HttpResponse:
    """Confirmed orders to pick, the most urgent first."""
    at = now()
    waiting = [(w, bool(w.order.due_at and w.order.due_at < at)) for w in picking_queue(request.actor, request.store)]
    return show(request, "floor/picking/queue.html", {"waiting": waiting}, part="list")


@require_GET
@staff_page("delivery.pick")
def order(request: Any, order_id: int) -> HttpResponse:
    """An order before its walk; under way, the walk itself; picked, the packing table."""
    return _order(request, order_id)


def _order(request: Any, order_id: int, refusal: Refusal | None = None) -> HttpResponse:
    found = order_for(request.actor, order_id)
    pick_list = pick_list_of(found)
    if refusal is None and pick_list and pick_list.state == PickList.State.OPEN:
        return redirect("floor:picking_list", pick_list.pk)
    if refusal is None and pick_list and pick_list.state == PickList.State.PICKED:
        return redirect("floor:packing", found.pk)
    lines = list(found.lines.exclude(state=OrderLine.State.CANCELLED))
    return show(request, "floor/picking/order.html", {"order": found, "lines": lines}, refusal=refusal)


@require_POST
@staff_page("delivery.pick")
def start(request: Any, order_id: int) -> HttpResponse:
    found = order_for(request.actor, order_id)
    try:
        pick_list = start_picking(order=found, by=request.actor, request_key=request.POST.get("request_key", ""))
    except Refusal as refusal:
        return _order(request, order_id, refusal)
    return redirect("floor:picking_list", pick_list.pk)


@require_GET
@staff_page("delivery.pick")
def walk(request: Any, list_id: int) -> HttpResponse:
    """The walk: bins in order, what to take, what is done."""
    return _walk(request, pick_list_for(request.actor, list_id))


def _walk(request: Any, pick_list: PickList, refusal: Refusal | None = None, code: str = "") -> HttpResponse:
    lines = walk_of(pick_list)
    wanted, taken = sum(x.quantity for x in lines), sum(x.picked for x in lines)
    context = {
        "pick_list": pick_list,
        "order": pick_list.order,
        "bins": _by_bin(lines),
        "wanted": wanted,
        "taken": taken,
        "complete": pick_list.state == PickList.State.OPEN and taken == wanted,
        "open": pick_list.state == PickList.State.OPEN,
        "code": code if refusal else "",
    }
    return show(request, "floor/picking/walk.html", context, refusal=refusal, part="walk")


def _by_bin(lines: list[PickLine]) -> list[dict[str, Any]]:
    """Stops of the walk in order, each with its lines and what is left to take of them."""
    bins: list[dict[str, Any]] = []
    for line in lines:
        if not bins or bins[-1]["id"] != line.bin_id:
            bins.append({"id": line.bin_id, "code": line.bin.code, "name": line.bin.name, "lines": []})
        bins[-1]["lines"].append((line, line.quantity - line.picked - line.short))
    return bins


@require_POST
@staff_page("delivery.pick")
def scan(request: Any, list_id: int) -> HttpResponse:
    """A code was scanned. The wrong one turns the box red and sounds."""
    pick_list, code = pick_list_for(request.actor, list_id), request.POST.get("code", "")
    try:
        # Each scan is an act of its own: the same code twice means two pieces.
        scan_pick(pick_list=pick_list, code=code, by=request.actor)
    except Refusal as refusal:
        return _walk(request, pick_list, refusal, code)
    return _walk(request, pick_list) if request.htmx else redirect("floor:picking_list", pick_list.pk)


@require_POST
@staff_page("delivery.pick")
def tick(request: Any, list_id: int, line_id: int) -> HttpResponse:
    """Taken without a scanner: the whole line."""
    pick_list = pick_list_for(request.actor, list_id)
    line = pick_line_for(request.actor, pick_list, line_id)
    try:
        tick_pick(pick_line=line, by=request.actor, request_key=request.POST.get("request_key", ""))
    except Refusal as refusal:
        return _walk(request, pick_list, refusal)
    return _walk(request, pick_list) if request.htmx else redirect("floor:picking_list", pick_list.pk)


@require_POST
@staff_page("delivery.pick")
def shortage(request: Any, list_id: int, line_id: int) -> HttpResponse:
    """Not there, or not enough: the customer will be asked."""
    pick_list = pick_list_for(request.actor, list_id)
    line = pick_line_for(request.actor, pick_list, line_id)
    missing = whole_number(request.POST.get("missing"), 0)
    try:
        report_short_pick(
            pick_line=line, missing=missing, by=request.actor, request_key=request.POST.get("request_key", "")
        )
    except Refusal as refusal:
        return _walk(request, pick_list, refusal)
    toast(request, _("已报缺货，会问客人怎么办。已拿的请放回货位。"), tone="ready")
    return redirect("floor:picking")


@require_POST
@staff_page("delivery.pick")
def finish(request: Any, list_id: int) -> HttpResponse:
    pick_list = pick_list_for(request.actor, list_id)
    try:
        finish_picking(pick_list=pick_list, by=request.actor, request_key=request.POST.get("request_key", ""))
    except Refusal as refusal:
        return _walk(request, pick_list, refusal)
    return redirect("floor:packing", pick_list.order_id)
