"""Who goes home today, and the page of one pet's way home."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wangcai.booking.public import Booking, booking_for, states
from wangcai.care.public import (
    Belonging,
    Job,
    Media,
    check_in_of,
    job_of,
    media_for_owner,
    visit_of,
)
from wangcai.customers.public import active_flags
from wangcai.handover.public import PetHandover, ReportQuestion, collectors_of, may_go, outcomes_of, report_of
from wangcai.interfaces.access import staff_page
from wangcai.interfaces.floor.showing import show
from wangcai.kernel.public import Refusal, now
from wangcai.knowledge.public import current_texts
from wangcai.settlement.public import bill_of, late_fee
from wangcai.shops.public import staff_name

GOOD, NOTED = "ok", "note"
REPORT, THINGS, GIVE = "report", "things", "give"
UNFINISHED = (Job.State.OPEN, Job.State.RUNNING, Job.State.PAUSED)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing looked at before the pet goes: what was said of it so far."""

    code: str
    text: str
    verdict: str
    note: str


@dataclass(frozen=True, slots=True)
class Words:
    """A field of quick chips and own words."""

    name: str
    label: str
    chips: list[tuple[str, str]]
    chosen: str
    more: str


def quick_words() -> list[tuple[str, str, list[str]]]:
    """Field, label, what is said most often."""
    return [
        ("diet", _("饮食"), [_("吃得好"), _("吃得少"), _("没吃"), _("没有喂")]),
        ("stool", _("大小便"), [_("正常"), _("偏软"), _("拉稀"), _("没有拉")]),
        ("mood", _("情绪"), [_("放松"), _("有点紧张"), _("很紧张"), _("兴奋")]),
    ]


@require_GET
@staff_page("booking.see")
def waiting(request: Any) -> HttpResponse:
    """Pets that are ready first, then those still being worked on. Three queries."""
    rows = Booking.objects.of(request.actor).filter(store=request.store, state__in=states.HERE)
    bookings = list(rows.select_related("pet", "customer", "service", "room").order_by("ends_at", "pk")[:100])
    reports = set(
        PetHandover.objects.of(request.actor).filter(booking__in=bookings).values_list("booking_id", flat=True)
    )
    asked = open_questions(request).count()
    context = {
        "ready": [(b, b.pk in reports) for b in bookings if b.state == states.READY],
        "others": [(b, b.pk in reports) for b in bookings if b.state != states.READY],
        "asked": asked,
    }
    return show(request, "floor/homegoing/list.html", context, part="list")


def open_questions(request: Any) -> Any:
    """What owners asked about reports of this store and nobody answered yet."""
    return ReportQuestion.objects.of(request.actor).filter(handover__store=request.store, answered_at=None)


@require_GET
@staff_page("booking.see", anywhere=True)
def homegoing(request: Any, booking_id: int) -> HttpResponse:
    """The report, the things, the money, the hand-over; afterwards what was given to whom."""
    return home_page(request, booking_for(request.actor, booking_id))


def home_page(request: Any, booking: Booking, *, refusal: Refusal | None = None, part: str = "") -> HttpResponse:
    """The page of one pet; a refusal stands in the `part` it came from. Some fifteen queries."""
    by, report, visit, job = request.actor, report_of(booking), visit_of(booking), job_of(booking)
    gone = booking.state == states.DONE
    bill = bill_of(visit.order) if visit else None
    late = late_fee(booking, now()) if visit else None
    media = media_for_owner(booking)
    context = {
        "booking": booking,
        "pet": booking.pet,
        "state": states.LABELS[booking.state],
        "flags": active_flags([booking.pet_id])[booking.pet_id] if booking.pet_id else [],
        "report": report,
        "questions": list(report.questions.all()) if report else [],
        "giver": staff_name(by.chain_id, report.handed_by) if report and report.handed_by else "",
        "writer": staff_name(by.chain_id, report.written_by) if report else "",
        "gone": gone,
        "here": booking.state in states.HERE,
        "ready": may_go(booking),
        "job": job if job and job.state in UNFINISHED else None,
        "any_job": job,
        "things": list(Belonging.objects.of(by).filter(booking=booking).select_related("photo").order_by("pk")),
        "before": [row for row in media if row.purpose == Media.Purpose.ARRIVAL],
        "after": [row for row in media if row.purpose == Media.Purpose.AFTER],
        "order": visit.order if visit else None,
        "due": bill.due_fen if bill else 0,
        "late": late,
        "pay_url": reverse("counter:visit", args=[booking.visit]),
        "may_write": by.may("care.work", booking.store_id),
        "may_give": by.may("handover.pets", booking.store_id),
        "may_answer": by.may("orders.offer", booking.store_id),
        "people": [(str(one.pk), one.name) for one in collectors_of(booking)]
        + [("", _("其他人，凭主人手机上的接宠码"))],
        "typed": request.POST if part == GIVE else {},
        **report_form(request, booking, report, typed=part == REPORT),
        **{f"{name}_refused": refusal if part == name else None for name in (REPORT, THINGS, GIVE)},
    }
    return show(request, "floor/homegoing/page.html", context, refusal=refusal)


def report_form(request: Any, booking: Booking, report: PetHandover | None, *, typed: bool) -> dict[str, Any]:
    """What the form shows: what was typed, else what was written, else blank with the weight of the door beside it."""
    sent = request.POST if typed else {}
    said = {point["code"]: point for point in report.outcome} if report else {}
    points = [Point(code, str(text), *_said(code, sent, said.get(code))) for code, text in outcomes_of(booking).items()]
    chosen = sent.getlist("advice") if typed else [a["code"] for a in report.advice] if report else []
    came = check_in_of(booking)
    last = came.weight_g if came and came.weight_g else None
    if last is None and booking.pet:
        last = booking.pet.weights.order_by("-at").values_list("grams", flat=True).first()
    kept = f"{report.weight_g / 1000:g}" if report and report.weight_g else ""
    return {
        "points": points,
        "verdicts": [(GOOD, _("好")), (NOTED, _("有情况"))],
        "quick": [_words(name, label, chips, sent, report) for name, label, chips in quick_words()],
        "advice": [
            (text.text.code, text.text.title, text.content.get("text", ""), text.text.code in chosen)
            for text in current_texts(request.actor, "advice")
        ],
        "chosen": len(chosen),
        "last_weight": last,
        "weight": sent.get("weight", kept) if typed else kept,
        "findings": sent.get("findings", "") if typed else report.findings if report else "",
        "own_words": sent.get("words", "") if typed else report.words if report else "",
        "open_form": typed or report is None,
    }


def _said(code: str, sent: Any, written: dict[str, Any] | None) -> tuple[str, str]:
    if sent:
        return sent.get(f"p-{code}", ""), sent.get(f"n-{code}", "")
    if written:
        return GOOD if written["ok"] else NOTED, written["note"]
    return "", ""


def _words(name: str, label: str, chips: list[str], sent: Any, report: PetHandover | None) -> Words:
    options = [(words, words) for words in chips]
    if sent:
        return Words(name, label, options, sent.get(name, ""), sent.get(f"{name}-more", ""))
    kept = getattr(report, name) if report else ""
    first, _comma, rest = kept.partition("；")
    return Words(name, label, options, first, rest) if first in chips else Words(name, label, options, "", kept)
