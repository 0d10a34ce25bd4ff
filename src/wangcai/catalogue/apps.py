from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "wangcai.catalogue"
    label = "catalogue"
