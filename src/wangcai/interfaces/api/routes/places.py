"""Places of the calendar: people, tables, rooms; and taking one out of use for a while."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.booking.public import (
    Hold,
    Resource,
    add_resource,
    block,
    change_resource,
    end_resource,
    resources_of,
    unblock,
)
from wangcai.interfaces.api.door import actor, written_once
from wangcai.interfaces.api.routes.choosing import store_seen
from wangcai.interfaces.api.schemas import Id, Line, Moment, plain
from wangcai.kernel.public import Actor, NotFound

router = Router(tags=["places"])


class PlaceFields(Schema):
    code: str | None = Field(None, max_length=20)
    area: str | None = Field(None, max_length=40)
    position: int | None = Field(None, ge=0, le=999)
    species: str | None = Field(None, max_length=60, description="cat,dog; empty: any")
    most_weight_g: int | None = Field(None, ge=1, le=500_000)
    most_height_cm: int | None = Field(None, ge=1, le=300)
    most_pets: int | None = Field(None, ge=1, le=50)
    quiet: bool | None = None
    offer_id: Id | None = None
    pace: int | None = Field(None, ge=10, le=500)
    note: Line | None = None


class PlaceIn(PlaceFields):
    """A table, room, dryer or ground; people get their place in the shop's own pages."""

    store: Line
    kind: str = Field(pattern="^(table|room|dryer|ground)$")
    name: str = Field(min_length=1, max_length=60)


class PlaceChange(PlaceFields):
    """Only the fields that are given change."""

    name: str | None = Field(None, min_length=1, max_length=60)


class PlaceOut(Schema):
    """`offer_id`: the night price of a room; `pace` in percent of the usual time."""

    id: int
    store_id: int
    kind: str
    code: str
    name: str
    area: str
    position: int
    species: str
    most_weight_g: int | None
    most_height_cm: int | None
    most_pets: int
    quiet: bool
    offer_id: int | None
    pace: int
    account_id: int | None


class PlacesQuery(Schema):
    store: Line
    kind: str = Field("", pattern="^(|worker|table|room|dryer|ground)$")


class BlockIn(Schema):
    starts_at: Moment
    ends_at: Moment
    why: str = Field(pattern="^(cleaning|broken|isolation|kept)$")
    note: Line = ""


class BlockOut(Schema):
    """Whole minutes since 1970, UTC; the end is not included."""

    id: int
    resource_id: int
    why: str
    begins: int
    ends: int
    note: str


@router.get("/resources", response=list[PlaceOut], operation_id="list_resources")
def listed(request: HttpRequest, query: Query[PlacesQuery]) -> Any:
    """People, tables and rooms of a store in their order. Scope: booking.see."""
    by = actor(request)
    store = store_seen(by, query.store)
    kinds = (query.kind,) if query.kind else ()
    return [plain(PlaceOut, row) for row in resources_of(by=by, store=store, kinds=kinds)]


@router.post("/resources", response={201: PlaceOut}, operation_id="add_resource")
def add(request: HttpRequest, body: PlaceIn) -> HttpResponse:
    """Add a table, room, dryer or ground. Scope: booking.setup."""
    by = actor(request)
    store = store_seen(by, body.store, "booking.setup")
    fields = body.model_dump(exclude={"store"}, exclude_none=True)
    return written_once(
        request,
        "POST /resources",
        body.model_dump(),
        lambda: plain(PlaceOut, add_resource(store=store, by=by, **fields)),
    )


@router.patch("/resources/{resource_id}", response=PlaceOut, operation_id="change_resource")
def change(request: HttpRequest, resource_id: int, body: PlaceChange) -> HttpResponse:
    """Change fields; bookings that stand are not looked at again. Scope: booking.setup."""
    by = actor(request)
    place = place_seen(by, resource_id)
    fields = body.model_dump(exclude_unset=True)
    return written_once(
        request,
        f"PATCH /resources/{resource_id}",
        body.model_dump(exclude_unset=True),
        lambda: plain(PlaceOut, change_resource(resource=place, by=by, **fields)),
        status=200,
    )


@router.delete("/resources/{resource_id}", response=PlaceOut, operation_id="end_resource")
def end(request: HttpRequest, resource_id: int) -> HttpResponse:
    """Take it out of use for good; refused while bookings to come need it. Scope: booking.setup."""
    by = actor(request)
    place = place_seen(by, resource_id)
    route = f"DELETE /resources/{resource_id}"
    return written_once(request, route, {}, lambda: plain(PlaceOut, end_resource(resource=place, by=by)), status=200)


@router.post("/resources/{resource_id}/blocks", response={201: BlockOut}, operation_id="block_resource")
def take_out(request: HttpRequest, resource_id: int, body: BlockIn) -> HttpResponse:
    """Not to be booked for a while; 409 slot_taken where it is. Scope: booking.write or care.premises."""
    by = actor(request)
    place = place_seen(by, resource_id)
    return written_once(
        request,
        f"POST /resources/{resource_id}/blocks",
        body.model_dump(mode="json"),
        lambda: plain(BlockOut, block(resource=place, by=by, **body.model_dump())),
    )


@router.delete("/blocks/{block_id}", response=BlockOut, operation_id="unblock_resource")
def give_back(request: HttpRequest, block_id: int) -> HttpResponse:
    """To be booked again. Scope: booking.write or care.premises."""
    by = actor(request)
    hold = Hold.objects.of(by).filter(pk=block_id, booking=None).select_related("resource__store").first()
    if hold is None or not by.sees(hold.store_id):
        raise NotFound
    by.require("booking.see", hold.store_id)

    def work() -> dict[str, Any]:
        shown = plain(BlockOut, hold)
        unblock(hold=hold, by=by)
        return shown

    return written_once(request, f"DELETE /blocks/{block_id}", {}, work, status=200)


def place_seen(by: Actor, resource_id: int) -> Resource:
    """A place that is still in use; the same 404 for absent and not the caller's."""
    found = Resource.objects.of(by).filter(pk=resource_id, ended_at=None).select_related("store").first()
    if found is None or not by.sees(found.store_id):
        raise NotFound
    by.require("booking.see", found.store_id)
    return found
