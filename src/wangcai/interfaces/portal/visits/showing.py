"""A visit in the owner's words: each pet's stage, what is to sign or answer, the pictures, the report, the bill."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wangcai.booking.public import Booking, states
from wangcai.care.public import (
    ExtraRequest,
    Media,
    Plan,
    ViewGrant,
    Visit,
    bookings_of,
    extras_of,
    view_token,
)
from wangcai.customers.public import ShareLink
from wangcai.handover.public import ASKING_DAYS, PetHandover, collection_code, outcomes_of
from wangcai.interfaces.pictures import linked_picture_url
from wangcai.interfaces.portal.home.showing import STATES
from wangcai.interfaces.portal.orders.showing import totals_of
from wangcai.interfaces.portal.visits.asked import Asked, asked_of
from wangcai.interfaces.portal.visits.pictures import pictures_of
from wangcai.interfaces.ui.components.text import weight
from wangcai.interfaces.ui.public import long_moment
from wangcai.kernel.public import now
from wangcai.settlement.public import bill_of, deposit_due, quote_bill

STAGES = (states.BOOKED, states.ARRIVED, states.STARTED, states.READY, states.DONE)


@dataclass
class PetPart:
    """One pet of the visit as its owner sees it."""

    booking: Booking
    title: str
    when: str
    state: str
    state_label: str
    steps: list[dict[str, Any]]
    code: list[tuple[Any, str]] = field(default_factory=list)
    live_url: str = ""
    to_sign: Plan | None = None
    signed: Plan | None = None
    photos: list[Any] = field(default_factory=list)
    report: dict[str, Any] | None = None
    asked: Asked | None = None


def visit_context(visit: Visit, link: ShareLink) -> dict[str, Any]:
    """Everything the page shows; a fixed number of queries, however many pets."""
    bookings = bookings_of(visit)
    extras = extras_of(bookings)
    bill = bill_of(visit.order)
    chain, quote = visit.order.store.chain, quote_bill(visit)
    parts = parts_of(visit, bookings, link)
    open_ones = [extra for extra in extras if extra.answer == ExtraRequest.Answer.WAITING]
    return {
        "visit": visit, "order": visit.order, "store": visit.order.store, "currency": chain.currency,
        "headline": headline(bookings), "parts": parts, "chain_code": chain.code,
        "extras": [(e, linked_picture_url(link, e.photo.public_id) if e.photo else "") for e in open_ones],
        "answered": [e for e in extras if e.answer != ExtraRequest.Answer.WAITING and not e.within_ceiling],
        "bill": bill, "lines": [line for line in bill.lines if line.state != "cancelled"],
        "totals": visit_totals(bill, cancelled=visit.order.status == "cancelled"),
        "signed": quote.signed, "differs": [(row, abs(row.difference_fen)) for row in quote.differs],
        "deposit": deposit_due(visit), "blocked": bool(visit.customer and visit.customer.blocked_at),
        "may_enter": link.customer_id is not None,
    }  # fmt: skip


def visit_totals(bill: Any, *, cancelled: bool) -> list[tuple]:
    """The rows under the lines; a sum before discounts only where there is something between it and the end."""
    rows = totals_of(bill, cancelled=cancelled)
    return rows[1:] if not cancelled and len(rows) > 1 and rows[0][1] == bill.total_fen else rows


def headline(bookings: list[Booking]) -> str:
    """What the owner most wants to know, in one sentence."""
    found = {booking.state for booking in bookings}
    for state, words in (
        (states.READY, _("可以来接了。")), (states.STARTED, _("正在照顾它。")), (states.ARRIVED, _("它已经到店。")),
        (states.REQUESTED, _("已收到您的预约，等店里确认。")), (states.BOOKED, _("已约好，到时见。")),
        (states.DONE, _("已经接回，谢谢您。")), (states.NO_SHOW, _("这次没有来。")),
    ):  # fmt: skip
        if state in found:
            return words
    return _("这次预约已取消。")


def parts_of(visit: Visit, bookings: list[Booking], link: ShareLink) -> list[PetPart]:
    ids = [booking.pk for booking in bookings]
    plans = Plan.objects.of(visit.chain_id).filter(booking_id__in=ids).exclude(state="replaced").order_by("number")
    grants = ViewGrant.objects.of(visit.chain_id).filter(booking_id__in=ids, ended_at=None)
    reports = PetHandover.objects.of(visit.chain_id).filter(booking_id__in=ids).prefetch_related("questions")
    by_plan = {(plan.booking_id, plan.state): plan for plan in plans}
    by_grant = {grant.booking_id: grant for grant in grants}
    by_report = {report.booking_id: report for report in reports}
    pictures, asked = pictures_of(visit, ids, link), asked_of(visit, bookings)
    parts = []
    for booking in bookings:
        part = part_of(booking)
        part.asked = asked.get(booking.pk)
        part.to_sign = by_plan.get((booking.pk, Plan.State.READ_BACK))
        part.signed = by_plan.get((booking.pk, Plan.State.SIGNED))
        grant = by_grant.get(booking.pk)
        if grant and booking.state in states.HERE:
            part.live_url = reverse("portal:live", args=[view_token(grant)])
        part.photos = pictures[booking.pk, Media.Purpose.UPDATE.value]
        report = by_report.get(booking.pk)
        if report and booking.state in (states.READY, states.DONE):
            part.report = report_of(report, pictures, booking)
        parts.append(part)
    return parts


def part_of(booking: Booking) -> PetPart:
    when = long_moment(booking.starts_at)
    if booking.kind == Booking.Kind.STAY:
        when = _("{begins} 至 {ends}").format(begins=when, ends=long_moment(booking.ends_at))
    code = collection_code(booking) if booking.state == states.READY else ""
    return PetPart(
        booking, str(booking.pet or _("宠物")), when, STATES[booking.state], str(states.LABELS[booking.state]),
        steps_of(booking), [(_("接宠码"), f"{code[:3]} {code[3:]}")] if code else [],
    )  # fmt: skip


def steps_of(booking: Booking) -> list[dict[str, Any]]:
    """已预约 → 已到店 → 服务中 → 待接回 → 已交接; what ended otherwise is one red step."""
    if booking.state in states.NOT_COMING:
        return [{"label": states.LABELS[booking.state], "mark": "late", "at": long_moment(booking.state_at)}]
    place = STAGES.index(booking.state) if booking.state in STAGES else -1
    steps = []
    for number, stage in enumerate(STAGES):
        mark = (
            "done"
            if number < place or stage == states.DONE == booking.state
            else "current"
            if number == place
            else "todo"
        )
        at = long_moment(booking.state_at) if number == place else ""
        steps.append({"label": states.LABELS[stage], "mark": mark, "at": at})
    if booking.state not in STAGES:
        steps.insert(0, {"label": states.LABELS[booking.state], "mark": "current", "at": ""})
    return steps


def report_of(report: PetHandover, pictures: Any, booking: Booking) -> dict[str, Any]:
    """交接报告, with before and after, and what was asked and answered."""
    words = outcomes_of(booking)
    facts = [
        (_("体重"), weight(report.weight_g) if report.weight_g else ""), (_("饮食"), report.diet),
        (_("大小便"), report.stool), (_("情绪"), report.mood), (_("发现"), report.findings), (_("我们想说"), report.words),
    ]  # fmt: skip
    until = report.handed_at + timedelta(days=ASKING_DAYS) if report.handed_at else None
    return {
        "report": report,
        "facts": [(label, value) for label, value in facts if value],
        "outcome": [(words.get(p["code"], p["code"]), p["ok"], p["note"]) for p in report.outcome],
        "advice": [each["text"] for each in report.advice],
        "before": pictures[booking.pk, Media.Purpose.ARRIVAL.value],
        "after": pictures[booking.pk, Media.Purpose.AFTER.value],
        "questions": list(report.questions.all()),
        "may_ask": until is not None and now() <= until,
        "until": long_moment(until) if until else "",
    }
