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

from wangcai.journal.models import Answer
from wangcai.kernel.public import Actor, Refusal, fetch, now, run, writing

ATTEMPTS = 3


class KeyReused(Refusal):
    code = "key_reused"
    sentence = _("这个请求编号已经用在另一个内容上，请刷新页面后重做。")
    status = 409


def fingerprint(value: Any) -> str:
    """A digest of the arguments of a call; models count by their key."""
    return hashlib.sha256(json.dumps(value, default=_plain, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


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


def claim(*, by: Actor, route: str, key: str, body: Any) -> Any:
    """Claim a key inside the running transaction.

    Returns None when it is fresh (do the work, then `keep` the answer), or the first answer when it was used before.
    Refuses with KeyReused where the body differs. A second caller with the same key waits for the first to finish.
    """
    body_hash = fingerprint(body)
    fresh = run(
        "INSERT INTO journal_answer (chain_id, actor, route, key, body_hash, created_at)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
        [by.chain_id, by.key, route, key[:80], body_hash, now()],
    )
    if fresh:
        return None
    kept_hash, answer = fetch(
        "SELECT body_hash, answer FROM journal_answer WHERE chain_id = %s AND actor = %s AND route = %s AND key = %s",
        [by.chain_id, by.key, route, key[:80]],
    )[0]
    if kept_hash != body_hash:
        raise KeyReused
    return json.loads(answer) if isinstance(answer, str) else answer


def keep(*, by: Actor, route: str, key: str, answer: Any) -> None:
    """Keep the answer of a claimed key."""
    run(
        "UPDATE journal_answer SET answer = %s WHERE chain_id = %s AND actor = %s AND route = %s AND key = %s",
        [json.dumps(answer, default=str), by.chain_id, by.key, route, key[:80]],
    )


def once[**P, R](operation: Callable[P, R]) -> Callable[P, R]:
    """Make a use case one transaction with one effect per `request_key`.

    The wrapped function takes keyword arguments with `by` (Actor); it does not see `request_key`. It returns a model
    instance or None; a retry gets the same row, as it is now. Without a key it simply runs in one transaction.
    A deadlock (PostgreSQL) is tried again: nothing was done.
    """
    route = f"{operation.__module__.split('.')[1]}.{operation.__name__}"

    @functools.wraps(operation)
    def call(*, request_key: str | None = None, **arguments: Any) -> Any:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with writing():
                    return _answer_or_do(operation, route, request_key, arguments)
            except OperationalError as error:
                if attempt == ATTEMPTS or "deadlock" not in str(error).lower():
                    raise
        return None

    return call  # type: ignore[return-value]


def _answer_or_do(operation: Callable[..., Any], route: str, key: str | None, arguments: dict[str, Any]) -> Any:
    if not key:
        return operation(**arguments)
    by = arguments["by"]
    body = {name: value for name, value in arguments.items() if name not in {"by", "at"}}
    kept = claim(by=by, route=route, key=key, body=body)
    if kept is not None:
        return apps.get_model(kept["model"])._base_manager.get(pk=kept["id"]) if kept["model"] else None
    result = operation(**arguments)
    label = result._meta.label if isinstance(result, models.Model) else ""
    keep(by=by, route=route, key=key, answer={"model": label, "id": getattr(result, "pk", None)})
    return result


__all__ = ["Answer", "KeyReused", "claim", "fingerprint", "keep", "once"]
