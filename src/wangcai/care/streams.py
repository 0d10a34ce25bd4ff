"""Live pictures as care sees them: an adapter turns a camera's address into a playlist, segments and a still."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Still:
    """The last picture of a camera (JPEG) and when it was taken."""

    data: bytes
    at: datetime


class Relay(Protocol):
    """Gives what a player needs, by camera; the address stays behind it. None = nothing there (yet)."""

    def ready(self) -> str:
        """Empty when live pictures can be made on this machine, else a sentence that says what is missing."""

    def playlist(self, camera_id: int, address: str) -> str | None:
        """The current HLS playlist with relative names; asking keeps the stream running."""

    def segment(self, camera_id: int, name: str) -> bytes | None:
        """One piece of the stream."""

    def still(self, camera_id: int) -> Still | None:
        """The last picture, also of a camera that went out."""


_relays: list[Relay] = []


def register_relay(relay: Relay) -> None:
    """Make an adapter available; the last one registered is used."""
    _relays.append(relay)


def relay() -> Relay | None:
    return _relays[-1] if _relays else None
