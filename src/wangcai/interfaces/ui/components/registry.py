"""The one template library all component modules register in, and how their attributes are written."""

import re
from colorsys import rgb_to_hls
from functools import lru_cache
from html import escape
from typing import Any
from zlib import crc32

from django.template import Library
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = Library()

HUES = ("orange", "amber", "green", "teal", "blue", "indigo", "violet", "pink", "brown", "slate")
STATES = ("booked", "arrived", "service", "ready", "done", "late", "danger", "neutral", "gold", "accent")


def attrs(given: dict[str, Any]) -> SafeString:
    """HTML attributes from tag arguments: `hx_post` → `hx-post`, `hx_target__inherited` → `hx-target:inherited`.

    None and False leave the attribute out, True writes it bare. Event handlers (`on…`) and `style` are refused.
    """
    parts = []
    for name, value in given.items():
        if value is None or value is False:
            continue
        written = _attribute_name(name)
        parts.append(f" {written}" if value is True else f' {written}="{_escaped(value)}"')
    return mark_safe("".join(parts))


@lru_cache(maxsize=512)
def _attribute_name(name: str) -> str:
    written = name.replace("__", ":").replace("_", "-")
    if written == "style" or written.startswith(("on", "hx-on")) or not re.fullmatch(r"[a-z][a-z0-9:.-]*", written):
        raise ValueError(f"{written}: inline script and style are not allowed")
    return written


def classes(*names: str | None) -> str:
    """Class names joined by a space, empty ones left out."""
    return " ".join(name for name in names if name)


def hue(value: Any) -> str:
    """A colour name of `HUES`: the value itself when it is one, the nearest for `#rrggbb`, else always the same per text."""
    text = str(value or "")
    if text in HUES:
        return text
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return _nearest(text)
    return HUES[crc32(text.encode()) % len(HUES)]


@lru_cache(maxsize=256)
def _nearest(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    angle, light, strength = rgb_to_hls(red, green, blue)
    if strength < 0.15 or light > 0.95:
        return "slate"
    degrees = angle * 360
    if 15 <= degrees < 45 and (strength < 0.45 or light < 0.25):
        return "brown"
    limits = (
        (35, "orange"),
        (70, "amber"),
        (160, "green"),
        (195, "teal"),
        (225, "blue"),
        (255, "indigo"),
        (300, "violet"),
        (350, "pink"),
    )
    return next((name for limit, name in limits if degrees < limit), "orange")


def state_class(state: str) -> str:
    """`is-<state>` for a known state; unknown words look neutral instead of breaking the page."""
    return f"is-{state}" if state in STATES else "is-neutral"


def get(item: Any, name: str, default: Any = "") -> Any:
    """A field of a dict or an attribute of an object; `default` when absent or None."""
    value = item.get(name) if isinstance(item, dict) else getattr(item, name, None)
    return default if value is None else value


def format_html(template: str, *values: Any) -> SafeString:
    """Django's `format_html` for values by position; plain texts, nearly all there are, take the short way."""
    return SafeString(template.format(*[_escaped(value) for value in values]))


def _escaped(value: Any) -> str:
    kind = type(value)
    if kind is SafeString:
        return value
    return escape(value) if kind is str else conditional_escape(value)


def join(template: str, rows: Any) -> SafeString:
    """`format_html` of each row, one after the other."""
    return SafeString("".join([template.format(*[_escaped(value) for value in row]) for row in rows]))


__all__ = [
    "HUES",
    "STATES",
    "attrs",
    "classes",
    "conditional_escape",
    "format_html",
    "get",
    "hue",
    "join",
    "mark_safe",
    "register",
    "state_class",
]
