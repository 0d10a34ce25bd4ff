from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "wangcai.work"
    label = "work"
