"""Goods from store to store: what is on the way, a new transfer by scanner, receiving with what is short."""

from typing import Any

from django.db.models import Q, Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods.draft import DraftLine, LineUnclear, add_scan, read_draft
from wangcai.interfaces.office.goods.tabs import goods_tabs
from wangcai.interfaces.office.goods.words import TRANSFER_STATES
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.shops.public import Store, staff_names
from wangcai.stock.public import (
    NewTransferLine,
    Transfer,
    available,
    bins_of,
    receive_transfer,
    send_transfer,
)

PAGE = 50


@require_GET
@staff_page("stock.see")
def transfer_list(request: Any) -> HttpResponse:
    mine = Q(source=request.store) | Q(target=request.store)
    rows = Transfer.objects.of(request.actor).filter(mine).select_related("source", "target")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.annotate(pieces=Sum("lines__quantity")).order_by("-pk")[: PAGE + 1])
    context = {
        "tabs": goods_tabs(request, "stock_transfers"),
        "rows": [(t, *TRANSFER_STATES[t.state], t.target_id == request.store.pk) for t in found[:PAGE]],
        "next_url": f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "may_send": request.actor.may("stock.transfer", request.store.pk),
    }
    return render(request, f"office/goods/transfers.html{'#rows' if before else ''}", context)


@require_http_methods(["GET", "POST"])
@staff_page("stock.transfer")
def new_transfer(request: Any) -> HttpResponse:
    if request.method == "GET":
        return _draft_page(request, [])
    drafted = read_draft(request)
    try:
        transfer = send_transfer(
            store=request.store,
            target=_target(request),
            lines=[NewTransferLine(line.variant_id, line.pieces(n)) for n, line in enumerate(drafted, 1)],
            by=request.actor,
            request_key=request.POST.get("request_key"),
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _draft_page(request, drafted, refusal)
    toast(request, _("{number} 已发出").format(number=transfer.number))
    return HttpResponseRedirect(reverse("office:stock_transfer", args=[transfer.pk]))


def _target(request: Any) -> Store:
    """Any open store of the chain may be sent to, also one the person does not work in."""
    text = request.POST.get("target", "")
    pk = int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
    found = Store.objects.of(request.actor).filter(pk=pk, closed_on=None).first()
    if found is None:
        raise NotFound(field="target")
    return found


@require_POST
@staff_page("stock.transfer")
def lines(request: Any) -> HttpResponse:
    drafted, refusal = read_draft(request), None
    code = request.POST.get("code", "").strip()
    if code:
        try:
            drafted, _shelf = add_scan(request, drafted, code, "")
        except Refusal as refused:
            refusal = refused
    context = _lines_context(request, drafted, refusal)
    return render(request, "office/goods/transfer_new.html#lines", context, status=422 if refusal else 200)


def _lines_context(request: Any, drafted: list[DraftLine], refusal: Refusal | None) -> dict[str, Any]:
    free = available(request.store, [line.variant_id for line in drafted])
    return {"lines": [(line, free[line.variant_id]) for line in drafted], "refusal": refusal}


def _draft_page(request: Any, drafted: list[DraftLine], refusal: Refusal | None = None) -> HttpResponse:
    others = Store.objects.of(request.actor).filter(closed_on=None).exclude(pk=request.store.pk)
    context = {
        "tabs": goods_tabs(request, "stock_transfers"),
        "targets": [(store.pk, store.name) for store in others],
        "target": request.POST.get("target", ""),
        **_lines_context(request, drafted, refusal),
    }
    return render(request, "office/goods/transfer_new.html", context, status=422 if refusal else 200)


@require_http_methods(["GET", "POST"])
@staff_page("stock.see")
def transfer_page(request: Any, transfer_id: int) -> HttpResponse:
    """One transfer; the receiving store says here what really came."""
    mine = Q(source=request.store) | Q(target=request.store)
    found = Transfer.objects.of(request.actor).filter(mine, pk=transfer_id).select_related("source", "target").first()
    if found is None:
        raise NotFound
    refusal = None
    if request.method == "POST":
        try:
            receive_transfer(
                store=request.store,
                transfer=found,
                received=_received(request, found),
                bin_id=_number(request.POST.get("bin", "")) or None,
                by=request.actor,
                request_key=request.POST.get("request_key"),
            )
            toast(request, _("{number} 已收货").format(number=found.number))
            return HttpResponseRedirect(reverse("office:stock_transfer", args=[found.pk]))
        except (NotFound, NotAllowed):
            raise
        except Refusal as refused:
            refusal = refused
    rows = found.lines.select_related("variant", "lot").order_by("pk")
    names = staff_names(found.chain_id, {found.sent_by, found.received_by or found.sent_by})
    context = {
        "tabs": goods_tabs(request, "stock_transfers"),
        "transfer": found,
        "state": TRANSFER_STATES[found.state],
        "rows": [(row, request.POST.get(f"line-{row.pk}", row.quantity), f"line-{row.pk}") for row in rows],
        "sent_by": names[found.sent_by],
        "received_by": names.get(found.received_by, ""),
        "may_receive": found.state == "sent" and found.target_id == request.store.pk
        and request.actor.may("stock.receive", request.store.pk),
        "bins": [(b.pk, f"{b.code} {b.name}".strip()) for b in bins_of(request.store)],
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "office/goods/transfer.html", context, status=422 if refusal else 200)


def _received(request: Any, transfer: Transfer) -> dict[int, int]:
    came = {}
    for number, line in enumerate(transfer.lines.select_related("variant").order_by("pk"), 1):
        text = request.POST.get(f"line-{line.pk}", "").strip()
        if not text.isascii() or not text.isdigit() or len(text) > 6:
            raise LineUnclear(n=number, name=line.variant.name, what=_("件数"))
        came[line.pk] = int(text)
    return came


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
