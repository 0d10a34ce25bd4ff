from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "wangcai.journal"
    label = "journal"
