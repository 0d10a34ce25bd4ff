from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "wangcai.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from wangcai.catalogue.operations import finding  # noqa: F401  tells the search where goods come from
