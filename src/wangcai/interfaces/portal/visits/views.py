"""The page of a visit."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from wangcai.booking.public import Booking
from wangcai.care.public import Visit, visit_of
from wangcai.customers.public import ShareLink, all_file_ids, make_share_link, open_share_link
from wangcai.interfaces.portal.home.session import Visitor, frame_for, gone, owner_page, quiet
from wangcai.interfaces.portal.home.showing import own_booking
from wangcai.interfaces.portal.visits.showing import visit_context
from wangcai.kernel.public import NotFound, Refusal, system_actor

LINK_DAYS = 1  # how long a link made by the owner's own press lives


@require_safe
@never_cache
def visit(request: Any, token: str) -> HttpResponse:
    """The visit's page, or a kind one that tells nothing."""
    try:
        link, found = opened(token)
    except NotFound:
        return gone(request)
    return shown(request, link, found, token)


def opened(token: str) -> tuple[ShareLink, Visit]:
    """The living link and its visit. A link to one pet's booking opens the visit it belongs to.

    NotFound for unknown, expired, revoked, foreign ones, and for links of other things, alike.
    """
    link = open_share_link(token)
    found: Visit | None = None
    if link.subject_kind == "visit":
        visits = Visit.objects.of(link.chain_id).filter(pk=link.subject_id)
        found = visits.select_related("order__store__chain", "customer", "store__chain").first()
    elif link.subject_kind == "booking":
        booking = Booking.objects.of(link.chain_id).filter(pk=link.subject_id).first()
        found = visit_of(booking) if booking else None
    if found is None or not theirs(link, found.customer_id):
        raise NotFound
    return link, found


def theirs(link: ShareLink, customer_id: int | None) -> bool:
    """Is what the link names this customer's, under whichever of the files that became one?"""
    if link.customer_id is None or customer_id is None:
        return True
    return customer_id in all_file_ids(link.chain_id, link.customer_id)


def shown(
    request: Any, link: ShareLink, found: Visit, token: str, refusal: Refusal | None = None, **more: Any
) -> HttpResponse:
    """The page as it stands; after a refusal with what was typed."""
    frame_for(request, found.order.store)
    context = visit_context(found, link) | {"token": token, "refused": refusal} | more
    return quiet(render(request, "portal/visits/visit.html", context, status=refusal.status if refusal else 200))


@require_POST
@owner_page
def open_visit(request: Any, visitor: Visitor, booking_id: UUID) -> HttpResponse:
    """From the owner's list: a link of his own for a day, ended with all others when the portal is shut."""
    found = visit_of(own_booking(visitor, booking_id))
    if found is None:
        raise NotFound
    _link, token = make_share_link(
        subject_kind="visit", subject_id=found.pk, customer=found.customer, by=system_actor(visitor.chain.pk, "portal"),
        days=LINK_DAYS,
    )  # fmt: skip
    return HttpResponseRedirect(reverse("portal:visit", args=[token]))
