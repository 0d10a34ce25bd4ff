"""New goods, fast: scan, name, price, done."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.catalogue.public import NewVariant, add_barcode, create_product
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods.forms import NewGoodsForm
from wangcai.interfaces.office.goods.tabs import goods_tabs
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal, writing


@require_http_methods(["GET", "POST"])
@staff_page("goods.write")
def new_goods(request: Any) -> HttpResponse:
    form = NewGoodsForm(request.POST or None, by=request.actor, initial={"barcode": request.GET.get("barcode", "")})
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, form.cleaned_data)
        except (NotFound, NotAllowed):
            raise
        except Refusal as refused:
            refusal = refused
            if refused.field in form.fields:
                form.add_error(refused.field, str(refused))
                refusal = None
    context = {"tabs": goods_tabs(request, "goods"), "form": form, "refusal": refusal}
    return render(request, "office/goods/new.html", context, status=422 if request.method == "POST" else 200)


def _saved(request: Any, data: dict[str, Any]) -> HttpResponse:
    with writing():
        product = create_product(
            name=data["name"],
            category=data["category"],
            brand=data["brand"],
            species=data["species"],
            is_food=data["is_food"],
            is_medicine=data["is_medicine"],
            variants=[
                NewVariant(
                    price_fen=data["price"],
                    cost_fen=data["cost"] or 0,
                    sku=data["sku"],
                    size=data["size"],
                    colour=data["colour"],
                    weight_g=data["weight_g"] or 0,
                    has_expiry=data["has_expiry"],
                    barcodes=(data["barcode"],) if data["barcode"] else (),
                )
            ],
            by=request.actor,
            request_key=request.POST.get("request_key"),
        )
        variant = product.variants.order_by("pk").first()
        if data["own_code"] and not data["barcode"]:
            add_barcode(variant=variant, by=request.actor)
    toast(request, _("“{name}”已建档").format(name=product.name))
    if request.POST.get("then") == "another":
        return HttpResponseRedirect(reverse("office:goods_new"))
    return HttpResponseRedirect(reverse("office:goods_one", args=[variant.pk]))
