"""A text message provider over https: one POST per message, the key in it so that a repeat is no second message.

The shape is that of the common Chinese gateways behind a small relay: `{"id", "to", "text"}` with a bearer key, answered
by `{"ref"}` or `{"error", "final"}`.
"""

import json
import urllib.error
import urllib.request

from wangcai.messages.public import Outgoing, SendingFailed


class HttpSmsSender:
    """`url` and `secret` of the gateway."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret

    def send(self, message: Outgoing, *, timeout: float) -> str:
        """Returns the gateway's reference. 4xx answers are final, everything else is worth another try."""
        body = json.dumps({"id": message.key, "to": message.address, "text": message.body}).encode()
        request = urllib.request.Request(
            self._url,
            data=body,
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self._secret}"},
            method="POST",
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return str(json.load(answer).get("ref", ""))
        except urllib.error.HTTPError as error:
            final = 400 <= error.code < 500 and error.code not in (408, 429)
            raise SendingFailed(f"http {error.code}", again=not final) from error
        except (OSError, ValueError, AttributeError) as error:
            raise SendingFailed(type(error).__name__) from error
