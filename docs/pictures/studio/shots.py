"""What a picture is: a function that leads the page, the size of the screen, who looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SHOTS: dict[str, "Shot"] = {}


@dataclass(frozen=True)
class Shot:
    """One picture: what leads there, how large the screen is, who is signed in (empty: nobody)."""

    act: Callable[..., Any]
    size: str
    who: str


def shot(size: str = "desktop", who: str = "laozhou") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a picture; the function's name is the file's."""

    def keep(act: Callable[..., Any]) -> Callable[..., Any]:
        SHOTS[act.__name__.replace("_", "-")] = Shot(act, size, who)
        return act

    return keep
