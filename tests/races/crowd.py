"""Many people at once on one real database: threads with connections of their own, started together."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections

from wangcai.kernel.public import Refusal


def at_once(count: int, act: Callable[[int], Any], *, threads: int = 16) -> list[Any]:
    """Call `act(0)` … `act(count - 1)` from many threads; returns what each gave: a value, or the refusal it got.

    Any other exception ends the test: a crowd must be refused politely or served.
    """
    results: list[Any] = [None] * count
    errors: list[BaseException] = []
    numbers = iter(range(count))
    turn, start = threading.Lock(), threading.Barrier(threads)

    def work() -> None:
        start.wait()
        try:
            while True:
                with turn:
                    number = next(numbers, None)
                if number is None or errors:
                    return
                try:
                    results[number] = act(number)
                except Refusal as refusal:
                    results[number] = refusal
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    crowd = [threading.Thread(target=work) for _ in range(threads)]
    connection.close()
    for one in crowd:
        one.start()
    for one in crowd:
        one.join(120)
    if errors:
        raise errors[0]
    return results
