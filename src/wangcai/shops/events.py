"""What can happen in the shop itself: people, rights, devices, keys, hours, settings. Facts name no customer."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import Happening
from wangcai.shops.roles import LABELS


@dataclass(frozen=True, kw_only=True)
class ChainFounded(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.chain_founded", "chain", "building-store", _("建立了“{name}”")
    name: str


@dataclass(frozen=True, kw_only=True)
class StoreOpened(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.store_opened", "store", "building-store", _("开了门店“{name}”（{code}）")
    name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class StoreChanged(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.store_changed", "store", "building-store", _("改了门店资料：{what}")
    what: str
    was: dict[str, Any]
    becomes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SettingChanged(Happening):
    WHAT, SUBJECT, ICON = "shops.setting_changed", "store", "settings"
    SENTENCE = _("设置“{key}”由 {was} 改为 {becomes}")
    key: str
    was: Any
    becomes: Any


@dataclass(frozen=True, kw_only=True)
class HoursSet(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.hours_set", "store", "clock", _("改了营业时间")
    was: list[str]
    becomes: list[str]


@dataclass(frozen=True, kw_only=True)
class SpecialDaySet(Happening):
    WHAT, SUBJECT, ICON = "shops.special_day_set", "store", "calendar"
    day: str
    was: str
    becomes: str

    def sentence(self) -> str:
        return str(_("{day} 的营业安排由“{was}”改为“{becomes}”")).format(
            day=self.day, was=self.was or _("照常"), becomes=self.becomes or _("照常")
        )


@dataclass(frozen=True, kw_only=True)
class HolidaysTaken(Happening):
    WHAT, SUBJECT, ICON = "shops.holidays_taken", "store", "calendar"
    SENTENCE = _("登记了 {year} 年的法定节假日与调休，共 {count} 天")
    year: int
    count: int
    closed: bool


@dataclass(frozen=True, kw_only=True)
class StaffHired(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.staff_hired", "staff", "user-plus", _("新增员工 {name}（{login}）")
    login: str
    name: str


@dataclass(frozen=True, kw_only=True)
class StaffChanged(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.staff_changed", "staff", "user", _("改了员工资料：{what}")
    what: str
    was: dict[str, Any]
    becomes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class StaffLeft(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.staff_left", "staff", "user", _("{name} 离职，岗位与令牌一并停用")
    name: str


class _Role(Happening):
    """Shared by the two: the role is shown in the reader's language."""

    role: str
    name: str

    def sentence(self) -> str:
        return str(self.SENTENCE).format(name=self.name, role=LABELS.get(self.role, self.role))


@dataclass(frozen=True, kw_only=True)
class RoleGiven(_Role):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.role_given", "staff", "shield-check", _("{name} 担任{role}")
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class RoleEnded(_Role):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.role_ended", "staff", "shield-check", _("{name} 不再担任{role}")
    name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class PinSet(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.pin_set", "staff", "key", _("设置了 {name} 的 PIN")
    name: str


@dataclass(frozen=True, kw_only=True)
class PinLocked(Happening):
    WHAT, SUBJECT, ICON = "shops.pin_locked", "staff", "lock"
    SENTENCE = _("{name} 的 PIN 连续输错 {failures} 次，暂时锁定")
    name: str
    failures: int


@dataclass(frozen=True, kw_only=True)
class PasswordSet(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.password_set", "staff", "key", _("重设了 {name} 的密码")
    name: str


@dataclass(frozen=True, kw_only=True)
class SignedIn(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.signed_in", "staff", "login", _("{name} 登录")
    name: str


@dataclass(frozen=True, kw_only=True)
class SignInLocked(Happening):
    WHAT, SUBJECT, ICON = "shops.sign_in_locked", "staff", "lock"
    SENTENCE = _("{name} 的密码连续输错 {failures} 次，暂时锁定")
    name: str
    failures: int


@dataclass(frozen=True, kw_only=True)
class SwitchedByPin(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.switched_by_pin", "staff", "login", _("{name} 在“{device}”上换人")
    name: str
    device: str


@dataclass(frozen=True, kw_only=True)
class DeviceTrusted(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.device_trusted", "device", "device-tablet", _("登记设备“{name}”")
    name: str


@dataclass(frozen=True, kw_only=True)
class DeviceRevoked(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.device_revoked", "device", "device-tablet", _("停用设备“{name}”")
    name: str


@dataclass(frozen=True, kw_only=True)
class TokenMade(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.token_made", "token", "key", _("生成接口令牌“{name}”")
    name: str
    scopes: list[str]


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.token_revoked", "token", "key", _("停用接口令牌“{name}”")
    name: str


@dataclass(frozen=True, kw_only=True)
class CameOnDuty(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.came_on_duty", "staff", "login", _("{name} 上班")
    name: str


@dataclass(frozen=True, kw_only=True)
class LeftDuty(Happening):
    WHAT, SUBJECT, ICON, SENTENCE = "shops.left_duty", "staff", "logout", _("{name} 下班")
    name: str
