from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "wangcai.delivery"
    label = "delivery"
