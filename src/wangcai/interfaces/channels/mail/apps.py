import os

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "wangcai.interfaces.channels.mail"
    label = "channel_mail"

    def ready(self) -> None:
        """WANGCAI_SMTP_URL and WANGCAI_MAIL_FROM name a real server; without them letters are simulated and shown."""
        from wangcai.interfaces.channels.mail.client import SmtpSender
        from wangcai.messages.public import SimulatedSender, register_sender

        url = os.environ.get("WANGCAI_SMTP_URL", "")
        sender = os.environ.get("WANGCAI_MAIL_FROM", "shop@localhost")
        register_sender("mail", SmtpSender(url, sender) if url else SimulatedSender("mail"))
