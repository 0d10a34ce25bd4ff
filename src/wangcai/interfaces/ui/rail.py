"""The places a person can go: each interface registers its own in AppConfig.ready, the frame shows those they may open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, slots=True)
class RailItem:
    """One place as the frame shows it."""

    label: str
    icon: str
    url: str
    current: bool = False
    badge: int = 0


@dataclass(frozen=True, slots=True)
class _Place:
    label: Any
    icon: str
    url_name: str
    permission: str
    order: int
    audience: str
    badge: Callable[[HttpRequest], int] | None


@dataclass(slots=True)
class Frame:
    """What the frame shows around a page. The interface's middleware puts one on `request.frame`.

    `store_colour` is one of the hues (or any text: always the same hue for it). `may` answers whether this person
    has a permission. `rail` replaces the registered places when it is set.
    """

    audience: str = "staff"
    store_name: str = ""
    store_colour: str = ""
    store_url: str = ""
    chain_name: str = ""
    person_name: str = ""
    person_role: str = ""
    switch_url: str = ""
    sign_out_url: str = ""
    search_url: str = ""
    home_url: str = "/"
    may: Callable[[str], bool] = field(default=lambda permission: not permission)
    rail: list[RailItem] | None = None


_PLACES: dict[tuple[str, str], _Place] = {}


def register_rail(
    label: Any, icon: str, url_name: str, permission: str = "", order: int = 100, audience: str = "staff",
    badge: Callable[[HttpRequest], int] | None = None,
) -> None:  # fmt: skip
    """Offer a place in the rail of `audience`: Chinese lazy label, icon name, url name, the permission it needs.

    Lower `order` stands higher; the first four are in the phone's bar. `badge(request)` gives a count (keep it cheap).
    """
    _PLACES[(audience, url_name)] = _Place(label, icon, url_name, permission, order, audience, badge)


def rail_for(request: HttpRequest, frame: Frame) -> list[RailItem]:
    """The places this person may open, in order; the one with the longest matching address is current."""
    if frame.rail is not None:
        return frame.rail
    found = []
    for place in sorted((p for p in _PLACES.values() if p.audience == frame.audience), key=lambda p: p.order):
        if place.permission and not frame.may(place.permission):
            continue
        try:
            url = reverse(place.url_name)
        except NoReverseMatch:
            continue
        found.append((place, url))
    here = max((u for _, u in found if _inside(request.path, u)), key=len, default=None)
    return [RailItem(str(p.label), p.icon, url, url == here, p.badge(request) if p.badge else 0) for p, url in found]


def _inside(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
