"""What is looked at before a pet goes home, by kind of service (F34, obligation 2.18)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking
from wangcai.care.public import service_of_booking

_BODY = {"skin": _("皮肤没有新伤口、红肿"), "calm": _("情绪平静")}
OUTCOMES: dict[str, dict[str, Any]] = {
    "groom": {
        "coat": _("毛发梳顺、吹干，没有结"), "nails": _("指甲修好，没有出血"), "ears": _("耳朵干净，没有红肿"),
        "smell": _("没有异味"), **_BODY,
    },
    "board": {
        "appetite": _("吃喝正常"), "stool": _("大小便正常"), "coat": _("毛发干净，没有打结"), **_BODY,
    },
    "train": {"goals": _("这次的训练目标完成"), "homework": _("已教主人在家怎么练"), **_BODY},
    "health": {"place": _("护理部位干净、没有渗出"), "after": _("已说明之后几天要注意什么"), **_BODY},
}  # fmt: skip


def outcomes_for(kind: str) -> dict[str, Any]:
    """Code → words of the points for a kind of service; the bodily ones for an unknown kind."""
    return OUTCOMES.get(kind, _BODY)


def outcomes_of(booking: Booking) -> dict[str, Any]:
    """The points of a booking, by the kind of its service."""
    service = service_of_booking(booking)
    return outcomes_for(service.kind if service else "")
