"""The door of the look."""

from wangcai.interfaces.ui.addresses import address
from wangcai.interfaces.ui.build import assets_stale, build_assets
from wangcai.interfaces.ui.components.registry import HUES, STATES, hue
from wangcai.interfaces.ui.components.text import long_moment
from wangcai.interfaces.ui.rail import Frame, RailItem, register_rail
from wangcai.interfaces.ui.toasts import toast

__all__ = [
    "HUES",
    "STATES",
    "Frame",
    "RailItem",
    "address",
    "assets_stale",
    "build_assets",
    "hue",
    "long_moment",
    "register_rail",
    "toast",
]
