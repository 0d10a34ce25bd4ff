"""Django's entry for imports."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "wangcai.imports"
    label = "imports"
    verbose_name = "导入"
