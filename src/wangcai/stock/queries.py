"""Reads of the stock: what is free, where it lies, what moved, what expires."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet

from wangcai.kernel.public import clean_line, fetch, local, now
from wangcai.shops.public import Store
from wangcai.stock.models import Bin, Holding, Level, Move

BANDS = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class Expiring:
    """Pieces of a lot in a bin that expire soon. `band` is 0 (expired), 7, 30 or 90; `value_fen` at cost."""

    variant_id: int
    name: str
    bin_id: int
    bin_code: str
    lot_id: int
    lot_code: str
    expires_on: date
    days: int
    band: int
    quantity: int
    value_fen: int


def available(store: Store, variant_ids: Iterable[int]) -> dict[int, int]:
    """Free pieces (on hand less promised) by variant; 0 for goods the store never had. One query."""
    ids = sorted(set(variant_ids))
    if not ids:
        return {}
    marks = ", ".join(["%s"] * len(ids))
    rows = fetch(
        "SELECT variant_id, on_hand - promised FROM stock_level WHERE chain_id = %s AND store_id = %s"  # noqa: S608
        f" AND variant_id IN ({marks})",
        [store.chain_id, store.pk, *ids],
    )
    return dict.fromkeys(ids, 0) | {row[0]: row[1] for row in rows}


def levels_of(chain_id: int, variant_ids: Iterable[int], store_ids: Iterable[int]) -> QuerySet[Level]:
    """Levels of variants in stores, with the store."""
    found = Level.objects.of(chain_id).filter(variant_id__in=list(variant_ids), store_id__in=list(store_ids))
    return found.select_related("store").order_by("variant_id", "store_id")


def holdings_of(store: Store, variant_ids: Iterable[int]) -> QuerySet[Holding]:
    """Where pieces lie in a store, first expiry first, damaged bins too."""
    found = Holding.objects.of(store.chain_id).filter(store=store, variant_id__in=list(variant_ids), quantity__gt=0)
    return found.select_related("bin", "lot", "variant").order_by(
        F("lot__expires_on").asc(nulls_last=True), "bin__walk", "bin__code", "pk"
    )


def moves_of(store: Store, variant_ids: Iterable[int], *, before: int | None = None, limit: int = 40) -> list[Move]:
    """Moves of variants in a store, newest first, keyset paged by `before`."""
    found = Move.objects.of(store.chain_id).filter(store=store, variant_id__in=list(variant_ids))
    if before:
        found = found.filter(pk__lt=before)
    return list(found.select_related("bin", "lot", "variant").order_by("-pk")[:limit])


def bins_of(store: Store) -> list[Bin]:
    """The store's bins in the order of the walk."""
    return list(Bin.objects.of(store.chain_id).filter(store=store, ended_at=None))


def bin_by_code(store: Store, code: str) -> Bin | None:
    """A bin by what its label says: `A01`, or `BIN:A01` as the printed barcode has it. None where there is no such bin."""
    text = clean_line(code, most=30).upper().removeprefix("BIN:")
    return Bin.objects.of(store.chain_id).filter(store=store, code=text, ended_at=None).first() if text else None


def expiring(store: Store, *, days: int = 90, at: datetime | None = None) -> list[Expiring]:
    """Pieces on the shelves that are expired or expire within `days`, soonest first. One query."""
    today = local(at or now(), store.timezone).date()
    held = (
        Holding.objects.of(store.chain_id)
        .filter(store=store, quantity__gt=0, lot__expires_on__lte=today + timedelta(days=days))
        .exclude(bin__kind=Bin.Kind.DAMAGED)
        .select_related("variant", "bin", "lot")
        .order_by("lot__expires_on", "variant__name", "pk")
    )
    return [_expiring(h, (h.lot.expires_on - today).days) for h in held]


def _expiring(holding: Holding, days: int) -> Expiring:
    band = 0 if days < 0 else next((limit for limit in BANDS if days <= limit), days)
    return Expiring(
        variant_id=holding.variant_id,
        name=holding.variant.name,
        bin_id=holding.bin_id,
        bin_code=holding.bin.code,
        lot_id=holding.lot_id,
        lot_code=holding.lot.code,
        expires_on=holding.lot.expires_on,
        days=days,
        band=band,
        quantity=holding.quantity,
        value_fen=holding.quantity * (holding.lot.cost_fen or holding.variant.cost_fen),
    )
