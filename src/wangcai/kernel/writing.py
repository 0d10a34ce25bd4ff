"""The turn to write: one transaction around a use case.

SQLite has one writer. Threads that wait in its busy handler starve each other for seconds; a fair lock in front of
BEGIN IMMEDIATE lets them pass in milliseconds. PostgreSQL needs no such lock.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_turn = threading.Lock()
_depth = threading.local()


@contextmanager
def writing() -> Iterator[None]:
    """Run the block in one transaction; a use case called inside another joins the outer one."""
    if getattr(_depth, "value", 0):
        yield
        return
    _depth.value = 1
    locked = connection.vendor == "sqlite"
    if locked:
        _turn.acquire()
    try:
        with transaction.atomic():
            yield
    finally:
        _depth.value = 0
        if locked:
            _turn.release()


def inside_writing() -> bool:
    """Is this thread in the middle of a use case's transaction?"""
    return bool(getattr(_depth, "value", 0))
