from datetime import datetime
from typing import Any

from wangcai.catalogue.codes import clean_code
from wangcai.catalogue.events import StorePriceSet, VariantChanged, VariantEnded, VariantResumed
from wangcai.catalogue.models import Product, StorePrice, Variant
from wangcai.catalogue.operations.finding import index_variants, variant_of
from wangcai.catalogue.operations.products import HIGHEST_PRICE, NewVariant, PriceUnclear, SkuTaken, add_variant_row
from wangcai.catalogue.rules import require_write
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, clean_line, now, run
from wangcai.shops.public import Store

TEXTS = {"name": 160, "size": 30, "colour": 30}
NUMBERS = {"price_fen", "cost_fen", "weight_g"}


@once
def add_variant(*, product: Product, variant: NewVariant, by: Actor, at: datetime | None = None) -> Variant:
    """One more size or colour of a product."""
    require_write(by)
    found = Product.objects.of(by).filter(pk=product.pk).first()
    if found is None:
        raise NotFound
    made = add_variant_row(found, variant)
    index_variants(by.chain_id, [made.pk])
    record(VariantChanged(subject_id=made.pk, name=made.name, changes={"sku": ["", made.sku]}), by=by, at=at)
    return made


@once
def change_variant(*, variant: Variant, by: Actor, at: datetime | None = None, **changes: Any) -> Variant:
    """Change name, sku, size, colour, weight_g, price_fen, cost_fen or has_expiry. What is not named stays.

    Orders already placed keep the price they were placed at.
    """
    require_write(by)
    found = variant_of(by, variant.pk)
    cleaned = {name: _clean(found, name, value) for name, value in changes.items()}
    changed = {n: [getattr(found, n), value] for n, value in cleaned.items() if getattr(found, n) != value}
    if not changed:
        return found
    for name, (_before, after) in changed.items():
        setattr(found, name, after)
    found.save(update_fields=list(changed))
    index_variants(by.chain_id, [found.pk])
    record(VariantChanged(subject_id=found.pk, name=found.name, changes=changed), by=by, at=at)
    return found


def _clean(variant: Variant, name: str, value: Any) -> Any:
    if name in TEXTS:
        return clean_line(value, most=TEXTS[name]) or (variant.name if name == "name" else "")
    if name in NUMBERS:
        if not 0 <= value <= HIGHEST_PRICE:
            raise PriceUnclear(name=variant.name)
        return value
    if name == "has_expiry":
        return bool(value)
    if name == "sku":
        sku = clean_code(value)
        owner = Variant.objects.of(variant.chain_id).filter(sku=sku).exclude(pk=variant.pk).first()
        if owner:
            raise SkuTaken(sku=sku, name=owner.name)
        return sku
    raise TypeError(f"change_variant() does not change {name}")


@once
def end_variant(*, variant: Variant, by: Actor, at: datetime | None = None) -> Variant:
    """Stop selling a variant. Its stock and history stay; open orders are fulfilled."""
    require_write(by)
    found = variant_of(by, variant.pk)
    if Variant.objects.of(by).filter(pk=found.pk, ended_at=None).update(ended_at=at or now()):
        index_variants(by.chain_id, [found.pk])
        record(VariantEnded(subject_id=found.pk, name=found.name), by=by, at=at)
    return variant_of(by, variant.pk)


@once
def resume_variant(*, variant: Variant, by: Actor, at: datetime | None = None) -> Variant:
    """Sell an ended variant again."""
    require_write(by)
    found = variant_of(by, variant.pk)
    if Variant.objects.of(by).filter(pk=found.pk, ended_at__isnull=False).update(ended_at=None):
        index_variants(by.chain_id, [found.pk])
        record(VariantResumed(subject_id=found.pk, name=found.name), by=by, at=at)
    return variant_of(by, variant.pk)


@once
def set_store_price(
    *,
    store: Store,
    variant: Variant,
    price_fen: int | None,
    by: Actor,
    offered: bool = True,
    at: datetime | None = None,
) -> StorePrice:
    """A store's own price in fen (None: the list price), or that the store does not offer the variant."""
    if store.chain_id != by.chain_id or not by.sees(store.pk):
        raise NotFound
    require_write(by, store.pk)
    found = variant_of(by, variant.pk)
    if price_fen is not None and not 0 <= price_fen <= HIGHEST_PRICE:
        raise PriceUnclear(name=found.name)
    price, _made = StorePrice.objects.of(by).update_or_create(
        chain_id=by.chain_id, store=store, variant=found, defaults={"price_fen": price_fen, "offered": offered}
    )
    event = StorePriceSet(subject_id=found.pk, store_id=store.pk, name=found.name, price_fen=price_fen, offered=offered)
    record(event, by=by, at=at)
    return price


def average_cost(*, chain_id: int, variant_id: int, had: int, came: int, cost_fen: int) -> None:
    """Move a variant's average cost: `had` pieces at the old figure and `came` at `cost_fen`, in one statement.

    Called by the stock when goods come in; runs in its transaction. Whole fen, half a fen rounded up.
    """
    had, total = max(had, 0), max(had, 0) + came
    if came <= 0 or total <= 0:
        return
    run(
        "UPDATE catalogue_variant SET cost_fen = (cost_fen * %s + %s) / %s WHERE chain_id = %s AND id = %s",
        [had, came * cost_fen + total // 2, total, chain_id, variant_id],
    )
