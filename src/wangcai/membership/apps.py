from django.apps import AppConfig


class MembershipConfig(AppConfig):
    name = "wangcai.membership"
    label = "membership"
