"""The door of the shop itself."""

from wangcai.shops.actors import DeviceRefused, TokenRefused, actor_of, actor_of_token, permissions_in
from wangcai.shops.auditing import audit_lines
from wangcai.shops.choices import CHOICES, GROUPS, Choice, setting
from wangcai.shops.hours import Hours, hours_of, is_open, next_opening, open_minutes
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
from wangcai.shops.operations.chains import change_store, create_chain, create_store
from wangcai.shops.operations.devices import device_of, make_token, revoke_device, revoke_token, trust_device
from wangcai.shops.operations.duty import come_on_duty, leave_duty
from wangcai.shops.operations.opening import (
    forget_special_day,
    set_opening_hours,
    set_special_day,
    take_public_holidays,
)
from wangcai.shops.operations.settings import change_setting
from wangcai.shops.operations.signing import people_of, prove_pin, set_pin, sign_in, switch_by_pin
from wangcai.shops.operations.staff import change_staff, end_role, end_staff, give_role, hire_staff, set_password
from wangcai.shops.permissions import PERMISSION_LABELS
from wangcai.shops.queries import on_duty, roles_with, staff_name, staff_names, staff_of, store_for, visible_stores
from wangcai.shops.quiet import quiet_until
from wangcai.shops.roles import ALL_PERMISSIONS, LABELS, PERMISSIONS, SEES_PHONES
from wangcai.shops.rules import may_give, require_at, require_chainwide

__all__ = [
    "ALL_PERMISSIONS",
    "CHOICES",
    "GROUPS",
    "LABELS",
    "PERMISSIONS",
    "PERMISSION_LABELS",
    "SEES_PHONES",
    "Account",
    "Chain",
    "Choice",
    "Device",
    "DeviceRefused",
    "Duty",
    "Hours",
    "NumberPad",
    "OpeningPeriod",
    "Post",
    "SpecialDay",
    "Store",
    "Token",
    "TokenRefused",
    "actor_of",
    "actor_of_token",
    "audit_lines",
    "change_setting",
    "change_staff",
    "change_store",
    "come_on_duty",
    "create_chain",
    "create_store",
    "device_of",
    "end_role",
    "end_staff",
    "forget_special_day",
    "give_role",
    "hire_staff",
    "hours_of",
    "is_open",
    "leave_duty",
    "make_token",
    "may_give",
    "next_opening",
    "on_duty",
    "open_minutes",
    "order_number",
    "people_of",
    "permissions_in",
    "prove_pin",
    "quiet_until",
    "require_at",
    "require_chainwide",
    "revoke_device",
    "revoke_token",
    "roles_with",
    "set_opening_hours",
    "set_password",
    "set_pin",
    "set_special_day",
    "setting",
    "sign_in",
    "staff_name",
    "staff_names",
    "staff_of",
    "store_for",
    "switch_by_pin",
    "take_number",
    "take_public_holidays",
    "trust_device",
    "visible_stores",
]
