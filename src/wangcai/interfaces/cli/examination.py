"""What the doctor looks at. Each check answers with a plain finding and never raises."""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wangcai.interfaces.cli.environment import data_folder

LITTLE_DISK = 1_000_000_000  # bytes


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `ok` decides the exit code, `detail` is for the person."""

    name: str
    ok: bool
    detail: str


def examine() -> list[Finding]:
    """Look at everything, in the order in which things depend on each other."""
    return [look(name, check) for name, check in CHECKS.items()]


def look(name: str, check: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        ok, detail = check()
    except Exception as failure:
        return Finding(name, False, f"{type(failure).__name__}: {failure}")
    return Finding(name, ok, detail)


def python() -> tuple[bool, str]:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return sys.version_info >= (3, 12), f"Python {version}, {sys.executable}"


def database() -> tuple[bool, str]:
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "sqlite":
        return sqlite3.sqlite_version_info >= (3, 40), f"SQLite {sqlite3.sqlite_version}"
    major = connection.pg_version // 10000
    return major >= 15, f"PostgreSQL {major}.{connection.pg_version % 10000}"


def durability() -> tuple[bool, str]:
    """Read back what keeps an acknowledged order through a power cut."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            found = {name: pragma(cursor, name) for name in ("journal_mode", "synchronous", "foreign_keys")}
            return found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}, as_words(found)
        found = {}
        for name in ("synchronous_commit", "fsync", "full_page_writes"):
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    safe = found["synchronous_commit"] != "off" and found["fsync"] == found["full_page_writes"] == "on"
    return safe, as_words(found)


def pragma(cursor: Any, name: str) -> Any:
    cursor.execute(f"PRAGMA {name}")
    return cursor.fetchone()[0]


def migrations() -> tuple[bool, str]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return False, f"{len(waiting)} 个迁移未执行，请运行 ./wangcai setup / {len(waiting)} not applied"
    return True, f"{len(executor.loader.applied_migrations)} applied"


def seal() -> tuple[bool, str]:
    """The journal must refuse changes in the database itself: are its triggers there?"""
    from django.db import connection

    if connection.vendor == "sqlite":
        question = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal_entry'"
    else:
        question = (
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'journal_entry'::regclass "
            "AND NOT tgisinternal AND tgenabled <> 'D'"
        )
    with connection.cursor() as cursor:
        cursor.execute(question)
        names = sorted(row[0] for row in cursor.fetchall())
    # One trigger may refuse both UPDATE and DELETE on PostgreSQL; SQLite needs one for each.
    return len(names) >= (2 if connection.vendor == "sqlite" else 1), ", ".join(names) or "no triggers"


def setbacks() -> tuple[bool, str]:
    """Reactions that failed and are being tried again."""
    from wangcai.journal.public import Setback

    count = Setback.objects.count()
    return count == 0, f"{count} waiting"


def stock() -> tuple[bool, str]:
    """On hand must be the sum of the moves, and what is promised the sum of the open promises, in every chain."""
    from wangcai.shops.public import Chain
    from wangcai.stock.public import recount

    wrong = [difference for chain in Chain.objects.order_by("pk") for difference in recount(chain)]
    return not wrong, f"{len(wrong)} 处不符 / differ: {wrong[:3]}" if wrong else "on hand = sum of moves"


def disk() -> tuple[bool, str]:
    free = shutil.disk_usage(data_folder()).free
    return free >= LITTLE_DISK, f"{free / 1e9:.1f} GB free at {data_folder()}"


def as_words(found: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in found.items())


CHECKS: dict[str, Callable[[], tuple[bool, str]]] = {
    "python": python,
    "database": database,
    "durability": durability,
    "migrations": migrations,
    "journal_seal": seal,
    "setbacks": setbacks,
    "stock": stock,
    "disk": disk,
}
