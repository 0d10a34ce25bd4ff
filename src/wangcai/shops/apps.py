from django.apps import AppConfig


class ShopsConfig(AppConfig):
    name = "wangcai.shops"
    label = "shops"
