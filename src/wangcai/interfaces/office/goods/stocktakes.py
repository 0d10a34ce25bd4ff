"""Counting: start, progress, what differs, approval by someone who may."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods.tabs import goods_tabs
from wangcai.interfaces.office.goods.words import STOCKTAKE_STATES
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.shops.public import staff_names
from wangcai.stock.public import (
    Stocktake,
    approve_stocktake,
    bins_of,
    drop_stocktake,
    progress,
    start_stocktake,
    stocktake_of,
    uncounted,
    variance,
)

PAGE = 50


@require_http_methods(["GET", "POST"])
@staff_page("stock.count")
def stocktake_list(request: Any) -> HttpResponse:
    """All counts of the store; start a new one over chosen bins or all of them."""
    refusal = None
    if request.method == "POST":
        chosen = [int(text) for text in request.POST.getlist("bins") if text.isascii() and text.isdigit()]
        try:
            fresh = start_stocktake(
                store=request.store, bins=chosen, by=request.actor, request_key=request.POST.get("request_key")
            )
            toast(request, _("{number} 开始，请到货位扫码").format(number=fresh.number))
            return HttpResponseRedirect(reverse("office:stock_stocktake", args=[fresh.pk]))
        except NotAllowed:
            raise
        except Refusal as refused:
            refusal = refused
    found = list(Stocktake.objects.of(request.actor).filter(store=request.store).order_by("-pk")[:PAGE])
    names = staff_names(request.actor.chain_id, {s.started_by for s in found})
    context = {
        "tabs": goods_tabs(request, "stock_stocktakes"),
        "rows": [(s, *STOCKTAKE_STATES[s.state], names[s.started_by]) for s in found],
        "bins": bins_of(request.store),
        "refusal": refusal,
    }
    return render(request, "office/goods/stocktakes.html", context, status=422 if refusal else 200)


@require_GET
@staff_page("stock.count")
def stocktake_page(request: Any, stocktake_id: int) -> HttpResponse:
    return _page(request, stocktake_of(request.store, stocktake_id))


def _page(request: Any, found: Stocktake, refusal: Refusal | None = None) -> HttpResponse:
    rows, missing, state = variance(found), [], STOCKTAKE_STATES[found.state]
    if found.state == "counting":
        missing = uncounted(found)
    names = staff_names(
        found.chain_id, {row.by for row in rows} | {found.started_by, found.closed_by or found.started_by}
    )
    context = {
        "tabs": goods_tabs(request, "stock_stocktakes"),
        "stocktake": found,
        "state": state,
        "running": found.state == "counting",
        "progress": progress(found),
        "rows": [(row, names[row.by]) for row in rows],
        "differences": sum(1 for row in rows if row.difference),
        "worth": sum(row.value_fen for row in rows),
        "missing": missing,
        "started_by": names[found.started_by],
        "closed_by": names.get(found.closed_by, ""),
        "may_approve": request.actor.may("stock.approve", request.store.pk),
        "count_url": _count_url(found),
        "refusal": refusal,
        "gone": request.POST.get("missing_are_gone", ""),
    }
    template = "office/goods/stocktake.html"
    return render(request, template + ("#state" if request.htmx else ""), context, status=422 if refusal else 200)


def _count_url(found: Stocktake) -> str:
    """The phone page of this count."""
    return reverse("floor:stocktake", args=[found.pk])


@require_POST
@staff_page("stock.approve")
def approval(request: Any, stocktake_id: int) -> HttpResponse:
    found = stocktake_of(request.store, stocktake_id)
    try:
        approve_stocktake(
            store=request.store,
            stocktake=found,
            missing_are_gone=bool(request.POST.get("missing_are_gone")),
            by=request.actor,
            request_key=request.POST.get("request_key"),
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _page(request, stocktake_of(request.store, stocktake_id), refusal)
    toast(request, _("{number} 已通过，库存已更正").format(number=found.number))
    return HttpResponseRedirect(reverse("office:stock_stocktake", args=[found.pk]))


@require_POST
@staff_page("stock.count")
def end(request: Any, stocktake_id: int) -> HttpResponse:
    found = stocktake_of(request.store, stocktake_id)
    try:
        drop_stocktake(store=request.store, stocktake=found, by=request.actor)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _page(request, found, refusal)
    toast(request, _("{number} 已作废").format(number=found.number))
    return HttpResponseRedirect(reverse("office:stock_stocktakes"))
