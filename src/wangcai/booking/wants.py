"""What somebody wants to book, as it comes from a page, the API or the waitlist."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Want:
    """One pet's wish. Prices in fen, times UTC.

    `minutes` is the work at the usual pace (from the quote; None = the service's own and its add-ons'): the calendar
    stretches it by the worker's pace. A stay has `ends_at` instead. `shares` is the place of another want of the same
    call in whose room this pet sleeps, `shares_booking_id` a stay that was booked before. A worker or room that is
    named is kept to; otherwise the calendar chooses.
    """

    service_id: int
    starts_at: datetime
    pet_id: int | None = None
    customer_id: int | None = None
    ends_at: datetime | None = None
    minutes: int | None = None
    addons: tuple[int, ...] = ()
    worker_id: int | None = None
    room_id: int | None = None
    shares: int | None = None
    shares_booking_id: int | None = None
    state: str = "booked"
    held_until: datetime | None = None
    channel: str = "counter"
    wishes: str = ""
    price_from_fen: int = 0
    price_to_fen: int = 0
    deposit_fen: int = 0
