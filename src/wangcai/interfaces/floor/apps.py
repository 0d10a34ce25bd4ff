from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FloorConfig(AppConfig):
    name = "wangcai.interfaces.floor"
    label = "floor"

    def ready(self) -> None:
        from wangcai.interfaces.floor.tasks.badge import open_tasks_badge
        from wangcai.interfaces.ui.public import register_rail

        register_rail(_("我的任务"), "checklist", "floor:tasks", "work.see", order=8, badge=open_tasks_badge)
        register_rail(_("配货"), "basket", "floor:picking", "delivery.pick", order=42, group=_("店务"))
        register_rail(_("发货"), "truck-delivery", "floor:shipping", "delivery.ship", order=60, group=_("店务"))
        register_rail(_("自提交付"), "hand-click", "floor:handover", "handover.accept", order=62, group=_("店务"))
        register_rail(_("盘点"), "scan", "floor:stocktakes", "stock.count", order=64, group=_("商品"))
