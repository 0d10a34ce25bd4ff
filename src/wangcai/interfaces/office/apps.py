from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "wangcai.interfaces.office"
    label = "office"

    def ready(self) -> None:
        from wangcai.interfaces.ui.public import register_rail

        register_rail(_("今日"), "layout-dashboard", "office:today", "reports.see", order=5)
        register_rail(_("商品"), "package", "office:goods", "goods.see", order=50)
        register_rail(_("员工"), "users-group", "office:staff", "shops.staff", order=800)
        register_rail(_("门店设置"), "settings", "office:settings", "shops.settings", order=810)
        register_rail(_("设备"), "device-tablet", "office:devices", "shops.staff", order=820)
        register_rail(_("接口令牌"), "key", "office:tokens", "shops.tokens", order=830)
        register_rail(_("操作记录"), "history", "office:audit", "audit.see", order=840)
        register_rail(_("我的"), "user-circle", "office:me", order=900)
