"""Money back from the order's page: always to the payment it came by."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.order_page import order_url, show_order
from wangcai.interfaces.ui.components.text import money
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal, parse_amount
from wangcai.orders.public import order_for
from wangcai.settlement.public import TENDERS, Payment, refund_payment


@require_POST
@staff_page("payments.refund")
def refund(request: Any, number: str) -> HttpResponse:
    """Give back what one payment brought, or some of it, with a reason."""
    order = order_for(request.actor, number)
    chosen = request.POST.get("payment", "")
    payments = Payment.objects.of(request.actor).filter(order=order, kind=Payment.Kind.PAYMENT)
    payment = payments.filter(pk=chosen).first() if chosen.isdigit() else None
    if payment is None:
        raise NotFound
    try:
        given = refund_payment(
            payment=payment, amount_fen=parse_amount(request.POST.get("amount", "")),
            reason=request.POST.get("reason", ""), by=request.actor, request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_order(request, order_for(request.actor, number), refusal, opens="refund-dialog")
    toast(request, _("已退 {amount}（{tender}）").format(amount=money(given.amount_fen), tender=TENDERS[given.tender]))
    return HttpResponseRedirect(order_url(order))
