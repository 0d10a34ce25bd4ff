"""Who visits: a signed cookie of the portal's own, apart from the staff's. What it opens is asked anew at every page.

The cookie names a chain, a customer and what let them in (a code's row or a signed link); it holds no right. Revoking
the link, dropping the number, blocking the customer or `shut_portal` ends it at the next press.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from wangcai.customers.public import Customer, portal_customer
from wangcai.interfaces.ui.public import Frame
from wangcai.kernel.public import Actor, NotFound
from wangcai.shops.public import Chain, Store

COOKIE = "wangcai_portal"
SALT = "wangcai.portal.session"
DAYS = 30
# What an owner may by himself in the store of his booking; the pages narrow it to his own pets.
RIGHTS = frozenset({"booking.write", "orders.place", "orders.cancel"})


@dataclass(frozen=True, slots=True)
class Visitor:
    """The owner at the door, the chain, and the store the pages are about."""

    chain: Chain
    customer: Customer
    store: Store
    code_id: int = 0
    link_id: int = 0

    @property
    def actor(self) -> Actor:
        """Acts as the customer, with the narrow rights of one's own booking, in this store only."""
        return Actor(
            chain_id=self.chain.pk, kind="customer", id=self.customer.pk, name=self.customer.name,
            grants={self.store.pk: RIGHTS},
        )  # fmt: skip

    def at(self, store: Store) -> "Visitor":
        """The same owner in another store of the chain."""
        return Visitor(self.chain, self.customer, store, self.code_id, self.link_id)


def chain_by_code(code: str) -> Chain:
    """The chain of an address; NotFound for an unknown one."""
    chain = Chain.objects.filter(code=code).first()
    if chain is None:
        raise NotFound
    return chain


def stores_of(chain: Chain) -> list[Store]:
    """The open stores of a chain, the oldest first, each knowing its chain."""
    return list(Store.objects.of(chain).filter(closed_on=None).select_related("chain").order_by("pk"))


def visitor_of(request: Any, chain: Chain) -> Visitor:
    """Who the cookie belongs to, as things stand now. NotFound for nobody."""
    try:
        known = loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 24 * 3600)
        chain_id, customer_id, code_id, link_id = (int(part) for part in known)
    except (BadSignature, TypeError, ValueError):
        raise NotFound from None
    if chain_id != chain.pk:
        raise NotFound
    customer = portal_customer(chain_id=chain_id, customer_id=customer_id, code_id=code_id, link_id=link_id)
    stores = stores_of(chain)
    store = next((each for each in stores if each.pk == customer.home_store_id), stores[0] if stores else None)
    if store is None:
        raise NotFound
    return Visitor(chain, customer, store, code_id, link_id)


def let_in(
    response: HttpResponse, *, chain_id: int, customer_id: int, code_id: int = 0, link_id: int = 0
) -> HttpResponse:
    """Give the browser the cookie; scripts cannot read it and only the portal's addresses get it."""
    response.set_cookie(
        COOKIE, dumps([chain_id, customer_id, code_id, link_id], salt=SALT), max_age=DAYS * 24 * 3600, path="/p/",
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip
    return response


def let_out(response: HttpResponse) -> HttpResponse:
    """Take the cookie away."""
    response.delete_cookie(COOKIE, path="/p/")
    return response


def post_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like `require_POST`, which would write the address – somebody's key – into the log."""

    @never_cache
    @functools.wraps(view)
    def guarded(request: Any, **known: Any) -> HttpResponse:
        return view(request, **known) if request.method == "POST" else quiet(HttpResponseNotAllowed(["POST"]))

    return guarded


def owner_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Guard of the owner's pages: `view(request, visitor, …)`. Nobody there → sign in; blocked → a neutral page."""

    @never_cache
    @functools.wraps(view)
    def guarded(request: Any, chain_code: str, **known: Any) -> HttpResponse:
        try:
            chain = chain_by_code(chain_code)
        except NotFound:
            return gone(request)
        try:
            visitor = visitor_of(request, chain)
        except NotFound:
            return let_out(HttpResponseRedirect(reverse("portal:home", args=[chain_code])))
        if visitor.customer.blocked_at:
            return neutral(request, visitor)
        frame_for(request, visitor.store)
        try:
            return quiet(view(request, visitor, **known))
        except NotFound:
            return gone(request)

    return guarded


def frame_for(request: Any, store: Store) -> None:
    """The page stands in this store: its name, its colour, its clock."""
    request.frame = Frame(audience="portal", store_name=store.name, store_colour=store.colour)
    timezone.activate(ZoneInfo(store.timezone))


def neutral(request: Any, visitor: Visitor) -> HttpResponse:
    """A customer we do not serve by the page: no reason, a number to call."""
    frame_for(request, visitor.store)
    return quiet(render(request, "portal/home/neutral.html", {"store": visitor.store}, status=403))


def gone(request: Any) -> HttpResponse:
    """Unknown, expired, revoked, not yours: the same words and status for all."""
    request.frame = Frame(audience="portal")
    return quiet(render(request, "portal/orders/gone.html", status=404))


def quiet(response: HttpResponse) -> HttpResponse:
    """Addresses may be keys: not into the log, not to other sites."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    response["Referrer-Policy"] = "same-origin"
    return response
