from django.apps import AppConfig


class CounterConfig(AppConfig):
    name = "wangcai.interfaces.counter"
    label = "counter"
