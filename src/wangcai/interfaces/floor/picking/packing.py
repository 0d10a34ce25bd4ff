"""质检、打包: a look with a photo, then numbered boxes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.delivery.public import check_quality, checks_of, pack_order, packages_of, pick_list_of
from wangcai.files.public import keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show, whole_number
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal
from wangcai.orders.public import Order, OrderLine, order_for, states


@require_GET
@staff_page("delivery.check")
def packing(request: Any, order_id: int) -> HttpResponse:
    """The packing table of one order: what must be in, the look, the boxes."""
    return _page(request, order_for(request.actor, order_id))


def _page(request: Any, order: Order, refusal: Refusal | None = None) -> HttpResponse:
    pick_list = pick_list_of(order)
    checks = checks_of(order)
    lines = list(order.lines.exclude(state=OrderLine.State.CANCELLED))
    passed = bool(pick_list and any(c.passed and c.at >= pick_list.started_at for c in checks))
    context = {
        "order": order,
        "lines": lines,
        "choices": [(line.pk, f"{line.text} × {line.quantity}") for line in lines],
        "checks": checks,
        "passed": passed,
        "picking": order.status == states.PICKING,
        "picked": bool(pick_list and pick_list.state == "picked"),
        "packages": packages_of(order),
        "delivery": order.fulfilment == "delivery",
        "ready": order.status == states.READY,
        "pick_list": pick_list,
    }
    return show(request, "floor/picking/packing.html", context, refusal=refusal)


@require_POST
@staff_page("delivery.check")
def check(request: Any, order_id: int) -> HttpResponse:
    """Passed, or not: then which line, how many, why, and a photo."""
    order, by, key = order_for(request.actor, order_id), request.actor, request.POST.get("request_key", "")
    passed = request.POST.get("passed") == "1"
    line = None
    if not passed and request.POST.get("line", "").isdigit():
        line = order.lines.filter(pk=int(request.POST["line"])).first()
        if line is None:
            raise NotFound
    try:
        upload = request.FILES.get("photo")
        photo = keep_photo(store=request.store, data=upload.read(), purpose="check", by=by) if upload else None
        check_quality(
            order=order, passed=passed, line=line, note=request.POST.get("note", ""), photo=photo, by=by,
            missing=whole_number(request.POST.get("missing"), 1), request_key=key,
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, order_for(by, order_id), refusal)
    if passed:
        return redirect("floor:packing", order_id)
    toast(request, _("已记下，会问客人怎么办。"), tone="ready")
    return redirect("floor:picking")


@require_POST
@staff_page("delivery.check")
def pack(request: Any, order_id: int) -> HttpResponse:
    order = order_for(request.actor, order_id)
    boxes = whole_number(request.POST.get("boxes"), 0)
    try:
        pack_order(order=order, boxes=boxes, by=request.actor, request_key=request.POST.get("request_key", ""))
    except Refusal as refusal:
        return _page(request, order_for(request.actor, order_id), refusal)
    toast(request, _("打包好了"))
    return redirect("floor:packing", order_id)
