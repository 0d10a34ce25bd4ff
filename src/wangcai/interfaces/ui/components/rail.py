"""The places in the frame. Every page shows them, and the same ones again and again: each set is drawn once."""

import functools
from collections.abc import Iterable

from django.utils.translation import get_language

from wangcai.interfaces.ui.components.buttons import badge_mark
from wangcai.interfaces.ui.components.registry import format_html, join, register
from wangcai.interfaces.ui.components.text import icon
from wangcai.interfaces.ui.rail import IN_BAR, IN_RAIL, RailItem, more_of

# Sets of places: by role, page, badge and language.
MOST_DRAWN = 256


@register.simple_tag
def rail_places(rail: Iterable[RailItem]) -> str:
    """Those that stand in the rail of a computer; the first of them in a phone's bar."""
    return _places(tuple(rail), get_language() or "")


@register.simple_tag
def rail_sheet(rail: Iterable[RailItem]) -> str:
    """What stands under 更多, by group."""
    return _sheet(tuple(rail), get_language() or "")


@functools.lru_cache(maxsize=MOST_DRAWN)
def _places(rail: tuple[RailItem, ...], _language: str) -> str:
    return join(
        "{}",
        ((_link(place, "rail-item", late=number >= IN_BAR),) for number, place in enumerate(rail[:IN_RAIL])),
    )


@functools.lru_cache(maxsize=MOST_DRAWN)
def _sheet(rail: tuple[RailItem, ...], _language: str) -> str:
    return join("{}", ((_group(*group),) for group in more_of(list(rail))))


def _group(name: str, all_early: bool, places: list[tuple[bool, RailItem]]) -> str:
    return format_html(
        '<div class="rail-group{}">{}{}</div>',
        " rail-early" if all_early else "",
        format_html('<p class="rail-group-name">{}</p>', name) if name else "",
        join("{}", ((_link(place, "menu-item", early=early),) for early, place in places)),
    )


def _link(place: RailItem, kind: str, *, late: bool = False, early: bool = False) -> str:
    return format_html(
        '<a class="{}{}{}" href="{}"{}>{}<span>{}</span>{}</a>',
        kind,
        " rail-later" if late else "",
        " rail-early" if early else "",
        place.url,
        format_html(' aria-current="{}"', "page") if place.current else "",
        icon(place.icon),
        place.label,
        badge_mark(place.badge),
    )
