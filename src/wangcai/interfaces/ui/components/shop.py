"""The shop's own: goods tiles, payment choices, the store's mark."""

from typing import Any

from wangcai.interfaces.ui.components.registry import attrs, classes, format_html, hue, register, state_class
from wangcai.interfaces.ui.components.text import icon as icon_mark
from wangcai.interfaces.ui.components.text import money


@register.simple_block_tag
def tiles(content: str, size: str = "", **more: Any) -> str:
    """Holds goods tiles. `size="small"` for a denser wall."""
    return format_html('<div class="{}"{}>{}</div>', classes("tiles", size and f"tiles-{size}"), attrs(more), content)


@register.simple_tag
def goods_tile(
    name: str, fen: Any, icon: str = "package", colour: str = "", note: str = "", low: bool = False, href: str = "",
    photo: str = "", count: Any = "", disabled: bool = False, currency: str = "CNY", **more: Any,
) -> str:  # fmt: skip
    """One good or service to press: picture or icon, name, price, a note (库存 18, 60 分钟), red when `low`.

    A button (`name`/`value` are taken, so pass `field_name`, `value`, or htmx attributes), or a link with `href`.
    """
    face = (
        format_html('<img class="tile-photo" src="{}" alt="" loading="lazy">', photo)
        if photo
        else format_html('<span class="tile-icon hue-{}">{}</span>', hue(colour or name), icon_mark(icon))
    )
    inner = format_html(
        '{}{}<strong class="tile-name">{}</strong><span class="tile-foot"><span class="tile-price">{}</span><small class="{}">{}</small></span>',
        face, format_html('<span class="badge is-accent">{}</span>', count) if count else "",
        name, money(fen, currency), "is-danger" if low else "", note,
    )  # fmt: skip
    if href and not disabled:
        return format_html('<a class="tile" href="{}"{}>{}</a>', href, attrs(more), inner)
    if "field_name" in more:
        more["name"] = more.pop("field_name")
    scripted = any(n.startswith(("hx_", "data_")) for n in more)
    return format_html(
        '<button class="tile" type="{}"{}{}>{}</button>',
        "button" if scripted else "submit", attrs({"disabled": disabled}), attrs(more), inner,
    )  # fmt: skip


@register.simple_tag
def photo(url: str, alt: str, size: str = "", link: bool = True) -> str:
    """A kept picture (flawed goods, a pet, the door). `alt` says what it shows; `size`: small, large; opens in full."""
    image = format_html(
        '<img class="{}" src="{}" alt="{}" loading="lazy">', classes("picture", size and f"picture-{size}"), url, alt
    )
    return format_html('<a href="{}">{}</a>', url, image) if link else image


@register.simple_tag
def store_mark(name: str, colour: str = "") -> str:
    """The store's name in its own colour."""
    return format_html('<span class="store-mark hue-{}"><i class="store-dot"></i>{}</span>', hue(colour or name), name)


@register.simple_tag
def call_number(number: str, detail: str = "", tone: str = "service") -> str:
    """A number that is called, large enough to be read across the shop."""
    small = format_html("<small>{}</small>", detail) if detail else ""
    return format_html('<p class="call {}"><strong>{}</strong>{}</p>', state_class(tone), number, small)


@register.simple_block_tag
def receipt(content: str, width: int = 80) -> str:
    """The paper of a receipt on the screen and in print, 58 or 80 mm."""
    return format_html('<div class="receipt receipt-{}">{}</div>', 58 if int(width) == 58 else 80, content)


@register.simple_block_tag
def sheet(content: str) -> str:
    """One piece of paper among several of the same size (labels); each begins a new page. In the block `sheets`."""
    return format_html('<section class="sheet">{}</section>', content)


@register.filter
def hue_of(colour: str, name: str = "") -> str:
    """The hue of a store: its own colour, or one always the same for its name."""
    return hue(colour or name)
