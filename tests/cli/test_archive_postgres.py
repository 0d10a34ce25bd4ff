"""Backup and restore of a shop on PostgreSQL, by PostgreSQL's own tools."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.postgres import temporary_postgres
from tests.template import copy_postgres

ROOT = Path(__file__).resolve().parents[2]
ENTRY = (
    "INSERT INTO journal_entry (chain_id, what, stage, subject_kind, subject_id, facts, actor, happened_at) "
    "VALUES (1, '豆豆 checked in', '', 'pet', 7, '{\"weight\": 4200}', 'test', '2026-11-22T10:00:00Z')"
)
EVERYTHING = "SELECT id, what, facts, happened_at, recorded_at, xact FROM journal_entry ORDER BY id"

pytestmark = pytest.mark.skipif(not shutil.which("pg_dump"), reason="pg_dump is not installed")


def run(*words, data, url, path=None):
    environment = dict(os.environ, DATABASE_URL=url, WANGCAI_DATA=str(data))
    if path is not None:
        environment["PATH"] = path
    return subprocess.run(
        [sys.executable, "-m", "wangcai.interfaces.cli", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=environment,
    )


@pytest.fixture(scope="module")
def databases():
    """On one server a shop without business yet, and an empty database."""
    with temporary_postgres() as url:
        copy_postgres(url, "first")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE second")
        server = url.rsplit("/", 1)[0]
        yield f"{server}/first", f"{server}/second"


def rows(url):
    with psycopg.connect(url) as connection:
        return connection.execute(EVERYTHING).fetchall()


def test_a_shop_moves_to_another_database_and_is_never_overwritten(databases, tmp_path):
    old, new = databases
    data, file = tmp_path / "old", tmp_path / "shop.tar.gz"
    done = run("setup", data=data, url=old)
    assert done.returncode == 0, done.stderr
    with psycopg.connect(old) as connection:
        connection.execute(ENTRY)
    (data / "files").mkdir()
    (data / "files" / "photo.jpg").write_bytes(b"photo")

    done = run("backup", str(file), data=data, url=old)
    assert done.returncode == 0, done.stderr
    done = run("restore", str(file), data=tmp_path / "new", url=new)
    assert done.returncode == 0, done.stderr
    assert rows(new) == rows(old) and len(rows(new)) == 1
    assert (tmp_path / "new" / "files" / "photo.jpg").read_bytes() == b"photo"
    with pytest.raises(psycopg.errors.RaiseException), psycopg.connect(new) as connection:
        connection.execute("DELETE FROM journal_entry")

    again = run("restore", str(file), data=tmp_path / "third", url=new)
    assert again.returncode == 1 and "not empty" in again.stderr
    assert rows(new) == rows(old)


def test_without_pg_dump_it_refuses_and_writes_nothing(databases, tmp_path):
    file = tmp_path / "shop.tar.gz"
    done = run("backup", str(file), data=tmp_path / "data", url=databases[0], path="/nonexistent")
    assert done.returncode == 1 and "pg_dump" in done.stderr
    assert not file.exists() and list(tmp_path.glob(".wangcai-*")) == []


def test_a_wrong_engine_is_a_sentence(tmp_path, databases):
    from tests.template import copy_template

    (tmp_path / "shop").mkdir()
    copy_template(tmp_path / "shop" / "wangcai.sqlite3")
    file = tmp_path / "shop.tar.gz"
    assert run("backup", str(file), data=tmp_path / "shop", url="").returncode == 0
    done = run("restore", str(file), data=tmp_path / "new", url=databases[1])
    assert done.returncode == 1 and "postgresql" in done.stderr and "Traceback" not in done.stderr
