from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "wangcai.work"
    label = "work"

    def ready(self) -> None:
        from wangcai.work import reactions  # noqa: F401  registers itself
