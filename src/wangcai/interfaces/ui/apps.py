"""Django's entry for the look."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "wangcai.interfaces.ui"
    label = "ui"
    verbose_name = "界面"
