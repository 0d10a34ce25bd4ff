"""What a stocktake found: counted against book, and what nobody has counted yet."""

from dataclasses import dataclass
from datetime import date, datetime

from wangcai.stock.baskets import in_baskets
from wangcai.stock.models import Count, Holding, Move, Stocktake


@dataclass(frozen=True, slots=True)
class Variance:
    """One counted item. `difference` in pieces, `value_fen` what the difference is worth at cost."""

    count_id: int
    variant_id: int
    name: str
    bin_id: int
    bin_code: str
    lot_id: int
    lot_code: str
    expires_on: date | None
    counted: int
    book: int
    difference: int
    value_fen: int
    at: datetime
    by: str

    @property
    def missing(self) -> int:
        """Pieces fewer than the book says; 0 where none are."""
        return max(-self.difference, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a count has come, by bin: (bin, items counted, items the book knows there)."""

    bins: list[tuple]
    counted: int
    expected: int


def variance(stocktake: Stocktake) -> list[Variance]:
    """Every counted item, the largest difference first. Two queries at most."""
    counts = Count.objects.of(stocktake.chain_id).filter(stocktake=stocktake).select_related("variant", "bin", "lot")
    lines = [
        Variance(
            count_id=c.pk,
            variant_id=c.variant_id,
            name=c.variant.name,
            bin_id=c.bin_id,
            bin_code=c.bin.code,
            lot_id=c.lot_id,
            lot_code=c.lot.code,
            expires_on=c.lot.expires_on,
            counted=c.counted,
            book=c.book,
            difference=c.counted - c.book,
            value_fen=(c.counted - c.book) * (c.lot.cost_fen or c.variant.cost_fen),
            at=c.at,
            by=c.by,
        )
        for c in counts
    ]
    return sorted(lines, key=lambda line: (-abs(line.value_fen), -abs(line.difference), line.bin_code, line.name))


def uncounted(stocktake: Stocktake) -> list[Holding]:
    """Pieces that lay in the stocktake's bins when it began and that nobody has counted. Later arrivals
    are not meant, nor what stands in pickers' baskets: `quantity` is without them (unsaved)."""
    chain_id = stocktake.chain_id
    bins = list(stocktake.bins.values_list("pk", flat=True))
    seen = set(Count.objects.of(chain_id).filter(stocktake=stocktake).values_list("variant_id", "bin_id", "lot_id"))
    seen |= set(
        Move.objects.of(chain_id)
        .filter(store_id=stocktake.store_id, bin_id__in=bins, quantity__gt=0, at__gte=stocktake.started_at)
        .values_list("variant_id", "bin_id", "lot_id")
    )
    held = Holding.objects.of(chain_id).filter(store_id=stocktake.store_id, bin_id__in=bins, quantity__gt=0)
    rows = held.select_related("variant", "bin", "lot").order_by("bin__walk", "bin__code", "variant__name", "pk")
    baskets = in_baskets(chain_id, stocktake.store_id)
    found = []
    for held_here in rows:
        place = (held_here.variant_id, held_here.bin_id, held_here.lot_id)
        held_here.quantity -= baskets[place]
        if place not in seen and held_here.quantity > 0:
            found.append(held_here)
    return found


def progress(stocktake: Stocktake) -> Progress:
    """Counted items against those the book knows, bin by bin in the order of the walk."""
    places = list(stocktake.bins.order_by("walk", "code"))
    counted: dict[int, set] = {place.pk: set() for place in places}
    for key in (
        Count.objects.of(stocktake.chain_id).filter(stocktake=stocktake).values_list("bin_id", "variant_id", "lot_id")
    ):
        counted.setdefault(key[0], set()).add(key)
    known: dict[int, set] = {place.pk: set(counted[place.pk]) for place in places}
    held = Holding.objects.of(stocktake.chain_id).filter(bin_id__in=list(known), quantity__gt=0)
    for key in held.values_list("bin_id", "variant_id", "lot_id"):
        known[key[0]].add(key)
    bins = [(place, len(counted[place.pk]), len(known[place.pk])) for place in places]
    return Progress(bins, sum(b[1] for b in bins), sum(b[2] for b in bins))
