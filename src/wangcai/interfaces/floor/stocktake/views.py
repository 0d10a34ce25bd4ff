"""Scan a bin, then what lies in it: each scan adds one, a typed total replaces. The book is never shown: counting is blind."""

from collections import Counter
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.stocktake.counting import Hand, number, read_scan, write_total
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.stock.public import Stocktake, progress, start_stocktake, stocktake_of


@require_http_methods(["GET", "POST"])
@staff_page("stock.count")
def counts(request: Any) -> HttpResponse:
    """Running counts of the store; one tap begins a count of everything."""
    if request.method == "POST":
        fresh = start_stocktake(store=request.store, by=request.actor, request_key=request.POST.get("request_key"))
        return HttpResponseRedirect(reverse("floor:stocktake", args=[fresh.pk]))
    running = Stocktake.objects.of(request.actor).filter(store=request.store, state="counting").order_by("-pk")
    rows = [(found, progress(found)) for found in running[:5]]
    return render(request, "floor/stocktake/list.html", {"rows": rows})


@require_GET
@staff_page("stock.count")
def stocktake(request: Any, stocktake_id: int) -> HttpResponse:
    found = stocktake_of(request.store, stocktake_id)
    place = found.bins.filter(pk=number(request.GET.get("bin", ""))).first()
    return _show(request, found, Hand(place=place))


@require_POST
@staff_page("stock.count")
def scan(request: Any, stocktake_id: int) -> HttpResponse:
    """One scan: a bin's label, or one more piece."""
    return _try(request, stocktake_of(request.store, stocktake_id), read_scan)


@require_POST
@staff_page("stock.count")
def total(request: Any, stocktake_id: int) -> HttpResponse:
    """The whole number of one item in the bin."""
    return _try(request, stocktake_of(request.store, stocktake_id), write_total)


def _try(request: Any, found: Stocktake, act: Any) -> HttpResponse:
    place = found.bins.filter(pk=number(request.POST.get("bin", ""))).first()
    hand = Hand(place, number(request.POST.get("variant", "")), lot_id=number(request.POST.get("lot", "")))
    try:
        hand = act(request, found, hand)
    except (NotAllowed, NotFound) as refusal:
        if isinstance(refusal, NotAllowed):
            raise
        hand.refusal = refusal
    except Refusal as refusal:
        hand.refusal = refusal
    return _show(request, found, hand)


def _show(request: Any, found: Stocktake, hand: Hand) -> HttpResponse:
    bins = found.bins.order_by("walk", "code") if hand.place is None else []
    done = Counter(found.counts.values_list("bin_id", flat=True)) if hand.place is None else {}
    context = {
        "stocktake": found,
        "hand": hand,
        "place": hand.place,
        "bins": [(place, done[place.pk]) for place in bins],
        "lines": hand.lines(found),
        "running": found.state == Stocktake.State.COUNTING,
    }
    part = "#count" if request.htmx else ""
    return render(request, f"floor/stocktake/count.html{part}", context, status=422 if hand.refusal else 200)
