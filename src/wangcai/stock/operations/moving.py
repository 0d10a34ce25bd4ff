"""The one place where quantities change: a move, its holding and its level, by guarded updates in key order.

Order of locks everywhere in this app: document row, lots, levels by variant, holdings by (variant, bin, lot).
Never "look, then write": the row count of the UPDATE is the answer, CHECK constraints stand behind it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import Variant
from wangcai.kernel.public import Actor, Refusal, insert_rows, run
from wangcai.stock.models import Bin, Move
from wangcai.stock.promisers import promised_to


class PromisedAway(Refusal):
    code = "promised_away"
    sentence = _("“{name}”已经答应给客人，拿走 {quantity} 件就不够了。请先处理：{orders}。")


class NotInBin(Refusal):
    code = "not_in_bin"
    sentence = _("货位 {bin} 里的“{name}”没有 {quantity} 件，请核对数量、批次和货位。")


@dataclass(frozen=True, slots=True)
class Change:
    """Pieces that come into (+) or leave (−) one bin. `sellable` is False for damaged bins; `cost_fen` is per piece."""

    variant_id: int
    bin_id: int
    lot_id: int
    quantity: int
    sellable: bool = True
    cost_fen: int = 0


def book_moves(
    *,
    chain_id: int,
    store_id: int,
    changes: Sequence[Change],
    why: Move.Why,
    subject: tuple[str, int],
    by: Actor,
    at: datetime,
    keeps: Mapping[int, int] | None = None,
) -> list[int]:
    """Write moves, holdings and levels together; returns the ids of the moves. Must run inside a transaction.

    `keeps` says how many promised pieces of a variant leave with this (variant id → pieces): the promise falls with them.
    Refuses with PromisedAway where fewer would be left than are promised, with NotInBin where a bin does not hold them.
    """
    _change_levels(chain_id, store_id, changes, keeps or {})
    _change_holdings(chain_id, store_id, changes)
    shared = (why.value, *subject)
    rows = [
        (chain_id, store_id, c.variant_id, c.bin_id, c.lot_id, c.quantity, c.sellable, *shared, c.cost_fen, at, by.key)
        for c in changes
    ]
    return insert_rows("stock_move", MOVE_COLUMNS, rows)


MOVE_COLUMNS = (
    "chain_id", "store_id", "variant_id", "bin_id", "lot_id", "quantity", "sellable", "why",
    "subject_kind", "subject_id", "cost_fen", "at", "by",
)  # fmt: skip


def _change_levels(chain_id: int, store_id: int, changes: Sequence[Change], keeps: Mapping[int, int]) -> None:
    deltas: dict[int, int] = defaultdict(int)
    for change in changes:
        deltas[change.variant_id] += change.quantity if change.sellable else 0
    for variant_id in sorted({*deltas, *keeps}):
        delta, kept = deltas[variant_id], keeps.get(variant_id, 0)
        if delta > 0 and not kept:
            run(
                "INSERT INTO stock_level (chain_id, store_id, variant_id, on_hand, promised, low_at)"
                " VALUES (%s, %s, %s, %s, 0, 0) ON CONFLICT (chain_id, store_id, variant_id)"
                " DO UPDATE SET on_hand = stock_level.on_hand + excluded.on_hand",
                [chain_id, store_id, variant_id, delta],
            )
            continue
        # Without a difference this only takes the variant's turn, so that its holdings are never locked crosswise.
        changed = run(
            "UPDATE stock_level SET on_hand = on_hand + %s, promised = promised - %s"
            " WHERE chain_id = %s AND store_id = %s AND variant_id = %s"
            " AND on_hand + %s >= promised - %s AND promised >= %s AND on_hand + %s >= 0",
            [delta, kept, chain_id, store_id, variant_id, delta, kept, kept, delta],
        )
        if not changed and (delta or kept):
            raise _too_few(chain_id, store_id, variant_id, -delta, changes)


def _too_few(chain_id: int, store_id: int, variant_id: int, pieces: int, changes: Sequence[Change]) -> Refusal:
    """Say whether promises stand in the way, or the pieces are simply not there."""
    words = promised_to(chain_id, store_id, variant_id)
    if words["promises"]:
        return PromisedAway(**words, quantity=pieces)
    bin_id = next((c.bin_id for c in changes if c.variant_id == variant_id and c.quantity < 0), 0)
    return NotInBin(**_named(chain_id, variant_id, bin_id), quantity=pieces)


def _change_holdings(chain_id: int, store_id: int, changes: Sequence[Change]) -> None:
    deltas: dict[tuple[int, int, int], int] = defaultdict(int)
    for change in changes:
        deltas[change.variant_id, change.bin_id, change.lot_id] += change.quantity
    for (variant_id, bin_id, lot_id), delta in sorted(deltas.items()):
        key = [chain_id, store_id, variant_id, bin_id, lot_id]
        if delta > 0:
            run(
                "INSERT INTO stock_holding (chain_id, store_id, variant_id, bin_id, lot_id, quantity)"
                " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (chain_id, store_id, variant_id, bin_id, lot_id)"
                " DO UPDATE SET quantity = stock_holding.quantity + excluded.quantity",
                [*key, delta],
            )
        elif delta and not run(
            "UPDATE stock_holding SET quantity = quantity + %s WHERE chain_id = %s AND store_id = %s"
            " AND variant_id = %s AND bin_id = %s AND lot_id = %s AND quantity + %s >= 0",
            [delta, *key, delta],
        ):
            raise NotInBin(**_named(chain_id, variant_id, bin_id), quantity=-delta)


def _named(chain_id: int, variant_id: int, bin_id: int) -> dict[str, Any]:

    return {
        "name": Variant.objects.of(chain_id).filter(pk=variant_id).values_list("name", flat=True).first() or "",
        "bin": Bin.objects.of(chain_id).filter(pk=bin_id).values_list("code", flat=True).first() or "",
        "variant_id": variant_id,
    }
