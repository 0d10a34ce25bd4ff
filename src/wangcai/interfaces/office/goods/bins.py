"""Bins: the picker's way through the store, with labels to print."""

from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods.forms import BinForm
from wangcai.interfaces.office.goods.tabs import goods_tabs
from wangcai.interfaces.office.goods.words import BIN_KINDS
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.stock.public import Bin, Holding, bin_of, change_bin, end_bin, open_bin


@require_http_methods(["GET", "POST"])
@staff_page("stock.see")
def bin_list(request: Any) -> HttpResponse:
    form = BinForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            fresh = open_bin(
                store=request.store,
                by=request.actor,
                request_key=request.POST.get("request_key"),
                **{name: form.cleaned_data[name] for name in ("code", "name", "kind", "walk")},
            )
            toast(request, _("货位 {code} 已建").format(code=fresh.code))
            return HttpResponseRedirect(reverse("office:stock_bins"))
        except NotAllowed:
            raise
        except Refusal as refused:
            form.add_error("code", str(refused))
    context = {
        "tabs": goods_tabs(request, "stock_bins"),
        "rows": _rows(request),
        "form": form,
        "refusal": refusal,
        "typing": request.method == "POST",
        "may_adjust": request.actor.may("stock.adjust", request.store.pk),
    }
    return render(request, "office/goods/bins.html", context, status=422 if request.method == "POST" else 200)


def _rows(request: Any) -> list[tuple]:
    bins = list(Bin.objects.of(request.actor).filter(store=request.store, ended_at=None))
    held = Holding.objects.of(request.actor).filter(store=request.store, quantity__gt=0).values("bin_id")
    sums = {row["bin_id"]: row for row in held.annotate(pieces=Sum("quantity"), kinds=Count("variant", distinct=True))}
    none = {"pieces": 0, "kinds": 0}
    return [(b, BIN_KINDS[b.kind], sums.get(b.pk, none)["pieces"], sums.get(b.pk, none)["kinds"]) for b in bins]


@require_http_methods(["GET", "POST"])
@staff_page("stock.see")
def one_bin(request: Any, bin_id: int) -> HttpResponse:
    """What lies in a bin; its name, its turn on the way, its end."""
    place, refusal = bin_of(request.store, bin_id), None
    if request.method == "POST":
        try:
            return _changed(request, place)
        except (NotFound, NotAllowed):
            raise
        except Refusal as refused:
            refusal = refused
    held = Holding.objects.of(request.actor).filter(Q(bin=place), quantity__gt=0)
    context = {
        "tabs": goods_tabs(request, "stock_bins"),
        "bin": place,
        "kind": BIN_KINDS[place.kind],
        "rows": list(held.select_related("variant", "lot").order_by("variant__name", "lot__expires_on", "pk")),
        "may_adjust": request.actor.may("stock.adjust", request.store.pk),
        "refusal": refusal,
    }
    return render(request, "office/goods/bin.html", context, status=422 if refusal else 200)


def _changed(request: Any, place: Bin) -> HttpResponse:
    if request.POST.get("act") == "end":
        end_bin(store=request.store, place=place, by=request.actor)
        toast(request, _("货位 {code} 已停用").format(code=place.code))
        return HttpResponseRedirect(reverse("office:stock_bins"))
    walk = request.POST.get("walk", "")
    change_bin(
        store=request.store,
        place=place,
        name=request.POST.get("name", ""),
        walk=int(walk) if walk.isascii() and walk.isdigit() and len(walk) < 7 else place.walk,
        by=request.actor,
    )
    toast(request, _("已保存"))
    return HttpResponseRedirect(reverse("office:stock_bin", args=[place.pk]))
