"""A fee met during the work (medicine given) falls into the bill of the visit."""

from datetime import datetime

from wangcai.booking.public import Booking
from wangcai.catalogue.public import Variant
from wangcai.kernel.public import Actor
from wangcai.orders.public import NewLine, OrderLine


def charge_fee(*, booking: Booking, fee: Variant, by: Actor, at: datetime) -> OrderLine | None:
    """One piece of a fee on the visit's bill; None where the booking has no visit (kept by hand)."""
    from wangcai.care.operations.visits import add_line

    line = NewLine(fee.pk, 1, pet_id=booking.pet_id, text=fee.name, booking_id=booking.pk)
    return add_line(booking=booking, line=line, by=by, at=at)
