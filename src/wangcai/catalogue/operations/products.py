from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.codes import clean_code, normal_code
from wangcai.catalogue.events import ProductChanged, ProductCreated
from wangcai.catalogue.models import Category, Product, Variant
from wangcai.catalogue.operations.barcodes import write_barcode
from wangcai.catalogue.operations.categories import category_for
from wangcai.catalogue.operations.finding import index_variants
from wangcai.catalogue.rules import require_write
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, clean_text

HIGHEST_PRICE = 10**11


class SkuTaken(Refusal):
    code = "sku_taken"
    sentence = _("货号“{sku}”已经用在“{name}”上，请换一个。")
    field = "sku"


class PriceUnclear(Refusal):
    code = "price_unclear"
    sentence = _("“{name}”的价格不对：请写 0 或更多，单位是元。")
    field = "price"


@dataclass(frozen=True, slots=True)
class NewVariant:
    """One size and colour of a new product. Prices in fen, weight in grams; an empty sku is made up."""

    price_fen: int
    sku: str = ""
    size: str = ""
    colour: str = ""
    name: str = ""
    weight_g: int = 0
    cost_fen: int = 0
    has_expiry: bool = False
    counted: bool | None = None
    barcodes: tuple[str, ...] = ()


@once
def create_product(
    *,
    name: str,
    variants: Sequence[NewVariant],
    by: Actor,
    category: Category | str | int | None = None,
    kind: str = Product.Kind.GOODS,
    brand: str = "",
    species: str = "",
    description: str = "",
    ingredients: str = "",
    is_food: bool = False,
    is_medicine: bool = False,
    is_device: bool = False,
    at: datetime | None = None,
) -> Product:
    """Put a product with its variants into the chain's catalogue and make it findable.

    Refuses a name that is missing, a price below zero, and codes that other goods have.
    """
    require_write(by)
    name = clean_line(name, most=120)
    if not name or not variants:
        raise Missing(what=_("商品名和至少一个规格"), field="name")
    product = Product.objects.create(
        chain_id=by.chain_id,
        kind=kind,
        name=name,
        category=category_for(by, category),
        brand=clean_line(brand, most=60),
        species=clean_line(species, most=10),
        description=clean_text(description),
        ingredients=clean_text(ingredients),
        is_food=is_food,
        is_medicine=is_medicine,
        is_device=is_device,
    )
    made = [add_variant_row(product, new) for new in variants]
    index_variants(by.chain_id, [variant.pk for variant in made])
    record(ProductCreated(subject_id=product.pk, name=name, variants=len(made)), by=by, at=at)
    return product


@once
def change_product(*, product: Product, by: Actor, at: datetime | None = None, **changes: Any) -> Product:
    """Change the texts and marks of a product: name, category, brand, species, description, ingredients, is_*, photo_id."""
    require_write(by)
    found = Product.objects.of(by).filter(pk=product.pk).first()
    if found is None:
        raise NotFound
    cleaned = {name: _clean(by, name, value) for name, value in changes.items()}
    if "name" in cleaned and not cleaned["name"]:
        raise Missing(what=_("商品名"), field="name")
    changed = [name for name, value in cleaned.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, cleaned[name])
    if changed:
        found.save(update_fields=changed)
        index_variants(by.chain_id, list(found.variants.values_list("pk", flat=True)))
        record(ProductChanged(subject_id=found.pk, fields="、".join(changed)), by=by, at=at)
    return found


TEXTS = {"name": 120, "brand": 60, "species": 10}
LONG = {"description", "ingredients"}
MARKS = {"is_food", "is_medicine", "is_device"}


def _clean(by: Actor, name: str, value: Any) -> Any:
    if name in TEXTS:
        return clean_line(value, most=TEXTS[name])
    if name in LONG:
        return clean_text(value)
    if name in MARKS:
        return bool(value)
    if name == "category":
        return category_for(by, value)
    if name == "photo_id":
        return value
    raise TypeError(f"change_product() does not change {name}")


def add_variant_row(product: Product, new: NewVariant) -> Variant:
    """Write one variant with its barcodes; used by everything that makes variants."""
    chain_id = product.chain_id
    size, colour = clean_line(new.size, most=30), clean_line(new.colour, most=30)
    name = clean_line(new.name, most=160) or clean_line(
        " ".join(p for p in (product.name, size, colour) if p), most=160
    )
    if not 0 <= new.price_fen <= HIGHEST_PRICE or not 0 <= new.cost_fen <= HIGHEST_PRICE:
        raise PriceUnclear(name=name)
    sku = _free_sku(product, new.sku)
    row = Variant(
        chain_id=chain_id,
        product=product,
        sku=sku,
        name=name,
        size=size,
        colour=colour,
        weight_g=max(new.weight_g, 0),
        price_fen=new.price_fen,
        cost_fen=new.cost_fen,
        counted=product.kind == Product.Kind.GOODS if new.counted is None else new.counted,
        has_expiry=new.has_expiry,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise SkuTaken(sku=sku, name=name) from error
    for code in dict.fromkeys(clean_code(code) for code in new.barcodes if normal_code(code)):
        write_barcode(row, code)
    return row


def _free_sku(product: Product, wanted: str) -> str:
    variants = Variant.objects.of(product.chain_id)
    if normal_code(wanted):
        sku = clean_code(wanted)
        owner = variants.filter(sku=sku).first()
        if owner:
            raise SkuTaken(sku=sku, name=owner.name)
        return sku
    number = variants.filter(product=product).count() + 1
    while variants.filter(sku=f"G{product.pk:05d}-{number}").exists():
        number += 1
    return f"G{product.pk:05d}-{number}"
