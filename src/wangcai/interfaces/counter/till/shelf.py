"""What stands on the wall of tiles beside the ticket: by category, or what was found."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from wangcai.catalogue.public import categories_of
from wangcai.kernel.public import Actor
from wangcai.stock.public import goods_tiles

MOST_TILES = 60
LOW = 5


@dataclass(frozen=True, slots=True)
class Press:
    """One tile to press. `note` is its stock in words, `vals` what a press sends."""

    name: str
    fen: int
    icon: str
    hue: str
    note: str
    low: bool
    photo: str
    vals: str


def wall(by: Actor, store: Any, *, query: str = "", category: str = "") -> dict[str, Any]:
    """Chips and tiles for the page: what was typed comes before the category. Two or three queries."""
    categories = categories_of(by)
    chosen = next((c for c in categories if c.code == category), None)
    tiles = goods_tiles(
        store, by=by, query=query, category="" if query or chosen is None else chosen.code, limit=MOST_TILES
    )
    return {
        "tiles": [press_of(tile) for tile in tiles],
        "categories": categories,
        "category": chosen,
        "query": query,
    }


def press_of(tile: Any) -> Press:
    """A tile in the till's words."""
    note = ""
    if tile.free is not None:
        note = _("库存 {n}").format(n=tile.free) if tile.free > 0 else _("缺货")
    return Press(
        name=tile.name,
        fen=tile.price_fen,
        icon=tile.icon,
        hue=tile.hue,
        note=note,
        low=tile.low or (tile.free is not None and tile.free <= LOW),
        photo=f"/files/{tile.photo}" if tile.photo else "",
        vals=f'{{"variant": {tile.variant_id}}}',
    )
