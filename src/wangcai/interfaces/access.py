"""Who is asking, in which store: `request.actor`, `request.store`, `request.zone`, and the guard of staff pages.

A page view of staff wears `@staff_page("orders.see")`: nobody signed in → the sign-in page (and back), no such right
→ a 403 page, a refusal on the way (a foreign store, an absent row) → its own status. Inside the view
`request.actor` (Actor) and `request.store` (Store) are simply there.
"""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from wangcai.interfaces.ui.public import Frame, address
from wangcai.kernel.public import Actor, NotAllowed, NotFound, Refusal
from wangcai.shops.public import (
    LABELS,
    PERMISSION_LABELS,
    PERMISSIONS,
    DeviceRefused,
    Store,
    actor_of,
    visible_stores,
)

STORE_KEY, DEVICE_KEY = "store", "device"


class ActorMiddleware:
    """Put `actor`, `stores`, `store`, `zone` and the frame on the request; each is read when first looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_for(request))
        request.stores = SimpleLazyObject(lambda: visible_stores(request.actor) if request.actor else [])
        request.store = SimpleLazyObject(lambda: store_of(request))
        # A real time zone (datetime takes no lazy one); `staff_page` puts the store's in its place.
        request.zone = ZoneInfo("Asia/Shanghai")
        request.frame = SimpleLazyObject(lambda: frame_of(request))
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


def actor_for(request: Any) -> Actor | None:
    """The signed-in person's rights, or None. A person switched in on a device leaves when the device is no longer trusted."""
    if not request.user.is_authenticated:
        return None
    try:
        return actor_of(request.user, request.session.get(DEVICE_KEY))
    except DeviceRefused:
        request.session.flush()
        return None


def store_of(request: Any) -> Store | None:
    """The store this session works in: the chosen one, else the person's own, else the oldest."""
    if not request.actor or not request.stores:
        return None
    by_id = {store.pk: store for store in request.stores}
    wanted = (request.session.get(STORE_KEY), request.user.home_store_id)
    return next((by_id[pk] for pk in wanted if pk in by_id), by_id[min(by_id)])


def staff_page(permission: str = "", *, anywhere: bool = False) -> Callable:
    """Guard a staff view: signed in, and holding `permission` in the current store (`anywhere`: in any store).

    Refusals NotFound and NotAllowed that leave the view become their page; every other refusal is the view's own business.
    """

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @functools.wraps(view)
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor:
                return to_sign_in(request)
            if not request.store:
                return refusal_page(request, NotAllowed(permission="-"))
            request.zone = ZoneInfo(request.store.timezone)
            timezone.activate(request.zone)
            try:
                if permission:
                    request.actor.require(permission, None if anywhere else request.store.pk)
                return view(request, *args, **kwargs)
            except (NotFound, NotAllowed) as refusal:
                return refusal_page(request, refusal)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def to_sign_in(request: Any) -> HttpResponse:
    """To the sign-in page and back; an htmx fragment moves the whole page there."""
    here = request.get_full_path() if request.method == "GET" else "/"
    if request.headers.get("HX-Request"):
        current = request.headers.get("HX-Current-URL", "/").split("://")[-1]
        here = "/" + current.partition("/")[2]
        response = HttpResponse(status=204)
        response["HX-Redirect"] = f"{settings.LOGIN_URL}?{urlencode({'next': here})}"
        return response
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': here})}")


def refusal_page(request: Any, refusal: Refusal) -> HttpResponse:
    """The page (or, for htmx, the sentence) of a refusal nothing can be done about here."""
    missing = refusal.details.get("permission", "")
    refusal.details["permission"] = PERMISSION_LABELS.get(missing, missing)
    template = "office/refusal.html#sentence" if request.headers.get("HX-Request") else "office/refusal.html"
    return render(request, template, {"refusal": refusal, "status": refusal.status}, status=refusal.status)


def frame_of(request: Any) -> Frame:
    """What the frame around every staff page shows."""
    actor, store = request.actor, request.store
    if not actor:
        return Frame()
    return Frame(
        chain_name=store.chain.name if store else "",
        store_name=store.name if store else "",
        store_colour=store.colour if store else "",
        store_url=address("office:choose_store") if len(request.stores) > 1 else "",
        person_name=request.user.name,
        person_role=_role_label(actor, store.pk if store else None),
        switch_url=address("office:switch"),
        sign_out_url=address("office:sign_out"),
        search_url=address("counter:search"),
        may=lambda permission: not permission or actor.may(permission, store.pk if store else None),
    )


def _role_label(actor: Actor, store_id: int | None) -> str:
    """The role whose permissions the person holds here; nothing for several at once."""
    held = actor.grants.get(store_id, frozenset()) | actor.grants.get(None, frozenset())
    return next((str(LABELS[role]) for role, permissions in PERMISSIONS.items() if permissions == held), "")
