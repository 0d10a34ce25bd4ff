"""The store's rates, and the shipped ones where it has none of its own."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from wangcai.delivery.public import METHODS, rate_for, rates_of, set_rate, tariffs_of
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, parse_amount, plain_amount


class RateForm(forms.Form):
    method = forms.ChoiceField(label=gettext_lazy("方式"), choices=list(METHODS.items()), widget=forms.RadioSelect)
    up_to_km = forms.FloatField(label=gettext_lazy("多少公里内"), min_value=0.1, max_value=20_000)
    base = forms.CharField(label=gettext_lazy("起步价"), max_length=12)
    per_km = forms.CharField(label=gettext_lazy("每公里加"), max_length=12, initial="0.00")
    minutes = forms.IntegerField(label=gettext_lazy("多少分钟送到"), min_value=1, max_value=86_400)
    active = forms.BooleanField(label=gettext_lazy("在用"), required=False, initial=True)


@require_GET
@staff_page("shops.settings")
def rates(request: Any) -> HttpResponse:
    """Every band as it counts now, and the store's own rows to change."""
    own = rates_of(request.actor, request.store)
    said = {rate.method for rate in own}
    context = {
        "own": [(rate, METHODS.get(rate.method, rate.method)) for rate in own],
        "shipped": [(t, METHODS[t.method]) for t in tariffs_of(request.store) if t.method not in said],
    }
    return render(request, "office/delivery/rates.html", context)


@require_http_methods(["GET", "POST"])
@staff_page("shops.settings")
def rate(request: Any, rate_id: int = 0) -> HttpResponse:
    """Add a band, or change one."""
    row = rate_for(request.actor, rate_id) if rate_id else None
    if row and row.store_id != request.store.pk:
        raise NotFound
    form = RateForm(request.POST or None, initial=_initial(row) if row else None)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, row, form.cleaned_data)
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            toast(request, _("保存好了"))
            return redirect("office:rates")
    return render(request, "office/delivery/rate.html", {"form": form, "row": row}, status=422 if form.errors else 200)


def _initial(row: Any) -> dict[str, Any]:
    return {
        "method": row.method, "up_to_km": row.up_to_km, "base": plain_amount(row.base_fen),
        "per_km": plain_amount(row.per_km_fen), "minutes": row.minutes, "active": row.active,
    }  # fmt: skip


def _save(request: Any, row: Any, typed: dict[str, Any]) -> None:
    set_rate(
        store=request.store, rate=row, method=typed["method"], up_to_km=typed["up_to_km"],
        base_fen=parse_amount(typed["base"]), per_km_fen=parse_amount(typed["per_km"]), minutes=typed["minutes"],
        active=typed["active"], by=request.actor, request_key=request.POST.get("request_key", ""),
    )  # fmt: skip
