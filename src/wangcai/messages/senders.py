"""The way out: channels register a sender at start-up; nothing here knows how a text message travels."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

TIMEOUT = 5.0  # seconds, for the whole call of a sender


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a sender is given. `key` is the same at every repeat, so that a provider can drop a double."""

    key: str
    chain_id: int
    address: str
    subject: str
    body: str


class SendingFailed(Exception):  # noqa: N818  reads as what happened
    """The message did not go out. `again` tells whether trying later can help."""

    def __init__(self, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again


class Sender(Protocol):
    """One channel. `send` returns the provider's reference within `timeout` seconds or raises SendingFailed."""

    def send(self, message: Outgoing, *, timeout: float) -> str: ...


class Breaker:
    """After five failures in a row a channel is left alone for a minute; waiting messages simply wait."""

    FAILURES = 5
    PAUSE = 60.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._open_until = 0.0

    def closed(self) -> bool:
        """May we send now?"""
        return self._clock() >= self._open_until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= self.FAILURES:
            self._open_until, self._failures = self._clock() + self.PAUSE, 0


_senders: dict[str, Sender] = {}
_breakers: dict[str, Breaker] = {}


def register_sender(channel: str, sender: Sender) -> None:
    """Make `channel` (sms, mail, …) available. A later registration replaces an earlier one."""
    _senders[channel] = sender
    _breakers[channel] = Breaker()


def sender_of(channel: str) -> Sender | None:
    return _senders.get(channel)


def breaker_of(channel: str) -> Breaker:
    return _breakers.setdefault(channel, Breaker())


def open_channels() -> list[str]:
    """Channels with a sender, in the order they registered."""
    return list(_senders)
