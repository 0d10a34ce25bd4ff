"""健康问询 on the owner's phone, before coming: two minutes at home; at the door it is asked once more and signed (F27)."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wangcai.booking.public import Booking
from wangcai.care.public import answer_inquiry, asked_questions, bookings_of, inquiry_form, inquiry_of, is_first_visit
from wangcai.interfaces.portal.home.session import frame_for, gone, quiet
from wangcai.interfaces.portal.visits.answering import owner
from wangcai.interfaces.portal.visits.asked import BEFORE
from wangcai.interfaces.portal.visits.views import opened
from wangcai.kernel.public import NotFound, Refusal


@require_http_methods(["GET", "POST"])
@never_cache
def health(request: Any, token: str, booking_id: int) -> HttpResponse:
    """The questions of one pet; what is answered before may be changed until the shop has asked or decided."""
    try:
        link, visit = opened(token)
        booking = next((each for each in bookings_of(visit) if each.pk == booking_id and each.pet_id), None)
        if booking is None or inquiry_form(booking) is None or booking.state not in BEFORE:
            raise NotFound
    except NotFound:
        return gone(request)
    frame_for(request, visit.order.store)
    if request.method == "GET":
        return _form(request, token, booking, known=_said(booking))
    answers = {
        name.removeprefix("answer-"): value for name, value in request.POST.items() if name.startswith("answer-")
    }
    if answers.get("news") == "yes" and "answer-stool" not in request.POST:
        return _form(request, token, booking, known={**_said(booking), **answers})
    try:
        answer_inquiry(
            booking=booking, answers=answers, signer=visit.customer.name if visit.customer else "",
            by=owner(link, visit), request_key=request.POST.get("request_key", ""),
        )  # type: ignore[call-arg]  # fmt: skip
    except Refusal as refusal:
        return _form(request, token, booking, known=answers, refusal=refusal)
    return HttpResponseRedirect(reverse("portal:visit", args=[token]))


def _said(booking: Booking) -> dict[str, str]:
    found = inquiry_of(booking)
    return found.answers if found else {}


def _form(
    request: Any, token: str, booking: Booking, *, known: dict[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    version = inquiry_form(booking)
    if version is None:
        raise NotFound
    asked = asked_questions(version, first_visit=is_first_visit(booking), answers=known)
    questions = [_question(each, known.get(each["code"], "")) for each in asked]
    names = {each["name"] for each in questions}
    context = {
        "token": token, "booking": booking, "pet": booking.pet, "store": booking.store, "questions": questions,
        "refusal": refusal, "beside": refusal.field if refusal and refusal.field in names else "",
    }  # fmt: skip
    return quiet(render(request, "portal/visits/health.html", context, status=refusal.status if refusal else 200))


def _question(question: dict[str, Any], value: str) -> dict[str, Any]:
    yes_no = [("yes", _("是")), ("no", _("否"))]
    choices = [(choice["code"], choice["text"]) for choice in question["choices"]]
    return {
        "name": f"answer-{question['code']}", "text": question["text"], "kind": question["kind"], "value": value,
        "options": yes_no if question["kind"] == "yes_no" else choices,
    }  # fmt: skip
