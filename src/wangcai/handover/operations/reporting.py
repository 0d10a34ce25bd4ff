"""交接报告: how the pet goes home, and the owner's questions about it for seven days (F34)."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.public import Belonging, visit_of
from wangcai.handover.events import BelongingSettled, QuestionAnswered, ReportQuestioned, ReportWritten
from wangcai.handover.models import PetHandover, ReportQuestion
from wangcai.handover.outcomes import outcomes_of
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, clean_text, now
from wangcai.work.public import CALL, close_tasks, open_task

ASKING_DAYS = 7
# A reading of the scales that no pet has: a slip of the finger.
MOST_GRAMS = 150_000


class NotWithUs(Refusal):
    code = "pet_not_with_us"
    sentence = _("这只宠物现在不在店里，不能写交接报告。")
    status = 409


class OutcomeOpen(Refusal):
    code = "outcome_open"
    sentence = _("“{point}”还没有看，请逐项点“好”或写明情况。")
    field = "outcome"


class ThingHandled(Refusal):
    code = "belonging_settled"
    sentence = _("“{name}”已经处理过了，请刷新看看。")
    status = 409


class AskedTooLate(Refusal):
    code = "asked_too_late"
    sentence = _("交接已经过了 {days} 天，请直接打电话给我们。")
    status = 409


class WeightOff(Refusal):
    code = "weight_off"
    sentence = _("体重看起来不对，请重新称一下。")
    field = "weight"


@once
def write_report(
    *, booking: Booking, outcome: Mapping[str, tuple[bool, str]], weight_g: int | None = None, diet: str = "",
    stool: str = "", mood: str = "", findings: str = "", advice: Sequence[Mapping[str, str]] = (), words: str = "",
    by: Actor, at: datetime | None = None,
) -> PetHandover:  # fmt: skip
    """Write or rewrite the report of a pet that is still here. `outcome`: code → (good, note), every point answered.

    Refuses NotWithUs, OutcomeOpen (a point without answer, or not good without a note), WeightOff.
    """
    by.require_at("care.work", booking)
    at = at or now()
    if booking.state not in states.HERE:
        raise NotWithUs
    if weight_g is not None and not 0 < weight_g <= MOST_GRAMS:
        raise WeightOff
    visit = visit_of(booking)
    if visit is None:
        raise NotFound
    values = {
        "weight_g": weight_g, "diet": clean_line(diet), "stool": clean_line(stool), "mood": clean_line(mood),
        "outcome": _answered(booking, outcome), "findings": clean_text(findings), "words": clean_text(words),
        "advice": [{"code": clean_line(a.get("code", ""), most=40), "text": clean_text(a["text"])} for a in advice],
        "written_at": at, "written_by": by.key,
    }  # fmt: skip
    report = PetHandover.objects.of(by).filter(booking=booking).first()
    if report and report.handed_at:
        raise NotWithUs
    if report is None:
        report = PetHandover(chain_id=by.chain_id, store_id=booking.store_id, booking=booking, order_id=visit.order_id)
    for name, value in values.items():
        setattr(report, name, value)
    report.save()
    wrong = sum(1 for point in report.outcome if not point["ok"])
    record(ReportWritten(**about_booking(booking), report_id=report.pk, wrong=wrong), by=by, at=at)
    return report


def _answered(booking: Booking, outcome: Mapping[str, tuple[bool, str]]) -> list[dict[str, Any]]:
    points = []
    for code, text in outcomes_of(booking).items():
        good, note = outcome.get(code, (None, ""))
        note = clean_line(note)
        if good is None or (not good and not note):
            raise OutcomeOpen(point=str(text))
        points.append({"code": code, "ok": bool(good), "note": note})
    return points


@once
def settle_belonging(
    *, belonging: Belonging, missing_note: str = "", by: Actor, at: datetime | None = None
) -> Belonging:
    """A thing is with its pet again, or it is missing and somebody says what is known. Once."""
    booking = belonging.booking
    by.require_at("care.work", booking)
    at, note = at or now(), clean_line(missing_note)
    open_ones = Belonging.objects.of(by).filter(pk=belonging.pk, returned_at=None, missing_note="")
    if not open_ones.update(**({"missing_note": note} if note else {"returned_at": at, "returned_by": by.key})):
        raise ThingHandled(name=belonging.name)
    belonging.refresh_from_db()
    record(BelongingSettled(**about_booking(booking), name=belonging.name, missing=bool(note)), by=by, at=at)
    return belonging


@once
def ask_about_report(*, report: PetHandover, words: str, by: Actor, at: datetime | None = None) -> ReportQuestion:
    """The owner asks back within seven days of the hand-over; somebody of the shop gets a call to make."""
    at, words = at or now(), clean_text(words)
    if by.chain_id != report.chain_id or report.handed_at is None:
        raise NotFound
    if not words:
        raise Missing(what=_("想问什么"), field="words")
    if at > report.handed_at + timedelta(days=ASKING_DAYS):
        raise AskedTooLate(days=ASKING_DAYS)
    question = ReportQuestion.objects.create(chain_id=by.chain_id, handover=report, words=words, asked_at=at)
    booking = report.booking
    record(ReportQuestioned(**about_booking(booking), report_id=report.pk, question_id=question.pk), by=by, at=at)
    pet = booking.pet.name if booking.pet else ""
    open_task(
        store=booking.store, kind=CALL, subject=("report_question", question.pk),
        title=gettext("{pet} 的交接报告，主人有问题").format(pet=pet), permission="orders.offer",
        due_at=at + timedelta(hours=1), by=by, at=at,
    )  # fmt: skip
    return question


@once
def answer_question(*, question: ReportQuestion, words: str, by: Actor, at: datetime | None = None) -> ReportQuestion:
    """Answer the owner; it stands under the question on the report's page."""
    booking = question.handover.booking
    by.require_at("orders.offer", booking)
    at, words = at or now(), clean_text(words)
    if not words:
        raise Missing(what=_("回答"), field="words")
    waiting = ReportQuestion.objects.of(by).filter(pk=question.pk, answered_at=None)
    if not waiting.update(answer=words, answered_at=at, answered_by=by.key):
        raise ThingHandled(name=gettext("这个问题"))
    question.refresh_from_db()
    record(QuestionAnswered(**about_booking(booking), question_id=question.pk), by=by, at=at)
    close_tasks(chain_id=by.chain_id, subject=("report_question", question.pk), by=by, at=at)
    return question
