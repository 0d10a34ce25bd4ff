from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "wangcai.care"
    label = "care"
