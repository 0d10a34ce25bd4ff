"""The pet comes in: what still keeps it outside, the health inquiry, the plan and its signature, check-in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.care.public import (
    Brought,
    HealthInquiry,
    Plan,
    answer_inquiry,
    asked_questions,
    check_in,
    decide_inquiry,
    draft_plan,
    gates,
    inquiry_form,
    inquiry_of,
    is_first_visit,
    plan_of,
    read_back,
    sign_plan,
)
from wangcai.files.public import StoredFile, keep_signature
from wangcai.interfaces.api.door import actor, written_once
from wangcai.interfaces.api.routes.visits import booking_seen
from wangcai.interfaces.api.schemas import Line, Nothing, Problem, plain, stamp
from wangcai.kernel.public import Actor, NotFound

router = Router(tags=["visits"])
Drawing = Field("", max_length=2_000_000, description="data:image/png;base64,…")


class QuestionsQuery(Schema):
    """`news`: the owner of a known pet says that there is something new, so everything is asked."""

    news: bool = False


class ChoiceOut(Schema):
    code: str
    text: str


class QuestionOut(Schema):
    """`kind`: yes_no (yes, no), choice (the code of one), text, number; an answer among `red` waits for a decision."""

    code: str
    text: str
    kind: str
    choices: list[ChoiceOut]
    red: list[str]
    required: bool


class InquiryIn(Schema):
    """Answers by the codes of the shop's form."""

    answers: dict[str, str] = Field(max_length=100)
    signer: str = Field("", max_length=60)
    signature: str = Drawing


class InquiryOut(Schema):
    """`red`: the questions whose answer needs a decision; `decision` empty while it waits for one."""

    id: int
    first_visit: bool
    answers: dict[str, str]
    red: list[str]
    decision: str
    decision_reason: str


class DecisionIn(Schema):
    decision: str = Field(pattern="^(refuse|vet|accept)$")
    reason: Line = Field(min_length=1)


class PlanOut(Schema):
    """`text` and `digest` stand from the reading back on; what is signed never changes."""

    id: int
    number: int
    state: str
    items: list[dict[str, Any]]
    extras: list[dict[str, Any]]
    cautions: list[dict[str, Any]]
    minutes: int
    price_fen: int
    ceiling_fen: int
    text: str
    digest: str
    signer: str
    signed_at: str | None


class SignIn(Schema):
    signer: str = Field(min_length=1, max_length=60)
    signature: str = Drawing


class ThingIn(Schema):
    name: str = Field(min_length=1, max_length=60)
    quantity: int = Field(1, ge=1, le=99)


class ArrivalIn(Schema):
    """`stress` 0–4 as seen at the door; no weight only with `no_forced_contact`."""

    weight_g: int | None = Field(None, ge=1, le=150_000)
    stress: int = Field(ge=0, le=4)
    no_forced_contact: bool = False
    rhythm: str = Field("none", pattern="^(none|2h|evening|each)$")
    live_view: bool = False
    belongings: list[ThingIn] = Field([], max_length=50)


class ArrivalOut(Schema):
    booking_id: int
    state: str
    weight_g: int | None
    stress: int | None
    rhythm: str


@router.get("/bookings/{booking_id}/gates", response=list[Problem], operation_id="list_gates")
def open_gates(request: HttpRequest, booking_id: int) -> Any:
    """What still keeps this pet outside, in the order it is settled; empty when it may come in. Scope: booking.see."""
    return [gate.as_dict() for gate in gates(booking_seen(actor(request), booking_id))]


@router.get("/bookings/{booking_id}/inquiry/questions", response=list[QuestionOut], operation_id="list_questions")
def questions(request: HttpRequest, booking_id: int, query: Query[QuestionsQuery]) -> Any:
    """What this pet is asked: everything the first time, then whether there is news. Scope: booking.see."""
    booking = booking_seen(actor(request), booking_id)
    form = inquiry_form(booking)
    if form is None:
        return []
    answers = {"news": "yes"} if query.news else {}
    rows = asked_questions(form, first_visit=is_first_visit(booking), answers=answers)
    return [{name: row[name] for name in QuestionOut.model_fields} for row in rows]


@router.get("/bookings/{booking_id}/inquiry", response=InquiryOut, operation_id="get_inquiry")
def inquiry(request: HttpRequest, booking_id: int) -> Any:
    """What the owner said of the pet's health. Scope: booking.see."""
    return plain(InquiryOut, inquiry_seen(actor(request), booking_id))


