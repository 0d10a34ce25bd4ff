"""The door of booking."""

from wangcai.booking import states
from wangcai.booking.models import Booking, Cover, Hold, Leave, Resource, Shift, ShiftSwap, Skill, Waiting

__all__ = ["Booking", "Cover", "Hold", "Leave", "Resource", "Shift", "ShiftSwap", "Skill", "Waiting", "states"]
