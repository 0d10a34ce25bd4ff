from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "wangcai.customers"
    label = "customers"
