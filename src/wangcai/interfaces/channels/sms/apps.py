from django.apps import AppConfig


class SmsConfig(AppConfig):
    name = "wangcai.interfaces.channels.sms"
    label = "channel_sms"
