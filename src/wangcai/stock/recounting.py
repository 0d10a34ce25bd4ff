"""Does every kept figure agree with the moves and promises it is made of? An empty list says yes."""

from dataclasses import dataclass
from typing import Any

from wangcai.kernel.public import fetch


@dataclass(frozen=True, slots=True)
class Difference:
    """A kept figure that is not the sum it should be. `figure` is on_hand, promised, holding or shelves."""

    figure: str
    store_id: int
    variant_id: int
    kept: int
    summed: int
    bin_id: int | None = None
    lot_id: int | None = None


LEVELS = """
SELECT store_id, variant_id, SUM(kept), SUM(summed) FROM (
    SELECT store_id, variant_id, on_hand AS kept, 0 AS summed FROM stock_level WHERE chain_id = %s
    UNION ALL
    SELECT store_id, variant_id, 0, quantity FROM stock_move WHERE chain_id = %s AND sellable
) AS both_sides GROUP BY store_id, variant_id HAVING SUM(kept) <> SUM(summed)
"""
PROMISES = """
SELECT store_id, variant_id, SUM(kept), SUM(summed) FROM (
    SELECT store_id, variant_id, promised AS kept, 0 AS summed FROM stock_level WHERE chain_id = %s
    UNION ALL
    SELECT store_id, variant_id, 0, quantity FROM stock_promise WHERE chain_id = %s AND state = 'open'
) AS both_sides GROUP BY store_id, variant_id HAVING SUM(kept) <> SUM(summed)
"""
SHELVES = """
SELECT store_id, variant_id, SUM(kept), SUM(summed) FROM (
    SELECT store_id, variant_id, on_hand AS kept, 0 AS summed FROM stock_level WHERE chain_id = %s
    UNION ALL
    SELECT h.store_id, h.variant_id, 0, h.quantity FROM stock_holding h JOIN stock_bin b ON b.id = h.bin_id
    WHERE h.chain_id = %s AND b.kind <> 'damaged'
) AS both_sides GROUP BY store_id, variant_id HAVING SUM(kept) <> SUM(summed)
"""
HOLDINGS = """
SELECT store_id, variant_id, SUM(kept), SUM(summed), bin_id, lot_id FROM (
    SELECT store_id, variant_id, bin_id, lot_id, quantity AS kept, 0 AS summed FROM stock_holding WHERE chain_id = %s
    UNION ALL
    SELECT store_id, variant_id, bin_id, lot_id, 0, quantity FROM stock_move WHERE chain_id = %s
) AS both_sides GROUP BY store_id, variant_id, bin_id, lot_id HAVING SUM(kept) <> SUM(summed)
"""
CHECKS = {"on_hand": LEVELS, "promised": PROMISES, "shelves": SHELVES, "holding": HOLDINGS}


def recount(chain: Any) -> list[Difference]:
    """Compare, for a whole chain (Chain, Actor or id): levels with sellable moves, holdings with moves by bin and lot,
    levels with what lies on shelves, promised with open promises. Four statements; run it outside business hours on a large chain.
    """
    chain_id = getattr(chain, "chain_id", None) or getattr(chain, "pk", chain)
    found: list[Difference] = []
    for figure, text in CHECKS.items():
        for row in fetch(text, [chain_id, chain_id]):
            place = tuple(row[4:]) or (None, None)
            found.append(Difference(figure, row[0], row[1], int(row[2]), int(row[3]), *place))
    return sorted(found, key=lambda d: (d.store_id, d.variant_id, d.figure, d.bin_id or 0, d.lot_id or 0))
