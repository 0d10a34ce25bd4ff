"""What kinds of places and reasons are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KIND_LABELS = {
    "worker": _("人员"),
    "table": _("美容台"),
    "room": _("房间"),
    "dryer": _("烘干箱"),
    "ground": _("训练场"),
}
WHY_LABELS = {
    "booking": _("预约"),
    "cleaning": _("打扫中"),
    "broken": _("维修"),
    "isolation": _("隔离"),
    "kept": pgettext_lazy("room", "保留"),
}
CHANNEL_LABELS = {
    "counter": _("前台"),
    "phone": _("电话"),
    "portal": _("客人自助"),
    "api": _("接口"),
    "waitlist": _("候补"),
}

# What services may need a person to be able to do; a shop may use codes of its own.
SKILL_LABELS = {
    "groom": _("犬洗护"),
    "groom_cat": _("猫咪洗护"),
    "hand_strip": _("手工拔毛"),
    "board": _("寄养照看"),
    "train": _("训练"),
    "health": _("健康护理"),
    "vet": _("兽医"),
}


def skill_label(code: str) -> str:
    """The words of a skill; a code of the shop's own is shown as it is."""
    return str(SKILL_LABELS.get(code, code))
