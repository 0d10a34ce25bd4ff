from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "wangcai.orders"
    label = "orders"

    def ready(self) -> None:
        from wangcai.lookup.public import register_source
        from wangcai.orders import reactions  # noqa: F401  registers itself
        from wangcai.orders.finding import every_order

        register_source("order", every_order)
