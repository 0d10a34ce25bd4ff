"""改单: contact, way, time, wishes, quantities and further goods, before it is picked."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods

from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.orders.order_page import order_url
from wangcai.interfaces.counter.orders.words import WAYS
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.orders.public import OCCASIONS, Changes, NewLine, Order, OrderLine, change_order, order_for

PICKER = "%Y-%m-%dT%H:%M"


class WantedForm(forms.Form):
    """Who, where, when. Nothing is required: what is missing is asked before confirming."""

    contact_name = forms.CharField(label=pgettext_lazy("order", "称呼"), max_length=80, required=False)
    contact_phone = forms.CharField(label=gettext_lazy("电话"), max_length=30, required=False)
    fulfilment = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=[("pickup", WAYS["pickup"]), ("delivery", WAYS["delivery"])],
        widget=forms.RadioSelect,
    )
    address = forms.CharField(label=gettext_lazy("送货地址"), max_length=200, required=False)
    wanted_at = forms.DateTimeField(
        label=gettext_lazy("期望时间"), required=False, input_formats=[PICKER, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=PICKER),
    )  # fmt: skip
    occasion = forms.ChoiceField(
        label=gettext_lazy("场合"),
        choices=[("", gettext_lazy("平常")), *OCCASIONS.items()],
        required=False,
        widget=forms.RadioSelect,
    )
    wishes = forms.CharField(
        label=gettext_lazy("特别要求"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(
        label=gettext_lazy("备注（只有店里看）"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "POST"])
@staff_page("orders.change")
def change(request: Any, number: str) -> HttpResponse:
    """The form and its sending. A confirmed order has to be confirmed again."""
    order = order_for(request.actor, number)
    if request.method == "GET":
        return _page(request, order, WantedForm(initial=_initial(order)))
    form = WantedForm(request.POST)
    if not form.is_valid():
        return _page(request, order, form, status=422)
    try:
        change_order(
            order=order, changes=_changes(request, order, form), by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        if refusal.field in form.fields:
            form.add_error(refusal.field, str(refusal))
            refusal_left = None
        else:
            refusal_left = refusal
        return _page(request, order, form, refusal_left, refusal.status)
    toast(request, _("{number} 已改，请再念给顾客确认").format(number=order.number))
    return HttpResponseRedirect(order_url(order))


def _page(
    request: Any, order: Order, form: WantedForm, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    lines = [
        {"line": line, "name": f"line_{line.pk}", "value": request.POST.get(f"line_{line.pk}", line.quantity)}
        for line in order.lines.exclude(state=OrderLine.State.CANCELLED)
    ]
    context = {"order": order, "form": form, "lines": lines, "refusal": refusal, "back": order_url(order)}
    return render(request, "counter/orders/change.html", context, status=status)


def _initial(order: Order) -> dict[str, Any]:
    names = ("contact_name", "contact_phone", "fulfilment", "address", "occasion", "wishes", "note")
    return {name: getattr(order, name) for name in names} | {"wanted_at": order.wanted_at}


def _changes(request: Any, order: Order, form: WantedForm) -> Changes:
    quantities = {}
    for line in order.lines.exclude(state=OrderLine.State.CANCELLED):
        typed = request.POST.get(f"line_{line.pk}", "")
        if typed.isdecimal() and int(typed[:7]) != line.quantity:
            quantities[line.pk] = int(typed[:7])
    added = tuple(
        NewLine(int(variant[:15]), int(count[:7]))
        for variant, count in zip(request.POST.getlist("variant"), request.POST.getlist("count"), strict=False)
        if variant.isdigit() and count.isdecimal() and int(count[:7])
    )
    return Changes(fields=dict(form.cleaned_data), quantities=quantities, added=added)


def local_words(at: datetime | None) -> str:
    """A moment for a datetime-local input, on the store's clock."""
    return timezone.localtime(at).strftime(PICKER) if at else ""
