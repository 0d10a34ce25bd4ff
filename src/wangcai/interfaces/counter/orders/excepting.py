"""缺货、瑕疵: what the customer is offered, and what he chose by which channel (F39)."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from wangcai.catalogue.public import variant_by_code
from wangcai.files.public import keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.order_page import order_url, show_order
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal
from wangcai.lookup.public import find
from wangcai.orders.public import Order, OrderException, answer_offer, offer_way_out, order_for


class DateUnclear(Refusal):
    code = "date_unclear"
    sentence = gettext_lazy("日期“{text}”看不懂，请从日历里选。")
    field = "wait_until"


class SubstituteUnclear(Refusal):
    code = "substitute_unclear"
    sentence = gettext_lazy("替换商品“{text}”找不到，或有好几种：请扫条码或写全名。")
    field = "substitute"


@require_POST
@staff_page("orders.offer")
def offer(request: Any, number: str, pk: int) -> HttpResponse:
    """Put the ways out before the customer: wait until, flawed at −20 % with photo, substitute, cancel."""
    order, exception = _found(request, number, pk)
    try:
        offer_way_out(
            exception=exception, by=request.actor, request_key=request.POST.get("request_key"), **_ways(request)
        )
    except Refusal as refusal:
        return show_order(request, order, refusal, opens=f"exception-{exception.pk}")
    toast(request, _("处理办法已记下，等顾客答复"))
    return HttpResponseRedirect(order_url(order))


def _ways(request: Any) -> dict[str, Any]:
    sent, ways = request.POST, {}
    if sent.get("wait_until", "").strip():
        try:
            ways["wait_until"] = date.fromisoformat(sent["wait_until"].strip())
        except ValueError as error:
            raise DateUnclear(text=sent["wait_until"][:20]) from error
    if sent.get("flawed"):
        ways["flawed_off"] = 2000
        photo = request.FILES.get("photo")
        if photo:
            kept = keep_photo(store=request.store, data=photo.read(), purpose="flawed", by=request.actor)
            ways["flawed_photo"] = kept.pk
    if sent.get("substitute", "").strip():
        ways["substitute_id"] = _substitute(request, sent["substitute"].strip()[:80])
    return ways | {"cancel": bool(sent.get("cancel"))}


def _substitute(request: Any, text: str) -> int:
    variant = variant_by_code(request.actor, text)
    if variant:
        return variant.pk
    hits = find(request.actor, text, kinds=("goods",), limit=2)
    if len(hits) != 1:
        raise SubstituteUnclear(text=text)
    return hits[0].target_id


@require_POST
@staff_page("orders.offer")
def answer(request: Any, number: str, pk: int) -> HttpResponse:
    """What the customer chose, and by which channel he said so."""
    order, exception = _found(request, number, pk)
    try:
        answer_offer(
            exception=exception, choice=request.POST.get("choice", ""), channel=request.POST.get("channel", "phone"),
            by=request.actor, request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_order(request, order, refusal, opens=f"exception-{exception.pk}")
    toast(request, _("顾客的选择已记下"))
    return HttpResponseRedirect(order_url(order))


def _found(request: Any, number: str, pk: int) -> tuple[Order, OrderException]:
    order = order_for(request.actor, number)
    exception = order.exceptions.filter(pk=pk).select_related("line").first()
    if exception is None:
        raise NotFound
    exception.order = order
    return order, exception
