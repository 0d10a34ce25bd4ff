from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "wangcai.booking"
    label = "booking"
