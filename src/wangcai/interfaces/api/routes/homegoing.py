"""The pet goes home: the hand-over report, its things, and who takes it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from wangcai.care.public import Belonging
from wangcai.customers.public import customer_for
from wangcai.handover.public import PetHandover, hand_over_pet, outcomes_of, report_of, settle_belonging, write_report
from wangcai.interfaces.api.door import actor, written_once
from wangcai.interfaces.api.routes.arrivals import Drawing, drawn
from wangcai.interfaces.api.routes.visits import booking_seen
from wangcai.interfaces.api.schemas import Id, Line, Text, plain, stamp
from wangcai.kernel.public import Actor, NotFound, now
from wangcai.settlement.public import complete_if_settled

router = Router(tags=["handover"])


class PointIn(Schema):
    """One point of the outcome list: good, or what is the matter."""

    ok: bool
    note: Line = ""


class PointOut(Schema):
    code: str
    text: str


class ReportIn(Schema):
    """`outcome`: by the codes of the points; 422 outcome_open names a point that is missing."""

    outcome: dict[str, PointIn] = Field(max_length=30)
    weight_g: int | None = Field(None, ge=1, le=150_000)
    diet: Line = ""
    stool: Line = ""
    mood: Line = ""
    findings: Text = ""
    words: Text = ""


class ReportOut(Schema):
    id: int
    booking_id: int
    weight_g: int | None
    diet: str
    stool: str
    mood: str
    outcome: list[dict[str, Any]]
    findings: str
    words: str
    written_at: str
    collector_name: str
    handed_at: str | None


class ThingOut(Schema):
    id: int
    name: str
    quantity: int
    returned_at: str | None
    missing_note: str


class ThingIn(Schema):
    """Empty: it is with its pet again. `missing_note`: it is not, and what is known of it."""

    missing_note: Line = ""


class HandoverIn(Schema):
    """Who takes the pet: a customer on its list with a drawn signature, or anybody who brings the owner's code."""

    collector_id: Id | None = None
    collector_name: str = Field("", max_length=60)
    code: str = Field("", max_length=10)
    signature: str = Drawing


@router.get("/bookings/{booking_id}/report/points", response=list[PointOut], operation_id="list_points")
def points(request: HttpRequest, booking_id: int) -> Any:
    """What is looked at before this pet goes home, by its service. Scope: booking.see."""
    found = outcomes_of(booking_seen(actor(request), booking_id))
    return [{"code": code, "text": str(text)} for code, text in found.items()]


@router.get("/bookings/{booking_id}/report", response=ReportOut, operation_id="get_report")
def report(request: HttpRequest, booking_id: int) -> Any:
    """How the pet goes home. Scope: booking.see."""
    found = report_of(booking_seen(actor(request), booking_id))
    if found is None:
        raise NotFound
    return report_shown(found)


@router.post("/bookings/{booking_id}/report", response={201: ReportOut}, operation_id="write_report")
def write(request: HttpRequest, booking_id: int, body: ReportIn) -> HttpResponse:
    """Write or rewrite the report of a pet that is still here. Scope: care.work."""
    by = actor(request)
    booking = booking_seen(by, booking_id)
    outcome = {code: (point.ok, point.note) for code, point in body.outcome.items()}
    return written_once(
        request,
        f"POST /bookings/{booking_id}/report",
        body.model_dump(mode="json"),
        lambda: report_shown(
            write_report(booking=booking, outcome=outcome, by=by, **body.model_dump(exclude={"outcome"}))
        ),
    )


@router.get("/bookings/{booking_id}/belongings", response=list[ThingOut], operation_id="list_belongings")
def things(request: HttpRequest, booking_id: int) -> Any:
    """What came with the pet. Scope: booking.see."""
    by = actor(request)
    rows = Belonging.objects.of(by).filter(booking=booking_seen(by, booking_id)).order_by("pk")
    return [thing_shown(row) for row in rows]


@router.post("/belongings/{belonging_id}/settlement", response={201: ThingOut}, operation_id="settle_belonging")
def settle(request: HttpRequest, belonging_id: int, body: ThingIn) -> HttpResponse:
    """A thing is with its pet again, or missing with a note. Once. Scope: care.work."""
    by = actor(request)
    row = thing_seen(by, belonging_id)
    return written_once(
        request,
        f"POST /belongings/{belonging_id}/settlement",
        body.model_dump(),
        lambda: thing_shown(settle_belonging(belonging=row, missing_note=body.missing_note, by=by)),
    )


@router.post("/bookings/{booking_id}/hand-over", response={201: ReportOut}, operation_id="hand_over_pet")
def hand_over(request: HttpRequest, booking_id: int, body: HandoverIn) -> HttpResponse:
    """Give the pet to who may take it; the last of a visit takes the goods along. Scope: handover.pets."""
    by = actor(request)
    booking = booking_seen(by, booking_id)
    by.require("handover.pets", booking.store_id)
    collector = customer_for(by, body.collector_id) if body.collector_id else None

    def work() -> dict[str, Any]:
        signature = drawn(booking.store, body.signature, by)
        gone = hand_over_pet(
            booking=booking, collector=collector, collector_name=body.collector_name, code=body.code,
            signature=signature, by=by,
        )  # fmt: skip
        complete_if_settled(order=gone.order, by=by, at=now())
        return report_shown(gone)

    return written_once(request, f"POST /bookings/{booking_id}/hand-over", body.model_dump(mode="json"), work)


def thing_seen(by: Actor, belonging_id: int) -> Belonging:
    row = Belonging.objects.of(by).filter(pk=belonging_id).select_related("booking__store").first()
    if row is None or not by.sees(row.booking.store_id):
        raise NotFound
    by.require("booking.see", row.booking.store_id)
    return row


def thing_shown(row: Belonging) -> dict[str, Any]:
    return plain(ThingOut, row, returned_at=stamp(row.returned_at))


def report_shown(row: PetHandover) -> dict[str, Any]:
    return plain(ReportOut, row, written_at=stamp(row.written_at), handed_at=stamp(row.handed_at))
