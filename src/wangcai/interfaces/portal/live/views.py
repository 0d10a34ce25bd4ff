"""Live view for the owner (F32). The camera's address never gets here: care knows it, the relay alone uses it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wangcai.care.public import ViewGrant, open_view, relay, watch, why_not
from wangcai.interfaces.ui.public import Frame, long_moment
from wangcai.kernel.public import NotFound, now, secret_token

VIEWER = "wangcai_viewer"


@require_safe
@never_cache
def page(request: Any, token: str) -> HttpResponse:
    """The picture, how long one may still watch, and what to do when there is none."""
    grant = _grant(token)
    if grant is None:
        return _gone(request)
    store = grant.camera.store
    request.frame = Frame(audience="portal", store_name=store.name, store_colour=store.colour)
    timezone.activate(ZoneInfo(store.timezone))
    moment, adapter = now(), relay()
    why = why_not(grant, moment)
    still = adapter.still(grant.camera_id) if adapter and why in ("", "closed") else None
    context = {
        "grant": grant,
        "token": token,
        "pet": grant.booking.pet,
        "why": why,
        "sentence": sentence(why, grant),
        "missing": adapter.ready() if adapter else "",
        "still_at": long_moment(still.at) if still else "",
        "mark": watermark(grant),
        "store": store,
    }
    response = render(request, "portal/live/page.html", context, status=410 if why == "ended" else 200)
    if VIEWER not in request.COOKIES:
        response.set_cookie(VIEWER, secret_token(), max_age=30 * 86400, httponly=True, samesite="Lax", path="/p/live/")
    return _quiet(response)


@require_safe
@never_cache
def state(request: Any, token: str) -> HttpResponse:
    """May the picture be shown, and for how long? The page asks every few seconds."""
    grant = _grant(token)
    if grant is None:
        return _quiet(JsonResponse({"why": "ended", "sentence": _("链接已失效。")}, status=404))
    seen = watch(grant, _viewer(request))
    return _quiet(
        JsonResponse({"why": seen.why, "seconds_left": seen.seconds_left, "sentence": sentence(seen.why, grant)})
    )


@require_safe
@never_cache
def playlist(request: Any, token: str) -> HttpResponse:
    """The list of pieces; asking for it is watching, and counts."""
    grant, adapter = _grant(token), relay()
    if grant is None or adapter is None:
        return _no(404)
    seen = watch(grant, _viewer(request))
    if seen.why:
        return _no(410 if seen.why == "ended" else 403)
    listed = adapter.playlist(grant.camera_id, grant.camera.address)
    if listed is None:
        response = _no(503)
        response["Retry-After"] = "2"
        return response
    return _quiet(HttpResponse(listed, content_type="application/vnd.apple.mpegurl"))


@require_safe
@never_cache
def piece(request: Any, token: str, name: str) -> HttpResponse:
    """Two seconds of the stream, if they may be shown now."""
    grant, adapter = _grant(token), relay()
    if grant is None or adapter is None:
        return _no(404)
    if why_not(grant, now()):
        return _no(410)
    data = adapter.segment(grant.camera_id, name)
    return _no(404) if data is None else _quiet(HttpResponse(data, content_type="video/mp4"))


@require_safe
@never_cache
def still(request: Any, token: str) -> HttpResponse:
    """The last picture: what is shown when the camera is out."""
    grant, adapter = _grant(token), relay()
    if grant is None or adapter is None:
        return _no(404)
    if why_not(grant, now()) == "ended":
        return _no(410)
    last = adapter.still(grant.camera_id)
    return _no(404) if last is None else _quiet(HttpResponse(last.data, content_type="image/jpeg"))


def sentence(why: str, grant: ViewGrant) -> str:
    """Why there is no picture, in the owner's words."""
    words = {
        "ended": _("直播已经结束：宠物已接回，或换了房间。"),
        "closed": _("现在不在开放时间，每天 {opens} – {closes} 可以看。").format(
            opens=f"{grant.opens:%H:%M}", closes=f"{grant.closes:%H:%M}"
        ),
        "used_up": _("今天的观看时间用完了，明天再来看它吧。"),
        "full": _("同时最多 {n} 个人看，请稍后再试。").format(n=grant.most_viewers),
    }
    return words.get(why, "")


def watermark(grant: ViewGrant) -> str:
    """Who watches, so that a film of the film has a name: the customer's code and the pet's name."""
    customer, pet = grant.booking.customer, grant.booking.pet
    return " · ".join(part for part in (pet.name if pet else "", customer.code if customer else "") if part)


def _grant(token: str) -> ViewGrant | None:
    try:
        return open_view(token)
    except NotFound:
        return None


def _viewer(request: Any) -> str:
    """One browser is one viewer; without the cookie all strangers together are one."""
    return request.COOKIES.get(VIEWER, "-")[:64]


def _gone(request: Any) -> HttpResponse:
    request.frame = Frame(audience="portal")
    return _quiet(render(request, "portal/orders/gone.html", status=404))


def _no(status: int) -> HttpResponse:
    return _quiet(HttpResponse(status=status))


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is the owner's key: a refused request is not written into the log."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
