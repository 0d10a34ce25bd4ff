from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "wangcai.care"
    label = "care"

    def ready(self) -> None:
        from wangcai.care.reactions import door, live, notices, work  # noqa: F401  they register themselves
