"""What the till shows on its tiles: goods a store sells, with price and what is free. It reads catalogue and stock at once."""

from dataclasses import dataclass
from typing import Any

from wangcai.kernel.public import Actor, clean_line, fetch
from wangcai.lookup.public import find
from wangcai.shops.public import Store


@dataclass(frozen=True, slots=True)
class Tile:
    """One variant for sale. Price in fen; `free` is None where pieces are not counted (services, fees)."""

    variant_id: int
    product_id: int
    name: str
    sku: str
    kind: str
    price_fen: int
    category: str
    icon: str
    hue: str
    photo: str
    free: int | None
    low: bool


# Food of a cat and of a dog lie side by side: where the shelf only has a paw, the animal says more.
TILES = """
SELECT v.id, v.product_id, v.name, v.sku, p.kind, COALESCE(s.price_fen, v.price_fen),
       c.code, CASE WHEN c.icon = 'paw' AND p.species IN ('cat', 'dog') THEN p.species ELSE c.icon END, c.hue, f.public_id, v.counted, COALESCE(l.on_hand - l.promised, 0), COALESCE(l.low_at, 0)
FROM catalogue_variant v
JOIN catalogue_product p ON p.id = v.product_id
LEFT JOIN catalogue_category c ON c.id = p.category_id
LEFT JOIN catalogue_storeprice s ON s.chain_id = v.chain_id AND s.variant_id = v.id AND s.store_id = %s
LEFT JOIN stock_level l ON l.chain_id = v.chain_id AND l.variant_id = v.id AND l.store_id = %s
LEFT JOIN files_storedfile f ON f.id = p.photo_id
WHERE v.chain_id = %s AND v.ended_at IS NULL AND p.ended_at IS NULL AND (s.id IS NULL OR s.offered)
"""


def goods_tiles(
    store: Store, *, by: Actor | None = None, category: str = "", query: str = "", kind: str = "", limit: int = 60
) -> list[Tile]:
    """Tiles of a store, by category and name. `category` is its code; `query` searches names, pinyin, sku and barcode.

    A query needs `by`, because the search shows only what the person may see. Two statements at most.
    """
    text, values = TILES, [store.pk, store.pk, store.chain_id]
    if query.strip():
        hits = [hit.target_id for hit in find(by, query, kinds=["goods"], limit=limit)] if by else []
        if not hits:
            return []
        text += f" AND v.id IN ({', '.join(['%s'] * len(hits))})"
        values += hits
    if category:
        text, values = text + " AND c.code = %s", [*values, clean_line(category, most=30)]
    if kind:
        text, values = text + " AND p.kind = %s", [*values, clean_line(kind, most=10)]
    text += " ORDER BY COALESCE(c.position, 999), v.name, v.id LIMIT %s"
    return [_tile(row) for row in fetch(text, [*values, limit])]


def _tile(row: tuple[Any, ...]) -> Tile:
    counted, free, low_at = bool(row[10]), row[11], row[12]
    return Tile(
        variant_id=row[0],
        product_id=row[1],
        name=row[2],
        sku=row[3],
        kind=row[4],
        price_fen=row[5],
        category=row[6] or "",
        icon=row[7] or "package",
        hue=row[8] or "orange",
        photo=str(row[9] or ""),
        free=free if counted else None,
        low=counted and free <= max(low_at, 0),
    )
