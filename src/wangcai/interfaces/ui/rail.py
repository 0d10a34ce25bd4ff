"""The places a person can go: each interface registers its own in AppConfig.ready, the frame shows those they may open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from wangcai.interfaces.ui.addresses import address


@dataclass(frozen=True, slots=True)
class RailItem:
    """One place as the frame shows it."""

    label: str
    icon: str
    url: str
    current: bool = False
    badge: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    label: Any
    icon: str
    url_name: str
    permission: str
    order: int
    audience: str
    badge: Callable[[HttpRequest], int] | None
    group: Any
    said: dict[str, tuple[str, str]] = field(default_factory=dict)

    def words(self, language: str) -> tuple[str, str]:
        """(label, group) in the language in use; looked up once for each."""
        found = self.said.get(language)
        if found is None:
            found = self.said[language] = (str(self.label), str(self.group))
        return found


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


IN_RAIL, IN_BAR = 8, 4
_PLACES: dict[tuple[str, str], _Place] = {}


def register_rail(
    label: Any, icon: str, url_name: str, permission: str = "", order: int = 100, audience: str = "staff",
    badge: Callable[[HttpRequest], int] | None = None, group: Any = "",
) -> None:  # fmt: skip
    """Offer a place in the rail of `audience`: Chinese lazy label, icon name, url name, the permission it needs.

    Lower `order` stands higher: the first eight stand in the rail, the first four in the phone's bar, the others under
    更多 by their `group`. `badge(request)` gives a count (keep it cheap).
    """
    _PLACES[(audience, url_name)] = _Place(label, icon, url_name, permission, order, audience, badge, group)


def rail_for(request: HttpRequest, frame: Frame) -> list[RailItem]:
    """The places this person may open, in order; the one with the longest matching address is current."""
    if frame.rail is not None:
        return frame.rail
    found = []
    for place in sorted((p for p in _PLACES.values() if p.audience == frame.audience), key=lambda p: p.order):
        if place.permission and not frame.may(place.permission):
            continue
        if url := address(place.url_name):
            found.append((place, url))
    here = max((u for _, u in found if _inside(request.path, u)), key=len, default=None)
    language = get_language() or ""
    rail = []
    for place, url in found:
        label, group = place.words(language)
        rail.append(RailItem(label, place.icon, url, url == here, place.badge(request) if place.badge else 0, group))
    return rail


def more_of(rail: list[RailItem]) -> list[tuple[str, bool, list[tuple[bool, RailItem]]]]:
    """What stands under 更多: (group, whether all of it stands in a computer's rail, [(whether this does, place)])."""
    groups: dict[str, list[tuple[bool, RailItem]]] = {}
    for number, place in enumerate(rail):
        if number >= IN_BAR:
            groups.setdefault(place.group, []).append((number < IN_RAIL, place))
    return [(group, all(early for early, _ in places), places) for group, places in groups.items()]


def _inside(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
