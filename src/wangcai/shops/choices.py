"""What a shop can set: name, kind, default. A store's own value stands over the chain's, which stands over the default.

A new setting is one line here, written together with the code that reads it.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Refusal, clean_line
from wangcai.shops.models import Store


class SettingUnknown(Refusal):
    code = "setting_unknown"
    sentence = _("没有“{key}”这个设置。")


class SettingUnclear(Refusal):
    code = "setting_unclear"
    sentence = _("“{label}”请填 {least} 到 {most} 之间的整数。")
    field = "value"


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting. Whole numbers lie between `least` and `most`; texts have at most `most` characters."""

    key: str
    label: Any
    default: Any
    unit: Any = ""
    least: int = 0
    most: int = 10_000
    group: str = "till"

    @property
    def kind(self) -> str:
        return "switch" if isinstance(self.default, bool) else "number" if isinstance(self.default, int) else "text"

    def read(self, value: Any) -> Any:
        """The value as it is kept; refuses what does not fit."""
        if self.kind == "switch":
            return value in (True, "1", "true", "on")
        if self.kind == "text":
            return clean_line(value, most=self.most)
        if isinstance(value, bool) or not str(value).strip().isdecimal() or not self.least <= int(value) <= self.most:
            raise SettingUnclear(label=str(self.label), least=self.least, most=self.most)
        return int(value)


WEEK = 7 * 24 * 60  # minutes
# The headings the settings page puts them under, in this order.
GROUPS = {
    "till": _("前台与库存"),
    "stages": _("每一步的时限"),
    "quiet": _("安静时段"),
    "service": _("服务与宠物"),
}
CHOICES = {
    choice.key: choice
    for choice in (
        Choice("till.discount_percent", _("前台最多可以打的折扣"), 10, "%", 0, 100),
        Choice("till.receipt_mm", _("小票纸宽"), 80, "mm", 58, 80),
        Choice("till.printer", _("网络小票打印机（地址:端口）"), "", "", 0, 80),
        Choice("till.receipt_foot", _("小票末尾的话"), "谢谢光临，欢迎带毛孩子常来", "", 0, 60),
        Choice("second_person", _("报损与盘点结果要另一个人批准"), False),
        Choice("stages.received", _("接单后多久内确认"), 30, _("分钟"), 1, WEEK, "stages"),
        Choice("stages.confirmed", _("确认后多久内开始配货"), 30, _("分钟"), 1, WEEK, "stages"),
        Choice("stages.picking", _("配货多久内做完"), 60, _("分钟"), 1, WEEK, "stages"),
        Choice("stages.ready", _("备好后多久内取走或发出"), 24 * 60, _("分钟"), 1, WEEK, "stages"),
        Choice("stages.shipped", _("发出后多久内送到"), 24 * 60, _("分钟"), 1, WEEK, "stages"),
        Choice("stages.delivered", _("交付后多久内结清"), 24 * 60, _("分钟"), 1, WEEK, "stages"),
        Choice("booking.cap_percent", _("寄养最多住到房间的几成"), 85, "%", 1, 100, "service"),
        Choice(
            "visits.cancel_table",
            _("取消时退定金（提前几小时:退百分之几）"),
            "48:100, 24:50, 0:0",
            "",
            0,
            80,
            "service",
        ),
        Choice("visits.no_show_minutes", _("过了约定多久算爽约"), 30, _("分钟"), 5, 24 * 60, "service"),
        Choice("visits.prepay_after", _("爽约几次后要预付全款"), 2, _("次"), 1, 20, "service"),
        Choice("reminders.evening_hour", _("到店前一天几点提醒（0 为不提醒）"), 18, _("点"), 0, 23, "quiet"),
        Choice("reminders.hours_before", _("到店前几小时再提醒（0 为不提醒）"), 2, _("小时"), 0, 24, "quiet"),
        Choice("reminders.vaccine_due", _("疫苗到期前两周提醒主人"), False, group="quiet"),
        Choice("messages.quiet_from", _("晚上几点起不发消息"), 21, _("点"), 0, 23, "quiet"),
        Choice("messages.quiet_to", _("早上几点起再发"), 9, _("点"), 0, 23, "quiet"),
        Choice("service.peak_days", _("旺季（如 07-01~08-31，2027-02-05~2027-02-12）"), "", "", 0, 200, "service"),
        Choice("visits.peak_deposit", _("旺季和节假日的订金至少是价格的（0 为照平时）"), 0, "%", 0, 100, "service"),
        Choice("visits.ask_newcomers", _("没来过的客人自己约的，要店里确认"), False, group="service"),
        Choice("care.charge_refused", _("喂药喂食没吃也收费"), False, group="service"),
        Choice("care.vets", _("可以送去的宠物医院（名称和电话，用分号隔开）"), "", "", 0, 200, "service"),
        Choice("customers.recall_days", _("老朋友提示只说多久以内的事"), 365, _("天"), 1, 3650, "service"),
    )
}


def setting(store: Store, key: str) -> Any:
    """What holds in this store. Reads the chain's row too where the store has no value of its own."""
    choice = choice_of(key)
    if key in store.settings:
        return store.settings[key]
    return store.chain.settings.get(key, choice.default)


def choice_of(key: str) -> Choice:
    """The declared setting; refuses an unknown name."""
    if key not in CHOICES:
        raise SettingUnknown(key=key)
    return CHOICES[key]
