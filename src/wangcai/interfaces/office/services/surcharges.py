"""Surcharges: the rules of what more is paid."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wangcai.catalogue.public import SURCHARGE_RULES, Surcharge, set_surcharge, surcharges_of
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.services.forms import SurchargeForm
from wangcai.interfaces.office.services.tabs import KINDS, SETUP, saved, service_tabs
from wangcai.kernel.public import NotFound, format_money
from wangcai.shops.public import setting


@require_GET
@staff_page(SETUP)
def surcharges(request: Any) -> HttpResponse:
    """Every rule in one line, those out of use last."""
    rows = sorted(
        surcharges_of(request.actor, ended=True), key=lambda row: (row.ended_at is not None, not row.when, row.code)
    )
    context = {
        "tabs": service_tabs("surcharges"), "peak": setting(request.store, "service.peak_days"),
        "rows": [(row, SURCHARGE_RULES.get(row.when, _("人来选")), KINDS.get(row.service_kind, _("全部服务")), amount_words(row))
                 for row in rows],
    }  # fmt: skip
    return render(request, "office/services/surcharges.html", context)


def amount_words(row: Surcharge) -> str:
    """¥30.00 / 15 分钟，最多 ¥180.00."""
    if row.when == "cancel":
        # What is kept says the table of cancelling in the store's settings.
        return _("按门店设置的取消规则")
    if row.basis == "percent":
        words = f"{row.amount / 100:g}%"
    elif row.basis == "day":
        words = _("每天 {amount}").format(amount=format_money(row.amount))
    elif row.basis == "minutes":
        words = _("每 15 分钟 {amount}").format(amount=format_money(row.amount))
    else:
        words = _("每次 {amount}").format(amount=format_money(row.amount))
    if row.ceiling_fen:
        words = _("{words}，最多 {most}").format(words=words, most=format_money(row.ceiling_fen))
    return words


@require_http_methods(["GET", "POST"])
@staff_page(SETUP)
def surcharge(request: Any, code: str = "") -> HttpResponse:
    """Make one, or change one."""
    by = request.actor
    row = Surcharge.objects.of(by).filter(code=code).first() if code else None
    if code and row is None:
        raise NotFound
    form = SurchargeForm(request.POST or None, initial=SurchargeForm.of(row) if row else {"basis": "fixed"})
    if row:
        form.fields["code"].disabled = True
    refusal = None
    if request.method == "POST" and form.is_valid():

        def work() -> None:
            set_surcharge(by=by, request_key=request.POST.get("request_key", ""), **form.values())

        done, refusal = saved(request, form, work, reverse("office:surcharges"))
        if done:
            return done
    context = {
        "form": form, "refusal": refusal, "title": row.name if row else _("新加收"), "back": reverse("office:surcharges"),
    }  # fmt: skip
    return render(request, "office/services/form.html", context, status=422 if request.method == "POST" else 200)
