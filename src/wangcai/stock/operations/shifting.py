"""Pieces that change their place or are lost inside one store."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import Variant, variant_of
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, Refusal, clean_line, now, run
from wangcai.shops.public import Store
from wangcai.stock.events import GoodsDamaged, GoodsMoved, GoodsWrittenOff, LowLevelSet
from wangcai.stock.models import Bin, Level, Lot, Move
from wangcai.stock.operations.moving import Change, book_moves
from wangcai.stock.operations.places import bin_of, damaged_bin, lot_of
from wangcai.stock.rules import ADJUST, MOVE, approver_of, require_in


class QuantityUnclear(Refusal):
    code = "quantity_unclear"
    sentence = _("件数请写 1 或更多。")
    field = "quantity"


class SameBin(Refusal):
    code = "same_bin"
    sentence = _("已经在货位 {bin} 了，请选另一个货位。")
    field = "target"


@once
def move_bin(
    *,
    store: Store,
    variant_id: int,
    lot_id: int,
    source_id: int,
    target_id: int,
    quantity: int,
    by: Actor,
    at: datetime | None = None,
) -> Variant:
    """Move pieces of a lot from one bin to another. Out of a damaged bin they can be sold again, into one no more."""
    require_in(store, MOVE, by)
    source, target = bin_of(store, source_id), bin_of(store, target_id)
    if source.pk == target.pk:
        raise SameBin(bin=source.code)
    variant, lot = _checked(store, by, variant_id, lot_id, quantity)
    why = Move.Why.DAMAGE if target.kind == Bin.Kind.DAMAGED else Move.Why.REBIN
    _shift(store, variant, lot, source, target, quantity, why, by, at or now())
    event = GoodsMoved(
        subject_id=variant.pk,
        store_id=store.pk,
        name=variant.name,
        quantity=quantity,
        source=source.code,
        target=target.code,
    )
    record(event, by=by, at=at)
    return variant


@once
def mark_damaged(
    *,
    store: Store,
    variant_id: int,
    lot_id: int,
    bin_id: int,
    quantity: int,
    reason: str,
    by: Actor,
    at: datetime | None = None,
) -> Variant:
    """Take damaged or expired pieces off the shelf into the damaged bin: they can no longer be promised."""
    require_in(store, MOVE, by)
    reason = _reason(reason)
    source, target = bin_of(store, bin_id), damaged_bin(store)
    if source.kind == Bin.Kind.DAMAGED:
        raise SameBin(bin=source.code)
    variant, lot = _checked(store, by, variant_id, lot_id, quantity)
    _shift(store, variant, lot, source, target, quantity, Move.Why.DAMAGE, by, at or now())
    event = GoodsDamaged(subject_id=variant.pk, store_id=store.pk, name=variant.name, quantity=quantity, reason=reason)
    record(event, by=by, at=at)
    return variant


@once
def write_off(
    *,
    store: Store,
    variant_id: int,
    lot_id: int,
    bin_id: int,
    quantity: int,
    reason: str,
    by: Actor,
    second: Actor | None = None,
    at: datetime | None = None,
) -> Variant:
    """Pieces are gone for good. Needs a reason, stock.adjust, and someone with stock.approve (`second`, or `by`)."""
    require_in(store, ADJUST, by)
    reason = _reason(reason)
    approver = approver_of(store, by, second, did_it=frozenset({by.key}))
    place = bin_of(store, bin_id)
    variant, lot = _checked(store, by, variant_id, lot_id, quantity)
    change = Change(variant.pk, place.pk, lot.pk, -quantity, place.kind != Bin.Kind.DAMAGED, lot.cost_fen)
    book_moves(
        chain_id=by.chain_id,
        store_id=store.pk,
        changes=[change],
        why=Move.Why.ADJUST,
        subject=("variant", variant.pk),
        by=by,
        at=at or now(),
    )
    event = GoodsWrittenOff(
        subject_id=variant.pk,
        store_id=store.pk,
        name=variant.name,
        quantity=quantity,
        reason=reason,
        approved_by=approver.key,
    )
    record(event, by=by, at=at)
    return variant


@once
def set_low_level(*, store: Store, variant_id: int, low_at: int, by: Actor, at: datetime | None = None) -> Level:
    """From how many free pieces on a variant counts as running low in this store (0: never)."""
    require_in(store, ADJUST, by)
    variant = variant_of(by, variant_id)
    low_at = max(low_at, 0)
    run(
        "INSERT INTO stock_level (chain_id, store_id, variant_id, on_hand, promised, low_at) VALUES (%s, %s, %s, 0, 0, %s)"
        " ON CONFLICT (chain_id, store_id, variant_id) DO UPDATE SET low_at = excluded.low_at",
        [by.chain_id, store.pk, variant.pk, low_at],
    )
    record(LowLevelSet(subject_id=variant.pk, store_id=store.pk, name=variant.name, low_at=low_at), by=by, at=at)
    return Level.objects.of(by).get(store=store, variant=variant)


def _reason(text: str) -> str:
    reason = clean_line(text, most=120)
    if not reason:
        raise Missing(what=_("原因"), field="reason")
    return reason


def _checked(store: Store, by: Actor, variant_id: int, lot_id: int, quantity: int) -> tuple[Variant, Lot]:
    if quantity < 1:
        raise QuantityUnclear
    variant = variant_of(by, variant_id)
    return variant, lot_of(store.chain_id, variant.pk, lot_id)


def _shift(
    store: Store,
    variant: Variant,
    lot: Lot,
    source: Bin,
    target: Bin,
    quantity: int,
    why: Move.Why,
    by: Actor,
    at: datetime,
) -> None:
    changes = [
        Change(variant.pk, source.pk, lot.pk, -quantity, source.kind != Bin.Kind.DAMAGED, lot.cost_fen),
        Change(variant.pk, target.pk, lot.pk, quantity, target.kind != Bin.Kind.DAMAGED, lot.cost_fen),
    ]
    book_moves(
        chain_id=store.chain_id,
        store_id=store.pk,
        changes=changes,
        why=why,
        subject=("variant", variant.pk),
        by=by,
        at=at,
    )
