from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "wangcai.interfaces.channels.mail"
    label = "channel_mail"
