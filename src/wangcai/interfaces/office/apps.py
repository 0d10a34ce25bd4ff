from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "wangcai.interfaces.office"
    label = "office"
