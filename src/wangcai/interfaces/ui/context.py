"""Context processor: what every frame needs to know."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from wangcai.interfaces.ui.addresses import address
from wangcai.interfaces.ui.rail import IN_RAIL, Frame, rail_for

THEMES = ("auto", "light", "dark")


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame`, `rail` (lazy), `theme`, `language_code` for the templates in `ui/`."""
    shown = getattr(request, "frame", None) or Frame()
    theme = request.COOKIES.get("theme", "auto")
    language = get_language() or "zh-hans"
    rail = SimpleLazyObject(lambda: rail_for(request, shown))
    return {
        "frame": shown,
        "rail": rail,
        "rail_away": SimpleLazyObject(lambda: any(place.current for place in rail[IN_RAIL:])),
        "theme": theme if theme in THEMES else "auto",
        "theme_url": address("ui:theme"),
        "language_url": address("ui:language"),
        "page_language": "zh-Hans" if language.startswith("zh") else language,
        "other_language": ("en", "English") if language.startswith("zh") else ("zh-hans", "中文"),
    }
