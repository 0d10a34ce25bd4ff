"""The real clients against a local server that behaves well and badly."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from wangcai.interfaces.channels.mail.client import SmtpSender
from wangcai.interfaces.channels.sms.client import HttpSmsSender
from wangcai.messages.public import Outgoing, SendingFailed

MESSAGE = Outgoing("wc7", 1, "13812348866", "订单备好了", "【徐汇店】订单 XH-1 已备好")


class Gateway(BaseHTTPRequestHandler):
    status, answer, pause, got = 200, b'{"ref": "R1"}', 0.0, []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.headers["Authorization"], json.loads(body)))
        time.sleep(type(self).pause)
        try:
            self.send_response(type(self).status)
            self.end_headers()
            self.wfile.write(type(self).answer)
        except BrokenPipeError:
            pass

    def log_message(self, *words):
        pass


@pytest.fixture
def gateway():
    kind = type("Today", (Gateway,), {"got": []})
    server = HTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kind, HttpSmsSender(f"http://127.0.0.1:{server.server_port}/send", "secret")
    server.shutdown()
    server.server_close()


def test_a_text_message_carries_its_key(gateway):
    kind, sender = gateway
    assert sender.send(MESSAGE, timeout=2) == "R1"
    assert kind.got == [("Bearer secret", {"id": "wc7", "to": "13812348866", "text": MESSAGE.body})]


@pytest.mark.parametrize(
    ("status", "answer", "again"),
    [
        (400, b"", False),
        (429, b"", True),
        (408, b"", True),
        (500, b"", True),
        (200, b"not json", True),
        (200, b"[]", True),
    ],
)
def test_what_is_worth_another_try(gateway, status, answer, again):
    kind, sender = gateway
    kind.status, kind.answer = status, answer
    with pytest.raises(SendingFailed) as failed:
        sender.send(MESSAGE, timeout=2)
    assert failed.value.again is again


def test_a_silent_gateway_is_given_up_in_time(gateway):
    kind, sender = gateway
    kind.pause = 1.0
    start = time.monotonic()
    with pytest.raises(SendingFailed) as failed:
        sender.send(MESSAGE, timeout=0.2)
    assert failed.value.again and time.monotonic() - start < 0.9


def test_nobody_listening_is_worth_another_try():
    with pytest.raises(SendingFailed) as failed:
        HttpSmsSender("http://127.0.0.1:9/", "x").send(MESSAGE, timeout=0.5)
    assert failed.value.again
    with pytest.raises(SendingFailed) as failed:
        SmtpSender("smtp://127.0.0.1:9", "shop@example.com").send(MESSAGE, timeout=0.5)
    assert failed.value.again
