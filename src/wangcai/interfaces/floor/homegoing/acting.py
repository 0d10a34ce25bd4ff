"""Writing the report, ticking the things, the late fee, and the hand-over itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.booking.public import Booking, booking_for
from wangcai.care.public import Belonging
from wangcai.files.public import keep_signature
from wangcai.handover.public import (
    WeightOff,
    collectors_of,
    hand_over_pet,
    outcomes_of,
    settle_belonging,
    write_report,
)
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.homegoing.page import GIVE, GOOD, NOTED, REPORT, THINGS, home_page
from wangcai.interfaces.ui.components.text import money
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal
from wangcai.knowledge.public import current_texts
from wangcai.settlement.public import charge_late_fee


@require_POST
@staff_page("care.work", anywhere=True)
def report(request: Any, booking_id: int) -> HttpResponse:
    """The whole form at once; what was typed stands when something is missing."""
    booking, sent = booking_for(request.actor, booking_id), request.POST
    try:
        write_report(
            booking=booking, outcome=_outcome(booking, sent), weight_g=grams_of(sent.get("weight", "")),
            diet=_joined(sent, "diet"), stool=_joined(sent, "stool"), mood=_joined(sent, "mood"),
            findings=sent.get("findings", ""), advice=_advice(request), words=sent.get("words", ""), by=request.actor,
            request_key=sent.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return home_page(request, booking, refusal=refusal, part=REPORT)
    toast(request, _("交接报告写好了"))
    return redirect("floor:homegoing", booking_id)


def _outcome(booking: Booking, sent: Any) -> dict[str, tuple[bool, str]]:
    found = {}
    for code in outcomes_of(booking):
        verdict = sent.get(f"p-{code}", "")
        if verdict in (GOOD, NOTED):
            found[code] = (verdict == GOOD, sent.get(f"n-{code}", ""))
    return found


def _joined(sent: Any, name: str) -> str:
    return "；".join(part for part in (sent.get(name, "").strip(), sent.get(f"{name}-more", "").strip()) if part)


def _advice(request: Any) -> list[dict[str, str]]:
    wanted = set(request.POST.getlist("advice"))
    if not wanted:
        return []
    texts = current_texts(request.actor, "advice")
    return [{"code": t.text.code, "text": t.content.get("text", "")} for t in texts if t.text.code in wanted]


def grams_of(text: str) -> int | None:
    """Kilograms as typed to whole grams; None where nothing was typed. Refuses WeightOff."""
    text = text.strip().lower().removesuffix("kg").replace("，", ".").replace(",", ".").replace("。", ".")
    if not text:
        return None
    try:
        return round(float(text) * 1000)
    except (ValueError, OverflowError):
        raise WeightOff from None


@require_POST
@staff_page("care.work", anywhere=True)
def thing(request: Any, booking_id: int, thing_id: int) -> HttpResponse:
    """One thing is with its pet, or missing with a word."""
    booking = booking_for(request.actor, booking_id)
    belonging = (
        Belonging.objects.of(request.actor).filter(pk=thing_id, booking=booking).select_related("booking").first()
    )
    if belonging is None:
        raise NotFound
    note = request.POST.get("note", "").strip()
    try:
        settle_belonging(
            belonging=belonging, missing_note=note, by=request.actor, request_key=request.POST.get("request_key")
        )
    except Refusal as refusal:
        return home_page(request, booking, refusal=refusal, part=THINGS)
    toast(request, (_("“{name}”记为找不到") if note else _("“{name}”归位了")).format(name=belonging.name))
    return redirect("floor:homegoing", booking_id)


@require_POST
@staff_page("handover.pets", anywhere=True)
def late(request: Any, booking_id: int) -> HttpResponse:
    """Somebody decides that fetching late costs what the rule says."""
    booking = booking_for(request.actor, booking_id)
    try:
        line = charge_late_fee(booking=booking, by=request.actor, request_key=request.POST.get("request_key"))
    except Refusal as refusal:
        return home_page(request, booking, refusal=refusal)
    toast(request, _("加收 {amount}").format(amount=money(line.net_fen)))
    return redirect("floor:homegoing", booking_id)


@require_POST
@staff_page("handover.pets", anywhere=True)
def give(request: Any, booking_id: int) -> HttpResponse:
    """The pet goes with who may take it."""
    booking, sent, by = booking_for(request.actor, booking_id), request.POST, request.actor
    chosen, code = sent.get("collector", ""), sent.get("code", "").strip()
    try:
        collector = next((one for one in collectors_of(booking) if str(one.pk) == chosen), None)
        drawn = sent.get("signature", "")
        signature = keep_signature(store=booking.store, data_url=drawn, by=by) if drawn and not code else None
        hand_over_pet(
            booking=booking, collector=collector, collector_name=sent.get("name", ""), code=code, signature=signature,
            by=by, request_key=sent.get("request_key") if not drawn else None,
        )  # fmt: skip
    except Refusal as refusal:
        return home_page(request, booking_for(by, booking_id), refusal=refusal, part=GIVE)
    toast(request, _("{pet} 回家了").format(pet=booking.pet or ""))
    return redirect("floor:homegoing", booking_id)
