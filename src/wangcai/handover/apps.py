from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "wangcai.handover"
    label = "handover"

    def ready(self) -> None:
        from wangcai.handover import reactions  # noqa: F401  registers itself
