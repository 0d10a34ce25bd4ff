"""Small hand-written statements for hot paths, the same text on SQLite and PostgreSQL."""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection


def value_for_database(value: Any) -> Any:
    """Turn a Python value into what the engine's driver takes (times and uuids differ on SQLite)."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, date) and connection.vendor == "sqlite":
        return value.isoformat()
    return value


def insert_rows(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """Insert rows by one statement and return their ids in order. `table` and `columns` come from code, never from people."""
    marks = "(" + ", ".join(["%s"] * len(columns)) + ")"
    text = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * len(rows))} RETURNING id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(text, [value_for_database(value) for row in rows for value in row])
        return sorted(row[0] for row in cursor.fetchall())


def run(text: str, values: Sequence[Any] = ()) -> int:
    """Run one writing statement and return how many rows it touched: the answer of a guarded update."""
    with connection.cursor() as cursor:
        cursor.execute(text, [value_for_database(value) for value in values])
        return cursor.rowcount


def fetch(text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one reading statement and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(text, [value_for_database(value) for value in values])
        return cursor.fetchall()


def among(column: str, ids: Iterable[int]) -> tuple[str, str]:
    """(condition, its one value): the column is one of these ids. One text however many there are, so it is prepared once.

    `column` comes from code, never from people.
    """
    listed = ",".join(str(int(one)) for one in ids)
    if connection.vendor == "postgresql":
        return f"{column} = ANY(CAST(%s AS bigint[]))", f"{{{listed}}}"
    return f"{column} IN (SELECT value FROM json_each(%s))", f"[{listed}]"
