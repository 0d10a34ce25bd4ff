"""Booking by oneself: one page that grows with each choice, and one button at its end."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.booking.public import states
from wangcai.care.public import book_by_owner, bookings_of
from wangcai.interfaces.portal.booking.choice import Choice
from wangcai.interfaces.portal.booking.choosing import read_choice
from wangcai.interfaces.portal.booking.showing import (
    agreements_of,
    asked_row,
    day_row,
    guest_row,
    pet_row,
    price_of,
    rooms_rows,
    sharing_rows,
    when_of,
    worker_rows,
)
from wangcai.interfaces.portal.booking.timing import insist
from wangcai.interfaces.portal.home.session import Visitor, frame_for, owner_page, stores_of
from wangcai.interfaces.ui.components.text import clock
from wangcai.interfaces.ui.public import long_moment, toast
from wangcai.kernel.public import NotFound, Refusal, local

FREE = 3  # times that are named instead of one that is gone


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def book(request: Any, visitor: Visitor) -> HttpResponse:
    """The page as far as it was chosen; a POST asks for the time."""
    sent = request.POST if request.method == "POST" else request.GET
    choice = read_choice(visitor, stores_of(visitor.chain), sent)
    frame_for(request, choice.store)
    if request.method != "POST":
        return page(request, choice)
    return booked(request, visitor, choice)


def booked(request: Any, visitor: Visitor, choice: Choice) -> HttpResponse:
    """Ask for it; refused, the page says what else is free and offers the waitlist."""
    # What was free when the page was shown may be gone, or be this very booking sent twice: the calendar answers.
    insist(choice, moments(request.POST.getlist("at") or request.POST.getlist("start")))
    if not choice.ready:
        return page(request, choice, status=409 if choice.chosen and choice.starts else 422, gone=bool(choice.starts))
    try:
        visit = book_by_owner(
            store=choice.store, customer=visitor.customer, wants=choice.wants(), by=choice.visitor.actor,
            agreed=[number(v) for v in request.POST.getlist("version")] if request.POST.get("agreed") == "1" else [],
            signer=request.POST.get("signer", ""), request_key=request.POST.get("request_key", ""),
        )  # type: ignore[call-arg]  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return page(request, choice, refused=refusal, status=refusal.status)
    waits = any(booking.state == states.REQUESTED for booking in bookings_of(visit))
    toast(request, _("已收到，店里会尽快确认") if waits else _("约好了，到时见"))
    return HttpResponseRedirect(reverse("portal:home", args=[visitor.chain.code]))


def number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 16 else 0


def moments(sent: list[str]) -> tuple[datetime, ...]:
    """The times that were asked for, one a pet; nothing where one of them is no moment."""
    try:
        found = tuple(datetime.fromisoformat(text) for text in sent)
    except ValueError:
        return ()
    return found if all(at.tzinfo for at in found) else ()


def page(
    request: Any, choice: Choice, *, refused: Refusal | None = None, gone: bool = False, status: int = 200
) -> HttpResponse:
    base = reverse("portal:book", args=[choice.visitor.chain.code])
    taken = gone or (refused is not None and refused.code in ("slot_taken", "nobody_fits", "rooms_full", "over_cap"))
    free = free_of(choice, refused) if taken else []
    context = {
        "visitor": choice.visitor, "choice": choice, "refused": refused, "taken": taken, "base": base,
        "here": choice.url(base, start=choice.said["start"], room=choice.said["room"]) if choice.chosen else base,
        "stores": [(s.name, choice.url(base, store=s.pk), s.pk == choice.store.pk) for s in choice.stores],
        "pets": [pet_row(choice, base, pet) for pet in choice.pets],
        "guests": [guest_row(choice, base, guest) for guest in choice.guests],
        "workers": worker_rows(choice, base) if not choice.stay else [],
        "days": [day_row(choice, base, day) for day in choice.days],
        "slots": [(clock(at[0]), choice.url(base, day=choice.day, start=at[0].isoformat()), at == choice.starts) for at in choice.slots],
        "rooms": rooms_rows(choice, base), "sharing": sharing_rows(choice, base),
        "asked": [asked_row(choice, guest) for guest in choice.guests] if choice.ready else [],
        "agreements": agreements_of(choice), "unverified": any(g.gate and g.gate.unverified for g in choice.guests),
        "missing": any(g.gate and g.gate.missing for g in choice.guests),
        "when": when_of(choice), "price": price_of(choice), "typed": request.POST, "store": choice.store,
        "free": [(long_moment(at), choice.url(base, day=local(at, choice.store.timezone).date(), start=at.isoformat())) for at in free],
    }  # fmt: skip
    return render(request, "portal/booking/book.html", context, status=status)


def free_of(choice: Choice, refused: Refusal | None) -> list[datetime]:
    """Times that work instead, as the calendar named them; of several pets the nearest of those on the page."""
    if not choice.several:
        return [datetime.fromisoformat(iso) for iso in (refused.details.get("free") or [])] if refused else []
    return [] if choice.stay else [each[0] for each in choice.slots if each != choice.starts][:FREE]
