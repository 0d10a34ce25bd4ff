"""The waitlist from the owner's side: ask to wait, and take or leave the time that is held (F24)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.booking.public import Waiting, accept_invitation, decline_invitation, leave_waitlist, states, wait_for
from wangcai.customers.public import all_file_ids, file_ids, open_share_link
from wangcai.interfaces.portal.booking.choice import LEAVES, Choice
from wangcai.interfaces.portal.booking.choosing import read_choice
from wangcai.interfaces.portal.home.session import Visitor, frame_for, gone, owner_page, quiet, stores_of
from wangcai.interfaces.ui.public import long_moment, toast
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, local, moment, now

RELATED = ("pet", "service", "store__chain", "booking__store", "customer")


class Unanswered(Refusal):
    code = "unanswerable"
    sentence = gettext_lazy("没有收到您的选择，请点一个按钮。")


@require_POST
@owner_page
def wait(request: Any, visitor: Visitor) -> HttpResponse:
    """Onto the waitlist, for the day that was full (a stay: for exactly its nights)."""
    choice = read_choice(visitor, stores_of(visitor.chain), request.POST)
    if not choice.chosen:
        raise NotFound
    try:
        put_on_list(request, choice)
    except Refusal as refusal:
        frame_for(request, choice.store)
        context = {"refused": refusal, "visitor": visitor, "store": choice.store}
        return render(request, "portal/booking/refused.html", context, status=refusal.status)
    toast(request, _("记下了，一有空位就通知您"))
    return HttpResponseRedirect(reverse("portal:home", args=[visitor.chain.code]))


def put_on_list(request: Any, choice: Choice) -> None:
    """Each pet waits for a time of its own; all of them or none."""
    zone = choice.store.timezone
    day = choice.day or _day_of_start(request, zone)
    if day is None:
        raise Missing(what=_("哪一天"), field="day")
    stay = choice.stay and choice.until is not None and choice.start is not None
    begins = choice.start if stay and choice.start else max(moment(day, time(0), zone), now())
    last, clock_time = (choice.until, LEAVES) if stay and choice.until else (day + timedelta(days=1), time(0))
    key = request.POST.get("request_key", "")
    with transaction.atomic():
        for guest in choice.guests:
            wait_for(
                store=choice.store, customer=choice.visitor.customer, pet=guest.pet,
                service_id=guest.service.variant_id, from_at=begins, to_at=moment(last, clock_time, zone),
                worker_id=choice.worker.pk if choice.worker else None,
                minutes=0 if choice.stay or guest.quote is None else guest.quote.minutes,
                nights=(choice.until - day).days if stay and choice.until else 0, by=choice.visitor.actor,
                request_key=f"{key}-{guest.number}" if key and guest.number else key,
            )  # type: ignore[call-arg,union-attr]  # fmt: skip


def _day_of_start(request: Any, zone: str) -> date | None:
    try:
        return local(datetime.fromisoformat(request.POST.get("start", "")), zone).date()
    except ValueError:
        return None


@require_POST
@owner_page
def withdraw(request: Any, visitor: Visitor, waiting_id: int) -> HttpResponse:
    """Off the list again."""
    found = own_waiting(visitor, waiting_id)
    try:
        leave_waitlist(
            waiting=found, by=visitor.at(found.store).actor, request_key=request.POST.get("request_key", "")
        )  # type: ignore[call-arg]  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        context = {"refused": refusal, "visitor": visitor, "store": found.store}
        return render(request, "portal/booking/refused.html", context, status=refusal.status)
    toast(request, _("好，不排了"))
    return HttpResponseRedirect(reverse("portal:home", args=[visitor.chain.code]))


def own_waiting(visitor: Visitor, waiting_id: int) -> Waiting:
    """A wish of this owner's; NotFound for everybody else's."""
    mine = Waiting.objects.of(visitor.chain).filter(pk=waiting_id, customer_id__in=file_ids(visitor.customer))
    found = mine.select_related(*RELATED).first()
    if found is None:
        raise NotFound
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def invitation(request: Any, visitor: Visitor, waiting_id: int) -> HttpResponse:
    """The held time, opened from the owner's own pages."""
    found = own_waiting(visitor, waiting_id)
    return answered(request, found, reverse("portal:home", args=[visitor.chain.code]))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invited(request: Any, token: str) -> HttpResponse:
    """The held time, opened by the link of the notice."""
    try:
        link = open_share_link(token)
        mine = all_file_ids(link.chain_id, link.customer_id)
        rows = Waiting.objects.of(link.chain_id).filter(pk=link.subject_id, customer_id__in=mine)
        found = rows.select_related(*RELATED).first() if link.subject_kind == "waiting" and link.customer_id else None
        if found is None:
            raise NotFound
        return quiet(answered(request, found, ""))
    except NotFound:
        return gone(request)


def answered(request: Any, waiting: Waiting, after: str) -> HttpResponse:
    """Show what is held and until when; a POST takes it or leaves it."""
    frame_for(request, waiting.store)
    refusal: Refusal | None = None
    if request.method == "POST":
        if waiting.customer is None or waiting.customer.blocked_at:
            raise NotFound
        by = Actor(chain_id=waiting.chain_id, kind="customer", id=waiting.customer_id or 0, name=waiting.customer.name)
        key, choice = request.POST.get("request_key", ""), request.POST.get("choice", "")
        try:
            if choice not in ("yes", "no"):
                raise Unanswered
            answer = accept_invitation if choice == "yes" else decline_invitation
            answer(waiting=waiting, by=by, request_key=key)  # type: ignore[call-arg]
        except Refusal as refused:
            refusal = refused
        else:
            if after:
                toast(request, _("约好了，到时见") if choice == "yes" else _("好的，这次让给别人"))
                return HttpResponseRedirect(after)
        waiting.refresh_from_db()
    return invitation_page(request, waiting, refusal)


def until_words(until: datetime, zone: str) -> str:
    """`14:20` today; an invitation made in quiet hours lasts into the morning: with its day."""
    here = local(until, zone)
    return f"{here:%H:%M}" if here.date() == local(now(), zone).date() else long_moment(until)


def invitation_page(request: Any, waiting: Waiting, refusal: Refusal | None) -> HttpResponse:
    booking = waiting.booking
    held = booking is not None and booking.state == states.HELD and booking.held_until is not None
    alive = held and booking.held_until > now()  # type: ignore[union-attr,operator]
    context = {
        "waiting": waiting, "refused": refusal, "alive": alive, "taken": waiting.state == Waiting.State.BOOKED,
        "when": long_moment(booking.starts_at) if booking else "", "store": waiting.store,
        "until": until_words(booking.held_until, waiting.store.timezone) if alive and booking and booking.held_until else "",
    }  # fmt: skip
    return render(request, "portal/booking/invitation.html", context, status=refusal.status if refusal else 200)
