"""Django's entry for the counter: its places in the rail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CounterConfig(AppConfig):
    name = "wangcai.interfaces.counter"
    label = "counter"

    def ready(self) -> None:
        from wangcai.interfaces.ui.public import register_rail

        register_rail(_("收银"), "cash-register", "counter:till", permission="till.sell", order=10)
        register_rail(_("订单"), "layout-kanban", "counter:orders", permission="orders.see", order=20)
        register_rail(_("预约"), "calendar-event", "counter:calendar", permission="booking.see", order=12)
        register_rail(_("房态"), "home-heart", "counter:rooms", permission="booking.see", order=22)
        register_rail(_("接单"), "phone", "counter:intake", permission="orders.place", order=30, group=_("店务"))
        register_rail(
            _("疫苗到期"), "vaccine", "counter:health_due", permission="customers.see", order=43, group=_("店务")
        )
        register_rail(_("取号"), "ticket", "counter:queue", permission="care.check_in", order=28, group=_("服务"))
        register_rail(_("客户"), "users", "counter:customers", permission="customers.see", order=40, group=_("店务"))
