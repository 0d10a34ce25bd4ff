"""How the stock's fixed words are called on pages."""

from django.utils.translation import gettext_lazy as _

WHY = {
    "receipt": (_("收货"), "truck-loading"),
    "sale": (_("卖出"), "shopping-bag"),
    "return": (_("退回"), "truck-return"),
    "transfer": (_("调拨"), "transfer"),
    "count": (_("盘点"), "clipboard-check"),
    "adjust": (_("报损"), "trash"),
    "rebin": (_("移位"), "arrows-exchange"),
    "damage": (_("转残损"), "alert-triangle"),
    "use": (_("服务用掉"), "droplet"),
}
BIN_KINDS = {"shelf": _("货架"), "store_room": _("库房"), "damaged": _("残损区")}
STOCKTAKE_STATES = {
    "counting": (_("盘点中"), "service"),
    "approved": (_("已通过"), "done"),
    "dropped": (_("已作废"), "neutral"),
}
TRANSFER_STATES = {"sent": (_("在途"), "ready"), "received": (_("已收货"), "done")}
BANDS = {
    0: (_("已过期"), "danger"),
    7: (_("7 天内"), "late"),
    30: (_("30 天内"), "ready"),
    90: (_("90 天内"), "booked"),
}
