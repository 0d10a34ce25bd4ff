"""Something more turned up: asked for with a photo, answered by the owner (F28)."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wangcai.care.public import ExtraRequest, answer_extra, ask_extra
from wangcai.catalogue.public import Surcharge
from wangcai.files.public import keep_photo
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.page import show_visit
from wangcai.interfaces.counter.visits.shown import booking_of
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal, parse_amount


@require_POST
@staff_page("booking.see", anywhere=True)
def ask(request: Any, booking_id: int) -> HttpResponse:
    """A fee beyond what was planned: added at once within the signed ceiling, else it waits for the owner."""
    chosen = request.POST.get("booking", "")
    booking, sent = booking_of(request, int(chosen) if chosen.isdigit() else booking_id), request.POST
    try:
        fees = Surcharge.objects.of(request.actor).filter(code=sent.get("fee", ""), ended_at=None)
        surcharge = fees.select_related("variant").first()
        if surcharge is None:
            raise NotFound
        price = parse_amount(sent["price"]) if sent.get("price", "").strip() else None
        upload = request.FILES.get("photo")
        photo = (
            keep_photo(store=booking.store, data=upload.read(), purpose="extra", by=request.actor) if upload else None
        )
        made = ask_extra(
            booking=booking, surcharge=surcharge, price_fen=price, reason=sent.get("reason", ""), photo=photo,
            by=request.actor, request_key=sent.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_visit(request, booking.visit, refusal, opens="extra-dialog")
    toast(request, _("在签好的上限内，已记在账单上") if made.within_ceiling else _("超过上限，等主人答复以后再做"))
    return HttpResponseRedirect(reverse("counter:visit", args=[booking.visit]))


@require_POST
@staff_page("booking.see", anywhere=True)
def answer(request: Any, booking_id: int, request_id: int) -> HttpResponse:
    """What the owner said, by phone or face to face."""
    booking = booking_of(request, booking_id)
    found = (
        ExtraRequest.objects.of(request.actor).filter(pk=request_id, booking=booking).select_related("booking").first()
    )
    if found is None:
        raise NotFound
    try:
        yes = request.POST.get("answer") == "yes"
        answer_extra(
            request=found, yes=yes, channel=request.POST.get("channel", "phone"), by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_visit(request, booking.visit, refusal)
    toast(request, _("主人同意，已记在账单上") if yes else _("主人不要，没有加收"))
    return HttpResponseRedirect(reverse("counter:visit", args=[booking.visit]))
