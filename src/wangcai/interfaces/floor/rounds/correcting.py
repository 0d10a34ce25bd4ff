"""A round that was ticked wrongly is put right: another word, or not given at all; with a reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.care.public import correct_round, round_for
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.rounds.giving import day_sent, grams_sent, show_rounds
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal, local


@require_POST
@staff_page("care.work", anywhere=True)
def correct(request: Any, round_id: int) -> HttpResponse:
    """The bill follows by itself."""
    found = round_for(request.actor, round_id)
    try:
        correct_round(
            round=found, outcome=request.POST.get("outcome", ""), grams=grams_sent(request),
            reason=request.POST.get("reason", ""), by=request.actor, request_key=request.POST.get("request_key", ""),
        )  # fmt: skip
    except Refusal as refusal:
        return show_rounds(request, refusal=refusal, round_id=round_id)
    toast(request, _("{pet}：{name} 更正好了").format(pet=found.booking.pet or "", name=found.schedule.name))
    day = day_sent(request.POST.get("day", ""), local(found.due_at, found.store.timezone).date())
    return redirect(f"{reverse('floor:rounds')}?day={day}")
