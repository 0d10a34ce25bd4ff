from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "wangcai.orders"
    label = "orders"

    def ready(self) -> None:
        from wangcai.lookup.public import register_source
        from wangcai.orders import naming, reactions  # noqa: F401  register themselves
        from wangcai.orders.finding import every_order

        register_source("order", every_order)
