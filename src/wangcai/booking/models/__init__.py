from wangcai.booking.models.booking import Booking, Hold, Waiting
from wangcai.booking.models.resource import Resource
from wangcai.booking.models.roster import Cover, Leave, Shift, ShiftSwap, Skill

__all__ = ["Booking", "Cover", "Hold", "Leave", "Resource", "Shift", "ShiftSwap", "Skill", "Waiting"]
