"""The ground all tests stand on is a shop's ground: if these fail, no other result means anything."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from wangcai.journal.public import Entry


def an_entry():
    return Entry.objects.create(
        chain_id=1, what="test", subject_kind="test", subject_id=1, actor="test", happened_at=timezone.now()
    )


@pytest.mark.django_db
def test_sqlite_is_a_real_file_with_a_shops_guarantees(engine):
    if engine != "sqlite":
        pytest.skip("about SQLite")
    assert Path(connection.settings_dict["NAME"]).is_file()
    with connection.cursor() as cursor:
        found = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
def test_postgresql_is_new_enough_and_commits_for_good(engine):
    if engine != "postgresql":
        pytest.skip("about PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone()[0] == "on"
    assert connection.pg_version >= 150000


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_transactional_tests_start_empty_and_with_the_seal_in_place(turn):
    """Emptying the tables puts the journal's triggers aside; they must be back, and must bite."""
    assert Entry.objects.count() == 0
    an_entry()
    with pytest.raises(DatabaseError, match="never changed or deleted"):
        Entry.objects.update(what="changed")
    with pytest.raises(DatabaseError, match="never changed or deleted"):
        Entry.objects.all().delete()
    assert Entry.objects.get().what == "test"


def test_tests_leave_no_data_in_the_work_folder(settings):
    assert "wangcai-test-" in str(settings.DATA)


def test_the_database_is_closed_to_tests_that_did_not_ask():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Entry.objects.count()
