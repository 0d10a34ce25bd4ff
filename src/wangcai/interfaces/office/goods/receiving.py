"""Receiving, scanner first: scan → pieces → lot and date → bin; a whole delivery note on one screen."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods.draft import DraftLine, add_scan, read_draft
from wangcai.interfaces.office.goods.tabs import goods_tabs
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.shops.public import staff_name
from wangcai.stock.public import NewReceiptLine, Receipt, bins_of, receive_goods

LATEST = 8


@require_http_methods(["GET", "POST"])
@staff_page("stock.receive")
def receive(request: Any) -> HttpResponse:
    if request.method == "GET":
        return draft_page(request, [])
    drafted = read_draft(request)
    try:
        # The scanned order stands newest first; on paper the first line is the first.
        receipt = receive_goods(
            store=request.store,
            supplier=request.POST.get("supplier", ""),
            paper=request.POST.get("paper", ""),
            lines=[new_line(number, line) for number, line in enumerate(drafted, 1)][::-1],
            by=request.actor,
            request_key=request.POST.get("request_key"),
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return draft_page(request, drafted, refusal=refusal)
    toast(request, _("{number} 已入库").format(number=receipt.number))
    return HttpResponseRedirect(reverse("office:stock_receipt", args=[receipt.pk]))


def new_line(number: int, line: DraftLine) -> NewReceiptLine:
    return NewReceiptLine(
        variant_id=line.variant_id,
        quantity=line.pieces(number),
        bin_id=line.bin_id(),
        lot_code=line.lot,
        expires_on=line.expires_on(number),
        cost_fen=line.cost_fen(number),
    )


@require_POST
@staff_page("stock.receive")
def lines(request: Any) -> HttpResponse:
    """One more scan (or one line off): the lines come back, with the refusal above them where the code is unknown."""
    drafted, shelf, refusal = read_draft(request), request.POST.get("shelf", ""), None
    code = request.POST.get("code", "").strip()
    if code:
        try:
            drafted, shelf = add_scan(request, drafted, code, shelf)
        except Refusal as refused:
            refusal = refused
    context = lines_context(request, drafted, shelf, refusal, code if refusal else "")
    return render(request, "office/goods/receive.html#lines", context, status=422 if refusal else 200)


def lines_context(
    request: Any, drafted: list[DraftLine], shelf: str, refusal: Refusal | None = None, unknown: str = ""
) -> dict[str, Any]:
    bins = [(b.pk, f"{b.code} {b.name}".strip()) for b in bins_of(request.store)]
    pieces = sum(int(line.quantity) for line in drafted if line.quantity.isdigit())
    return {
        "lines": drafted,
        "bins": [("", _("第一个货架")), *bins],
        "shelf": shelf,
        "shelf_name": {str(pk): words for pk, words in bins}.get(shelf, ""),
        "pieces": pieces,
        "refusal": refusal,
        "unknown": unknown if unknown.isascii() and refusal and refusal.code == "unknown_code" else "",
    }


def draft_page(request: Any, drafted: list[DraftLine], refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "tabs": goods_tabs(request, "stock_receive"),
        "supplier": request.POST.get("supplier", ""),
        "paper": request.POST.get("paper", ""),
        "latest": list(Receipt.objects.of(request.actor).filter(store=request.store).order_by("-pk")[:LATEST]),
        **lines_context(request, drafted, request.POST.get("shelf", ""), refusal),
    }
    return render(request, "office/goods/receive.html", context, status=422 if refusal else 200)


@require_GET
@staff_page("stock.see")
def receipt(request: Any, receipt_id: int) -> HttpResponse:
    """What came in with one delivery; labels for it."""
    found = Receipt.objects.of(request.actor).filter(store=request.store, pk=receipt_id).first()
    if found is None:
        raise NotFound
    rows = list(found.lines.select_related("variant", "bin", "lot").order_by("pk"))
    context = {
        "tabs": goods_tabs(request, "stock_receive"),
        "receipt": found,
        "rows": rows,
        "by_name": staff_name(found.chain_id, found.by),
        "pieces": sum(row.quantity for row in rows),
        "worth": sum(row.quantity * row.cost_fen for row in rows),
        "labels_query": "&".join(f"v={row.variant_id}:{row.quantity}" for row in rows),
    }
    return render(request, "office/goods/receipt.html", context)
