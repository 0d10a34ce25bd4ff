from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "wangcai.messages"
    label = "outgoing"  # Django has an app labelled messages of its own
