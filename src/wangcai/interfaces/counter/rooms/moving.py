"""换房: a stay goes to another room; before it began as a whole, afterwards from now on in a second segment."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.booking.public import Booking, WrongState, free_rooms, roommates, states
from wangcai.care.public import change_room, change_visit, take_back_room
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.calendar.bubble import Bubble
from wangcai.interfaces.counter.calendar.moving import booking_here, moment_typed
from wangcai.interfaces.counter.calendar.pages import board_again
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Missing, Refusal, local, now

TYPED = ("room", "day", "clock", "alone", "override", "version")


@require_http_methods(["GET", "POST"])
@staff_page("booking.write")
def room(request: Any, pk: int) -> HttpResponse:
    """The form, and what it does; a drag posts here as well and gets the board back."""
    booking = booking_here(request, pk)
    if request.method == "GET":
        return show_form(request, booking, typed_of(booking))
    dragged = bool(request.POST.get("dragged"))
    typed = typed_of(booking) | {name: value for name, value in request.POST.items() if name in TYPED}
    try:
        change(request, booking, typed)
    except Refusal as refusal:
        if dragged:
            return board_again(request, refusal.status, bubble_of(request, booking, typed, refusal))
        return show_form(request, booking_here(request, pk), typed, refusal)
    return board_again(request) if request.htmx else HttpResponseRedirect(reverse("counter:rooms"))


def typed_of(booking: Booking) -> dict[str, str]:
    """From when: now where the pet is here, else the start."""
    here = booking.state in states.HERE
    begins = local(max(now(), booking.starts_at) if here else booking.starts_at, booking.store.timezone)
    return {
        "room": "", "day": f"{begins:%Y-%m-%d}", "clock": f"{begins:%H:%M}", "override": "",
        "version": str(booking.version),
    }  # fmt: skip


def change(request: Any, booking: Booking, typed: dict[str, str]) -> None:
    """Move it as typed; the bill follows. Said with the way back where the stay has not begun."""
    if not typed["room"].isdigit():
        raise Missing(what=_("房间"), field="room_id")
    if typed["version"].isdigit() and int(typed["version"]) != booking.version:
        raise WrongState(state=states.LABELS[booking.state])
    before, room_id, override = booking.room_id, int(typed["room"]), typed["override"]
    from_at = moment_typed(f"{typed['day']}T{typed['clock']}", booking.store.timezone)
    alone, undo = bool(typed.get("alone")), reverse("counter:booking_room_back", args=[booking.pk])
    if alone or booking.state in states.HERE or from_at > booking.starts_at:
        moved = change_room(
            booking=booking, room_id=room_id, from_at=from_at, alone=alone, override=override, by=request.actor,
            request_key=request.POST.get("request_key"), at=now(),
        )  # fmt: skip
        undo += f"?{urlencode({'version': moved.version})}"
    else:
        moved = change_visit(
            booking=booking, room_id=room_id, override=override, by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
        undo += f"?{urlencode({'room': before or '', 'version': moved.version})}"
    name, place = (moved.pet.name if moved.pet else ""), (moved.room.name if moved.room else "")
    toast(request, _("{pet} 换到 {room}").format(pet=name, room=place), undo=undo)


@require_POST
@staff_page("booking.write")
def back(request: Any, pk: int) -> HttpResponse:
    """Undo of a move: of a whole stay's to the room named, of one on the way as far as nights allow. Refused where the
    booking was changed since."""
    booking, room_id = booking_here(request, pk), request.GET.get("room", "")
    try:
        if request.GET.get("version") != str(booking.version) or not (room_id.isdigit() or room_id == ""):
            raise WrongState(state=states.LABELS[booking.state])
        if room_id:
            change_visit(booking=booking, room_id=int(room_id), by=request.actor)
        else:
            take_back_room(booking=booking, by=request.actor, at=now())
    except Refusal as refusal:
        return HttpResponse(str(refusal), status=refusal.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


def show_form(request: Any, booking: Booking, typed: dict[str, str], refusal: Refusal | None = None) -> HttpResponse:
    """换房: every room with what stands against it, those that fit first."""
    context = {
        "booking": booking,
        "typed": typed,
        "refusal": refusal,
        "mates": "、".join(str(mate.pet) for mate in roommates(booking)),
        "rooms": [
            (offer.resource.pk, offer.resource.name, _("可以住") if offer.fits else "；".join(offer.reasons))
            for offer in offers_of(booking, typed)
        ],
        "asks_reason": bool(refusal and refusal.field == "override"),
        "may_override": request.actor.may("booking.override", booking.store_id),
        "action": reverse("counter:booking_room", args=[booking.pk]),
        "back": reverse("counter:rooms"),
    }
    template = "counter/rooms/change.html#dialog" if request.htmx else "counter/rooms/change.html"
    return render(request, template, context, status=refusal.status if refusal else 200)


def offers_of(booking: Booking, typed: dict[str, str]) -> list[Any]:
    """The other rooms from the typed moment to the end of the stay."""
    try:
        from_at = moment_typed(f"{typed['day']}T{typed['clock']}", booking.store.timezone)
    except Refusal:
        from_at = booking.starts_at
    if booking.pet is None or from_at >= booking.ends_at:
        return []
    offers = free_rooms(store=booking.store, pet=booking.pet, starts_at=from_at, ends_at=booking.ends_at)
    return [offer for offer in offers if offer.resource.pk != booking.room_id]


def bubble_of(request: Any, booking: Booking, typed: dict[str, str], refusal: Refusal) -> Callable[[Any], None]:
    """A refused drag: the sentence in the row it was let go on, and the rooms that would do."""
    again = {"version": booking.version, "dragged": 1, "day": typed["day"], "clock": typed["clock"]}
    fitting = [offer.resource for offer in offers_of(booking, typed) if offer.fits][:3]
    bubble = Bubble(
        sentence=str(refusal), code=refusal.code, column=typed["room"], at="",
        post=reverse("counter:booking_room", args=[booking.pk]),
        choices=[(each.name, {**again, "room": each.pk}) for each in fitting], lead=_("这些房间可以："),
        form=f"{reverse('counter:booking_room', args=[booking.pk])}", form_words=_("换房"),
    )  # fmt: skip

    def write(rooms: Any) -> None:
        row = next((row for row in rooms.columns if row.key == bubble.column), None)
        if row is not None:
            day, hour = rooms.at(max(booking.starts_at, rooms.low))
            row.bubble = bubble.markup(f'data-a="{min(max(day, 0), rooms.days - 1)}" data-b="{hour}"')

    return write
