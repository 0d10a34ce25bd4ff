"""What is printed on the way: the pick list (A4), the labels of the boxes (40×30 mm)."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from wangcai.delivery.public import packages_of, pick_list_for, walk_of
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.kernel.public import NotFound
from wangcai.orders.public import order_for


@require_GET
@staff_page("delivery.pick")
def paper_list(request: Any, list_id: int) -> HttpResponse:
    """The walk on paper, with boxes to tick."""
    pick_list = pick_list_for(request.actor, list_id)
    context = {"pick_list": pick_list, "order": pick_list.order, "lines": walk_of(pick_list)}
    return show(request, "floor/prints/pick_list.html", context)


@require_GET
@staff_page("delivery.check")
def labels(request: Any, order_id: int) -> HttpResponse:
    """One label for each box. No phone, no address: the box may stand where strangers see it."""
    order = order_for(request.actor, order_id)
    boxes = packages_of(order)
    if not boxes:
        raise NotFound
    return show(request, "floor/prints/labels.html", {"order": order, "boxes": boxes})
