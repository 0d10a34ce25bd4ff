"""Visits and bookings: what comes together is booked as one; another time, another room, cancelled, nobody came."""

import datetime as days
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.booking.public import Booking, Want, booking_for, bookings_of
from wangcai.care.public import Visit, book_visit, change_visit, confirm_visit, visit_for
from wangcai.care.public import bookings_of as pets_of_visit
from wangcai.care.public import change_room as room_changed
from wangcai.customers.public import customer_for
from wangcai.interfaces.api.door import actor, page_of, written_once
from wangcai.interfaces.api.routes.choosing import store_seen
from wangcai.interfaces.api.schemas import Id, Line, Moment, Nothing, Page, Text, plain, stamp
from wangcai.kernel.public import Actor, day_bounds, now
from wangcai.settlement.public import cancel_visit_booking, deposit_due, fee_if_cancelled, mark_no_show

router = Router(tags=["visits"])
PAGE = 50


class WantIn(Schema):
    """One pet's wish. A stay has `ends_at`; `shares` is the place (from 0) of the wish in whose room this pet sleeps."""

    service_id: Id
    starts_at: Moment
    pet_id: Id
    ends_at: Moment | None = None
    minutes: int | None = Field(None, ge=1, le=1440)
    addons: list[Id] = Field([], max_length=20)
    worker_id: Id | None = None
    room_id: Id | None = None
    shares: int | None = Field(None, ge=0, le=19)
    wishes: Text = ""


class VisitIn(Schema):
    """`override`: a manager's reason to pass the cap or to put two together that should be apart (booking.override)."""

    store: Line
    customer_id: Id
    wants: list[WantIn] = Field(min_length=1, max_length=20)
    override: Line = ""
    note: Text = ""


class BookingOut(Schema):
    id: int
    public_id: str
    visit: str
    kind: str
    state: str
    channel: str
    store_id: int
    customer_id: int | None
    pet_id: int | None
    service_id: int
    addons: list[int]
    worker_id: int | None
    room_id: int | None
    shares_id: int | None
    starts_at: str
    ends_at: str
    minutes: int
    price_from_fen: int
    price_to_fen: int
    deposit_fen: int
    wishes: str
    version: int


class BookingPage(Page):
    items: list[BookingOut]


class VisitOut(Schema):
    """`order_id`: the bill, under /orders; `deposit_due_fen`: still to pay in advance."""

    id: int
    key: str
    store: str
    customer_id: int | None
    order_id: int
    order_number: str
    order_status: str
    total_fen: int
    deposit_due_fen: int
    made_at: str
    bookings: list[BookingOut]


class BookingsQuery(Schema):
    """`day`: of the store's calendar, by start."""

    store: Line
    day: days.date | None = None
    state: str = Field("", max_length=10)
    after: int | None = Field(None, ge=1)
    limit: int = Field(PAGE, ge=1, le=200)


class MoveIn(Schema):
    """What is not named stays. A start alone moves the whole, an end alone makes it shorter or longer."""

    starts_at: Moment | None = None
    ends_at: Moment | None = None
    worker_id: Id | None = None
    room_id: Id | None = None
    override: Line = ""


class RoomChangeIn(Schema):
    room_id: Id
    from_at: Moment
    alone: bool = False
    override: Line = ""


class CancellationOut(Schema):
    """What cancelling now would keep of what was paid, in fen."""

    fee_fen: int
    starts_at: str


class BookingCancelIn(Schema):
    """`waive`: a reason to keep nothing."""

    reason: Line = Field(min_length=1)
    waive: Line = ""


class NoShowIn(Schema):
    """`charge` keeps the deposit or the shop's fee; not to needs a reason."""

    charge: bool
    reason: Line = ""


@router.post("/visits", response={201: VisitOut}, operation_id="book_visit")
def book(request: HttpRequest, body: VisitIn) -> HttpResponse:
    """Book what comes together, all or nothing: times, rooms and one bill.

    409 slot_taken (and 422 nobody_fits, rooms_full) name in `details.free` the next three times that work.
    Scope: booking.write, orders.place.
    """
    by = actor(request)
    store, customer = store_seen(by, body.store), customer_for(by, body.customer_id)
    wants = [Want(**{**want.model_dump(), "addons": tuple(want.addons)}) for want in body.wants]
    return written_once(
        request,
        "POST /visits",
        body.model_dump(mode="json"),
        lambda: visit_shown(
            book_visit(
                store=store,
                customer=customer,
                wants=wants,
                channel="api",
                override=body.override,
                note=body.note,
                by=by,
            )
        ),
    )


@router.get("/visits/{visit_id}", response=VisitOut, operation_id="get_visit")
def visit(request: HttpRequest, visit_id: int) -> Any:
    """One visit with its bookings. Scope: booking.see."""
    return visit_shown(visit_seen(actor(request), visit_id))


@router.post("/visits/{visit_id}/confirmation", response={201: VisitOut}, operation_id="confirm_visit")
def confirm(request: HttpRequest, visit_id: int, body: Nothing) -> HttpResponse:
    """The shop says yes to a request: every pet of it is booked. Scope: booking.write."""
    by = actor(request)
    found = visit_seen(by, visit_id)
    route = f"POST /visits/{visit_id}/confirmation"
    return written_once(request, route, {}, lambda: visit_shown(confirm_visit(visit=found, by=by)))


