"""What one boarding pet gets and when: food, medicine, walks; ended and set anew, never changed."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.booking.public import booking_for
from wangcai.care.public import (
    CareSchedule,
    add_media,
    end_schedule,
    kinds,
    price_words,
    round_fees,
    schedule_for,
    schedules_of,
    set_schedule,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.jobs.steps import client_key
from wangcai.interfaces.floor.rounds.giving import ICONS
from wangcai.interfaces.floor.showing import show, whole_number
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import Refusal


@require_http_methods(["GET", "POST"])
@staff_page("booking.see", anywhere=True)
def schedules(request: Any, booking_id: uuid.UUID) -> HttpResponse:
    """The list and the form below it."""
    booking, refusal = booking_for(request.actor, booking_id), None
    if request.method == "POST":
        try:
            made = _set(request, booking)
            waits = made.asked is not None and made.asked.answer == ""
            toast(request, _("安排好了；这项收费不在签过的方案里，已经问主人") if waits else _("安排好了"))
            return redirect("floor:schedules", booking_id)
        except Refusal as wrong:
            refusal = wrong
    fees = round_fees(booking.chain_id)
    context = {
        "booking": booking,
        "rows": [(plan, ICONS[plan.kind], " · ".join(plan.times), _about(plan)) for plan in schedules_of(booking)],
        "kinds": list(kinds.SCHEDULES.items()),
        "sources": list(kinds.SOURCES.items()),
        "fees": [("", _("不收费")), *((fee.variant.pk, str(fee)) for fee in fees)],
        "typed": request.POST if refusal else {},
    }
    return show(request, "floor/rounds/schedules.html", context, refusal=refusal)


def _about(plan: Any) -> str:
    parts = [plan.dose, f"{plan.grams} g" if plan.grams else "", fee_words(plan), plan.note]
    return " · ".join(part for part in parts if part)


def fee_words(plan: Any) -> str:
    """喂药费 每次 ¥10.00, and whether the owner still has to say yes to it."""
    if plan.fee is None:
        return ""
    words = f"{plan.fee.name} {price_words(plan.fee_per, plan.fee_fen)}"
    if plan.asked is None or plan.asked.answer == "yes":
        return words
    return words + (_("（主人没同意，不收）") if plan.asked.answer == "no" else _("（等主人答复，答应了才收）"))


def _set(request: Any, booking: Any) -> CareSchedule:
    given, upload, photo = request.POST, request.FILES.get("photo"), None
    fee = next((row.variant for row in round_fees(booking.chain_id) if str(row.variant.pk) == given.get("fee")), None)
    if upload:
        photo = add_media(
            booking=booking, data=upload.read(), client_key=client_key(request), purpose="step", by=request.actor
        ).file
    return set_schedule(
        booking=booking, kind=given.get("kind", ""), name=given.get("name", ""),
        times=given.get("times", "").replace("，", " ").replace(",", " ").replace("、", " ").split(),
        source=given.get("source") or "home", grams=max(whole_number(given.get("grams")), 0), dose=given.get("dose", ""),
        photo=photo, fee=fee, note=given.get("note", ""), by=request.actor, request_key=given.get("request_key", ""),
    )  # fmt: skip


@require_POST
@staff_page("booking.see", anywhere=True)
def end(request: Any, schedule_id: int) -> HttpResponse:
    plan = schedule_for(request.actor, schedule_id)
    end_schedule(schedule=plan, by=request.actor, request_key=request.POST.get("request_key", ""))
    toast(request, _("不再给了"))
    return redirect("floor:schedules", plan.booking.public_id)
