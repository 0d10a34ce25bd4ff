from django.apps import AppConfig


class LookupConfig(AppConfig):
    name = "wangcai.lookup"
    label = "lookup"
