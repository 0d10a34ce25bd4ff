from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "wangcai.stock"
    label = "stock"
