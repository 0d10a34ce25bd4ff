"""健康问询: what the owner says of the pet's health before it comes in; a red answer needs somebody's decision (F27).

The owner may answer ahead, on the own phone: at the door somebody asks whether it still holds, and it is signed there.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
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
from wangcai.work.public import CALL, close_tasks, open_task

Decision = HealthInquiry.Decision
BEFORE_IN = (states.HELD, states.REQUESTED, states.BOOKED, states.NO_SHOW)
NEWS = "news"
# What an owner may still change from home: nobody of the shop has decided on it.
OWN = ("", Decision.CLEAR)
CALL_WITHIN = timedelta(hours=1)


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


class AskedByShop(Refusal):
    code = "inquiry_asked_by_shop"
    sentence = _("店里已经问过或决定过了，有变化请直接告诉店里。")
    status = 409


class InquiryUnconfirmed(Refusal):
    code = "inquiry_unconfirmed"
    sentence = _("主人在手机上答过健康问询：请当面问一句还是这样吗，再请主人签名。")
    field = "inquiry"


class AlreadyDecided(Refusal):
    code = "already_decided"
    sentence = _("这份问询没有等待决定的内容，请刷新看看。")
    status = 409


def inquiry_form(booking: Booking) -> TextVersion | None:
    """The form to answer now: the version that was begun, else the newest of the service's form; None where none is asked."""
    service = service_of_booking(booking)
    return current_version(booking.chain_id, "inquiry", service.inquiry) if service and service.inquiry else None


def answered_ahead(inquiry: HealthInquiry) -> bool:
    """Was this answered by the owner on the own phone, and not asked at the door yet?"""
    return inquiry.by.startswith("customer:")


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

    Answered again before the pet came in, the newest answers count and are decided anew. An owner's own answers from
    home need no signature and open no door: at the door they are asked again and signed. Refuses NoInquiry,
    InquiryClosed, AskedByShop, AnswerUnclear, InquiryUnsigned (a known pet without news needs no signature).
    """
    require_care(by, "care.check_in", booking)
    at = at or now()
    version = inquiry_form(booking)
    if version is None:
        raise NoInquiry
    there = _held(booking, by)
    first = is_first_visit(booking)
    questions = asked_questions(version, first_visit=first, answers=answers)
    said = {question["code"]: _answer(question, answers.get(question["code"], "")) for question in questions}
    signer, ahead = clean_line(signer, most=60), by.kind == "customer"
    if not ahead and (first or len(questions) > 1) and not (signature or paper):
        raise InquiryUnsigned
    for file in (signature, paper):
        if file is not None and file.chain_id != by.chain_id:
            raise NotFound
    red = [question["code"] for question in questions if said[question["code"]] in question["red"]]
    kept = {k: v for k, v in said.items() if v}
    inquiry, _made = HealthInquiry.objects.of(by).update_or_create(
        chain_id=by.chain_id, booking=booking,
        defaults={
            "version": version, "first_visit": first, "answers": kept, "red": red, "signer": signer,
            "signature": signature, "paper": paper, "at": at, "by": by.key, **_decided(there, kept, red, by, at),
        },
    )  # fmt: skip
    happening = InquiryAnswered(
        **about_booking(booking), inquiry_id=inquiry.pk, red=len(red), first_visit=first, ahead=ahead
    )
    record(happening, by=by, at=at)
    _ask_for_a_call(inquiry, by=by, at=at)
    return inquiry


def _held(booking: Booking, by: Actor) -> HealthInquiry | None:
    """What is answered so far, held until the transaction ends; refuses what may not be answered any more."""
    state = Booking.objects.of(by).select_for_update().values_list("state", flat=True).get(pk=booking.pk)
    if state not in BEFORE_IN:
        raise InquiryClosed
    there = HealthInquiry.objects.of(by).filter(booking=booking).first()
    if by.kind == "customer" and there is not None and not (answered_ahead(there) and there.decision in OWN):
        raise AskedByShop
    return there


def _decided(there: HealthInquiry | None, kept: dict, red: list[str], by: Actor, at: datetime) -> dict[str, Any]:
    """Nothing red is clear; what was let pass ahead stays so while the answers are the same; the rest waits for a word."""
    if not red:
        return {"decision": Decision.CLEAR, "decision_reason": "", "decided_at": at, "decided_by": by.key}
    if there and answered_ahead(there) and there.decision == Decision.ACCEPT and there.answers == kept:
        names = ("decision", "decision_reason", "decided_at", "decided_by")
        return {name: getattr(there, name) for name in names}
    return {"decision": "", "decision_reason": "", "decided_at": None, "decided_by": ""}


def _ask_for_a_call(inquiry: HealthInquiry, *, by: Actor, at: datetime) -> None:
    """Red from home: somebody calls before the pet is on its way. Settled otherwise, nobody has to."""
    booking, subject = inquiry.booking, ("booking", inquiry.booking_id)
    if answered_ahead(inquiry) and inquiry.decision == "":
        title = f"{booking.pet} · " + "；".join(answer for _question, answer in red_words(inquiry))
        open_task(
            store=booking.store, kind=CALL, subject=subject, title=title, permission="care.check_in",
            due_at=at + CALL_WITHIN, by=by, at=at,
        )  # fmt: skip
    else:
        close_tasks(chain_id=booking.chain_id, subject=subject, kinds=[CALL], by=by, at=at)


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
    _ask_for_a_call(inquiry, by=by, at=at)
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
