"""Backup and restore: every byte comes back, damage is noticed, nothing is overwritten."""

import io
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.template import copy_template
from wangcai.interfaces.cli.archive import copy_sqlite, sqlite_problems, unpack_archive, write_archive
from wangcai.interfaces.cli.environment import CommandFailed

ROOT = Path(__file__).resolve().parents[2]
FACTS = {"engine": "sqlite", "made_at": "2026-11-22T10:00:00+00:00"}


def run(*words, data):
    """One command on a SQLite shop, in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "wangcai.interfaces.cli", *words, "--data", str(data)],
        cwd=ROOT, capture_output=True, text=True, env=environment,
    )  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A shop with tables, one photo and its key."""
    data = tmp_path_factory.mktemp("shop")
    copy_template(data / "wangcai.sqlite3")
    (data / "secret.key").write_text("a key of fifty letters, which only this shop has ....")
    (data / "files" / "豆豆").mkdir(parents=True)
    (data / "files" / "豆豆" / "photo.jpg").write_bytes(os.urandom(300_000))
    return data


@pytest.fixture(scope="module")
def backup(shop, tmp_path_factory):
    file = tmp_path_factory.mktemp("backup") / "shop.tar.gz"
    done = run("backup", str(file), data=shop)
    assert done.returncode == 0, done.stderr
    return file


def dump(data):
    with closing(sqlite3.connect(data / "wangcai.sqlite3")) as database:
        return list(database.iterdump())


def test_what_was_backed_up_comes_back_byte_for_byte(shop, backup, tmp_path):
    new = tmp_path / "new"
    done = run("restore", str(backup), data=new)
    assert done.returncode == 0, done.stderr
    assert dump(new) == dump(shop)
    for name in ("secret.key", "files/豆豆/photo.jpg"):
        assert (new / name).read_bytes() == (shop / name).read_bytes()
    assert (new / "secret.key").stat().st_mode & 0o077 == 0
    assert [path.name for path in new.glob(".wangcai-*")] == []


def test_check_proves_the_backup_and_changes_nothing(backup, tmp_path):
    done = run("restore", str(backup), "--check", data=tmp_path / "nothing")
    assert done.returncode == 0 and "sound" in done.stdout
    assert not (tmp_path / "nothing").exists()


def test_a_living_shop_is_never_overwritten(shop, backup):
    before = dump(shop)
    done = run("restore", str(backup), data=shop)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert dump(shop) == before


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_damaged_backup_is_noticed(backup, tmp_path, place):
    content = bytearray(backup.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(content)
    done = run("restore", str(damaged), data=tmp_path / "new")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert not (tmp_path / "new" / "wangcai.sqlite3").exists()


def test_a_shortened_backup_is_noticed(backup, tmp_path):
    short = tmp_path / "short.tar.gz"
    short.write_bytes(backup.read_bytes()[:-2000])
    assert run("restore", str(short), "--check", data=tmp_path / "new").returncode == 1


def archive_of(path, members, manifest):
    with tarfile.open(path, "w:gz") as archive:
        for name, content in [*members.items(), ("manifest.json", json.dumps(manifest).encode())]:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def test_a_path_that_leaves_the_folder_is_refused(tmp_path):
    evil = archive_of(tmp_path / "evil.tar.gz", {"../out": b"x"}, {"format": 1, **FACTS, "files": {}})
    with pytest.raises(CommandFailed, match="outside"):
        unpack_archive(evil, tmp_path / "in")
    assert not (tmp_path / "out").exists()


def test_a_changed_file_under_the_old_hash_is_refused(tmp_path):
    (tmp_path / "photo").write_bytes(b"one")
    manifest = write_archive(tmp_path / "good.tar.gz", [("files/photo", tmp_path / "photo")], FACTS)
    assert unpack_archive(tmp_path / "good.tar.gz", tmp_path / "a") == manifest
    forged = archive_of(tmp_path / "forged.tar.gz", {"files/photo": b"two"}, manifest)
    with pytest.raises(CommandFailed, match="files/photo"):
        unpack_archive(forged, tmp_path / "b")
    missing = archive_of(tmp_path / "missing.tar.gz", {}, manifest)
    with pytest.raises(CommandFailed, match="files/photo"):
        unpack_archive(missing, tmp_path / "c")


def test_a_copy_taken_during_writing_is_consistent(tmp_path):
    """Two tables always change together; a copy that caught only one of them would be worthless."""
    source = tmp_path / "live.sqlite3"
    with closing(sqlite3.connect(source, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.executescript(
            "CREATE TABLE a (n); CREATE TABLE b (n); INSERT INTO a VALUES (0); INSERT INTO b VALUES (0)"
        )
    stop = threading.Event()

    def write():
        with closing(sqlite3.connect(source, isolation_level=None, timeout=30)) as database:
            while not stop.is_set():
                database.executescript("BEGIN IMMEDIATE; UPDATE a SET n = n + 1; UPDATE b SET n = n + 1; COMMIT")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            copy_sqlite(source, tmp_path / f"copy{number}.sqlite3")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"copy{number}.sqlite3")) as copy:
            assert copy.execute("SELECT a.n = b.n FROM a, b").fetchone() == (1,)
        assert sqlite_problems(tmp_path / f"copy{number}.sqlite3") == []


def test_a_broken_reference_is_a_problem(tmp_path):
    path = tmp_path / "broken.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            "CREATE TABLE a (id PRIMARY KEY); CREATE TABLE b (a REFERENCES a); INSERT INTO b VALUES (7)"
        )
    assert sqlite_problems(path) == ["b row 1: no such a"]
