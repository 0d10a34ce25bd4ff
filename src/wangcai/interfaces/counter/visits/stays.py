"""The rooms of a stay, one after the other, as the visit's page says them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from wangcai.booking.public import Booking, segments_by_booking, states
from wangcai.kernel.public import Actor

CHANGEABLE = (states.REQUESTED, states.BOOKED, states.ARRIVED, states.STARTED)


@dataclass(frozen=True, slots=True)
class Rooms:
    """`words` says the rooms one after the other; `back` is the room a slip leads back to, empty where nothing does."""

    words: str
    back: str


def rooms_by_booking(by: Actor, bookings: Sequence[Booking]) -> dict[int, Rooms]:
    """Stays that changed rooms; the others say their room elsewhere. One query for a page without such a stay."""
    stays = [booking for booking in bookings if booking.kind == Booking.Kind.STAY]
    found = segments_by_booking(stays)
    return {
        booking.pk: Rooms(
            " → ".join(f"{part.room.name}（{nights_words(part.nights)}）" for part in found[booking.pk]),
            found[booking.pk][-2].room.name
            if booking.state in CHANGEABLE and by.may("booking.write", booking.store_id)
            else "",
        )
        for booking in stays
        if len(found[booking.pk]) > 1
    }


def nights_words(nights: int) -> str:
    return ngettext("{n} 晚", "{n} 晚", nights).format(n=nights)
