"""Booking by oneself: one page that grows with each choice, and one button at its end."""

from datetime import date, datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wangcai.booking.public import states
from wangcai.care.public import book_by_owner, bookings_of
from wangcai.interfaces.portal.booking.choosing import Choice, read_choice
from wangcai.interfaces.portal.home.session import Visitor, frame_for, owner_page, stores_of
from wangcai.interfaces.ui.components.text import WEEKDAYS, clock, money
from wangcai.interfaces.ui.public import long_moment, toast
from wangcai.kernel.public import NotFound, Refusal, local


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
    wanted = start_of(request)
    if choice.pet is None or choice.service is None or (wanted is None and not choice.stay):
        return page(request, choice, status=422)
    # What was free when the page was shown may be gone: the calendar answers, not this page.
    choice.start = choice.start or wanted
    if choice.stay and choice.room is None:
        return page(request, choice, status=409, gone=True)
    try:
        visit = book_by_owner(
            store=choice.store, customer=visitor.customer, want=choice.want(), by=choice.visitor.actor,
            agreed_version=number(request.POST.get("version", "")) if request.POST.get("agreed") == "1" else 0,
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


def start_of(request: Any) -> datetime | None:
    """The time that was asked for."""
    try:
        at = datetime.fromisoformat(request.POST.get("start", ""))
    except ValueError:
        return None
    return at if at.tzinfo else None


def page(
    request: Any, choice: Choice, *, refused: Refusal | None = None, gone: bool = False, status: int = 200
) -> HttpResponse:
    base = reverse("portal:book", args=[choice.visitor.chain.code])
    taken = gone or (refused is not None and refused.code in ("slot_taken", "nobody_fits", "rooms_full", "over_cap"))
    context = {
        "visitor": choice.visitor, "choice": choice, "refused": refused, "taken": taken, "base": base,
        "here": choice.url(base, start=choice.said["start"], room=choice.said["room"]) if choice.service else base,
        "stores": [(s.name, choice.url(base, store=s.pk), s.pk == choice.store.pk) for s in choice.stores],
        "pets": [(p, choice.url(base, pet=p.public_id), p == choice.pet) for p in choice.pets],
        "services": services_rows(choice, base),
        "workers": worker_rows(choice, base) if not choice.stay else [],
        "addons": addon_rows(choice, base),
        "days": [day_row(choice, base, day) for day, _times in choice.days],
        "slots": [(clock(at), choice.url(base, day=choice.day, start=at.isoformat()), at == choice.start) for at in choice.slots],
        "rooms": [(r, choice.url(base, day=choice.day, until=choice.until, room=r.pk), r == choice.room) for r in choice.rooms],
        "when": when_of(choice), "price": price_of(choice), "typed": request.POST, "store": choice.store,
        "free": [(long_moment(at), choice.url(base, day=local(at, choice.store.timezone).date(), start=at.isoformat())) for at in free_of(refused)],
    }  # fmt: skip
    return render(request, "portal/booking/book.html", context, status=status)


def free_of(refused: Refusal | None) -> list[datetime]:
    """Times that work instead, as the calendar named them."""
    return [datetime.fromisoformat(iso) for iso in (refused.details.get("free") or [])] if refused else []


def services_rows(choice: Choice, base: str) -> list[dict[str, Any]]:
    """Name, minutes and price of each, before any time is chosen."""
    rows = []
    for service, quote in choice.services:
        stay = service.kind == "board"
        price = span(quote.price_from_fen, quote.price_to_fen)
        detail = _("{price} 一晚").format(price=price) if stay else _("约 {minutes} 分钟").format(minutes=quote.minutes)
        rows.append({
            "name": service.variant.name, "detail": detail, "price": "" if stay else price,
            "url": choice.url(base, service=service.variant_id), "current": service == choice.service,
        })  # fmt: skip
    return rows


def span(low: int, high: int) -> str:
    return money(low) if high <= low else f"{money(low)}–{money(high)}"


def addon_rows(choice: Choice, base: str) -> list[tuple[str, str, bool]]:
    """Ticks as links: one press puts it in, another takes it out."""
    rows = []
    for each in choice.addons:
        code, on = str(each.variant_id), each.variant_id in choice.picked
        wanted = [x for x in choice.said["addon"] if x != code] if on else [*choice.said["addon"], code]
        rows.append(
            (f"{each.variant.name} {money(each.variant.price_fen)}", choice.url(base, addon=wanted or ["0"]), on)
        )
    return rows


def worker_rows(choice: Choice, base: str) -> list[tuple[str, str, bool]]:
    if len(choice.workers) < 2:
        return []
    anyone = [(_("谁都可以"), choice.url(base, worker="any"), choice.worker is None)]
    return anyone + [(w.name, choice.url(base, worker=w.pk), w == choice.worker) for w in choice.workers]


def day_row(choice: Choice, base: str, day: date) -> dict[str, Any]:
    return {"label": short_day(day), "url": choice.url(base, day=day), "current": day == choice.day}


def short_day(day: date) -> str:
    """11/24 周二"""
    return f"{date_format(day, 'n/j')} {_(WEEKDAYS[day.weekday()])}"


def when_of(choice: Choice) -> str:
    if not choice.ready or choice.start is None:
        return ""
    if choice.ends_at:
        return _("{begins} 至 {ends}").format(begins=long_moment(choice.start), ends=long_moment(choice.ends_at))
    return long_moment(choice.start)


def price_of(choice: Choice) -> str:
    return span(choice.quote.price_from_fen, choice.quote.price_to_fen) if choice.quote else ""
