"""A request with a key has one effect, however often it is sent."""

import dataclasses
import functools
import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import OperationalError, models
from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Actor, Refusal, fetch, inside_writing, now, run, writing

ATTEMPTS = 3


class KeyReused(Refusal):
    code = "key_reused"
    sentence = _("这个请求编号已经用在另一个内容上，请刷新页面后重做。")
    status = 409


def fingerprint(value: Any) -> str:
    """A digest of the arguments of a call; models count by their key."""
    return hashlib.sha256(
        json.dumps(value, default=_plain, sort_keys=True).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return [value._meta.label, value.pk]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def known_answer(*, by: Actor, route: str, key: str, body_hash: str) -> list[Any]:
    """[answer] when the key was used before with this body, [] when it is fresh. Refuses with KeyReused otherwise."""
    rows = fetch(
        "SELECT body_hash, answer FROM journal_answer WHERE chain_id = %s AND actor = %s AND route = %s AND key = %s",
        [by.chain_id, by.key, route, key],
    )
    if rows and rows[0][0] != body_hash:
        raise KeyReused
    return [json.loads(row[1]) for row in rows]


def answer_once(*, by: Actor, route: str, key: str, body: Any, work: Callable[[], tuple[Any, Any]]) -> tuple[Any, Any]:
    """Do `work` in one transaction and keep its answer under the key; a retry gets the kept answer and no effect.

    `work` returns (result, answer to keep as JSON). Returns (result, answer); result is None for a retry.
    The key is written last, together with the answer: of two callers at once both work, the second's key finds the
    first's, and everything the second did is rolled back. A refusal of work that was done before is no refusal.
    """
    key, body_hash = key[:80], fingerprint(body)
    scope = {"by": by, "route": route, "key": key, "body_hash": body_hash}
    if inside_writing():
        # The outer use case cannot be rolled back from here: look first, and let the UNIQUE key end a race.
        known = known_answer(**scope)
        if known:
            return None, known[0]
    try:
        with writing():
            result, answer = work()
            fresh = run(
                "INSERT INTO journal_answer (chain_id, actor, route, key, body_hash, answer, created_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [by.chain_id, by.key, route, key, body_hash, json.dumps(answer, default=str), now()],
            )
            if not fresh:
                raise _DoneBefore
            return result, answer
    except _DoneBefore:
        if inside_writing():
            raise KeyReused from None
        return None, known_answer(**scope)[0]
    except Refusal:
        known = known_answer(**scope)
        if not known:
            raise
        return None, known[0]


class _DoneBefore(Exception):  # noqa: N818  rolls the second effect back
    pass


def retried[R](work: Callable[[], R]) -> R:
    """Try again after a deadlock (PostgreSQL rolled everything back: nothing was done), at most three times."""
    for _attempt in range(ATTEMPTS - 1):
        try:
            return work()
        except OperationalError as error:
            if "deadlock" not in str(error).lower():
                raise
    return work()


def once[**P, R](operation: Callable[P, R]) -> Callable[P, R]:
    """Make a use case one transaction with one effect per `request_key`.

    The wrapped function takes keyword arguments with `by` (Actor); it does not see `request_key`. It returns a model
    instance or None; a retry gets the same row, as it is now. Without a key it simply runs in one transaction.
    A deadlock (PostgreSQL) is tried again: nothing was done.
    """
    route = f"{operation.__module__.split('.')[1]}.{operation.__name__}"

    @functools.wraps(operation)
    def call(*, request_key: str | None = None, **arguments: Any) -> Any:
        if not request_key:
            return retried(lambda: _plainly(operation, arguments))
        return retried(lambda: _keyed(operation, route, request_key, arguments))

    return call  # type: ignore[return-value]


def _plainly(operation: Callable[..., Any], arguments: dict[str, Any]) -> Any:
    with writing():
        return operation(**arguments)


def _keyed(operation: Callable[..., Any], route: str, key: str, arguments: dict[str, Any]) -> Any:
    def work() -> tuple[Any, Any]:
        result = operation(**arguments)
        return result, [result._meta.label, result.pk] if isinstance(result, models.Model) else None

    body = {name: value for name, value in arguments.items() if name not in {"by", "at"}}
    result, answer = answer_once(by=arguments["by"], route=route, key=key, body=body, work=work)
    if result is None and answer:
        return apps.get_model(answer[0])._base_manager.get(pk=answer[1])
    return result
