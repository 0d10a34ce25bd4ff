"""The way back from a change of room that was a slip."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.care.public import take_back_room
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.page import show_visit
from wangcai.interfaces.counter.visits.shown import booking_of
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal


@require_POST
@staff_page("booking.write", anywhere=True)
def back(request: Any, booking_id: int) -> HttpResponse:
    """Back to the room before."""
    booking = booking_of(request, booking_id)
    try:
        moved = take_back_room(booking=booking, by=request.actor, request_key=request.POST.get("request_key"))
    except Refusal as refusal:
        return show_visit(request, booking.visit, refusal)
    room = booking_of(request, moved.pk).room
    toast(request, _("{pet} 换回 {room}").format(pet=booking.pet or "", room=room.name if room else ""))
    return HttpResponseRedirect(reverse("counter:visit", args=[booking.visit]))
