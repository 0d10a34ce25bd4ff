"""Live and ready: honest about the database, open to nobody's data."""

import pytest
from django.db import OperationalError

from wangcai.interfaces import health


@pytest.fixture(autouse=True)
def forget(monkeypatch):
    monkeypatch.setattr(health, "_tables_are_current", False)


def test_live_touches_no_database(client):
    answer = client.get("/-/live")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_database_and_tables_are_there(client):
    assert client.get("/-/ready").json() == {"ready": True, "reason": ""}


@pytest.mark.django_db
def test_ready_compares_the_tables_only_once(client, django_assert_num_queries):
    client.get("/-/ready")
    with django_assert_num_queries(1):
        client.get("/-/ready")


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client, monkeypatch):
    monkeypatch.setattr(health, "nothing_to_migrate", lambda: False)
    answer = client.get("/-/ready")
    assert answer.status_code == 503 and "migrations" in answer.json()["reason"]


def test_not_ready_without_a_database_and_no_detail_leaks(client, monkeypatch):
    def broken():
        raise OperationalError("host=10.0.0.7 password=secret")

    monkeypatch.setattr(health, "unreadiness", broken)
    answer = client.get("/-/ready")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "reason": "OperationalError"}


@pytest.mark.parametrize("address", ["/-/live", "/-/ready"])
def test_they_are_only_read(client, address):
    assert client.post(address).status_code == 405
