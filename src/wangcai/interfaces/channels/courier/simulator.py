"""A carrier that moves nothing: parcels arrive after an hour, its call-back may get lost, it can be asked.

The number it gives carries the hour of booking, so that every process knows the state of a parcel without sharing memory.
"""

import zlib
from datetime import UTC, datetime, timedelta

from wangcai.delivery.public import Booking, CarrierFailed
from wangcai.kernel.public import now

PREFIX = "SIM"
TRAVEL = timedelta(hours=1)


class SimulatedCarrier:
    """`failing` makes the next calls fail, as a carrier does whose system is down."""

    label = "模拟快递"
    methods = ("courier", "same_city", "rider")

    def __init__(self) -> None:
        self.failing = False

    def book(self, booking: Booking, *, timeout: float) -> str:
        """The same key gives the same number within a day: a repeat books nothing new."""
        if self.failing:
            raise CarrierFailed("unavailable")
        check = zlib.crc32(booking.key.encode()) % 10_000
        return f"{PREFIX}{now():%y%m%d%H%M}{check:04d}"

    def track(self, tracking: str, *, timeout: float) -> tuple[str, str]:
        if self.failing:
            raise CarrierFailed("unavailable")
        try:
            booked = datetime.strptime(tracking.removeprefix(PREFIX)[:10], "%y%m%d%H%M").replace(tzinfo=UTC)
        except ValueError as error:
            raise CarrierFailed("unknown number") from error
        return ("arrived" if now() - booked >= TRAVEL else "on_the_way"), ""
