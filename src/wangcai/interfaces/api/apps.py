from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "wangcai.interfaces.api"
    label = "api"
