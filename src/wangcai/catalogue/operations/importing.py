"""Many goods at once, from an old system's list or from the lines of old orders."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wangcai.catalogue.codes import clean_code
from wangcai.catalogue.events import ProductCreated
from wangcai.catalogue.models import Barcode, Category, Product, StorePrice, Variant
from wangcai.catalogue.operations.categories import create_category
from wangcai.catalogue.operations.finding import KIND, index_variants
from wangcai.journal.public import record_all
from wangcai.kernel.public import Actor, NotAllowed, clean_line, clean_text, public_id, writing
from wangcai.lookup.public import forget_subject

AT_ONCE = 500
OWN_PARTS = {Barcode, StorePrice}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedGoods:
    """One product with one variant. Prices in fen, weight in grams; the sku is a cleaned code."""

    sku: str
    name: str
    price_fen: int
    kind: str = "goods"
    category: str = ""
    brand: str = ""
    size: str = ""
    colour: str = ""
    weight_g: int = 0
    cost_fen: int = 0
    has_expiry: bool = False
    description: str = ""
    barcodes: tuple[str, ...] = ()


def open_goods(*, goods: Sequence[ImportedGoods], by: Actor, at: datetime | None = None) -> list[int]:
    """Put goods into the catalogue in one transaction; returns the ids of their variants in the order given.

    Skus and barcodes must be free: see `variants_by_sku`, `barcodes_taken`.
    """
    _must_import(by)
    ids: list[int] = []
    with writing():
        for start in range(0, len(goods), AT_ONCE):
            ids += _open(goods[start : start + AT_ONCE], by, at)
    return ids


def variants_by_sku(*, chain_id: int, skus: Iterable[str]) -> dict[str, int]:
    """The variant ids of those skus that exist."""
    found: dict[str, int] = {}
    for batch in _batches(skus):
        found.update(Variant.objects.of(chain_id).filter(sku__in=batch).values_list("sku", "pk"))
    return found


def barcodes_taken(*, chain_id: int, codes: Iterable[str]) -> set[str]:
    """Which of these barcodes are on goods already."""
    taken: set[str] = set()
    for batch in _batches(codes):
        taken |= set(Barcode.objects.of(chain_id).filter(code__in=batch).values_list("code", flat=True))
    return taken


def forget_goods(*, variant_ids: Iterable[int], by: Actor) -> set[int]:
    """Remove goods nothing was built on (the undo of an import); returns the ids of the variants that were removed."""
    _must_import(by)
    removed: set[int] = set()
    with writing():
        for batch in _batches(variant_ids):
            gone = _unused(batch)
            rows = Variant.objects.of(by).filter(pk__in=gone)
            products = set(rows.values_list("product_id", flat=True))
            rows.delete()
            still = set(Variant.objects.of(by).filter(product_id__in=products).values_list("product_id", flat=True))
            Product.objects.of(by).filter(pk__in=products - still).delete()
            removed |= gone
        for pk in removed:
            forget_subject(by.chain_id, KIND, pk)
    return removed


def _must_import(by: Actor) -> None:
    if not (by.may("goods.import") or by.may("orders.import")):
        raise NotAllowed(permission="goods.import")


def _open(batch: Sequence[ImportedGoods], by: Actor, at: datetime | None) -> list[int]:
    chain_id = by.chain_id
    shelves = {name: _shelf(by, name) for name in {g.category for g in batch} if name}
    products = Product.objects.bulk_create(
        Product(
            chain_id=chain_id, kind=g.kind, name=clean_line(g.name, most=120) or g.sku, category=shelves.get(g.category),
            brand=clean_line(g.brand, most=60), description=clean_text(g.description),
        )
        for g in batch
    )  # fmt: skip
    variants = Variant.objects.bulk_create(
        Variant(
            chain_id=chain_id, public_id=public_id(), product=product, sku=clean_code(g.sku), name=_variant_name(g),
            size=clean_line(g.size, most=30), colour=clean_line(g.colour, most=30), weight_g=g.weight_g,
            price_fen=g.price_fen, cost_fen=g.cost_fen, has_expiry=g.has_expiry, counted=g.kind == Product.Kind.GOODS,
        )
        for product, g in zip(products, batch, strict=True)
    )  # fmt: skip
    Barcode.objects.bulk_create(
        Barcode(chain_id=chain_id, variant=variant, code=code)
        for variant, g in zip(variants, batch, strict=True)
        for code in g.barcodes
    )
    record_all([ProductCreated(subject_id=p.pk, name=p.name, variants=1) for p in products], by=by, at=at)
    ids = [variant.pk for variant in variants]
    index_variants(chain_id, ids)
    return ids


def _shelf(by: Actor, name: str) -> Category:
    """The category of this name or code; a new one is opened under the name."""
    name = clean_line(name, most=40)
    rows = Category.objects.of(by)
    found = rows.filter(name=name).first() or rows.filter(code=name.lower()).first()
    return found or create_category(code=f"old-{rows.count() + 1}", name=name, by=by)


def _variant_name(g: ImportedGoods) -> str:
    name = clean_line(g.name, most=120) or g.sku
    return clean_line(" ".join(part for part in (name, g.size, g.colour) if part), most=160)


def _unused(ids: list[int]) -> set[int]:
    used: set[int] = set()
    # Hidden ones too: later stages point here without leaving a name.
    for relation in Variant._meta.get_fields(include_hidden=True):
        there: Any = relation.related_model
        if relation.auto_created and relation.is_relation and not relation.concrete and there not in OWN_PARTS:
            name = relation.field.attname
            used |= set(there._base_manager.filter(**{f"{name}__in": ids}).values_list(name, flat=True))
    return set(ids) - used


def _batches(values: Iterable[Any]) -> Iterable[list[Any]]:
    ordered = sorted(values)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
