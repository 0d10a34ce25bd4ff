"""The card on the cage: who lives here, until when, and what whoever opens the door has to know (F16)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from wangcai.booking.public import states
from wangcai.care.public import bookings_of, visit_for
from wangcai.customers.public import Weight, active_flags
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.shown import when_words
from wangcai.interfaces.ui.components.text import weight
from wangcai.kernel.public import NotFound


@require_GET
@staff_page("booking.see", anywhere=True)
def cage_cards(request: Any, key: UUID) -> HttpResponse:
    """A card for each pet of the visit that stays the night. No telephone and no address: guests read them too."""
    visit = visit_for(request.actor, key)
    stays = [b for b in bookings_of(visit) if b.kind == b.Kind.STAY and b.pet and b.state not in states.OVER]
    if not stays:
        raise NotFound
    ids = [booking.pet_id for booking in stays if booking.pet_id]
    flags = active_flags(ids, request.actor)
    newest: dict[int, Weight] = {}
    for row in Weight.objects.of(request.actor).filter(pet_id__in=ids).order_by("at", "pk"):
        newest[row.pet_id] = row
    cards = [
        {
            "booking": booking, "pet": booking.pet, "flags": flags[booking.pet_id or 0], "when": when_words(booking),
            "weight": weight(newest[booking.pet_id or 0].grams) if booking.pet_id in newest else "",
        }
        for booking in stays
    ]  # fmt: skip
    return render(request, "counter/visits/cage_cards.html", {"visit": visit, "cards": cards})
