from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "wangcai.handover"
    label = "handover"
