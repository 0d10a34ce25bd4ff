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
