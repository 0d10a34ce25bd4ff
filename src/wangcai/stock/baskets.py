"""Pieces that have left their bin but not the house: they stand in a picker's basket and are still on hand.

Who counts a bin does not see them, so a count must not miss them. A later stage, which knows the baskets, registers them.
"""

from collections import Counter
from collections.abc import Callable, Mapping

Place = tuple[int, int, int]  # variant, bin, lot
Baskets = Callable[[int, int], Mapping[Place, int]]
_sources: list[Baskets] = []


def register_baskets(source: Baskets) -> None:
    """Tell what stands in baskets: `source(chain_id, store_id)` returns pieces by (variant id, bin id, lot id)."""
    if source not in _sources:
        _sources.append(source)


def in_baskets(chain_id: int, store_id: int) -> Counter[Place]:
    """Pieces in baskets of a store by the place they were taken from."""
    total: Counter[Place] = Counter()
    for source in _sources:
        total.update(source(chain_id, store_id))
    return total
