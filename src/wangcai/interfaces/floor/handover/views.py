"""The shelf of orders to collect, the acceptance of one, and what is due at the door."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.customers.public import shown_phone
from wangcai.delivery.public import reveal_contact, shipments_of
from wangcai.files.public import keep_photo, keep_signature
from wangcai.handover.public import (
    LineVerdict,
    accept_order,
    acceptance_of,
    open_lines,
    send_handover_code,
    verdicts_of,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal, now, parse_amount
from wangcai.lookup.public import find
from wangcai.orders.public import Order, OrderLine, order_for, orders_of, states
from wangcai.settlement.public import TENDERS, Bill, Tender, bill_of, take_payments

MATCHES, SHORT, DAMAGED = "matches", "short", "damaged"
VERDICTS = [(MATCHES, gettext_lazy("相符")), (SHORT, gettext_lazy("缺")), (DAMAGED, gettext_lazy("损"))]


class VerdictForm(forms.Form):
    """What the customer says of one line."""

    verdict = forms.ChoiceField(label=gettext_lazy("核对"), choices=VERDICTS, widget=forms.RadioSelect)
    refused = forms.IntegerField(label=gettext_lazy("拒收几件"), min_value=1, required=False)
    note = forms.CharField(label=gettext_lazy("哪里不对"), max_length=200, required=False)
    checked = forms.BooleanField(label=gettext_lazy("已当面开机试过"), required=False)
    photo = forms.FileField(required=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the acceptance with its form."""

    line: OrderLine
    form: VerdictForm
    device: bool
    refused: Any
    open: bool
    wrong: bool


@require_GET
@staff_page("handover.accept")
def shelf(request: Any) -> HttpResponse:
    """Orders that lie ready to be collected; the box finds one by number, phone tail or name."""
    query, at = request.GET.get("q", "").strip(), now()
    orders = (
        orders_of(request.actor, request.store.pk)
        .filter(status=states.READY)
        .exclude(fulfilment__in=("delivery", "visit"))
    )
    if query:
        hits = find(request.actor, query, kinds=["order"], store_id=request.store.pk)
        orders = orders.filter(pk__in=[hit.target_id for hit in hits])
    rows = [
        (order, bool(order.due_at and order.due_at < at))
        for order in orders.select_related("customer").order_by("status_at", "pk")[:100]
    ]
    if query and len(rows) == 1 and not request.htmx:
        return redirect("floor:handover_order", rows[0][0].pk)
    return show(request, "floor/handover/shelf.html", {"rows": rows, "q": query}, part="list")


@require_GET
@staff_page("handover.accept", anywhere=True)
def order(request: Any, order_id: int) -> HttpResponse:
    """The list to walk through with the customer; afterwards what was accepted and what is due."""
    return _page(request, order_for(request.actor, order_id))


def _page(request: Any, found: Order, *, refusal: Refusal | None = None, phone: str = "") -> HttpResponse:
    accepted = acceptance_of(found)
    delivery = found.fulfilment == "delivery"
    bill = bill_of(found)
    shipment = next(iter(shipments_of(found)), None) if delivery else None
    run = shipment.run if shipment and shipment.run and shipment.run.state == "out" else None
    context = {
        "order": found,
        "delivery": delivery,
        "place": "door" if delivery else "pickup",
        "can_accept": accepted is None and found.status == (states.SHIPPED if delivery else states.READY),
        "rows": [] if accepted else _rows(request, found, refusal),
        "accepted": accepted,
        "verdicts": verdicts_of(accepted) if accepted else [],
        "bill": bill,
        "due": bill.due_fen,
        "back": -bill.due_fen if bill.due_fen < 0 else 0,
        "totals": _totals(bill),
        "tenders": list(TENDERS.items()),
        "phone": phone
        or (shown_phone(request.actor, found.customer, found.contact_phone) if found.contact_phone else ""),
        "phone_hidden": not phone and not request.actor.may("customers.phones", found.store_id),
        "run": run,
        "signer": request.POST.get("signer", found.contact_name or (found.customer.name if found.customer else "")),
        "amount": request.POST.get("amount", ""),
    }
    return show(request, "floor/handover/order.html", context, refusal=refusal)


