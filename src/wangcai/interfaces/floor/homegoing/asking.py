"""What owners ask about reports, and answering them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wangcai.handover.public import ReportQuestion, answer_question
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.homegoing.page import open_questions
from wangcai.interfaces.floor.showing import show
from wangcai.interfaces.ui.public import toast
from wangcai.kernel.public import NotFound, Refusal

WITH = ("handover__booking__pet", "handover__booking__customer", "handover__booking__store")


@require_GET
@staff_page("booking.see")
def questions(request: Any) -> HttpResponse:
    """Open questions of this store, the oldest first, then the last answered."""
    return _page(request)


def _page(request: Any, refusal: Refusal | None = None, wrong: int = 0) -> HttpResponse:
    answered = ReportQuestion.objects.of(request.actor).filter(handover__store=request.store, answered_at__isnull=False)
    context = {
        "open": list(open_questions(request).select_related(*WITH).order_by("asked_at")[:100]),
        "answered": list(answered.select_related(*WITH).order_by("-answered_at")[:20]),
        "may_answer": request.actor.may("orders.offer", request.store.pk),
        "wrong": wrong,
        "typed": request.POST.get("words", ""),
    }
    return show(request, "floor/homegoing/questions.html", context, refusal=refusal)


@require_POST
@staff_page("orders.offer", anywhere=True)
def answer(request: Any, question_id: int) -> HttpResponse:
    """The answer stands under the question on the owner's page."""
    question = ReportQuestion.objects.of(request.actor).filter(pk=question_id).select_related(*WITH).first()
    if question is None or not request.actor.sees(question.handover.store_id):
        raise NotFound
    try:
        answer_question(
            question=question, words=request.POST.get("words", ""), by=request.actor,
            request_key=request.POST.get("request_key"),
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, refusal, question_id)
    toast(request, _("已回答"))
    return redirect("floor:report_questions")
