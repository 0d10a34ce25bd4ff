from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "wangcai.knowledge"
    label = "knowledge"