def _totals(bill: Bill) -> list[tuple]:
    """Goods, delivery, discount, what was paid, and what is left."""
    rows: list[tuple] = [(_("商品"), bill.goods_fen)]
    if bill.delivery_fen:
        rows.append((_("配送费"), bill.delivery_fen))
    if bill.discount_fen:
        rows.append((bill.discount_reason or _("优惠"), -bill.discount_fen))
    if bill.paid_fen:
        rows.append((_("已付"), -bill.paid_fen))
    if bill.refunded_fen:
        rows.append((_("已退"), bill.refunded_fen))
    return [*rows, (_("应收"), bill.due_fen, True)]


def _rows(request: Any, found: Order, refusal: Refusal | None) -> list[Row]:
    wrong = refusal.details.get("line_id") if refusal else None
    rows = []
    for line in open_lines(found):
        form = _form(request, line)
        verdict = form["verdict"].value()
        rows.append(
            Row(
                line=line,
                form=form,
                device=bool(line.variant and line.variant.product.is_device),
                refused=form["refused"].value() or 1,
                open=verdict in (SHORT, DAMAGED),
                wrong=line.pk == wrong,
            )
        )
    return rows


def _form(request: Any, line: OrderLine) -> VerdictForm:
    prefix = f"line-{line.pk}"
    if request.method == "POST" and f"{prefix}-refused" in request.POST:
        return VerdictForm(request.POST, request.FILES, prefix=prefix)
    return VerdictForm(prefix=prefix)


@require_POST
@staff_page("handover.accept", anywhere=True)
def accept(request: Any, order_id: int) -> HttpResponse:
    """Everything filled in on the list, at once: one acceptance."""
    found, by = order_for(request.actor, order_id), request.actor
    try:
        code, drawn = request.POST.get("code", "").strip(), request.POST.get("signature", "")
        lines = [_verdict(request, found, line) for line in open_lines(found)]
        signature = keep_signature(store=found.store, data_url=drawn, by=by) if drawn and not code else None
        accept_order(
            order=found, place="door" if found.fulfilment == "delivery" else "pickup", lines=lines,
            signer=request.POST.get("signer", ""), signature=signature, code=code, by=by,
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, order_for(by, order_id), refusal=refusal)
    toast(request, _("验收完成"))
    return redirect("floor:handover_order", order_id)


def _verdict(request: Any, found: Order, line: OrderLine) -> LineVerdict:
    form = _form(request, line)
    form.is_valid()
    said = getattr(form, "cleaned_data", {})
    verdict = said.get("verdict") or ""
    refused = 0 if verdict == MATCHES else said.get("refused") or 1
    upload, photo = said.get("photo"), None
    if upload and verdict == DAMAGED:
        photo = keep_photo(store=found.store, data=upload.read(), purpose="accept", by=request.actor)
    return LineVerdict(
        line.pk, verdict, line.quantity - refused, refused, note=said.get("note") or "", photo=photo,
        function_checked=bool(said.get("checked")),
    )  # fmt: skip


@require_POST
@staff_page("handover.accept", anywhere=True)
def send_code(request: Any, order_id: int) -> HttpResponse:
    """Send the customer the code once more."""
    found = order_for(request.actor, order_id)
    try:
        sent = send_handover_code(order=found, by=request.actor)
    except Refusal as refusal:
        return _page(request, found, refusal=refusal)
    if sent:
        toast(request, _("验收码正在发给客人"))
    else:
        toast(request, _("刚发过，请让客人看看短信"), tone="ready")
    return redirect("floor:handover_order", order_id)


@require_POST
@staff_page("handover.accept", anywhere=True)
def reveal(request: Any, order_id: int) -> HttpResponse:
    """Show the number to call; the look is written down."""
    found = reveal_contact(order=order_for(request.actor, order_id), by=request.actor)
    return _page(request, found, phone=found.contact_phone)


@require_POST
@staff_page("payments.take", anywhere=True)
def pay(request: Any, order_id: int) -> HttpResponse:
    """Take what is due at the door or the counter."""
    found = order_for(request.actor, order_id)
    try:
        due = bill_of(found).due_fen
        amount = parse_amount(request.POST["amount"]) if request.POST.get("amount", "").strip() else due
        tender = request.POST.get("tender", "")
        # Cash given beyond what is due comes back as change.
        paid = min(amount, due) if tender == "cash" else amount
        take_payments(
            order=found, tenders=[Tender(tender, paid, amount if tender == "cash" else 0)], by=request.actor,
            request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, order_for(request.actor, order_id), refusal=refusal)
    toast(request, _("收款完成"))
    return redirect("floor:handover_order", order_id)
