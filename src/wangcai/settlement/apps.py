from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "wangcai.settlement"
    label = "settlement"

    def ready(self) -> None:
        from wangcai.settlement import reactions  # noqa: F401  registers them
