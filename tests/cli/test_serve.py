"""Serving: whom it answers, and that nothing of it is left behind."""

import os
import signal
import time
import urllib.request

import psutil
import pytest

from tests.journeys.server import open_shop
from tests.template import copy_template
from wangcai.interfaces.cli.commands import drain, serve


def test_only_this_machine_is_served_unless_asked(monkeypatch):
    monkeypatch.delenv("WANGCAI_HOSTS", raising=False)
    serve.answer_to_our_names("127.0.0.1")
    assert "WANGCAI_HOSTS" not in os.environ


def test_the_whole_shop_may_ask_for_this_machine_by_its_names(monkeypatch):
    monkeypatch.setenv("WANGCAI_HOSTS", "")
    monkeypatch.setattr(serve.socket, "gethostname", lambda: "counter")
    monkeypatch.setattr(serve, "network_address", lambda: "192.168.1.20")
    serve.answer_to_our_names("0.0.0.0")
    names = os.environ["WANGCAI_HOSTS"].split(",")
    assert {"counter", "counter.local", "192.168.1.20", "127.0.0.1"} <= set(names)
    assert not {"0.0.0.0", "*"} & set(names)
    assert serve.shown_host("0.0.0.0") == "192.168.1.20"


def test_names_somebody_listed_are_kept(monkeypatch):
    monkeypatch.setenv("WANGCAI_HOSTS", "shop.example")
    serve.answer_to_our_names("0.0.0.0")
    assert os.environ["WANGCAI_HOSTS"] == "shop.example"


def test_the_drain_ends_with_its_server():
    assert not drain.orphaned(None)
    assert not drain.orphaned(os.getppid())
    assert drain.orphaned(os.getppid() + 1)


@pytest.fixture
def running(tmp_path):
    copy_template(tmp_path / "wangcai.sqlite3")
    shop = open_shop(tmp_path)
    yield shop
    shop.stop()


def test_a_server_answers_and_leaves_nothing_running(running):
    with urllib.request.urlopen(f"{running.address}/-/live", timeout=5) as answer:
        assert answer.status == 200
    family = family_of(running.process.pid)
    assert len(family) >= 3, "the server, a worker and the drain"
    os.kill(running.process.pid, signal.SIGTERM)
    assert running.process.wait(10) in (0, -signal.SIGTERM)
    assert gone(family)


def test_after_a_kill_workers_and_drain_go_too(running):
    family = family_of(running.process.pid)
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait(10)
    assert gone(family)


def family_of(pid):
    """The server's own processes: granian's workers and the drain."""
    server = psutil.Process(pid)
    return [server, *server.children(recursive=True)]


def gone(family, limit=10):
    """All of them, within some seconds; a zombie that waits for its parent counts as gone."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        if not any(alive(process) for process in family):
            return True
        time.sleep(0.2)
    return False


def alive(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
