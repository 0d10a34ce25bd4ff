"""Vaccinations, deworming and other dated care of a pet."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from wangcai.customers.public import (
    HealthRecord,
    health_of,
    health_record_for,
    record_health,
    verify_health,
    withdraw_health,
)
from wangcai.interfaces.api.door import actor, written_once
from wangcai.interfaces.api.routes.pets import seen
from wangcai.interfaces.api.schemas import Line, Nothing, plain, stamp

router = Router(tags=["pets"])


class HealthIn(Schema):
    """`due_on`: the last day it holds; without, as the shop's table of this code says."""

    kind: str = Field(pattern="^(vaccine|deworming|surgery|illness)$")
    code: str = Field(min_length=1, max_length=30)
    given_on: date
    due_on: date | None = None
    product: str = Field("", max_length=80)
    maker: str = Field("", max_length=80)
    batch: str = Field("", max_length=40)
    note: Line = ""


class HealthOut(Schema):
    """It counts at the door only once somebody has verified it."""

    id: int
    pet_id: int
    kind: str
    code: str
    product: str
    maker: str
    batch: str
    given_on: date
    due_on: date | None
    verified_at: str | None
    note: str


@router.get("/pets/{pet_id}/health", response=list[HealthOut], operation_id="list_health")
def listed(request: HttpRequest, pet_id: int) -> Any:
    """A pet's records in force, newest first. Scope: customers.see."""
    by = actor(request)
    return [shown(row) for row in health_of(by, seen(by, pet_id))]


@router.post("/pets/{pet_id}/health", response={201: HealthOut}, operation_id="record_health")
def add(request: HttpRequest, pet_id: int, body: HealthIn) -> HttpResponse:
    """Write down what was given; somebody of the shop verifies the proof. Scope: customers.write."""
    by = actor(request)
    pet = seen(by, pet_id)
    return written_once(
        request,
        f"POST /pets/{pet_id}/health",
        body.model_dump(mode="json"),
        lambda: shown(record_health(pet=pet, by=by, **body.model_dump())),
    )


@router.post("/health-records/{record_id}/verification", response={201: HealthOut}, operation_id="verify_health")
def verify(request: HttpRequest, record_id: int, body: Nothing) -> HttpResponse:
    """The proof on file was looked at; refused as no_proof where there is none. Scope: customers.verify_health."""
    by = actor(request)
    row = health_record_for(by, record_id)
    route = f"POST /health-records/{record_id}/verification"
    return written_once(request, route, {}, lambda: shown(verify_health(health=row, by=by)))


@router.post("/health-records/{record_id}/withdrawal", response={201: HealthOut}, operation_id="withdraw_health")
def withdraw(request: HttpRequest, record_id: int, body: Nothing) -> HttpResponse:
    """A record that was wrong counts no more; the row stays. Scope: customers.write."""
    by = actor(request)
    row = health_record_for(by, record_id)
    route = f"POST /health-records/{record_id}/withdrawal"
    return written_once(request, route, {}, lambda: shown(withdraw_health(health=row, by=by)))


def shown(row: HealthRecord) -> dict[str, Any]:
    return plain(HealthOut, row, verified_at=stamp(row.verified_at))
