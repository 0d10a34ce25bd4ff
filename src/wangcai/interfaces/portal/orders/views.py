"""What a customer sees of an order, and answers there."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from wangcai.customers.public import ShareLink, open_share_link
from wangcai.files.public import linked_photo_bytes
from wangcai.interfaces.portal.orders.showing import order_context
from wangcai.interfaces.ui.public import Frame
from wangcai.kernel.public import Actor, NotFound, Refusal
from wangcai.orders.public import Order, OrderException, answer_offer

# Notices of a pet's visit may carry the short address of an order's page.
VISITS = ("visit", "booking")


class Unanswerable(Refusal):
    code = "unanswerable"
    sentence = gettext_lazy("没有收到您的选择，请点一个按钮。")


@require_GET
@never_cache
def order(request: Any, token: str) -> HttpResponse:
    """The order's page, or a kind one that tells nothing."""
    try:
        if open_share_link(token).subject_kind in VISITS:
            return unlogged(HttpResponseRedirect(reverse("portal:visit", args=[token])))
        link, found = opened(token)
    except NotFound:
        return gone(request)
    return shown(request, link, found, token)


def opened(token: str) -> tuple[ShareLink, Order]:
    """The live link and its order; NotFound for unknown, expired, revoked and foreign ones alike."""
    link = open_share_link(token)
    if link.subject_kind != "order":
        raise NotFound
    found = (
        Order.objects.of(link.chain_id).filter(pk=link.subject_id).select_related("store__chain", "customer").first()
    )
    if found is None:
        raise NotFound
    return link, found


def gone(request: Any) -> HttpResponse:
    """Unknown, expired or revoked: the same words and status for all."""
    request.frame = Frame(audience="portal")
    return unlogged(render(request, "portal/orders/gone.html", status=404))


def unlogged(response: HttpResponse) -> HttpResponse:
    """Django writes the address of a refused request into the log; here the address is the customer's key."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def shown(request: Any, link: ShareLink, found: Order, token: str, refusal: Refusal | None = None) -> HttpResponse:
    request.frame = Frame(audience="portal", store_name=found.store.name, store_colour=found.store.colour)
    timezone.activate(ZoneInfo(found.store.timezone))
    context = order_context(found) | {"token": token, "refused": refusal}
    return unlogged(render(request, "portal/orders/order.html", context, status=refusal.status if refusal else 200))


@require_POST
@never_cache
def answer(request: Any, token: str, exception_id: int) -> HttpResponse:
    """The customer's choice for an item that is not there. The link is the right to answer."""
    try:
        link, found = opened(token)
        exception = (
            OrderException.objects.of(link.chain_id)
            .filter(pk=exception_id, order=found, offered_at__isnull=False)
            .select_related("order__store__chain", "line__variant")
            .first()
        )
        if exception is None:
            raise NotFound
    except NotFound:
        return gone(request)
    by = Actor(chain_id=link.chain_id, kind="customer", id=link.customer_id or 0)
    try:
        choice = request.POST.get("choice", "")
        if not choice:
            raise Unanswerable
        answer_offer(
            exception=exception, choice=choice, channel="portal", by=by, request_key=request.POST.get("request_key", "")
        )  # type: ignore[call-arg]
    except Refusal as refusal:
        found.refresh_from_db()
        return shown(request, link, found, token, refusal)
    return HttpResponseRedirect(reverse("portal:order", args=[token]))


@require_GET
@never_cache
def photo(request: Any, token: str, public_id: str) -> HttpResponse:
    """A photo that belongs to an offer of this order; it goes with the link."""
    try:
        link, found = opened(token)
        offered = {str(e.offer.get("flawed_photo")) for e in found.exceptions.exclude(offered_at=None)}
        kept, data = linked_photo_bytes(chain_id=link.chain_id, public_id=public_id)
        if str(kept.pk) not in offered:
            raise NotFound
    except NotFound:
        return gone(request)
    return HttpResponse(data, content_type=kept.kind)
