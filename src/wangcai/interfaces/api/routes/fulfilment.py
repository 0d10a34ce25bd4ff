"""From the shelf to the customer: picking, check, pack, ways of delivery, shipping, acceptance."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from wangcai.delivery.public import (
    check_quality,
    choose_way,
    finish_picking,
    pack_order,
    pick_list_for,
    scan_pick,
    ship_order,
    start_picking,
    walk_of,
    ways_of_delivery,
)
from wangcai.files.public import keep_signature
from wangcai.handover.public import LineVerdict, accept_order
from wangcai.interfaces.api.door import actor, written_once
from wangcai.interfaces.api.routes.orders import OrderOut, seen, shown
from wangcai.interfaces.api.schemas import Id, Line, Nothing, plain
from wangcai.kernel.public import now
from wangcai.orders.public import order_for
from wangcai.settlement.public import complete_if_settled

router = Router(tags=["fulfilment"])


class PickLineOut(Schema):
    id: int
    order_line_id: int
    variant_id: int
    bin_id: int
    lot_id: int
    quantity: int
    picked: int
    short: int


class PickListOut(Schema):
    id: int
    state: str
    lines: list[PickLineOut]


class ScanIn(Schema):
    code: str = Field(min_length=1, max_length=60)
    lot_code: str = Field("", max_length=40)


class CheckIn(Schema):
    passed: bool
    note: Line = ""


class CheckOut(Schema):
    id: int
    passed: bool
    note: str


class PackIn(Schema):
    boxes: int = Field(1, ge=1, le=50)


class PackageOut(Schema):
    id: int
    number: str


class WayOut(Schema):
    method: str
    price_fen: int
    promised_at: datetime | None
    reason: str
    fits: bool


class WayIn(Schema):
    method: str = Field(pattern="^(courier|same_city|rider|own_driver)$")
    km: float | None = Field(None, ge=0, le=20_000)


class ShipIn(Schema):
    carrier: str = Field("", max_length=40)
    tracking: str = Field("", max_length=60)


class ShipmentOut(Schema):
    id: int
    method: str
    price_fen: int
    promised_at: datetime | None
    carrier: str
    tracking: str
    state: str


class VerdictIn(Schema):
    line_id: Id
    verdict: str = Field(pattern="^(matches|short|damaged)$")
    accepted: int = Field(ge=0, le=100_000)
    refused: int = Field(0, ge=0, le=100_000)
    note: Line = ""
    function_checked: bool = False


class AcceptanceIn(Schema):
    """Line by line, with the customer present. The proof is a drawn signature or the code the customer got by message."""

    place: str = Field(pattern="^(counter|pickup|door)$")
    signer: str = Field("", max_length=60)
    code: str = Field("", max_length=10)
    signature: str = Field("", max_length=2_000_000, description="data:image/png;base64,…")
    lines: list[VerdictIn] = Field(min_length=1, max_length=200)


@router.post("/orders/{order_id}/pick-list", response={201: PickListOut}, operation_id="start_picking")
def pick(request: HttpRequest, order_id: int, body: Nothing) -> HttpResponse:
    """Start picking a confirmed order; lines come in the order of the walk. Scope: delivery.pick."""
    by, order = actor(request), seen(request, order_id)
    return written_once(
        request, f"POST /orders/{order_id}/pick-list", {}, lambda: list_shown(start_picking(order=order, by=by))
    )


@router.post("/pick-lists/{pick_list_id}/scans", response={201: PickLineOut}, operation_id="scan_pick")
def scan(request: HttpRequest, pick_list_id: int, body: ScanIn) -> HttpResponse:
    """One scanned piece; a code that is not wanted is refused as wrong_item. Scope: delivery.pick."""
    by = actor(request)
    pick_list = pick_list_for(by, pick_list_id)
    by.require("delivery.pick", pick_list.store_id)
    return written_once(
        request,
        f"POST /pick-lists/{pick_list_id}/scans",
        body.model_dump(),
        lambda: plain(PickLineOut, scan_pick(pick_list=pick_list, code=body.code, lot_code=body.lot_code, by=by)),
    )


@router.post("/pick-lists/{pick_list_id}/end", response={201: PickListOut}, operation_id="finish_picking")
def picked(request: HttpRequest, pick_list_id: int, body: Nothing) -> HttpResponse:
    """Everything is picked. Scope: delivery.pick."""
    by = actor(request)
    pick_list = pick_list_for(by, pick_list_id)
    return written_once(
        request,
        f"POST /pick-lists/{pick_list_id}/end",
        {},
        lambda: list_shown(finish_picking(pick_list=pick_list, by=by)),
    )


@router.post("/orders/{order_id}/quality-checks", response={201: CheckOut}, operation_id="check_quality")
def check(request: HttpRequest, order_id: int, body: CheckIn) -> HttpResponse:
    """The look at the goods before packing. Scope: delivery.check."""
    by, order = actor(request), seen(request, order_id)
    return written_once(
        request,
        f"POST /orders/{order_id}/quality-checks",
        body.model_dump(),
        lambda: plain(CheckOut, check_quality(order=order, passed=body.passed, note=body.note, by=by)),
    )


@router.post("/orders/{order_id}/packages", response={201: PackageOut}, operation_id="pack_order")
def pack(request: HttpRequest, order_id: int, body: PackIn) -> HttpResponse:
    """Pack a checked order; it is ready then. Scope: delivery.check."""
    by, order = actor(request), seen(request, order_id)
    return written_once(
        request,
        f"POST /orders/{order_id}/packages",
        body.model_dump(),
        lambda: plain(PackageOut, pack_order(order=order, boxes=body.boxes, by=by)),
    )


@router.get("/orders/{order_id}/ways", response=list[WayOut], operation_id="list_ways")
def ways(request: HttpRequest, order_id: int) -> Any:
    """Ways of delivery with price, promise and reason. Scope: orders.see."""
    return [plain(WayOut, way, reason=str(way.reason)) for way in ways_of_delivery(seen(request, order_id))]


@router.post("/orders/{order_id}/way", response={201: ShipmentOut}, operation_id="choose_way")
def choose(request: HttpRequest, order_id: int, body: WayIn) -> HttpResponse:
    """Choose how an order travels. Scope: delivery.ship."""
    by, order = actor(request), seen(request, order_id)
    return written_once(
        request,
        f"POST /orders/{order_id}/way",
        body.model_dump(),
        lambda: plain(ShipmentOut, choose_way(order=order, method=body.method, km=body.km, by=by)),
    )


@router.post("/orders/{order_id}/shipment", response={201: ShipmentOut}, operation_id="ship_order")
def ship(request: HttpRequest, order_id: int, body: ShipIn) -> HttpResponse:
    """The order leaves the house, with the carrier's number. Scope: delivery.ship."""
    by, order = actor(request), seen(request, order_id)
    return written_once(
        request,
        f"POST /orders/{order_id}/shipment",
        body.model_dump(),
        lambda: plain(ShipmentOut, ship_order(order=order, carrier=body.carrier, tracking=body.tracking, by=by)),
    )


@router.post("/orders/{order_id}/acceptance", response={201: OrderOut}, operation_id="accept_order")
def accept(request: HttpRequest, order_id: int, body: AcceptanceIn) -> HttpResponse:
    """What the customer took, line by line; the bill follows. Scope: handover.accept."""
    by, order = actor(request), seen(request, order_id)

    def work() -> dict[str, Any]:
        verdicts = [LineVerdict(**line.model_dump()) for line in body.lines]
        drawn = keep_signature(store=order.store, data_url=body.signature, by=by) if body.signature else None
        accept_order(
            order=order, place=body.place, lines=verdicts, signer=body.signer, signature=drawn, code=body.code, by=by
        )
        after = order_for(by, order.pk)
        complete_if_settled(order=after, by=by, at=now())
        return shown(after, order.store.code)

    return written_once(request, f"POST /orders/{order_id}/acceptance", body.model_dump(mode="json"), work)


def list_shown(pick_list: Any) -> dict[str, Any]:
    lines = [plain(PickLineOut, line) for line in walk_of(pick_list)]
    return {"id": pick_list.pk, "state": pick_list.state, "lines": lines}
