"""Carriers as this app sees them: adapters register under a name; call-backs and questions have the same few answers."""

from dataclasses import dataclass
from typing import Protocol

TIMEOUT = 5.0  # seconds for one question

ON_THE_WAY, ARRIVED, FAILED = "on_the_way", "arrived", "failed"
STATUSES = (ON_THE_WAY, ARRIVED, FAILED)


@dataclass(frozen=True, slots=True)
class Booking:
    """What a carrier needs to know. `key` is the same at every repeat, so that nothing is booked twice."""

    key: str
    method: str
    store_name: str
    store_address: str
    store_phone: str
    name: str
    phone: str
    address: str


class CarrierFailed(Exception):  # noqa: N818  reads as what happened
    """The carrier did not answer, or said no."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Carrier(Protocol):
    """One adapter. Both calls keep to `timeout` seconds or raise CarrierFailed."""

    label: str
    methods: tuple[str, ...]

    def book(self, booking: Booking, *, timeout: float) -> str:
        """Order a collection; returns the tracking number."""
        ...

    def track(self, tracking: str, *, timeout: float) -> tuple[str, str]:
        """(status, reason) as the carrier knows it now."""
        ...


_carriers: dict[str, Carrier] = {}


def register_carrier(name: str, carrier: Carrier) -> None:
    """Make a carrier available under `name`, which shipments keep."""
    _carriers[name] = carrier


def carrier_named(name: str) -> Carrier | None:
    return _carriers.get(name)


def carriers_for(method: str) -> dict[str, Carrier]:
    """Adapters that can carry by this method; empty: numbers are typed by hand."""
    return {name: carrier for name, carrier in _carriers.items() if method in carrier.methods}
