"""Words of the import pages."""

from django.utils.translation import gettext_lazy as _

STATES = {
    "ready": (_("待检查"), "booked"),
    "running": (_("导入中"), "service"),
    "done": (_("已完成"), "done"),
    "undone": (_("已撤销"), "neutral"),
}
REMARKS = {
    "orders": _("张订单"),
    "credits": _("其中退单"),
    "free_lines": _("免费赠送的行"),
    "repeated_lines": _("同一单里完全相同的行（照存）"),
    "goods_made": _("新建商品"),
    "customers_made": _("新建客户"),
    "breeds_matched": _("品种已对上"),
    "breeds_open": _("品种待核对"),
    "removed": _("撤销时取走"),
    "kept": _("撤销时保留（已经用上）"),
}
DATE_ORDERS = [("", _("年在前，或一看就明白")), ("dmy", _("日/月/年")), ("mdy", _("月/日/年"))]
