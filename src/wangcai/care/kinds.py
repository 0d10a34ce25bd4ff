"""What incidents, rounds, contact and premises checks are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

INCIDENTS = {
    "bite": _("咬伤"),
    "cut": _("剪伤或擦伤"),
    "escape": _("走失"),
    "illness": _("生病"),
    "death": _("死亡"),
    "damage": _("财物损坏"),
}
# Of these the owner must be told before the file is closed.
OWNER_MUST_KNOW = frozenset({"bite", "cut", "escape", "illness", "death"})
SCHEDULES = {"feed": _("喂食"), "medicine": _("喂药"), "walk": _("散步")}
SOURCES = {"home": _("自带"), "shop": _("店里的")}
OUTCOMES = {
    "given": pgettext_lazy("round", "给了"),
    "partly": pgettext_lazy("round", "一部分"),
    "refused": pgettext_lazy("round", "不吃"),
}
DECISIONS = {"continue": _("继续做"), "stop": _("不做了"), "vet": _("送医院")}
WAYS = {"phone": _("电话"), "wechat": _("微信"), "sms": _("短信"), "there": _("当面")}
ROUNDS = {"opening": _("开店巡检"), "closing": _("打烊巡检")}
POINTS = {
    "smell": _("气味"),
    "floor": _("地面"),
    "signs": _("标识与安全出口"),
    "rest_area": _("客人休息区"),
}
# 0–4, as people tap them.
POINT_SCALE = (_("很差"), _("差"), _("一般"), _("好"), _("很好"))
