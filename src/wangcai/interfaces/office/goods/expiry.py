"""What expires: expired, within 7, 30 and 90 days; one tap takes expired pieces off the shelf."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods.tabs import goods_tabs
from wangcai.interfaces.office.goods.words import BANDS
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.stock.public import expiring, mark_damaged


@require_http_methods(["GET", "POST"])
@staff_page("stock.see")
def expiry_page(request: Any) -> HttpResponse:
    refusal = None
    if request.method == "POST":
        try:
            return _taken_off(request)
        except (NotFound, NotAllowed):
            raise
        except Refusal as refused:
            refusal = refused
    rows = expiring(request.store)
    band = request.GET.get("band", "")
    chips = [{"label": _("全部"), "url": "?", "current": not band, "count": len(rows)}]
    for number, (label, state) in BANDS.items():
        count = sum(1 for row in rows if row.band == number)
        url = f"?band={number}"
        chips.append({"label": label, "url": url, "current": band == str(number), "count": count, "state": state})
    context = {
        "tabs": goods_tabs(request, "stock_expiry"),
        "chips": chips,
        "rows": [(row, *BANDS[row.band]) for row in rows if band in ("", str(row.band))],
        "worth": sum(row.value_fen for row in rows if row.band in (0, 7)),
        "may_move": request.actor.may("stock.move", request.store.pk),
        "refusal": refusal,
    }
    return render(request, "office/goods/expiry.html", context, status=422 if refusal else 200)


def _taken_off(request: Any) -> HttpResponse:
    values = [request.POST.get(name, "") for name in ("variant", "lot", "bin", "quantity")]
    if not all(text.isascii() and text.isdigit() and len(text) < 18 for text in values):
        raise NotFound
    variant_id, lot_id, bin_id, quantity = map(int, values)
    variant = mark_damaged(
        store=request.store,
        variant_id=variant_id,
        lot_id=lot_id,
        bin_id=bin_id,
        quantity=quantity,
        reason=_("到期下架"),
        by=request.actor,
        request_key=request.POST.get("request_key"),
    )
    toast(request, _("“{name}”{n} 件已下架").format(name=variant.name, n=quantity))
    return HttpResponseRedirect(reverse("office:stock_expiry"))
