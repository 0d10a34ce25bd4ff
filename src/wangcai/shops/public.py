"""The door of the shop itself."""

from wangcai.shops.actors import DeviceRefused, TokenRefused, actor_of, actor_of_token, permissions_in
from wangcai.shops.models import (
    Account,
    Chain,
    Device,
    Duty,
    NumberPad,
    OpeningPeriod,
    Post,
    SpecialDay,
    Store,
    Token,
)
from wangcai.shops.numbers import order_number, take_number
from wangcai.shops.queries import on_duty, roles_with, staff_name, staff_names, staff_of, store_for, visible_stores
from wangcai.shops.roles import ALL_PERMISSIONS, LABELS, PERMISSIONS, SEES_PHONES

__all__ = [
    "ALL_PERMISSIONS",
    "LABELS",
    "PERMISSIONS",
    "SEES_PHONES",
    "Account",
    "Chain",
    "Device",
    "DeviceRefused",
    "Duty",
    "NumberPad",
    "OpeningPeriod",
    "Post",
    "SpecialDay",
    "Store",
    "Token",
    "TokenRefused",
    "actor_of",
    "actor_of_token",
    "on_duty",
    "order_number",
    "permissions_in",
    "roles_with",
    "staff_name",
    "staff_names",
    "staff_of",
    "store_for",
    "take_number",
    "visible_stores",
]
