from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "wangcai.orders"
    label = "orders"

    def ready(self) -> None:
        from wangcai.orders import reactions  # noqa: F401  registers itself
