"""健康问询: what the owner says of the pet's health before it comes in; a red answer needs somebody's decision (F27)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.events.door import InquiryAnswered, InquiryDecided
from wangcai.care.models import CheckIn, HealthInquiry
from wangcai.care.queries.visits import service_of_booking
from wangcai.care.rules import require_care
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, clean_text, now
from wangcai.knowledge.public import TextVersion, current_version

Decision = HealthInquiry.Decision
BEFORE_IN = (states.HELD, states.REQUESTED, states.BOOKED, states.NO_SHOW)
NEWS = "news"


class NoInquiry(Refusal):
    code = "no_inquiry"
    sentence = _("这项服务不用健康问询。")
    status = 409


class InquiryClosed(Refusal):
    code = "inquiry_closed"
    sentence = _("宠物已经入店，健康问询不能再改；新情况请记在观察里。")
    status = 409


class AnswerUnclear(Refusal):
    code = "answer_unclear"
    sentence = _("请回答：{question}")

    def __init__(self, **details: Any) -> None:
        super().__init__(**details)
        self.field = f"answer-{details.get('code', '')}"


class InquiryUnsigned(Refusal):
    code = "inquiry_unsigned"
    sentence = _("请主人签名，或拍下签好的纸质问询单。")
    field = "signature"


class AlreadyDecided(Refusal):
    code = "already_decided"
    sentence = _("这份问询没有等待决定的内容，请刷新看看。")
    status = 409


def inquiry_form(booking: Booking) -> TextVersion | None:
    """The form to answer now: the version that was begun, else the newest of the service's form; None where none is asked."""
    service = service_of_booking(booking)
    return current_version(booking.chain_id, "inquiry", service.inquiry) if service and service.inquiry else None


def is_first_visit(booking: Booking) -> bool:
    """Was this pet never taken in by this chain before?"""
    earlier = CheckIn.objects.of(booking.chain_id).filter(booking__pet_id=booking.pet_id)
    return not earlier.exclude(booking_id=booking.pk).exists()


def asked_questions(version: TextVersion, *, first_visit: bool, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """The questions of the form that this pet is asked. A known pet: "anything new?", and everything where there is."""
    questions = version.content["questions"]
    if first_visit:
        return [question for question in questions if question["code"] != NEWS]
    short = [question for question in questions if not question["first_visit_only"]]
    if not short or any(question["kind"] == "yes_no" and answers.get(question["code"]) == "yes" for question in short):
        return questions
    return short


@once
def answer_inquiry(
    *, booking: Booking, answers: Mapping[str, str], signer: str = "", signature: StoredFile | None = None,
    paper: StoredFile | None = None, by: Actor, at: datetime | None = None,
) -> HealthInquiry:  # fmt: skip
    """Keep the owner's answers; without a red one the pet may come in, with one somebody decides.

    Answered again before the pet came in, the newest answers count and are decided anew. Refuses NoInquiry,
    InquiryClosed, AnswerUnclear, InquiryUnsigned (a known pet without news needs no signature).
    """
    require_care(by, "care.check_in", booking)
    at = at or now()
    version = inquiry_form(booking)
    if version is None:
        raise NoInquiry
    if booking.state not in BEFORE_IN:
        raise InquiryClosed
    first = is_first_visit(booking)
    questions = asked_questions(version, first_visit=first, answers=answers)
    said = {question["code"]: _answer(question, answers.get(question["code"], "")) for question in questions}
    signer = clean_line(signer, most=60)
    if (first or len(questions) > 1) and not (signature or paper or (by.kind == "customer" and signer)):
        raise InquiryUnsigned
    for file in (signature, paper):
        if file is not None and file.chain_id != by.chain_id:
            raise NotFound
    red = [question["code"] for question in questions if said[question["code"]] in question["red"]]
    decided: dict[str, Any] = {"decision": "", "decided_at": None, "decided_by": ""}
    if not red:
        decided = {"decision": Decision.CLEAR, "decided_at": at, "decided_by": by.key}
    inquiry, _made = HealthInquiry.objects.of(by).update_or_create(
        chain_id=by.chain_id, booking=booking,
        defaults={
            "version": version, "first_visit": first, "answers": {k: v for k, v in said.items() if v}, "red": red,
            "decision_reason": "", "signer": signer, "signature": signature, "paper": paper, "at": at, "by": by.key,
            **decided,
        },
    )  # fmt: skip
    happening = InquiryAnswered(**about_booking(booking), inquiry_id=inquiry.pk, red=len(red), first_visit=first)
    record(happening, by=by, at=at)
    return inquiry


def _answer(question: dict[str, Any], value: str) -> str:
    """One answer as it is kept; refuses what is not among the choices, and silence where an answer is needed."""
    known = {"yes", "no"} if question["kind"] == "yes_no" else {choice["code"] for choice in question["choices"]}
    value = clean_text(value, most=500)
    if question["kind"] in ("yes_no", "choice") and value and value not in known:
        raise AnswerUnclear(question=question["text"], code=question["code"])
    if not value and question.get("required", question["kind"] in ("yes_no", "choice")):
        raise AnswerUnclear(question=question["text"], code=question["code"])
    return value


@once
def decide_inquiry(
    *, inquiry: HealthInquiry, decision: str, reason: str, by: Actor, at: datetime | None = None
) -> HealthInquiry:
    """Decide on red answers: refuse, vet first, or a manager accepts with a reason (care.override).

    After "vet first" it may be decided once more. Refuses AlreadyDecided, NotAllowed, Missing (the reason).
    """
    booking = inquiry.booking
    by.require_at("care.override" if decision == Decision.ACCEPT else "care.check_in", booking)
    if decision not in (Decision.REFUSE, Decision.VET, Decision.ACCEPT):
        raise NotFound
    reason = clean_line(reason)
    if not reason:
        raise Missing(what=_("决定的原因"), field="reason")
    at = at or now()
    open_ones = HealthInquiry.objects.of(by).filter(pk=inquiry.pk, decision__in=("", Decision.VET)).exclude(red=[])
    changed = open_ones.update(decision=decision, decision_reason=reason, decided_at=at, decided_by=by.key)
    if not changed:
        raise AlreadyDecided
    inquiry.refresh_from_db()
    record(InquiryDecided(**about_booking(booking), inquiry_id=inquiry.pk, decision=decision), by=by, at=at)
    return inquiry


def red_words(inquiry: HealthInquiry) -> list[tuple[str, str]]:
    """(question, answer) of what was red, in the words of the form that was answered."""
    found = []
    for question in inquiry.version.content["questions"]:
        if question["code"] in inquiry.red:
            found.append((question["text"], answer_words(question, inquiry.answers.get(question["code"], ""))))
    return found


def answer_words(question: dict[str, Any], value: str) -> str:
    """An answer as people read it."""
    if question["kind"] == "yes_no":
        return {"yes": str(_("是")), "no": str(_("否"))}.get(value, "")
    return next((choice["text"] for choice in question["choices"] if choice["code"] == value), value)
