from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FloorConfig(AppConfig):
    name = "wangcai.interfaces.floor"
    label = "floor"

    def ready(self) -> None:
        from wangcai.interfaces.ui.public import register_rail

        register_rail(_("盘点"), "scan", "floor:stocktakes", "stock.count", order=60)
