"""While the pet is with us: the job card and its steps, observations, feeding and medicine, something more to pay."""

import datetime as days
import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.care.public import (
    CareRound,
    Job,
    JobStep,
    Observation,
    ask_extra,
    finish_job,
    give_round,
    job_for,
    job_of,
    observations_of,
    observe,
    round_for,
    rounds_of,
    skip_step,
    start_job,
    start_timer,
    step_for,
    tick_step,
)
from wangcai.catalogue.public import surcharge_of
from wangcai.interfaces.api.door import actor, written_once
from wangcai.interfaces.api.routes.choosing import store_seen
from wangcai.interfaces.api.routes.visits import booking_seen
from wangcai.interfaces.api.schemas import Fen, Id, Line, Nothing, plain, stamp
from wangcai.kernel.public import Actor, NotFound

router = Router(tags=["care"])


class StepOut(Schema):
    """`need`: the proof it wants (photo, value, second, timer, lot; empty: a tick)."""

    id: int
    position: int
    code: str
    text: str
    need: str
    unit: str
    minutes: int
    required: bool
    from_plan: bool
    done_at: str | None
    done_by: str
    second_by: str
    value: str
    skipped_reason: str


class JobOut(Schema):
    id: int
    number: str
    booking_id: int
    state: str
    worker_id: int | None
    worked_s: int
    started_at: str | None
    finished_at: str | None
    steps: list[StepOut]


class TickIn(Schema):
    """`value` for a measured one; `code` or `lot_id` for the product that was used, `pieces` of it leave the stock."""

    value: str = Field("", max_length=60)
    code: str = Field("", max_length=60)
    lot_id: Id | None = None
    pieces: int = Field(1, ge=0, le=1000)


class SkipIn(Schema):
    reason: Line = Field(min_length=1)


class ObservationIn(Schema):
    """Breathing per minute, temperature in tenths of a degree, the rest 0–4. Sent twice with one `client_key` it is kept once."""

    kind: str = Field(pattern="^(breathing|temperature|mood|appetite|stool)$")
    value: int = Field(ge=0, le=1000)
    note: Line = ""
    client_key: uuid.UUID | None = None


class ObservationOut(Schema):
    """`low`/`high`: the normal range of the species at that moment; outside it is red."""

    id: int
    kind: str
    value: int
    low: int | None
    high: int | None
    red: bool
    note: str
    at: str


class RoundsQuery(Schema):
    store: Line
    day: days.date


class RoundOut(Schema):
    id: int
    booking_id: int
    kind: str
    name: str
    dose: str
    due_at: str
    state: str
    grams: int | None
    note: str


class GivenIn(Schema):
    outcome: str = Field(pattern="^(given|partly|refused)$")
    grams: int | None = Field(None, ge=0, le=20_000)
    note: Line = ""


class ExtraIn(Schema):
    """`code` of a surcharge of the shop; without a price its own."""

    code: str = Field(min_length=1, max_length=30)
    price_fen: Fen | None = None
    reason: Line = Field(min_length=1)


class ExtraOut(Schema):
    """Within the signed ceiling the answer is yes at once; empty while it waits for the owner."""

    id: int
    name: str
    price_fen: int
    within_ceiling: bool
    answer: str


@router.get("/bookings/{booking_id}/job", response=JobOut, operation_id="get_job")
def job(request: HttpRequest, booking_id: int) -> Any:
    """The job card of a pet that came in. Scope: booking.see."""
    found = job_of(booking_seen(actor(request), booking_id))
    if found is None:
        raise NotFound
    return job_shown(found)


@router.post("/jobs/{job_id}/start", response={201: JobOut}, operation_id="start_job")
def start(request: HttpRequest, job_id: int, body: Nothing) -> HttpResponse:
    """The work begins; its clock runs. Scope: care.work."""
    return worked(request, job_id, "start", lambda row, by: start_job(job=row, by=by))


@router.post("/jobs/{job_id}/end", response={201: JobOut}, operation_id="finish_job")
def end(request: HttpRequest, job_id: int, body: Nothing) -> HttpResponse:
    """Everything required is done or skipped with a reason: the pet is ready. Scope: care.work."""
    return worked(request, job_id, "end", lambda row, by: finish_job(job=row, by=by))


@router.post("/steps/{step_id}/tick", response={201: StepOut}, operation_id="tick_step")
def tick(request: HttpRequest, step_id: int, body: TickIn) -> HttpResponse:
    """Tick a step with its proof. What wants a photo or a second person is done on the floor's own page. Scope: care.work."""
    return stepped(request, step_id, "tick", body, lambda step, by: tick_step(step=step, by=by, **body.model_dump()))


