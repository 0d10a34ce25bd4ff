"""Labels 40×30 mm: for goods (name, price of this store, barcode) and for bins (code to scan)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangcai.catalogue.public import Variant, priced
from wangcai.interfaces.access import staff_page
from wangcai.kernel.public import NotFound
from wangcai.stock.public import bins_of

MOST = 200


@require_GET
@staff_page("goods.see")
def goods_labels(request: Any) -> HttpResponse:
    """`?v=12:3&v=15` prints three labels of variant 12 and `n` (one) of 15. Goods without a barcode carry their sku."""
    usual = request.GET.get("n", "1")
    wanted = [pair for pair in (_read(text, usual) for text in request.GET.getlist("v")) if pair]
    found = Variant.objects.of(request.actor).filter(pk__in=[pk for pk, _n in wanted]).prefetch_related("barcodes")
    variants = {variant.pk: variant for variant in found}
    if not wanted or set(variants) != {pk for pk, _n in wanted}:
        raise NotFound
    prices = priced(request.store, variants)
    sheets = [
        (variants[pk], prices.get(pk, variants[pk].price_fen), _code(variants[pk]))
        for pk, n in wanted
        for _i in range(n)
    ]
    return render(request, "office/goods/labels.html", {"sheets": sheets[:MOST], "cut": len(sheets) > MOST})


def _read(text: str, usual: str) -> tuple[int, int] | None:
    pk, _colon, n = text.partition(":")
    if not (pk.isascii() and pk.isdigit() and len(pk) < 18):
        return None
    n = n or usual
    return int(pk), min(max(int(n), 1), MOST) if n.isascii() and n.isdigit() and len(n) < 6 else 1


def _code(variant: Variant) -> str:
    single = [barcode.code for barcode in variant.barcodes.all() if barcode.pieces == 1]
    return single[0] if single else variant.sku


@require_GET
@staff_page("stock.see")
def bin_labels(request: Any) -> HttpResponse:
    """Labels of every bin of the store, or of the one given as `?bin=7`."""
    only = request.GET.get("bin", "")
    bins = [place for place in bins_of(request.store) if not only or str(place.pk) == only]
    if not bins:
        raise NotFound
    return render(request, "office/goods/bin_labels.html", {"bins": bins[:MOST]})
