"""Goods: products with variants, codes and prices."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.catalogue.public import (
    NewVariant,
    Variant,
    add_barcode,
    change_variant,
    create_product,
    scan_code,
    set_store_price,
    variant_of,
)
from wangcai.interfaces.api.door import actor, page_of, store_named, written_once
from wangcai.interfaces.api.schemas import Fen, Line, Page, Text, plain
from wangcai.kernel.public import NotFound

router = Router(tags=["goods"])


class VariantIn(Schema):
    price_fen: Fen
    sku: str = Field("", max_length=40)
    size: str = Field("", max_length=30)
    colour: str = Field("", max_length=30)
    weight_g: int = Field(0, ge=0, le=10**7)
    cost_fen: Fen = 0
    has_expiry: bool = False
    barcodes: list[str] = Field([], max_length=20)


class ProductIn(Schema):
    name: str = Field(min_length=1, max_length=120)
    kind: str = Field("goods", pattern="^(goods|service|fee)$")
    category: str | None = Field(None, max_length=30)
    brand: str = Field("", max_length=60)
    description: Text = ""
    variants: list[VariantIn] = Field(min_length=1, max_length=100)


class VariantOut(Schema):
    id: int
    public_id: str
    product_id: int
    sku: str
    name: str
    size: str
    colour: str
    price_fen: int
    counted: bool
    has_expiry: bool


class ProductOut(Schema):
    id: int
    name: str
    variants: list[VariantOut]


class VariantPage(Page):
    items: list[VariantOut]


class VariantChange(Schema):
    """Only the fields that are given change."""

    price_fen: Fen | None = None
    size: str | None = Field(None, max_length=30)
    colour: str | None = Field(None, max_length=30)
    weight_g: int | None = Field(None, ge=0, le=10**7)


class StorePriceIn(Schema):
    """A store's own price; null goes back to the list price. `offered` false takes it off the shelf."""

    store: Line
    price_fen: Fen | None = None
    offered: bool = True


class BarcodeIn(Schema):
    """An empty code makes an in-store EAN-13."""

    code: str = Field("", max_length=40)
    pieces: int = Field(1, ge=1, le=10_000)


class BarcodeOut(Schema):
    id: int
    code: str
    pieces: int


class ListQuery(Schema):
    code: str = Field("", max_length=40)
    after: int | None = Field(None, ge=1)
    limit: int = Field(50, ge=1, le=200)


@router.get("", response=VariantPage, operation_id="list_goods")
def listed(request: HttpRequest, query: Query[ListQuery]) -> Any:
    """Variants on sale by id; with `code` the one that a barcode or SKU names. Scope: goods.see."""
    by = actor(request)
    by.require("goods.see")
    if query.code:
        scanned = scan_code(by, query.code)
        return {"items": [shown(scanned.variant)] if scanned else [], "next": None}
    rows = Variant.objects.of(by).filter(ended_at=None)
    if query.after:
        rows = rows.filter(pk__gt=query.after)
    return page_of(list(rows.order_by("pk")[: query.limit + 1]), query.limit, shown)


@router.post("", response={201: ProductOut}, operation_id="create_product")
def create(request: HttpRequest, body: ProductIn) -> HttpResponse:
    """New goods or services with their variants. Scope: goods.write."""
    by = actor(request)
    values = body.model_dump(exclude={"variants"})
    variants = [NewVariant(**{**v.model_dump(), "barcodes": tuple(v.barcodes)}) for v in body.variants]

    def work() -> dict[str, Any]:
        product = create_product(by=by, variants=variants, **values)
        return {
            "id": product.pk,
            "name": product.name,
            "variants": [shown(v) for v in product.variants.order_by("pk")],
        }

    return written_once(request, "POST /goods", body.model_dump(mode="json"), work)


@router.patch("/{variant_id}", response=VariantOut, operation_id="change_variant")
def change(request: HttpRequest, variant_id: int, body: VariantChange) -> HttpResponse:
    """Change a variant. Scope: goods.write."""
    by = actor(request)
    by.require("goods.see")
    variant, changes = variant_of(by, variant_id), body.model_dump(exclude_unset=True)
    return written_once(
        request,
        f"PATCH /goods/{variant_id}",
        changes,
        lambda: shown(change_variant(variant=variant, by=by, **changes)),
        status=200,
    )


@router.post("/{variant_id}/store-prices", response={201: StorePriceIn}, operation_id="set_store_price")
def store_price(request: HttpRequest, variant_id: int, body: StorePriceIn) -> HttpResponse:
    """Set what one store asks for a variant. Scope: goods.write."""
    by = actor(request)
    by.require("goods.see")
    store, variant = store_named(by, body.store), variant_of(by, variant_id)

    def work() -> dict[str, Any]:
        set_store_price(store=store, variant=variant, price_fen=body.price_fen, offered=body.offered, by=by)
        return body.model_dump(mode="json")

    return written_once(request, f"POST /goods/{variant_id}/store-prices", body.model_dump(mode="json"), work)


@router.post("/{variant_id}/barcodes", response={201: BarcodeOut}, operation_id="add_barcode")
def barcode(request: HttpRequest, variant_id: int, body: BarcodeIn) -> HttpResponse:
    """Add a code that scanners read. Scope: goods.write."""
    by = actor(request)
    by.require("goods.see")
    variant = variant_of(by, variant_id)
    return written_once(
        request,
        f"POST /goods/{variant_id}/barcodes",
        body.model_dump(),
        lambda: plain(BarcodeOut, add_barcode(variant=variant, code=body.code, pieces=body.pieces, by=by)),
    )


def shown(variant: Variant | None) -> dict[str, Any]:
    if variant is None:
        raise NotFound
    return plain(VariantOut, variant, public_id=str(variant.public_id))
