"""Pets: the file, weights, warnings, families."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from wangcai.customers.public import Flag as FlagRow
from wangcai.customers.public import (
    Pet,
    active_flags,
    add_pet,
    change_pet,
    customer_for,
    end_flag,
    move_pet,
    pet_for,
    raise_flag,
    weigh_pet,
)
from wangcai.interfaces.api.door import actor, written_once
from wangcai.interfaces.api.schemas import Id, Line, Text, plain
from wangcai.kernel.public import Actor, NotFound

router = Router(tags=["pets"])


class PetIn(Schema):
    customer_id: Id | None = None
    species: str = Field(pattern="^(cat|dog|rabbit|bird|other)$")
    name: str = Field("", max_length=60)
    breed_text: str = Field("", max_length=120)
    sex: str = Field("", pattern="^(|f|m)$")
    neutered: bool | None = None
    born_on: date | None = None
    adopted_on: date | None = None
    coat: str = Field("", max_length=60)
    temperament: Line = ""
    health: Text = ""
    allergies: str = Field("", max_length=300)
    diet: str = Field("", max_length=300)
    chip: str = Field("", max_length=30)


class PetChange(Schema):
    """Only the fields that are given change."""

    name: str | None = Field(None, max_length=60)
    breed_text: str | None = Field(None, max_length=120)
    neutered: bool | None = None
    born_on: date | None = None
    coat: str | None = Field(None, max_length=60)
    temperament: Line | None = None
    health: Text | None = None
    allergies: str | None = Field(None, max_length=300)
    diet: str | None = Field(None, max_length=300)


class PetOut(Schema):
    id: int
    public_id: str
    code: str
    name: str
    species: str
    breed_text: str
    sex: str
    neutered: bool | None
    born_on: date | None
    household_id: int | None


class FlagOut(Schema):
    id: int
    kind: str
    label: str
    note: str
    safety: bool


class PetDetail(PetOut):
    flags: list[FlagOut]
    temperament: str
    health: str
    allergies: str
    diet: str


class WeightIn(Schema):
    grams: int = Field(ge=1, le=500_000)


class FlagIn(Schema):
    kind: str = Field(max_length=20)
    note: Line = ""


class FlagRaisedOut(Schema):
    id: int
    kind: str
    note: str


class MoveIn(Schema):
    to_customer_id: Id


@router.post("", response={201: PetOut}, operation_id="add_pet")
def add(request: HttpRequest, body: PetIn) -> HttpResponse:
    """Open a pet's file, in a customer's family if one is named. Scope: customers.write."""
    by = actor(request)
    values = body.model_dump(exclude={"customer_id"})
    customer = customer_for(by, body.customer_id) if body.customer_id else None
    return written_once(
        request,
        "POST /pets",
        body.model_dump(mode="json"),
        lambda: pet_shown(add_pet(customer=customer, by=by, **values)),
    )


@router.get("/{pet_id}", response=PetDetail, operation_id="get_pet")
def one(request: HttpRequest, pet_id: int) -> Any:
    """One pet with its warnings. Scope: customers.see."""
    by = actor(request)
    pet = seen(by, pet_id)
    flags = active_flags([pet.pk], by).get(pet.pk, [])
    texts = {name: getattr(pet, name) for name in ("temperament", "health", "allergies", "diet")}
    return {**pet_shown(pet), **texts, "flags": [plain(FlagOut, flag, label=str(flag.label)) for flag in flags]}


@router.patch("/{pet_id}", response=PetOut, operation_id="change_pet")
def change(request: HttpRequest, pet_id: int, body: PetChange) -> HttpResponse:
    """Change fields of a pet's file. Scope: customers.write."""
    by = actor(request)
    pet = seen(by, pet_id)
    changes = body.model_dump(exclude_unset=True)
    return written_once(
        request,
        f"PATCH /pets/{pet_id}",
        body.model_dump(mode="json", exclude_unset=True),
        lambda: pet_shown(change_pet(pet=pet, by=by, **changes)),
        status=200,
    )


@router.post("/{pet_id}/weights", response={201: WeightIn}, operation_id="weigh_pet")
def weigh(request: HttpRequest, pet_id: int, body: WeightIn) -> HttpResponse:
    """Record a weighing in grams. Scope: customers.write."""
    by = actor(request)
    pet = seen(by, pet_id)
    return written_once(
        request,
        f"POST /pets/{pet_id}/weights",
        body.model_dump(),
        lambda: plain(WeightIn, weigh_pet(pet=pet, grams=body.grams, by=by)),
    )


@router.post("/{pet_id}/flags", response={201: FlagRaisedOut}, operation_id="raise_flag")
def flag(request: HttpRequest, pet_id: int, body: FlagIn) -> HttpResponse:
    """Raise a warning. Scope: customers.write."""
    by = actor(request)
    pet = seen(by, pet_id)
    return written_once(
        request,
        f"POST /pets/{pet_id}/flags",
        body.model_dump(),
        lambda: plain(FlagRaisedOut, raise_flag(pet=pet, kind=body.kind, note=body.note, by=by)),
    )


@router.delete("/{pet_id}/flags/{flag_id}", response=FlagRaisedOut, operation_id="end_flag")
def unflag(request: HttpRequest, pet_id: int, flag_id: int) -> HttpResponse:
    """End a warning; it stays in the history. Scope: customers.write."""
    by = actor(request)
    found = FlagRow.objects.of(by).filter(pet=seen(by, pet_id), pk=flag_id).first()
    if found is None:
        raise NotFound
    return written_once(
        request,
        f"DELETE /pets/{pet_id}/flags/{flag_id}",
        {},
        lambda: plain(FlagRaisedOut, end_flag(flag=found, by=by)),
        status=200,
    )


@router.post("/{pet_id}/moves", response={201: PetOut}, operation_id="move_pet")
def move(request: HttpRequest, pet_id: int, body: MoveIn) -> HttpResponse:
    """Move a pet to another family; its history stays with it. Scope: customers.write."""
    by = actor(request)
    pet, to = seen(by, pet_id), customer_for(by, body.to_customer_id)
    return written_once(
        request,
        f"POST /pets/{pet_id}/moves",
        body.model_dump(),
        lambda: pet_shown(move_pet(pet=pet, to=to, by=by)),
    )


def seen(by: Actor, pet_id: int) -> Pet:
    by.require("customers.see")
    return pet_for(by, pet_id)


def pet_shown(pet: Pet) -> dict[str, Any]:
    return plain(PetOut, pet, public_id=str(pet.public_id))
