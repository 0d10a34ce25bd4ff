from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "wangcai.insight"
    label = "insight"
