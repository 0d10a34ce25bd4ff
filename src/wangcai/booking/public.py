"""The door of booking."""

from wangcai.booking import states
from wangcai.booking.events import BookingAdvanced, BookingMade, BookingMoved, BookingReleased, RoomChanged
from wangcai.booking.models import Booking, Cover, Hold, Leave, Resource, Shift, ShiftSwap, Skill, Waiting
from wangcai.booking.operations.booking import book
from wangcai.booking.queries.slots import Slot, free_slots
from wangcai.booking.rules import SlotTaken
from wangcai.booking.wants import Want

__all__ = [
    "Booking",
    "BookingAdvanced",
    "BookingMade",
    "BookingMoved",
    "BookingReleased",
    "Cover",
    "Hold",
    "Leave",
    "Resource",
    "RoomChanged",
    "Shift",
    "ShiftSwap",
    "Skill",
    "Slot",
    "SlotTaken",
    "Waiting",
    "Want",
    "book",
    "free_slots",
    "states",
]
