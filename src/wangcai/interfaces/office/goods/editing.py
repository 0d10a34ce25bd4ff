"""Changes on the file of an item: each a small POST that comes back to the file."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.catalogue.public import (
    NewVariant,
    add_barcode,
    add_variant,
    change_product,
    change_variant,
    end_variant,
    remove_barcode,
    resume_variant,
    set_store_price,
    variant_of,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods import forms
from wangcai.interfaces.office.goods.product import show
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, writing
from wangcai.stock.public import set_low_level


def back(request: Any, variant_id: int, sentence: str) -> HttpResponse:
    """To the file, saying what was done."""
    toast(request, sentence)
    return HttpResponseRedirect(reverse("office:goods_one", args=[variant_id]))


def tried(request: Any, variant_id: int, at: str, form: Any, act: Callable[[], Any], sentence: str) -> HttpResponse:
    """Do it, or show the file again with the dialog open, the refusal in it and everything typed kept."""
    if form is not None and not form.is_valid():
        return show(request, variant_id, at=at, form=form)
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return show(request, variant_id, refusal=refusal, at=at, form=form)
    return back(request, variant_id, sentence)


@require_POST
@staff_page("goods.write")
def details(request: Any, variant_id: int) -> HttpResponse:
    form = forms.DetailsForm(request.POST, by=request.actor, prefix="d")
    variant = variant_of(request.actor, variant_id)

    def act() -> None:
        data, by = form.cleaned_data, request.actor
        shared = {n: data[n] for n in ("name", "category", "brand", "species", "is_food", "is_medicine")}
        own = {n: data[n] for n in ("size", "colour", "has_expiry")}
        with writing():
            change_product(product=variant.product, by=by, **shared)
            change_variant(
                variant=variant,
                by=by,
                name=data["label"],
                sku=data["sku"] or variant.sku,
                price_fen=data["price"],
                cost_fen=data["cost"] or 0,
                weight_g=data["weight_g"] or 0,
                **own,
            )

    return tried(request, variant_id, "details", form, act, _("已保存"))


@require_POST
@staff_page("goods.write")
def price(request: Any, variant_id: int) -> HttpResponse:
    form = forms.StorePriceForm(request.POST, prefix="p")
    variant = variant_of(request.actor, variant_id)

    def act() -> None:
        data = form.cleaned_data
        set_store_price(
            store=request.store,
            variant=variant,
            price_fen=data["price"],
            offered=not data["not_offered"],
            by=request.actor,
            request_key=request.POST.get("request_key"),
        )

    return tried(request, variant_id, "price", form, act, _("本店价已改"))


@require_POST
@staff_page("goods.write")
def barcodes(request: Any, variant_id: int) -> HttpResponse:
    form = forms.BarcodeForm(request.POST, prefix="b")
    variant = variant_of(request.actor, variant_id)

    def act() -> None:
        data = form.cleaned_data
        add_barcode(variant=variant, code=data["code"], pieces=data["pieces"], by=request.actor)

    return tried(request, variant_id, "barcode", form, act, _("条码已加"))


@require_POST
@staff_page("goods.write")
def barcode_removal(request: Any, variant_id: int, barcode_id: int) -> HttpResponse:
    remove_barcode(barcode_id=barcode_id, by=request.actor)
    return back(request, variant_id, _("条码已去掉"))


@require_POST
@staff_page("goods.write")
def variants(request: Any, variant_id: int) -> HttpResponse:
    form = forms.VariantForm(request.POST, prefix="v")
    variant = variant_of(request.actor, variant_id)

    def act() -> None:
        data = form.cleaned_data
        new = NewVariant(
            price_fen=data["price"],
            cost_fen=data["cost"] or 0,
            sku=data["sku"],
            size=data["size"],
            colour=data["colour"],
            weight_g=data["weight_g"] or 0,
            has_expiry=data["has_expiry"],
        )
        key = request.POST.get("request_key")
        add_variant(product=variant.product, variant=new, by=request.actor, request_key=key)

    return tried(request, variant_id, "variant", form, act, _("已加规格"))


@require_POST
@staff_page("goods.write")
def sale(request: Any, variant_id: int) -> HttpResponse:
    """Stop selling, or sell again."""
    variant = variant_of(request.actor, variant_id)
    if request.POST.get("act") == "resume":
        resume_variant(variant=variant, by=request.actor)
        return back(request, variant_id, _("已恢复销售"))
    end_variant(variant=variant, by=request.actor)
    return back(request, variant_id, _("已停售"))


@require_POST
@staff_page("stock.adjust")
def low(request: Any, variant_id: int) -> HttpResponse:
    form = forms.LowForm(request.POST, prefix="l")

    def act() -> None:
        set_low_level(store=request.store, variant_id=variant_id, low_at=form.cleaned_data["low_at"], by=request.actor)

    return tried(request, variant_id, "low", form, act, _("提醒数已改"))
