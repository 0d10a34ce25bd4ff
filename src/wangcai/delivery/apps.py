from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "wangcai.delivery"
    label = "delivery"

    def ready(self) -> None:
        from wangcai.delivery import baskets, reactions  # noqa: F401  register themselves
