"""The doctor notices each illness it claims to look for."""

import pytest
from django.db import connection
from django.utils import timezone

from wangcai.interfaces.cli import examination
from wangcai.journal.public import Entry, Setback

pytestmark = pytest.mark.django_db


def finding(name):
    return next(found for found in examination.examine() if found.name == name)


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_a_sound_shop_is_sound():
    # The tests' own server runs without fsync, and says so.
    expected = {"durability"} if connection.vendor == "postgresql" else set()
    assert {found.name for found in examination.examine() if not found.ok} <= expected


def test_weaker_durability_is_noticed(engine):
    if engine == "sqlite":
        # synchronous cannot change inside a transaction; the doctor's reading is replaced instead.
        weak = {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(examination, "pragma", lambda cursor, name: weak[name])
            found = finding("durability")
        assert not found.ok and "synchronous=1" in found.detail
    else:
        run("SET LOCAL synchronous_commit = off")
        found = finding("durability")
        assert not found.ok and "synchronous_commit=off" in found.detail


def test_a_broken_seal_is_noticed(engine):
    assert finding("journal_seal").ok
    if engine == "sqlite":
        run("DROP TRIGGER journal_entry_no_update")
    else:
        run("ALTER TABLE journal_entry DISABLE TRIGGER USER")
    assert not finding("journal_seal").ok


def test_a_reaction_that_keeps_failing_is_noticed():
    entry = Entry.objects.create(
        chain_id=1, what="test", subject_kind="test", subject_id=1, actor="test", happened_at=timezone.now()
    )
    Setback.objects.create(entry=entry, reaction="stock.reactions.x", next_at=timezone.now(), error="no")
    found = finding("setbacks")
    assert not found.ok and found.detail.startswith("1 ")


def test_stock_that_does_not_add_up_is_noticed(monkeypatch):
    from wangcai.shops.public import Chain
    from wangcai.stock import public as stock

    Chain.objects.create(name="旺财")
    monkeypatch.setattr(stock, "recount", lambda chain: [f"chain {chain.pk}: 3 instead of 4"])
    found = finding("stock")
    assert not found.ok and "3 instead of 4" in found.detail


def test_a_full_disk_is_noticed(monkeypatch):
    monkeypatch.setattr(examination, "LITTLE_DISK", 1 << 62)
    assert not finding("disk").ok


def test_a_check_that_breaks_is_a_finding_and_not_a_crash(monkeypatch):
    def broken():
        raise ZeroDivisionError("no")

    monkeypatch.setitem(examination.CHECKS, "disk", broken)
    found = finding("disk")
    assert (found.ok, found.detail) == (False, "ZeroDivisionError: no")