@router.post("/steps/{step_id}/timer", response={201: StepOut}, operation_id="start_timer")
def timer(request: HttpRequest, step_id: int, body: Nothing) -> HttpResponse:
    """The minutes of a step begin. Scope: care.work."""
    return stepped(request, step_id, "timer", body, lambda step, by: start_timer(step=step, by=by))


@router.post("/steps/{step_id}/skip", response={201: StepOut}, operation_id="skip_step")
def skip(request: HttpRequest, step_id: int, body: SkipIn) -> HttpResponse:
    """Leave a step out, with a reason that stands on the card. Scope: care.work."""
    return stepped(request, step_id, "skip", body, lambda step, by: skip_step(step=step, reason=body.reason, by=by))


@router.get(
    "/bookings/{booking_id}/observations",
    response=list[ObservationOut],
    operation_id="list_observations",
)
def observations(request: HttpRequest, booking_id: int) -> Any:
    """What was seen of the pet during this booking, newest first, at most 200. Scope: booking.see."""
    return [looked(row) for row in observations_of(booking_seen(actor(request), booking_id))]


@router.post("/bookings/{booking_id}/observations", response={201: ObservationOut}, operation_id="observe")
def note(request: HttpRequest, booking_id: int, body: ObservationIn) -> HttpResponse:
    """Write down what was seen, against the normal range. Scope: care.work."""
    by = actor(request)
    booking = booking_seen(by, booking_id)
    return written_once(
        request,
        f"POST /bookings/{booking_id}/observations",
        body.model_dump(mode="json"),
        lambda: looked(observe(booking=booking, by=by, **body.model_dump())),
    )


@router.post("/bookings/{booking_id}/extras", response={201: ExtraOut}, operation_id="ask_extra")
def extra(request: HttpRequest, booking_id: int, body: ExtraIn) -> HttpResponse:
    """Something more turned up: added within the signed ceiling, beyond it the owner is asked. Scope: care.work."""
    by = actor(request)
    booking = booking_seen(by, booking_id)
    surcharge = surcharge_of(by, body.code)
    if surcharge is None:
        raise NotFound
    return written_once(
        request,
        f"POST /bookings/{booking_id}/extras",
        body.model_dump(),
        lambda: plain(
            ExtraOut,
            ask_extra(booking=booking, surcharge=surcharge, price_fen=body.price_fen, reason=body.reason, by=by),
        ),
    )


@router.get("/rounds", response=list[RoundOut], operation_id="list_rounds")
def rounds(request: HttpRequest, query: Query[RoundsQuery]) -> Any:
    """Feedings, doses and walks of a store's day by time. Scope: booking.see."""
    by = actor(request)
    store = store_seen(by, query.store)
    return [round_shown(row.round) for row in rounds_of(by, store, query.day)]


@router.post("/rounds/{round_id}/outcome", response={201: RoundOut}, operation_id="give_round")
def give(request: HttpRequest, round_id: int, body: GivenIn) -> HttpResponse:
    """Given, partly or refused – once; of two the second is told who was quicker. Scope: care.work."""
    by = actor(request)
    row = round_for(by, round_id)
    by.require("booking.see", row.store_id)
    return written_once(
        request,
        f"POST /rounds/{round_id}/outcome",
        body.model_dump(),
        lambda: round_shown(give_round(round=row, by=by, **body.model_dump())),
    )


def worked(request: HttpRequest, job_id: int, noun: str, work: Callable[[Job, Actor], Job]) -> HttpResponse:
    by = actor(request)
    found = job_for(by, job_id)
    by.require("booking.see", found.store_id)
    return written_once(request, f"POST /jobs/{job_id}/{noun}", {}, lambda: job_shown(work(found, by)))


def stepped(
    request: HttpRequest, step_id: int, noun: str, body: Schema, work: Callable[[JobStep, Actor], JobStep]
) -> HttpResponse:
    by = actor(request)
    found = step_for(by, step_id)
    by.require("booking.see", found.job.store_id)
    return written_once(
        request, f"POST /steps/{step_id}/{noun}", body.model_dump(mode="json"), lambda: step_shown(work(found, by))
    )


def job_shown(job: Job) -> dict[str, Any]:
    steps = [step_shown(step) for step in job.steps.all()]
    return plain(JobOut, job, steps=steps, started_at=stamp(job.started_at), finished_at=stamp(job.finished_at))


def step_shown(step: JobStep) -> dict[str, Any]:
    return plain(StepOut, step, done_at=stamp(step.done_at))


def looked(row: Observation) -> dict[str, Any]:
    return plain(ObservationOut, row, at=stamp(row.at))


def round_shown(row: CareRound) -> dict[str, Any]:
    plan = row.schedule
    return plain(RoundOut, row, kind=plan.kind, name=plan.name, dose=plan.dose, due_at=stamp(row.due_at))
