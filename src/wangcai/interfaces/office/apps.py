from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "wangcai.interfaces.office"
    label = "office"

    def ready(self) -> None:
        from wangcai.interfaces.ui.public import register_rail

        register_rail(_("今日"), "layout-dashboard", "office:today", "reports.see", order=5)
        register_rail(_("商品"), "package", "office:goods", "goods.see", order=50, group=_("商品"))
        register_rail(_("报表"), "chart-bar", "office:reports", "reports.see", order=60)
        register_rail(_("导入"), "table-import", "office:imports", "customers.import", order=720, group=_("管理"))
        register_rail(_("服务设置"), "scissors", "office:services", "booking.setup", order=685, group=_("店务"))
        register_rail(_("排班"), "calendar-repeat", "office:roster", "booking.see", order=680, group=_("服务"))
        register_rail(_("摄像头"), "video", "office:cameras", "care.live", order=695, group=_("服务"))
        register_rail(_("训练"), "target", "office:training", "care.training", order=30, group=_("服务"))
        register_rail(_("规范与协议"), "clipboard-text", "office:texts", "knowledge.see", order=690, group=_("店务"))
        register_rail(_("消息"), "message", "office:messages", "messages.see", order=700, group=_("店务"))
        register_rail(_("配送价目"), "route", "office:rates", "shops.settings", order=805, group=_("管理"))
        register_rail(_("管理"), "settings", "office:staff", "shops.staff", order=800, group=_("管理"))
        register_rail(_("操作记录"), "history", "office:audit", "audit.see", order=840, group=_("管理"))
        register_rail(_("我的"), "user-circle", "office:me", order=900)
