"""Receipts on paper: by the browser's own print, as a file, or to a network printer. Every print is counted."""

import socket
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.till.slip import Slip, drawer_bytes, escpos_bytes, rows_of
from wangcai.interfaces.ui.public import toast
from wangcai.journal.public import record, timeline
from wangcai.kernel.public import Missing, Refusal, clean_line, writing
from wangcai.orders.public import Order, order_for
from wangcai.settlement.public import DrawerOpened, ReceiptPrinted, bill_of
from wangcai.shops.public import setting, staff_name

CONNECT_SECONDS, SEND_SECONDS = 1, 5


class PrinterSilent(Refusal):
    code = "printer_silent"
    sentence = gettext_lazy("打印机没有应答，请看看电源和网线；也可以用浏览器打印。")


def slip_of(order: Order, copy: int = 1) -> Slip:
    """What the receipt of an order says."""
    store, customer = order.store, order.customer
    return Slip(
        store_name=store.name,
        store_phone=store.phone,
        store_address=store.address,
        number=order.number,
        at=order.sold_at or order.placed_at,
        cashier=staff_name(order.chain_id, order.placed_by),
        customer=(customer.name[:1] + "**") if customer and customer.name else "",
        bill=bill_of(order),
        copy=copy,
        foot=setting(store, "till.receipt_foot"),
        zone=store.timezone,
    )


def copies_of(order: Order) -> int:
    """How often the receipt was printed before."""
    return len(timeline(chain_id=order.chain_id, subject=("order", order.pk), what=ReceiptPrinted.WHAT))


@require_GET
@staff_page("orders.see")
def receipt(request: Any, number: str) -> HttpResponse:
    """The receipt for the browser's print, 58 or 80 mm."""
    order = order_for(request.actor, number)
    width = 58 if request.GET.get("width", str(setting(order.store, "till.receipt_mm"))) == "58" else 80
    slip = slip_of(order, copies_of(order))
    context = {"slip": slip, "order": order, "rows": rows_of(slip), "width": width}
    return render(request, "counter/till/receipt.html", context)


@require_GET
@staff_page("orders.see")
def receipt_file(request: Any, number: str) -> HttpResponse:
    """The printer's bytes as a file, for a printer on this machine."""
    order = order_for(request.actor, number)
    width = setting(order.store, "till.receipt_mm")
    answer = HttpResponse(escpos_bytes(slip_of(order, copies_of(order)), width=width), "application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{order.number}.bin"'
    return answer


@require_POST
@staff_page("till.sell")
def print_receipt(request: Any, number: str) -> HttpResponse:
    """Print (again): `way` is browser or printer; counted with who did it."""
    order = order_for(request.actor, number)
    if request.POST.get("way") == "printer":
        try:
            send_to_printer(order.store, escpos_bytes(slip_of(order, copies_of(order) + 1), width=_width(order.store)))
        except PrinterSilent as refusal:
            toast(request, refusal, tone="danger")
            return HttpResponseRedirect(reverse("counter:receipt", args=[order.number]))
        toast(request, _("已发到打印机"))
    count_print(order, request.actor)
    way = "" if request.POST.get("way") == "printer" else "?print=1"
    return HttpResponseRedirect(reverse("counter:receipt", args=[order.number]) + way)


def count_print(order: Order, by: Any) -> None:
    """Write a print in the diary: who, and the how-manieth."""
    with writing():
        copy = copies_of(order) + 1
        event = ReceiptPrinted(
            subject_id=order.pk, store_id=order.store_id, customer_id=order.customer_id, number=order.number, copy=copy
        )
        record(event, by=by)


def print_after_sale(request: Any, sold: dict[str, Any]) -> str:
    """Where the store has a network printer: print at once and open the drawer for cash. What went wrong, in words."""
    if not setting(request.store, "till.printer"):
        return ""
    order = order_for(request.actor, sold["order"])
    cash = any(kind == "cash" for kind, _fen in sold["tenders"])
    try:
        send_to_printer(request.store, escpos_bytes(slip_of(order), width=_width(request.store), kick=cash))
    except PrinterSilent as refusal:
        return str(refusal)
    count_print(order, request.actor)
    return ""


@require_GET
@staff_page("till.sell")
def drawer_dialog(request: Any) -> HttpResponse:
    """Asks why."""
    return render(request, "counter/till/dialogs.html#drawer", {})


@require_POST
@staff_page("till.sell")
def drawer(request: Any) -> HttpResponse:
    """Open the drawer without a sale: needs a reason, stands in the diary with the cashier."""
    reason = clean_line(request.POST.get("reason", ""), most=60)
    refusal: Refusal | None = None
    if not reason:
        refusal = Missing(what=_("开钱箱的原因"), field="reason")
    else:
        with writing():
            event = DrawerOpened(subject_id=request.store.pk, store_id=request.store.pk, reason=reason)
            record(event, by=request.actor)
        try:
            if setting(request.store, "till.printer"):
                send_to_printer(request.store, drawer_bytes())
            toast(request, _("已记录开钱箱"))
        except PrinterSilent as silent:
            refusal = silent
    context = {"refusal": refusal, "reason": reason, "done": refusal is None}
    return render(request, "counter/till/dialogs.html#drawer", context, status=422 if refusal else 200)


def send_to_printer(store: Any, data: bytes) -> None:
    """Send bytes to the store's network printer. Refuses with PrinterSilent; never call it inside a transaction."""
    host, _colon, port = setting(store, "till.printer").rpartition(":")
    if not host or not port.isdecimal():
        host, port = setting(store, "till.printer"), "9100"
    try:
        with socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS) as line:
            line.settimeout(SEND_SECONDS)
            line.sendall(data)
    except (OSError, OverflowError, UnicodeError) as error:
        raise PrinterSilent from error


def _width(store: Any) -> int:
    return setting(store, "till.receipt_mm")
