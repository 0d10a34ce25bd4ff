"""Who calls, answers written once, refusals as JSON: what every route has in common."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from ninja.errors import HttpError, ValidationError
from ninja.security import HttpBearer

from wangcai.journal.public import answer_once, retried
from wangcai.kernel.public import Actor, NotFound, Refusal
from wangcai.shops.public import Store, TokenRefused, actor_of_token

LONGEST_KEY = 80


class KeyMissing(Refusal):
    code = "key_missing"
    sentence = _("写操作要带 Idempotency-Key（1 到 {longest} 个字符），重试时用同一个。")
    status = 400


class BodyUnclear(Refusal):
    code = "body_unclear"
    sentence = _("请求内容不符合接口说明：{where}。")


class Token(HttpBearer):
    """`Authorization: Bearer …` → the actor; a missing or wrong token is a refusal with status 401."""

    def __call__(self, request: HttpRequest) -> Actor:
        scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, token.strip() if scheme.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        if not token:
            raise TokenRefused
        return actor_of_token(token)


def store_named(by: Actor, code: str, *, sister: bool = False) -> Store:
    """A store by its code (any case), one query; NotFound where it is absent or not the caller's.

    `sister` names a store of the chain to send something to; the caller need not work there.
    """
    # With the chain: what a store does not settle itself is settled there.
    stores = Store.objects.of(by).select_related("chain")
    store = stores.filter(code__iexact=code, closed_on__isnull=True).first()
    if store is None or not (sister or by.sees(store.pk)):
        raise NotFound
    return store


def written_once(request: Any, route: str, body: Any, work: Callable[[], Any], *, status: int = 201) -> HttpResponse:
    """Run a write under the caller's Idempotency-Key and keep its JSON answer in the same transaction.

    A retry gets the first answer, byte for byte, with `Idempotent-Replay: true`.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not 1 <= len(key) <= LONGEST_KEY:
        raise KeyMissing(longest=LONGEST_KEY)

    def keyed() -> tuple[Any, Any]:
        answer = work()
        return answer, answer

    by: Actor = request.auth
    fresh, answer = retried(lambda: answer_once(by=by, route=route[:80], key=key, body=body, work=keyed))
    response = JsonResponse(answer, status=status, safe=False, json_dumps_params={"ensure_ascii": False})
    if fresh is None:
        response["Idempotent-Replay"] = "true"
    return response


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Every refusal has one shape."""
    return JsonResponse(refusal.as_dict(), status=refusal.status, json_dumps_params={"ensure_ascii": False})


def unclear(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A body or parameter that the schema does not allow: which, and why."""
    where = [{"field": ".".join(str(p) for p in e.get("loc", ())), "why": e.get("msg", "")} for e in error.errors][:20]
    refusal = BodyUnclear(where="；".join(f"{w['field']}: {w['why']}" for w in where[:3]))
    return JsonResponse({**refusal.as_dict(), "details": {"fields": where}}, status=422)


def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses (a body that is no JSON)."""
    return JsonResponse({"code": "bad_request", "message": str(error), "details": {}}, status=error.status_code)


def actor(request: HttpRequest) -> Actor:
    """The caller of this request, as the token says."""
    return request.auth  # type: ignore[attr-defined, no-any-return]


def page_of(rows: list[Any], limit: int, show: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """One keyset page of rows read with limit + 1: items, and the id to go on after."""
    page = rows[:limit]
    return {"items": [show(row) for row in page], "next": str(page[-1].pk) if len(rows) > limit else None}
