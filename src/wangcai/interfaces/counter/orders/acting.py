"""What is done to an order from its page: confirmed, cancelled, paid, shared."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from wangcai.customers.public import make_share_link
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.order_page import order_context, order_url, show_order
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal, parse_amount
from wangcai.orders.public import cancel_order, confirm_order, order_for
from wangcai.settlement.public import Tender, bill_of, take_payments

LINK_DAYS = 30


class NotReadBack(Refusal):
    code = "not_read_back"
    sentence = gettext_lazy("请先把订单念给顾客听，再勾选“已复述”。")
    field = "read_back"


@require_POST
@staff_page("orders.confirm")
def confirm(request: Any, number: str) -> HttpResponse:
    """Read back and right: it may be picked."""
    order = order_for(request.actor, number)
    try:
        if not request.POST.get("read_back"):
            raise NotReadBack
        confirm_order(
            order=order, channel=request.POST.get("channel", "phone"), by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_order(request, order_for(request.actor, number), refusal, opens="confirm-dialog")
    toast(request, _("{number} 已确认").format(number=order.number))
    return HttpResponseRedirect(
        reverse("counter:intake") if request.POST.get("back") == "waiting" else order_url(order)
    )


@require_POST
@staff_page("orders.cancel")
def cancel(request: Any, number: str) -> HttpResponse:
    """Cancel with a reason; the goods are free at once."""
    order = order_for(request.actor, number)
    try:
        cancel_order(
            order=order, reason=request.POST.get("reason", ""), by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_order(request, order_for(request.actor, number), refusal, opens="cancel-dialog")
    toast(request, _("{number} 已取消，商品已放回可卖").format(number=order.number))
    return HttpResponseRedirect(order_url(order))


@require_POST
@staff_page("payments.take")
def pay(request: Any, number: str) -> HttpResponse:
    """Take money for an order: one tender, cash with change."""
    order = order_for(request.actor, number)
    try:
        tender = _tender(request.POST, bill_of(order).due_fen)
        take_payments(order=order, tenders=[tender], by=request.actor, request_key=request.POST.get("request_key"))
    except Refusal as refusal:
        return show_order(request, order_for(request.actor, number), refusal, opens="pay-dialog")
    back = tender.given_fen - tender.amount_fen if tender.given_fen else 0
    toast(request, _("已收款，找零 {change}").format(change=f"¥{back / 100:.2f}") if back else _("已收款"))
    return HttpResponseRedirect(order_url(order))


def _tender(sent: Any, due: int) -> Tender:
    amount = parse_amount(sent.get("amount", ""))
    kind = sent.get("tender", "")
    if kind == "cash" and amount > due > 0:
        return Tender("cash", due, amount)
    return Tender(kind, amount)


@require_POST
@staff_page("orders.see")
def share(request: Any, number: str) -> HttpResponse:
    """A secret link to the order's page for the customer: to be scanned or copied, shown this once."""
    order = order_for(request.actor, number)
    _link, token = make_share_link(
        subject_kind="order", subject_id=order.pk, customer=order.customer, by=request.actor, days=LINK_DAYS
    )
    context = {"order": order, "url": request.build_absolute_uri(f"/p/{token}"), "days": LINK_DAYS}
    return render(request, "counter/orders/link.html", context)


@require_GET
@staff_page("orders.see")
def paper(request: Any, number: str) -> HttpResponse:
    """The order on A4."""
    order = order_for(request.actor, number)
    return render(request, "counter/orders/paper.html", order_context(request.actor, order))
