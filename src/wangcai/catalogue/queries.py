"""Reads of the catalogue: by code, by price, by category."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wangcai.catalogue.banding import takes
from wangcai.catalogue.codes import spellings_of
from wangcai.catalogue.models import Barcode, Category, Service, StorePrice, Variant
from wangcai.kernel.public import fetch
from wangcai.shops.public import Store


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scanned code stands for: a variant, and how many pieces (a case of twelve: 12)."""

    variant: Variant
    pieces: int


def scan_code(chain: Any, code: str) -> Scanned | None:
    """Read a barcode or sku of the chain (an Actor, Chain or id), ended goods included. None where nobody has it."""
    codes = spellings_of(code)
    if not codes:
        return None
    # Not .first(): its ORDER BY id would make SQLite walk every code of the chain instead of the unique index.
    barcodes = Barcode.objects.of(chain).filter(code__in=codes).select_related("variant__product")[:1]
    for barcode in barcodes:
        return Scanned(barcode.variant, barcode.pieces)
    for variant in Variant.objects.of(chain).filter(sku__in=codes).select_related("product")[:1]:
        return Scanned(variant, 1)
    return None


def variant_by_code(chain: Any, code: str) -> Variant | None:
    """The variant with this barcode or sku, or None."""
    scanned = scan_code(chain, code)
    return scanned.variant if scanned else None


def priced(store: Store, variant_ids: Iterable[int]) -> dict[int, int]:
    """What each variant costs in this store, in fen: the store's price before the list price. One query.

    Variants that ended, or that the store does not offer, are not in the answer.
    """
    ids = sorted(set(variant_ids))
    if not ids:
        return {}
    marks = ", ".join(["%s"] * len(ids))
    rows = fetch(
        "SELECT v.id, COALESCE(p.price_fen, v.price_fen) FROM catalogue_variant v"  # noqa: S608
        " LEFT JOIN catalogue_storeprice p ON p.chain_id = v.chain_id AND p.variant_id = v.id AND p.store_id = %s"
        f" WHERE v.chain_id = %s AND v.id IN ({marks}) AND v.ended_at IS NULL"
        " AND (p.id IS NULL OR p.offered)",
        [store.pk, store.chain_id, *ids],
    )
    return {row[0]: row[1] for row in rows}


def categories_of(chain: Any) -> list[Category]:
    """The chain's categories in their order."""
    return list(Category.objects.of(chain))


def services_offered(
    chain: Any, store: Store | None = None, species: str = "", online: bool | None = None, addon: bool | None = None
) -> list[Service]:
    """The services a store offers now, with their variants; of one species, bookable online or not. At most two queries.

    `chain` is an Actor, Chain or id. Additions (`addon`) come last.
    """
    rows = Service.objects.of(chain).filter(ended_at=None, variant__ended_at=None).select_related("variant__product")
    if online is not None:
        rows = rows.filter(online=online)
    if addon is not None:
        rows = rows.filter(addon=addon)
    refused: set[int] = set()
    if store is not None:
        prices = StorePrice.objects.of(chain).filter(store=store, offered=False)
        refused = set(prices.values_list("variant_id", flat=True))
    offered = rows.order_by("addon", "kind", "variant__sku", "pk")
    return [s for s in offered if s.variant_id not in refused and (not species or takes(s, species))]


def service_of(chain: Any, variant_id: int) -> Service | None:
    """What booking and care must know of this variant; None where it is no service of the chain."""
    return Service.objects.of(chain).filter(variant_id=variant_id).select_related("variant__product").first()
