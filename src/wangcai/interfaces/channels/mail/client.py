"""Mail over SMTP. The Message-ID is made of the message's key, so that a repeat can be told from a second letter."""

import smtplib
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from wangcai.messages.public import Outgoing, SendingFailed


class SmtpSender:
    """`url`: smtp://user:password@host:587 (STARTTLS) or smtps://…:465; `sender` is the From address."""

    def __init__(self, url: str, sender: str) -> None:
        self._url = urlsplit(url)
        self._sender = sender

    def send(self, message: Outgoing, *, timeout: float) -> str:
        """Returns the Message-ID. Answers of 5xx are final, everything else is worth another try."""
        letter = EmailMessage()
        domain = self._sender.rpartition("@")[2] or "wangcai.local"
        letter["Message-ID"] = f"<{message.key}@{domain}>"
        letter["From"], letter["To"] = self._sender, message.address
        letter["Subject"] = " ".join(message.subject.split())
        letter.set_content(message.body)
        try:
            with self._connect(timeout) as server:
                server.send_message(letter)
        except smtplib.SMTPResponseException as error:
            raise SendingFailed(f"smtp {error.smtp_code}", again=error.smtp_code < 500) from error
        except smtplib.SMTPRecipientsRefused as error:
            raise SendingFailed("recipient refused", again=False) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise SendingFailed(type(error).__name__) from error
        return letter["Message-ID"]

    def _connect(self, timeout: float) -> smtplib.SMTP:
        host = self._url.hostname or "localhost"
        if self._url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, self._url.port or 465, timeout=timeout)
        else:
            server = smtplib.SMTP(host, self._url.port or 587, timeout=timeout)
            if self._url.username:
                server.starttls()
        if self._url.username:
            server.login(unquote(self._url.username), unquote(self._url.password or ""))
        return server