@router.post("/bookings/{booking_id}/inquiry", response={201: InquiryOut}, operation_id="answer_inquiry")
def answer(request: HttpRequest, booking_id: int, body: InquiryIn) -> HttpResponse:
    """Keep the owner's answers; a red one waits for somebody's decision. Scope: care.check_in."""
    by = actor(request)
    booking = booking_seen(by, booking_id)
    by.require("care.check_in", booking.store_id)

    def work() -> dict[str, Any]:
        signature = drawn(booking.store, body.signature, by)
        said = answer_inquiry(booking=booking, answers=body.answers, signer=body.signer, signature=signature, by=by)
        return plain(InquiryOut, said)

    return written_once(request, f"POST /bookings/{booking_id}/inquiry", body.model_dump(mode="json"), work)


@router.post("/bookings/{booking_id}/inquiry/decision", response={201: InquiryOut}, operation_id="decide_inquiry")
def decide(request: HttpRequest, booking_id: int, body: DecisionIn) -> HttpResponse:
    """Decide on red answers; to accept all the same is a manager's (care.override). Scope: care.check_in."""
    by = actor(request)
    found = inquiry_seen(by, booking_id)
    return written_once(
        request,
        f"POST /bookings/{booking_id}/inquiry/decision",
        body.model_dump(),
        lambda: plain(InquiryOut, decide_inquiry(inquiry=found, decision=body.decision, reason=body.reason, by=by)),
    )


@router.get("/bookings/{booking_id}/plan", response=PlanOut, operation_id="get_plan")
def plan(request: HttpRequest, booking_id: int) -> Any:
    """The plan that counts. Scope: booking.see."""
    return plan_shown(plan_seen(actor(request), booking_id))


@router.post("/bookings/{booking_id}/plan", response={201: PlanOut}, operation_id="draft_plan")
def draft(request: HttpRequest, booking_id: int, body: Nothing) -> HttpResponse:
    """The plan derived from service, pet and inquiry, each item with its reason. Scope: care.plan."""
    by = actor(request)
    booking = booking_seen(by, booking_id)
    route = f"POST /bookings/{booking_id}/plan"
    return written_once(request, route, {}, lambda: plan_shown(draft_plan(booking=booking, by=by)))


@router.post("/bookings/{booking_id}/plan/read-back", response={201: PlanOut}, operation_id="read_back")
def read(request: HttpRequest, booking_id: int, body: Nothing) -> HttpResponse:
    """The plan was read to the owner; its words stand fast from here. Scope: care.plan."""
    by = actor(request)
    found = plan_seen(by, booking_id)
    route = f"POST /bookings/{booking_id}/plan/read-back"
    return written_once(request, route, {}, lambda: plan_shown(read_back(plan=found, by=by)))


@router.post("/bookings/{booking_id}/plan/signature", response={201: PlanOut}, operation_id="sign_plan")
def sign(request: HttpRequest, booking_id: int, body: SignIn) -> HttpResponse:
    """The owner signs what was read back, on the screen. Scope: care.plan."""
    by = actor(request)
    found = plan_seen(by, booking_id)
    by.require("care.plan", found.booking.store_id)

    def work() -> dict[str, Any]:
        signature = drawn(found.booking.store, body.signature, by)
        return plan_shown(sign_plan(plan=found, way="tablet", signer=body.signer, signature=signature, by=by))

    return written_once(request, f"POST /bookings/{booking_id}/plan/signature", body.model_dump(mode="json"), work)


@router.post("/bookings/{booking_id}/check-in", response={201: ArrivalOut}, operation_id="check_in")
def arrive(request: HttpRequest, booking_id: int, body: ArrivalIn) -> HttpResponse:
    """The pet is ours now; refused by every gate that is still open. Opens the job card. Scope: care.check_in."""
    by = actor(request)
    booking = booking_seen(by, booking_id)

    def work() -> dict[str, Any]:
        things = [Brought(thing.name, thing.quantity) for thing in body.belongings]
        came = check_in(booking=booking, by=by, belongings=things, **body.model_dump(exclude={"belongings"}))
        return plain(ArrivalOut, came, booking_id=booking_id, state=booking_seen(by, booking_id).state)

    return written_once(request, f"POST /bookings/{booking_id}/check-in", body.model_dump(), work)


def drawn(store: Any, signature: str, by: Actor) -> StoredFile | None:
    return keep_signature(store=store, data_url=signature, by=by) if signature else None


def inquiry_seen(by: Actor, booking_id: int) -> HealthInquiry:
    found = inquiry_of(booking_seen(by, booking_id))
    if found is None:
        raise NotFound
    return found


def plan_seen(by: Actor, booking_id: int) -> Plan:
    found = plan_of(booking_seen(by, booking_id))
    if found is None:
        raise NotFound
    return found


def plan_shown(plan: Plan) -> dict[str, Any]:
    return plain(PlanOut, plan, signed_at=stamp(plan.signed_at))
