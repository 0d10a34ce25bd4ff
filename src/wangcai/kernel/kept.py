"""Reads whose SQL text is made once: the queries of pages that are opened all day.

Building and compiling a query set costs several times what its execution does. A kept read is an ordinary query set,
compiled at its first use for each shape of its arguments; afterwards only the values are put in.
"""

import functools
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects

from wangcai.kernel.actor import Actor
from wangcai.kernel.sql import value_for_database

# Ids and times nobody has; each argument gets its own, so that its places in the compiled statement are found again.
MOST_SHAPES = 200
FIRST_ID, FIRST_TIME = 8_000_000_000_000_000, datetime(2999, 1, 1, tzinfo=UTC)


def kept[**P](make: Callable[P, QuerySet[Any]]) -> Callable[P, list[Any]]:
    """Turn a function that builds a query set into one that returns its rows, compiled once per shape of the arguments.

    Arguments are whole numbers (ids), texts, times, None, tuples of ids, or the actor: someone who sees as many stores,
    without any permission. The function sees stand-ins instead of the values: it must put each of them into the query
    and may not look at it, and whatever else it reads (the clock, the language) is frozen. Raises TypeError where an
    argument did not arrive in the statement. At most MOST_SHAPES shapes are kept; further ones are compiled each time.
    """
    made: dict[tuple[Any, ...], _Kept] = {}

    @functools.wraps(make)
    def rows(*given: Any) -> list[Any]:
        shape = (connection.vendor, *(_shape(value) for value in given))
        found = made.get(shape)
        if found is None:
            found = _Kept(make, given)
            if len(made) < MOST_SHAPES:
                made[shape] = found
        return found.rows(tuple(_plain(value) for value in given))

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
            # Only an empty tuple may say that there is nothing to be found.
            if not any(_shape(value) in (0, ("stores", 0)) for value in values):
                raise TypeError(f"{make.__qualname__}: the query is empty whatever is asked.") from None
            self._sql, params, places = "", (), {}
        self._params = [(places.get(p) if isinstance(p, int | str | datetime) else None, p) for p in params]
        if set(places.values()) - {place for place, _constant in self._params}:
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


def _plain(value: Any) -> Any:
    """An actor as the ids that bound what is seen: the chain, then the stores (none where every store is)."""
    return (value.chain_id, *sorted(value.store_ids or ())) if isinstance(value, Actor) else value


def _shape(value: Any) -> Any:
    if isinstance(value, Actor):
        return "every store" if value.store_ids is None else ("stores", len(value.store_ids))
    return len(value) if isinstance(value, tuple) else type(value)


def _stand_in(value: Any, number: int, places: dict[Any, tuple[int, int | None]]) -> Any:
    if isinstance(value, Actor):
        chain, *stores = _stand_in(_plain(value), number, places)
        seen: list[Any] = [None] if value.store_ids is None else stores
        return Actor(chain_id=chain, kind="system", id=0, grants=dict.fromkeys(seen, frozenset()))
    if isinstance(value, tuple):
        return tuple(_one(item, (number, position), places) for position, item in enumerate(value))
    return None if value is None else _one(value, (number, None), places)


def _one(value: Any, place: tuple[int, int | None], places: dict[Any, tuple[int, int | None]]) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | str | datetime):
        raise TypeError(f"A kept read takes ids, texts, times, tuples of ids and actors, not {value!r}.")
    stand_in: Any = FIRST_ID + len(places)
    if isinstance(value, str):
        # With what LIKE would escape: a look-up that writes the text otherwise (iexact, contains) cannot be kept.
        stand_in = f"kept%_\\{stand_in}"
    elif isinstance(value, datetime):
        stand_in = FIRST_TIME + timedelta(microseconds=len(places) + 1)
    places[value_for_database(stand_in)] = place
    return stand_in


def _value(values: tuple[Any, ...], place: tuple[int, int | None]) -> Any:
    number, position = place
    return value_for_database(values[number] if position is None else values[number][position])
