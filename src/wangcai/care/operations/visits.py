"""A visit: what comes together is booked, priced and written as one order, and its bill follows while the pet is here."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import (
    Booking,
    Want,
    about_booking,
    advance_booking,
    book,
    family_stays,
    move_booking,
    states,
)
from wangcai.care.events.door import VisitBooked, VisitConfirmed, VisitRepriced, about_visit
from wangcai.care.models import Visit
from wangcai.care.operations.following import follow
from wangcai.care.operations.pausing import refuse_while_paused
from wangcai.care.operations.pricing import PricedWant, lines_of, priced_wants, requote
from wangcai.care.queries.no_shows import asked_first
from wangcai.care.queries.visits import bookings_of, visit_of
from wangcai.care.rules import require_any
from wangcai.catalogue.public import Service
from wangcai.customers.public import Customer
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_text, now, public_id
from wangcai.orders.public import (
    Fulfilment,
    NewLine,
    NewOrder,
    OrderLine,
    add_visit_lines,
    drop_visit_line,
    place_order,
    replace_visit_lines,
)
from wangcai.orders.public import states as order_states

# How the order says where it came from.
CHANNELS = {"counter": "till", "phone": "phone", "portal": "tablet", "api": "api", "waitlist": "phone"}
RUNNING = (order_states.RECEIVED, order_states.CONFIRMED, order_states.PICKING, order_states.READY)
MAY_ADD = ("care.work", "orders.change", "booking.write")


class NoVisit(Refusal):
    code = "no_visit"
    sentence = _("这个预约没有账单，请先从预约页开单。")
    status = 409


class NothingWaits(Refusal):
    code = "nothing_waits"
    sentence = _("这次预约已经确认过了，请刷新看看。")
    status = 409


@once
def book_visit(
    *, store: Any, customer: Customer | None, wants: Sequence[Want], channel: str = "counter", override: str = "",
    note: str = "", by: Actor, at: datetime | None = None,
) -> Visit:  # fmt: skip
    """Book what comes together as one visit: times and rooms, one order with the lines of each pet. All or nothing.

    Minutes and price come from the catalogue for each pet (a room's own night price where one is chosen; a second pet
    in it pays less). It is booked at once where every service confirms itself, else it waits for the shop's yes.
    Refuses what `book` and `place_order` refuse (SlotTaken with times that work, RoomsFull, OverCap, PairApart, …).
    """
    at = at or now()
    by.require_at("booking.write", store)
    if customer is None or not wants:
        raise Missing(
            what=_("客户") if customer is None else _("宠物和服务"), field="customer" if customer is None else "pet"
        )
    if customer.chain_id != by.chain_id:
        raise NotFound
    asked = [replace(want, customer_id=customer.pk, channel=channel) for want in wants]
    waits = _waits(by, store, customer, asked)
    if waits:
        asked = [replace(want, state=states.REQUESTED) if want.state == states.BOOKED else want for want in asked]
    sheets = priced_wants(store=store, wants=asked, by=by)
    key = public_id()
    bookings = book(store=store, wants=[sheet.want for sheet in sheets], visit=key, override=override, by=by, at=at)
    return _open(store, customer, key, list(zip(bookings, sheets, strict=True)), channel, note, waits, by=by, at=at)


def _open(
    store: Any, customer: Customer, key: uuid.UUID, priced: list[tuple[Booking, PricedWant]], channel: str, note: str,
    waits: bool, *, by: Actor, at: datetime,
) -> Visit:  # fmt: skip
    """The order of these bookings and the visit that ties them; the order stands at once where they stand."""
    lines = [line for booking, sheet in priced for line in lines_of(booking, sheet, len(priced))]
    wishes = dict.fromkeys(booking.wishes for booking, _sheet in priced if booking.wishes)
    order = place_order(
        store=store, by=by, at=at,
        order=NewOrder(
            channel=CHANNELS.get(channel, "phone"), fulfilment=Fulfilment.VISIT, lines=tuple(lines),
            customer_id=customer.pk, contact_name=customer.name, wanted_at=min(b.starts_at for b, _ in priced),
            wishes="\n".join(wishes), note=clean_text(note),
        ),
    )  # fmt: skip
    visit = Visit.objects.create(
        chain_id=by.chain_id, store_id=store.pk, key=key, order=order, customer=customer, made_at=at
    )
    happening = VisitBooked(
        **about_visit(visit), pets=len(priced), channel=channel, total_fen=order.total_fen, waits=waits
    )
    record(happening, by=by, at=at)
    follow(visit, by=by, at=at)
    return visit


@once
def open_visit(*, booking: Booking, by: Actor, at: datetime | None = None) -> Visit:
    """Give bookings that were made without one (from the waitlist) their order and visit; the one there is, if any.

    All bookings of the same key come on the bill. Refuses Missing where nobody is named to pay.
    """
    by.require_at("booking.write", booking)
    there = visit_of(booking)
    if there is not None:
        return there
    found = Booking.objects.of(by).filter(visit=booking.visit).exclude(state__in=states.NOT_COMING)
    bookings = list(found.select_related("store__chain", "customer", "pet__breed", "room", "service").order_by("pk"))
    customer = next((each.customer for each in bookings if each.customer), None)
    if customer is None:
        raise Missing(what=_("客户"), field="customer")
    priced = [(each, requote(booking=each, store=each.store, by=by)) for each in bookings]
    waits = any(each.state == states.REQUESTED for each in bookings)
    return _open(booking.store, customer, booking.visit, priced, bookings[0].channel, "", waits, by=by, at=at or now())


def _waits(by: Actor, store: Any, customer: Customer, wants: Sequence[Want]) -> bool:
    """Does one of these services, or this customer, wait for the shop's yes? Who works at the counter has said it already."""
    if by.kind == "staff":
        return False
    if by.kind == "customer" and asked_first(store, customer.pk):
        return True
    ids = {want.service_id for want in wants}
    return Service.objects.of(by).filter(variant_id__in=ids, confirms_itself=False).exists()