@router.get("/bookings", response=BookingPage, operation_id="list_bookings")
def listed(request: HttpRequest, query: Query[BookingsQuery]) -> Any:
    """Bookings of a store, the last made first. Scope: booking.see."""
    by = actor(request)
    store = store_seen(by, query.store)
    found = bookings_of(by, store.pk)
    if query.day:
        begins, ends = day_bounds(query.day, store.timezone)
        found = found.filter(starts_at__gte=begins, starts_at__lt=ends)
    if query.state:
        found = found.filter(state=query.state)
    if query.after:
        found = found.filter(pk__lt=query.after)
    return page_of(list(found.order_by("-pk")[: query.limit + 1]), query.limit, booking_shown)


@router.get("/bookings/{booking_id}", response=BookingOut, operation_id="get_booking")
def one(request: HttpRequest, booking_id: int) -> Any:
    """One pet's booking. Scope: booking.see."""
    return booking_shown(booking_seen(actor(request), booking_id))


@router.post("/bookings/{booking_id}/moves", response={201: BookingOut}, operation_id="move_booking")
def move(request: HttpRequest, booking_id: int, body: MoveIn) -> HttpResponse:
    """Another time, person or room; the bill follows. Refuses as booking does. Scope: booking.write."""
    return changed(
        request, booking_id, "moves", body,
        lambda booking, by: change_visit(booking=booking, by=by, **body.model_dump()),
    )  # fmt: skip


@router.post("/bookings/{booking_id}/room-changes", response={201: BookingOut}, operation_id="change_room")
def change_room(request: HttpRequest, booking_id: int, body: RoomChangeIn) -> HttpResponse:
    """From a moment on a stay goes on in another room; nights are charged by the room they are slept in.
    Pets that share the room come along, unless `alone`; back before a night was slept elsewhere, it never left. Scope: booking.write."""
    return changed(
        request, booking_id, "room-changes", body,
        lambda booking, by: room_changed(booking=booking, by=by, **body.model_dump()),
    )  # fmt: skip


@router.get(
    "/bookings/{booking_id}/cancellation", response=CancellationOut, operation_id="preview_cancellation"
)  # fmt: skip
def preview(request: HttpRequest, booking_id: int) -> Any:
    """What cancelling would cost at this moment. Scope: booking.see."""
    booking = booking_seen(actor(request), booking_id)
    return {"fee_fen": fee_if_cancelled(booking, now()), "starts_at": stamp(booking.starts_at)}


@router.post("/bookings/{booking_id}/cancellation", response={201: BookingOut}, operation_id="cancel_booking")
def cancel(request: HttpRequest, booking_id: int, body: BookingCancelIn) -> HttpResponse:
    """Cancel one pet's booking; the shop's table says what is kept of the deposit. Scope: booking.write."""
    return changed(
        request, booking_id, "cancellation", body,
        lambda booking, by: cancel_visit_booking(booking=booking, reason=body.reason, waive=body.waive, by=by),
    )  # fmt: skip


@router.post("/bookings/{booking_id}/no-show", response={201: BookingOut}, operation_id="mark_no_show")
def no_show(request: HttpRequest, booking_id: int, body: NoShowIn) -> HttpResponse:
    """Nobody came. Scope: booking.write."""
    return changed(
        request, booking_id, "no-show", body,
        lambda booking, by: mark_no_show(booking=booking, charge=body.charge, reason=body.reason, by=by),
    )  # fmt: skip


def changed(
    request: HttpRequest, booking_id: int, noun: str, body: Schema, work: Callable[[Booking, Actor], Any]
) -> HttpResponse:
    """One write on one booking, its answer kept under the caller's key."""
    by = actor(request)
    booking = booking_seen(by, booking_id)

    def done() -> dict[str, Any]:
        work(booking, by)
        return booking_shown(booking_for(by, booking_id))

    return written_once(request, f"POST /bookings/{booking_id}/{noun}", body.model_dump(mode="json"), done)


def booking_seen(by: Actor, booking_id: int) -> Booking:
    """The booking, if the caller may see it; otherwise the same 404 as for one that does not exist."""
    booking = booking_for(by, booking_id)
    by.require("booking.see", booking.store_id)
    return booking


def visit_seen(by: Actor, visit_id: int) -> Visit:
    visit = visit_for(by, visit_id)
    by.require("booking.see", visit.store_id)
    return visit


def booking_shown(booking: Booking) -> dict[str, Any]:
    return plain(
        BookingOut, booking, public_id=str(booking.public_id), visit=str(booking.visit),
        starts_at=stamp(booking.starts_at), ends_at=stamp(booking.ends_at),
    )  # fmt: skip


def visit_shown(visit: Visit) -> dict[str, Any]:
    order = visit.order
    return plain(
        VisitOut, visit, key=str(visit.key), store=visit.store.code, order_number=order.number, order_status=order.status,
        total_fen=order.total_fen, deposit_due_fen=deposit_due(visit), made_at=stamp(visit.made_at),
        bookings=[booking_shown(booking) for booking in pets_of_visit(visit)],
    )  # fmt: skip
