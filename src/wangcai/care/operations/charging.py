"""A fee met during the work (medicine given) falls into the bill of the visit."""

from datetime import datetime

from wangcai.booking.public import Booking
from wangcai.care.operations.visits import put_on_bill
from wangcai.catalogue.public import Variant
from wangcai.kernel.public import Actor
from wangcai.orders.public import NewLine, OrderLine


def charge_fee(*, booking: Booking, fee: Variant, by: Actor, at: datetime) -> OrderLine:
    """One piece of a fee on the visit's bill, also while the service stands still: the animal still gets its medicine."""
    line = NewLine(fee.pk, 1, pet_id=booking.pet_id, text=fee.name, booking_id=booking.pk)
    return put_on_bill(booking=booking, line=line, by=by, at=at)
