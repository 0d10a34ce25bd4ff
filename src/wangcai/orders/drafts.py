"""What a person asks for, before it is an order: plain values that pages, API, CLI and imports fill in."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext_lazy as _

MOST_LINES = 200
MOST_PIECES = 100_000

# Occasions that make the time of an order count to the hour (0.15).
OCCASIONS = {
    "birthday": _("生日"),
    "wedding": _("婚礼"),
    "festival": _("节日"),
    "adoption": _("领养纪念日"),
    "gift": _("送礼"),
}


@dataclass(frozen=True, slots=True)
class NewLine:
    """One wanted item. `unit_fen` overrides the price (needs till.price); `discount_fen` is for the whole line.

    A service's price comes from its bands: `base_fen` stands in place of the list price, the member's share comes off it.
    `text` is what the bill says in place of the name; `booking_id` the booking the line is for. Set by care, never by pages.
    """

    variant_id: int
    quantity: int
    pet_id: int | None = None
    unit_fen: int | None = None
    discount_fen: int = 0
    discount_reason: str = ""
    base_fen: int | None = None
    text: str = ""
    booking_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewOrder:
    """A wanted order. Without `allow_stock_out` it is refused whole where one line cannot be promised."""

    channel: str
    fulfilment: str
    lines: tuple[NewLine, ...] = field(default=())
    customer_id: int | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_mail: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    wanted_at: datetime | None = None
    occasion: str = ""
    wishes: str = ""
    note: str = ""
    delivery_fen: int = 0
    discount_fen: int = 0
    discount_reason: str = ""
    allow_stock_out: bool = False
    source: str = ""
    external_ref: str = ""
