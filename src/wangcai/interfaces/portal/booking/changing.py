"""Another time for one's own booking, or none: what it costs stands there before the button is pressed."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wangcai.booking.public import Booking, free_slots, states
from wangcai.care.public import change_visit, visit_of
from wangcai.interfaces.portal.booking.choice import ARRIVES, LEAVES
from wangcai.interfaces.portal.booking.timing import AHEAD, DAYS, STEP, shown_slots
from wangcai.interfaces.portal.home.session import Visitor, frame_for, owner_page
from wangcai.interfaces.portal.home.showing import own_booking, row_of
from wangcai.interfaces.ui.components.text import WEEKDAYS, clock
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Missing, NotFound, Refusal, local, moment, now
from wangcai.settlement.public import cancel_visit_booking, fee_if_cancelled, paid_on

OPEN = (states.REQUESTED, states.BOOKED)


class TooLateByYourself(Refusal):
    """Moving away from a time is not a way round the table of cancelling."""

    code = "too_late_online"
    sentence = gettext_lazy("离约定时间太近，网上改不了，请直接打电话给店里。")
    status = 409


def opened(visitor: Visitor, booking_id: UUID) -> Booking:
    """The owner's own booking that has not begun."""
    booking = own_booking(visitor, booking_id)
    if booking.state not in OPEN:
        raise NotFound
    return booking


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def move(request: Any, visitor: Visitor, booking_id: UUID) -> HttpResponse:
    """Free times for the same service, or other days of a stay; a POST moves it."""
    booking = opened(visitor, booking_id)
    frame_for(request, booking.store)
    late = fee_if_cancelled(booking, now()) > 0 or booking.starts_at <= now()
    if request.method != "POST":
        return move_page(request, visitor, booking, TooLateByYourself() if late else None)
    try:
        if late:
            raise TooLateByYourself
        starts_at, ends_at = asked(request, booking)
        change_visit(
            booking=booking, starts_at=starts_at, ends_at=ends_at, by=visitor.at(booking.store).actor,
            request_key=request.POST.get("request_key", ""),
        )  # type: ignore[call-arg]  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        return move_page(request, visitor, own_booking(visitor, booking_id), refusal, status=refusal.status)
    toast(request, _("时间改好了"))
    return HttpResponseRedirect(reverse("portal:home", args=[visitor.chain.code]))


def asked(request: Any, booking: Booking) -> tuple[datetime, datetime | None]:
    """The time that was asked for: a start, or the two days of a stay."""
    zone = booking.store.timezone
    try:
        if booking.kind == Booking.Kind.STAY:
            days = [date.fromisoformat(request.POST.get(name, "")) for name in ("day", "until")]
            return moment(days[0], ARRIVES, zone), moment(days[1], LEAVES, zone)
        at = datetime.fromisoformat(request.POST.get("start", ""))
    except ValueError:
        raise Missing(what=_("新的时间"), field="start") from None
    if at.tzinfo is None or at > now() + timedelta(days=AHEAD + 1):
        raise Missing(what=_("新的时间"), field="start")
    return at, None


def move_page(
    request: Any, visitor: Visitor, booking: Booking, refusal: Refusal | None, *, status: int = 0
) -> HttpResponse:
    late = isinstance(refusal, TooLateByYourself)
    days, slots, day = ([], [], None) if late or booking.kind == Booking.Kind.STAY else times(request, visitor, booking)
    here = local(booking.starts_at, booking.store.timezone).date()
    context = {
        "visitor": visitor, "row": row_of(booking, None), "booking": booking, "refused": refusal, "late": late,
        "stay": booking.kind == Booking.Kind.STAY, "days": days, "slots": slots, "day": day, "store": booking.store,
        "from_day": request.POST.get("day") or here.isoformat(),
        "to_day": request.POST.get("until") or local(booking.ends_at, booking.store.timezone).date().isoformat(),
    }  # fmt: skip
    return render(request, "portal/booking/move.html", context, status=status or 200)


def times(request: Any, visitor: Visitor, booking: Booking) -> tuple[list[dict], list[tuple[str, str]], date | None]:
    """Days with free times of the next fortnight, and the times of the chosen one."""
    zone = booking.store.timezone
    first = local(now(), zone).date()
    worker = booking.worker_id if booking.worker_wanted else None
    found = free_slots(
        store=booking.store, service_id=booking.service_id, first_day=first, days=DAYS, minutes=booking.minutes or None,
        addons=tuple(booking.addons), worker_id=worker, step=STEP,
    )  # fmt: skip
    by_day: dict[date, list[datetime]] = {}
    for slot in found:
        by_day.setdefault(local(slot.starts_at, zone).date(), []).append(slot.starts_at)
    wanted = request.GET.get("day", "")
    day = next((each for each in by_day if each.isoformat() == wanted), next(iter(by_day), None))
    base = reverse("portal:move", args=[visitor.chain.code, booking.public_id])
    days = [
        {
            "label": f"{date_format(each, 'n/j')} {_(WEEKDAYS[each.weekday()])}",
            "url": f"{base}?day={each}",
            "current": each == day,
        }
        for each in by_day
    ]
    return days, [(at.isoformat(), clock(at)) for at in shown_slots(by_day.get(day, []))] if day else [], day


@require_http_methods(["GET", "HEAD", "POST"])
@owner_page
def cancel(request: Any, visitor: Visitor, booking_id: UUID) -> HttpResponse:
    """What cancelling costs now, then the button."""
    booking = opened(visitor, booking_id)
    frame_for(request, booking.store)
    refusal = None
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip() or _("主人在网上取消")
        try:
            cancel_visit_booking(
                booking=booking, reason=reason[:200], by=visitor.at(booking.store).actor,
                request_key=request.POST.get("request_key", ""),
            )  # type: ignore[call-arg]  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            toast(request, _("已经取消"))
            return HttpResponseRedirect(reverse("portal:home", args=[visitor.chain.code]))
    visit = visit_of(booking)
    paid = paid_on(visit.order) if visit else 0
    fee = fee_if_cancelled(booking, now())
    context = {
        "visitor": visitor, "row": row_of(booking, None), "booking": booking, "refused": refusal, "fee": fee,
        "paid": paid, "back": max(paid - fee, 0), "typed": request.POST.get("reason", ""), "store": booking.store,
    }  # fmt: skip
    return render(request, "portal/booking/cancel.html", context, status=refusal.status if refusal else 200)
