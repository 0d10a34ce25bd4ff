from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "wangcai.orders"
    label = "orders"
