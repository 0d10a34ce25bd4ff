"""健康问询 on the tablet: one thumb a question, red answers decided, signed by the owner or photographed (F27)."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from wangcai.booking.public import Booking, states
from wangcai.care.public import (
    HealthInquiry,
    answer_inquiry,
    answer_words,
    answered_ahead,
    asked_questions,
    decide_inquiry,
    inquiry_form,
    inquiry_of,
    is_first_visit,
    red_words,
)
from wangcai.customers.public import Weight, active_flags
from wangcai.files.public import keep_photo, keep_signature
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.counter.visits.shown import booking_of, when_words
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotAllowed, NotFound, Refusal

OPEN_STATES = (states.HELD, states.REQUESTED, states.BOOKED, states.NO_SHOW)
DECISIONS = {
    "refuse": gettext_lazy("这次不接"),
    "vet": gettext_lazy("先看医生"),
    "accept": gettext_lazy("放行"),
    "clear": gettext_lazy("没有异常"),
    "": gettext_lazy("等人决定"),
}


@require_http_methods(["GET", "POST"])
@staff_page("care.check_in", anywhere=True)
def inquiry(request: Any, booking_id: int) -> HttpResponse:
    """The questions, or what was answered and decided; `?again=1` asks anew while the pet is outside."""
    booking = booking_of(request, booking_id)
    if request.method == "GET":
        return show_inquiry(request, booking)
    sent, by = request.POST, request.actor
    try:
        drawn, upload = sent.get("signature", ""), request.FILES.get("paper")
        answers = {name.removeprefix("answer-"): value for name, value in sent.items() if name.startswith("answer-")}
        signature = keep_signature(store=booking.store, data_url=drawn, by=by) if drawn else None
        paper = keep_photo(store=booking.store, data=upload.read(), purpose="paper", by=by) if upload else None
        kept = answer_inquiry(
            booking=booking, answers=answers, signer=sent.get("signer", ""), signature=signature, paper=paper, by=by,
            request_key=sent.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return show_inquiry(request, booking, refusal, again=True)
    if kept.red:
        return HttpResponseRedirect(reverse("counter:booking_inquiry", args=[booking.pk]))
    toast(request, _("健康问询完成，没有异常"))
    return HttpResponseRedirect(reverse("counter:visit", args=[booking.visit]))


@require_POST
@staff_page("care.check_in", anywhere=True)
def questions(request: Any, booking_id: int) -> HttpResponse:
    """The questions again after an answer that asks for more ("anything new?" – yes). Nothing is written."""
    booking = booking_of(request, booking_id)
    return render(request, "counter/visits/inquiry.html#questions", _context(request, booking, again=True))


@require_POST
@staff_page("care.check_in", anywhere=True)
def decide(request: Any, booking_id: int) -> HttpResponse:
    """Red: refuse, vet first, or a manager lets it pass with a reason."""
    booking = booking_of(request, booking_id)
    found = inquiry_of(booking)
    if found is None:
        raise NotFound
    try:
        decide_inquiry(
            inquiry=found, decision=request.POST.get("decision", ""), reason=request.POST.get("reason", ""),
            by=request.actor, request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except NotAllowed as refusal:
        return show_inquiry(request, booking, NeedsManager() if booking.chain_id == request.actor.chain_id else refusal)
    except Refusal as refusal:
        return show_inquiry(request, booking, refusal)
    toast(request, _("决定已记下"))
    return HttpResponseRedirect(reverse("counter:visit", args=[booking.visit]))


class NeedsManager(Refusal):
    code = "needs_manager"
    sentence = gettext_lazy("放行要店长来按，请店长换人登录后写明原因。")
    field = "decision"
    status = 403


def show_inquiry(
    request: Any, booking: Booking, refusal: Refusal | None = None, *, again: bool = False
) -> HttpResponse:
    """The page; a refusal brings back what was answered."""
    if isinstance(refusal, NotFound | NotAllowed):
        raise refusal
    context = _context(request, booking, again=again or bool(request.GET.get("again"))) | {"refusal": refusal}
    # The form is long: a refusal stands at the question it is about.
    names = {question["name"] for question in context["asked"]} | ({"signature"} if context["asked"] else set())
    context["beside"] = refusal.field if refusal and refusal.field in names else ""
    return render(request, "counter/visits/inquiry.html", context, status=refusal.status if refusal else 200)


def _context(request: Any, booking: Booking, *, again: bool) -> dict[str, Any]:
    form, found = inquiry_form(booking), inquiry_of(booking)
    answers = {k.removeprefix("answer-"): v for k, v in request.POST.items() if k.startswith("answer-")}
    asked: list[dict[str, Any]] = []
    first = is_first_visit(booking)
    # Answered at home: the same questions with those answers, to ask once more and sign; red ones are decided first.
    ahead = found is not None and answered_ahead(found) and (not found.red or found.decision == "accept")
    if form is not None and booking.state in OPEN_STATES and (found is None or again or ahead):
        known = answers or (found.answers if found else {})
        asked = [
            _question(q, known.get(q["code"], "")) for q in asked_questions(form, first_visit=first, answers=known)
        ]
    last = Weight.objects.of(request.actor).filter(pet_id=booking.pet_id).order_by("-at").first()
    return {
        "booking": booking,
        "pet": booking.pet,
        "flags": active_flags([booking.pet_id], request.actor)[booking.pet_id] if booking.pet_id else [],
        "when": when_words(booking),
        "asked": asked,
        "ahead_at": found.at if found and answered_ahead(found) else None,
        "first": first,
        "short": not first and len(asked) == 1,
        "last_weight": last,
        "found": None if asked else found,
        "said": [] if asked or found is None else _said(found),
        "red": [] if asked or found is None else red_words(found),
        "decision": DECISIONS.get(found.decision, "") if found else "",
        "may_again": bool(found and booking.state in OPEN_STATES),
        "must_decide": bool(found and found.red and found.decision in ("", "vet") and booking.state in OPEN_STATES),
        "may_accept": request.actor.may("care.override", booking.store_id),
        "signer": request.POST.get("signer", booking.customer.name if booking.customer else ""),
        "reason": request.POST.get("reason", ""),
    }


def _question(question: dict[str, Any], value: str) -> dict[str, Any]:
    options = [("yes", _("是")), ("no", _("否"))] if question["kind"] == "yes_no" else [
        (choice["code"], choice["text"]) for choice in question["choices"]
    ]  # fmt: skip
    return {
        "name": f"answer-{question['code']}",
        "text": question["text"],
        "kind": question["kind"],
        "options": options,
        "value": value,
    }


def _said(found: HealthInquiry) -> list[tuple[str, str]]:
    """Every question with its answer, in the words of the form that was answered."""
    return [
        (question["text"], answer_words(question, found.answers[question["code"]]))
        for question in found.version.content["questions"]
        if question["code"] in found.answers
    ]
