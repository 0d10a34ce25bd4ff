from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "wangcai.interfaces.floor"
    label = "floor"
