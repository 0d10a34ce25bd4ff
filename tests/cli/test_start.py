"""Plain `./wangcai`, and the small loops behind a running shop."""

import argparse

import pytest

from wangcai.interfaces import health
from wangcai.interfaces.cli import environment
from wangcai.interfaces.cli.commands import drain, start


@pytest.fixture
def calls(monkeypatch):
    """What start would do, written down instead of done."""
    made = []
    monkeypatch.setattr(start.serve, "refuse_taken_port", lambda host, port: made.append("port"))
    monkeypatch.setattr(start.setup, "prepare_installation", lambda: made.append("prepare"))
    monkeypatch.setattr(start, "start_django", lambda: made.append("django"))
    monkeypatch.setattr(start, "migrate", lambda: made.append("migrate"))
    monkeypatch.setattr(start, "create_demo", lambda: made.append("demo"))
    monkeypatch.setattr(start, "open_browser_soon", lambda address: made.append(f"browser {address}"))
    monkeypatch.setattr(
        start.serve, "serve", lambda options, *, afresh: made.append("serve afresh" if afresh else "serve")
    )
    return made


def options(*words):
    parser = argparse.ArgumentParser()
    start.add_arguments(parser)
    return parser.parse_args(words)


def test_an_empty_folder_gets_the_demo_shop_before_it_is_served(calls, monkeypatch, capsys):
    monkeypatch.setattr(start, "has_data", lambda: False)
    assert start.run(options("--port", "8123")) == 0
    assert calls == ["port", "prepare", "django", "migrate", "demo", "browser http://127.0.0.1:8123/", "serve afresh"]
    assert "http://127.0.0.1:8123/" in capsys.readouterr().out


def test_a_shop_that_is_there_is_left_alone(calls, monkeypatch):
    monkeypatch.setattr(start, "has_data", lambda: True)
    start.run(options("--no-browser"))
    assert calls == ["port", "prepare", "django", "migrate", "serve"]


def test_no_browser_without_a_screen(monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(start.subprocess, "Popen", lambda *_, **__: pytest.fail("opened a browser"))
    start.open_browser_soon("http://127.0.0.1:8000/")


def test_a_browser_where_there_is_a_screen(monkeypatch):
    opened = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(start.subprocess, "Popen", lambda words, **_: opened.append(words[-1]))
    start.open_browser_soon("http://127.0.0.1:8000/")
    assert opened == ["http://127.0.0.1:8000/"]


def test_a_drain_that_fails_waits_and_goes_on(monkeypatch):
    def broken():
        raise OSError("disk full")

    monkeypatch.setattr(drain, "drain_round", broken)
    assert drain.pause_after_round() == drain.PAUSE_AFTER_ERROR
    monkeypatch.setattr(drain, "drain_round", lambda: 3)
    assert drain.pause_after_round() == 0
    monkeypatch.setattr(drain, "drain_round", lambda: 0)
    assert drain.pause_after_round() == drain.PAUSE


def test_the_data_folder_is_said_once_for_every_process(monkeypatch, tmp_path):
    monkeypatch.setenv("WANGCAI_DATA", "")
    monkeypatch.chdir(tmp_path)
    environment.prepare(argparse.Namespace(data=None))
    assert environment.data_folder() == tmp_path / "data"
    environment.prepare(argparse.Namespace(data=str(tmp_path / "other")))
    assert environment.data_folder() == tmp_path / "other"


def test_each_migration_moves_the_bar_once():
    moved = []
    lines = environment.Applied(moved.append)
    for text in ("  Applying stock.0001_initial...", " OK\n", "Running deferred SQL...\n"):
        lines.write(text)
    assert sum(moved) == 1


@pytest.mark.django_db
def test_only_a_missing_migration_loads_the_graph_of_them():
    from django.db import connection

    assert health.nothing_to_migrate()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'journal' AND name LIKE '0002%%'")
    assert not health.nothing_to_migrate()