@once
def confirm_visit(*, visit: Visit, by: Actor, at: datetime | None = None) -> Visit:
    """The shop says yes to a request: every pet of it is booked. Refuses NothingWaits."""
    by.require_at("booking.write", visit)
    at = at or now()
    waiting = [booking for booking in bookings_of(visit) if booking.state == states.REQUESTED]
    if not waiting:
        raise NothingWaits
    for booking in waiting:
        advance_booking(booking=booking, to=states.BOOKED, by=by, at=at)
    record(VisitConfirmed(**about_visit(visit)), by=by, at=at)
    follow(visit, by=by, at=at)
    return visit


@once
def change_visit(
    *, booking: Booking, starts_at: datetime | None = None, ends_at: datetime | None = None,
    worker_id: int | None = None, room_id: int | None = None, override: str = "", by: Actor, at: datetime | None = None,
) -> Booking:  # fmt: skip
    """Another time, worker or room for one pet; nights and the room's price are counted anew, what was added stays.

    Refuses what `move_booking` refuses. A signed plan stays as it was signed: the page says where the bill differs.
    """
    at = at or now()
    moved = move_booking(
        booking=booking, starts_at=starts_at, ends_at=ends_at, worker_id=worker_id, room_id=room_id, override=override,
        by=by, at=at,
    )  # fmt: skip
    reprice(moved, by=by, at=at)
    return moved


def reprice(booking: Booking, *, by: Actor, at: datetime) -> None:
    """Bring the lines of a booking to its time and rooms as they are now; what was added on the way stays.

    A stay's family comes along: who shares a room with whom decides what each night costs. Nothing where the price is
    the same, or the bill is closed. Inside a use case, or after something moved it.
    """
    for each in (booking, *family_stays(booking)):
        _reprice(each, by=by, at=at)


def _reprice(booking: Booking, *, by: Actor, at: datetime) -> None:
    """One bill. Who went home has had its nights read out at the door: they stay."""
    visit = visit_of(booking)
    if visit is None or visit.order.status not in RUNNING or booking.state in states.OVER:
        return
    sheet = requote(booking=booking, store=visit.store, by=by)
    if not sheet.differs(visit.order, booking):
        return
    before = visit.order.total_fen
    pets = visit.order.lines.exclude(booking=None).values("booking_id").distinct().count()
    replace_visit_lines(
        order=visit.order, booking_id=booking.pk, variant_ids=sheet.variant_ids,
        lines=tuple(lines_of(booking, sheet, pets)), by=by, at=at,
    )  # fmt: skip
    happening = VisitRepriced(**about_booking(booking), from_fen=before, to_fen=visit.order.total_fen)
    record(happening, by=by, at=at)


@once
def add_line(*, booking: Booking, line: NewLine, by: Actor, at: datetime | None = None) -> OrderLine:
    """Put goods, a fee or another service on the bill of a visit that is not handed over yet.

    Refuses NoVisit, WrongStage, and ServicePaused while the work on the pet stands still.
    """
    require_any(by, MAY_ADD, booking)
    refuse_while_paused(booking)
    return put_on_bill(booking=booking, line=line, by=by, at=at or now())


def put_on_bill(*, booking: Booking, line: NewLine, by: Actor, at: datetime) -> OrderLine:
    """The same inside a use case that asked for its own right: an extra the owner agreed to, a fee of a round."""
    visit = visit_of(booking)
    if visit is None:
        raise NoVisit
    line = replace(line, booking_id=booking.pk, pet_id=line.pet_id or booking.pet_id)
    return add_visit_lines(order=visit.order, lines=(line,), by=by, at=at)[0]


@once
def drop_line(*, visit: Visit, line_id: int, by: Actor, at: datetime | None = None) -> OrderLine:
    """Take a line off the bill of a visit that is not handed over yet; it stays visible with nothing to pay."""
    by.require_at("orders.change", visit)
    return drop_visit_line(order=visit.order, line_id=line_id, by=by, at=at or now())
