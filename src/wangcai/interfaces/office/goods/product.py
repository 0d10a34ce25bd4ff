"""The file of one item: prices, codes, where it lies, what moved."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.catalogue.public import StorePrice, Variant, priced, variant_of
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.office.goods import forms
from wangcai.interfaces.office.goods.tabs import goods_tabs
from wangcai.interfaces.office.goods.words import BIN_KINDS, WHY
from wangcai.kernel.public import Refusal, plain_amount
from wangcai.shops.public import staff_names, staff_of
from wangcai.stock.public import bins_of, holdings_of, levels_of, moves_of

MOVES = 30
DIALOGS = ("details", "price", "barcode", "variant", "low")


@require_GET
@staff_page("goods.see")
def goods_file_page(request: Any, variant_id: int) -> HttpResponse:
    return show(request, variant_id)


def show(
    request: Any, variant_id: int, *, refusal: Refusal | None = None, at: str = "", form: Any = None
) -> HttpResponse:
    """The page; after a refusal with status 422, the dialog `at` open again and what was typed kept."""
    by, store = request.actor, request.store
    variant = variant_of(by, variant_id)
    here = priced(store, [variant.pk])
    own = StorePrice.objects.of(by).filter(store=store, variant=variant).first()
    levels = list(levels_of(by.chain_id, [variant.pk], [s.pk for s in request.stores]))
    level = next((found for found in levels if found.store_id == store.pk), None)
    moves = moves_of(store, [variant.pk], before=_before(request), limit=MOVES + 1)
    context = {
        "tabs": goods_tabs(request, "goods"),
        "variant": variant,
        "product": variant.product,
        "siblings": sibling_chips(variant),
        "price_here": here.get(variant.pk),
        "own_price": own,
        "level": level,
        "levels": [{"store": x.store, "on_hand": x.on_hand, "free": x.on_hand - x.promised} for x in levels],
        "free": (level.on_hand - level.promised) if level else 0,
        "holdings": [_holding(h, at) for h in holdings_of(store, [variant.pk])],
        "barcodes": list(variant.barcodes.all()),
        "bins": [(b.pk, f"{b.code} {b.name}".strip()) for b in bins_of(store)],
        "moves": move_lines(moves[:MOVES]),
        "older_url": f"?before={moves[MOVES - 1].pk}" if len(moves) > MOVES else "",
        "approvers": [(person.pk, person.name) for person in staff_of(store, "stock.approve")],
        "may": _rights(request),
        "refusal": refusal,
        "at": at,
        "open": {name: at == name for name in DIALOGS},
        "typed": request.POST,
        **_forms(request, variant, own, level, at, form),
    }
    return render(request, "office/goods/product.html", context, status=422 if refusal or form else 200)


def _holding(holding: Any, at: str) -> dict[str, Any]:
    """Pieces of a lot in a bin with the names of its dialogs, and which of them is open again."""
    ids = {act: f"{act}-{holding.bin_id}-{holding.lot_id}" for act in ("move", "damage", "off")}
    opened = {f"{act}_open": at == name for act, name in ids.items()}
    return {"row": holding, "kind": BIN_KINDS[holding.bin.kind], **ids, **opened}


def _before(request: Any) -> int | None:
    text = request.GET.get("before", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _rights(request: Any) -> dict[str, bool]:
    may = request.actor.may
    here = request.store.pk
    return {
        "write": may("goods.write", here),
        "move": may("stock.move", here),
        "adjust": may("stock.adjust", here),
    }


def _forms(request: Any, variant: Variant, own: Any, level: Any, at: str, typed: Any) -> dict[str, Any]:
    product = variant.product
    values = {
        "name": product.name,
        "category": product.category.code if product.category else "",
        "brand": product.brand,
        "species": product.species,
        "is_food": product.is_food,
        "is_medicine": product.is_medicine,
        "label": variant.name,
        "sku": variant.sku,
        "size": variant.size,
        "colour": variant.colour,
        "price": plain_amount(variant.price_fen),
        "cost": plain_amount(variant.cost_fen),
        "weight_g": variant.weight_g or None,
        "has_expiry": variant.has_expiry,
    }
    store_price = {
        "price": plain_amount(own.price_fen) if own and own.price_fen is not None else "",
        "not_offered": bool(own and not own.offered),
    }
    made = {
        "details_form": forms.DetailsForm(initial=values, by=request.actor, prefix="d"),
        "price_form": forms.StorePriceForm(initial=store_price, prefix="p"),
        "barcode_form": forms.BarcodeForm(prefix="b"),
        "variant_form": forms.VariantForm(prefix="v", initial={"has_expiry": variant.has_expiry}),
        "low_form": forms.LowForm(initial={"low_at": level.low_at if level else 0}, prefix="l"),
    }
    if typed is not None and f"{at}_form" in made:
        made[f"{at}_form"] = typed
    return made


def sibling_chips(variant: Variant) -> list[dict[str, Any]]:
    """The sizes and colours of the same product; nothing where there is only one."""
    found = list(variant.product.variants.order_by("pk"))
    if len(found) < 2:
        return []
    return [
        {
            "label": " ".join(part for part in (v.size, v.colour) if part) or v.sku,
            "url": reverse("office:goods_one", args=[v.pk]),
            "current": v.pk == variant.pk,
            "state": "neutral" if v.ended_at else "",
        }
        for v in found
    ]


def move_lines(moves: list) -> list[dict[str, Any]]:
    """Moves as timeline entries, with names."""
    names = staff_names(moves[0].chain_id, {m.by for m in moves}) if moves else {}
    return [
        {
            "icon": WHY[m.why][1],
            "at": m.at,
            "actor": names.get(m.by, ""),
            "tone": "done" if m.quantity > 0 else "neutral",
            "sentence": f"{WHY[m.why][0]} {m.quantity:+d}",
            "detail": _("货位 {bin} · 批次 {lot}").format(bin=m.bin.code, lot=m.lot.code),
        }
        for m in moves
    ]
