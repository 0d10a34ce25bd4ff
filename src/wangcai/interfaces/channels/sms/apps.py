import os

from django.apps import AppConfig


class SmsConfig(AppConfig):
    name = "wangcai.interfaces.channels.sms"
    label = "channel_sms"

    def ready(self) -> None:
        """WANGCAI_SMS_URL and WANGCAI_SMS_KEY name a real gateway; without them messages are simulated and shown."""
        from wangcai.interfaces.channels.sms.client import HttpSmsSender
        from wangcai.messages.public import SimulatedSender, register_sender

        url = os.environ.get("WANGCAI_SMS_URL", "")
        register_sender(
            "sms", HttpSmsSender(url, os.environ.get("WANGCAI_SMS_KEY", "")) if url else SimulatedSender("sms")
        )
