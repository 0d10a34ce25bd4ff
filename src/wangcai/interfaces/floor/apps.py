from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FloorConfig(AppConfig):
    name = "wangcai.interfaces.floor"
    label = "floor"

    def ready(self) -> None:
        from wangcai.interfaces.floor.tasks.badge import open_tasks_badge
        from wangcai.interfaces.ui.public import register_rail

        register_rail(_("我的任务"), "checklist", "floor:tasks", "work.see", order=8, badge=open_tasks_badge)
        register_rail(_("服务"), "clipboard-list", "floor:jobs", "care.work", order=16, group=_("服务"))
        register_rail(_("喂养"), "bowl", "floor:rounds", "care.work", order=18, group=_("服务"))
        register_rail(_("接回"), "heart-handshake", "floor:homegoings", "handover.pets", order=27, group=_("服务"))
        register_rail(_("巡检"), "home-check", "floor:premises", "care.premises", order=66, group=_("店务"))
        register_rail(_("配货"), "basket", "floor:picking", "delivery.pick", order=42, group=_("店务"))
        register_rail(_("发货"), "truck-delivery", "floor:shipping", "delivery.ship", order=60, group=_("店务"))
        register_rail(_("自提交付"), "hand-click", "floor:handover", "handover.accept", order=62, group=_("店务"))
        register_rail(_("盘点"), "scan", "floor:stocktakes", "stock.count", order=64, group=_("商品"))
