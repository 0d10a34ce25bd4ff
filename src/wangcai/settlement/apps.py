from django.apps import AppConfig


class SettlementConfig(AppConfig):
    name = "wangcai.settlement"
    label = "settlement"
