"""Reads whose SQL text is made once: the queries of pages that are opened all day.

Building and compiling a query set costs several times what its execution does. A kept read is an ordinary query set,
compiled at its first use for each shape of its arguments; afterwards only the values are put in.
"""

import functools
from collections.abc import Callable
from copy import copy
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects

# Ids nobody has; each argument gets its own, so that its places in the compiled statement are found again.
FIRST_STAND_IN = 8_000_000_000_000_000


def kept[**P](make: Callable[P, QuerySet[Any]]) -> Callable[P, list[Any]]:
    """Turn a function that builds a query set into one that returns its rows, compiled once per shape of the arguments.

    Arguments are whole numbers (ids), texts, or tuples of ids; a tuple's length is its shape. The function sees
    stand-ins instead of the values: it must put each of them into the query and may not look at it, and whatever else
    it reads (the clock, the language) is frozen. Raises TypeError where an argument did not arrive in the statement.
    """
    made: dict[tuple[Any, ...], _Kept] = {}

    @functools.wraps(make)
    def rows(*values: Any) -> list[Any]:
        shape = (connection.vendor, *(len(v) if isinstance(v, tuple) else type(v).__name__ for v in values))
        found = made.get(shape)
        if found is None:
            found = made[shape] = _Kept(make, values)
        return found.rows(values)

    return rows  # type: ignore[return-value]


class _Kept:
    """One compiled query set and where each argument stands in its parameters."""

    def __init__(self, make: Callable[..., QuerySet[Any]], values: tuple[Any, ...]) -> None:
        places: dict[Any, tuple[int, int | None]] = {}
        self._queryset = make(*(_stand_in(value, number, places) for number, value in enumerate(values)))
        check = getattr(self._queryset, "_check", None)
        if check is not None:
            check()
        self._compiler = self._queryset.query.get_compiler(using=connection.alias)
        try:
            self._sql, params = self._compiler.as_sql()
        except EmptyResultSet:
            self._sql, params = "", ()
        self._params = [(places.get(p) if isinstance(p, int | str) else None, p) for p in params]
        if self._sql and set(places.values()) - {place for place, _constant in self._params}:
            raise TypeError(f"{make.__qualname__}: an argument did not arrive in the statement as it is.")

    def rows(self, values: tuple[Any, ...]) -> list[Any]:
        if not self._sql:
            return []
        params = tuple(constant if place is None else _value(values, place) for place, constant in self._params)
        compiler = copy(self._compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_more: (self._sql, params)  # type: ignore[method-assign]
        query = copy(self._queryset.query)
        query.get_compiler = lambda *_args, **_more: compiler  # type: ignore[method-assign]
        source: Any = self._queryset
        # What Django's row iterators look at, with the compiled statement in the query's place.
        bound = SimpleNamespace(
            query=query, db=connection.alias, model=source.model, _fields=source._fields,
            _fetch_mode=source._fetch_mode, _known_related_objects=source._known_related_objects,
        )  # fmt: skip
        found = list(source._iterable_class(bound))
        if source._prefetch_related_lookups:
            prefetch_related_objects(found, *source._prefetch_related_lookups)
        return found


def _stand_in(value: Any, number: int, places: dict[Any, tuple[int, int | None]]) -> Any:
    if isinstance(value, tuple):
        return tuple(_one(item, (number, position), places) for position, item in enumerate(value))
    return _one(value, (number, None), places)


def _one(value: Any, place: tuple[int, int | None], places: dict[Any, tuple[int, int | None]]) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(f"A kept read takes ids, texts and tuples of ids, not {value!r}.")
    stand_in: Any = FIRST_STAND_IN + len(places)
    if isinstance(value, str):
        stand_in = f"kept:{stand_in}"
    places[stand_in] = place
    return stand_in


def _value(values: tuple[Any, ...], place: tuple[int, int | None]) -> Any:
    number, position = place
    return values[number] if position is None else values[number][position]
