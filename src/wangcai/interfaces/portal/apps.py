from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "wangcai.interfaces.portal"
    label = "portal"
