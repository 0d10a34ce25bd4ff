"""What was said and what the bill says: the difference is shown before anybody pays (F56)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wangcai.booking.public import Booking
from wangcai.orders.public import Order


@dataclass(frozen=True, slots=True)
class Quoted:
    """One pet: the price that was signed (or said when booking), the bill now, extras agreed on. In fen."""

    booking: Booking
    said_fen: int
    said_to_fen: int
    signed: bool
    extras_fen: int
    bill_fen: int

    @property
    def difference_fen(self) -> int:
        """What the bill holds beyond (or below) what was said and agreed on."""
        top = max(self.said_fen, self.said_to_fen) + self.extras_fen
        low = self.said_fen + self.extras_fen
        return self.bill_fen - top if self.bill_fen > top else min(self.bill_fen - low, 0)


def quoted(
    bookings: Sequence[Booking],
    door: dict[int, dict[str, Any]],
    extras: Sequence[Any],
    lines: Sequence[Any],
    order: Order,
) -> list[Quoted]:
    """Said against billed, pet by pet; a line without a pet belongs to the first."""
    found = []
    for number, booking in enumerate(bookings):
        mine = [
            line for line in lines
            if line.state != "cancelled" and (line.pet_id == booking.pet_id or (number == 0 and line.pet_id is None))
        ]  # fmt: skip
        signed = door[booking.pk]["signed"]
        said = signed.price_fen if signed else booking.price_from_fen
        most = signed.price_fen if signed else booking.price_to_fen
        agreed = [
            extra.price_fen for extra in extras
            if extra.booking_id == booking.pk and extra.answer == "yes"
            and (signed is None or signed.signed_at is None or (extra.answered_at and extra.answered_at >= signed.signed_at))
        ]  # fmt: skip
        goods = sum(line.net_fen for line in mine if line.kind == "goods")
        billed = sum(line.net_fen for line in mine) - goods
        found.append(Quoted(booking, said, most, signed is not None, sum(agreed), billed))
    return found
