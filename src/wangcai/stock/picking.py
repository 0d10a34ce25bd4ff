"""Where the picker goes: first expiry first, in the order of the walk, never an expired piece."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from wangcai.kernel.public import local, now
from wangcai.shops.public import Store
from wangcai.stock.models import Bin, Holding


@dataclass(frozen=True, slots=True)
class PickRow:
    """So many pieces of a lot from a bin for an order line."""

    line_id: int
    variant_id: int
    bin_id: int
    bin_code: str
    lot_id: int
    lot_code: str
    expires_on: date | None
    quantity: int
    walk: int


def pick_plan(
    store: Store,
    wanted: Sequence[tuple[int, int, int]],
    *,
    spoken_for: Mapping[tuple[int, int], int] | None = None,
    at: datetime | None = None,
) -> list[PickRow]:
    """Plan the way for (line id, variant id, pieces). One query.

    Rows stand in the order of the walk. Fewer pieces than wanted come back where the bins hold fewer: the caller sees
    the shortage as the difference. `spoken_for` maps (bin, lot) to pieces that other open plans already mean to take.
    """
    today = local(at or now(), store.timezone).date()
    holdings = list(
        Holding.objects.of(store.chain_id)
        .filter(store=store, variant_id__in={variant for _line, variant, _n in wanted}, quantity__gt=0)
        .exclude(bin__kind=Bin.Kind.DAMAGED)
        .select_related("bin", "lot")
    )
    fresh = [h for h in holdings if h.lot.expires_on is None or h.lot.expires_on >= today]
    fresh.sort(key=lambda h: (h.lot.expires_on is None, h.lot.expires_on, h.bin.walk, h.bin.code, h.pk))
    taken_before = spoken_for or {}
    left = {h.pk: h.quantity - taken_before.get((h.bin_id, h.lot_id), 0) for h in fresh}
    rows: list[PickRow] = []
    for line_id, variant_id, pieces in wanted:
        need = pieces
        for h in fresh:
            taken = min(need, left[h.pk]) if h.variant_id == variant_id else 0
            if taken > 0:
                left[h.pk] -= taken
                need -= taken
                rows.append(_row(line_id, h, taken))
    return sorted(rows, key=lambda r: (r.walk, r.bin_code, r.variant_id, r.expires_on or date.max, r.line_id))


def _row(line_id: int, holding: Holding, quantity: int) -> PickRow:
    return PickRow(
        line_id=line_id,
        variant_id=holding.variant_id,
        bin_id=holding.bin_id,
        bin_code=holding.bin.code,
        lot_id=holding.lot_id,
        lot_code=holding.lot.code,
        expires_on=holding.lot.expires_on,
        quantity=quantity,
        walk=holding.bin.walk,
    )
