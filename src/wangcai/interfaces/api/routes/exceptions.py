"""What stands in the way of an order's lines: the offer and the customer's answer."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from wangcai.interfaces.api.door import actor, written_once
from wangcai.interfaces.api.routes.orders import seen
from wangcai.interfaces.api.schemas import Id, plain
from wangcai.kernel.public import NotFound
from wangcai.orders.public import OrderException, answer_offer, offer_way_out

router = Router(tags=["fulfilment"])


class ExceptionOut(Schema):
    id: int
    line_id: int
    kind: str
    missing: int
    offer: dict[str, Any]
    choice: str
    answered_at: datetime | None


class OfferIn(Schema):
    """What the customer may choose from; `flawed_off` in ten-thousandths of the price."""

    wait_until: date | None = None
    flawed_off: int | None = Field(None, ge=0, le=10_000)
    substitute_id: Id | None = None
    cancel: bool = True


class AnswerIn(Schema):
    choice: str = Field(pattern="^(wait|flawed|substitute|cancel)$")
    channel: str = Field("phone", max_length=10)


@router.get("/orders/{order_id}/exceptions", response=list[ExceptionOut], operation_id="list_exceptions")
def exceptions(request: HttpRequest, order_id: int) -> Any:
    """What stands in the way of an order's lines. Scope: orders.see."""
    return [plain(ExceptionOut, row) for row in seen(request, order_id).exceptions.order_by("pk")]


@router.post("/exceptions/{exception_id}/offer", response={201: ExceptionOut}, operation_id="offer_way_out")
def offer(request: HttpRequest, exception_id: int, body: OfferIn) -> HttpResponse:
    """Offer the customer ways out. Scope: orders.offer."""
    by, row = actor(request), exception_seen(request, exception_id)
    return written_once(
        request,
        f"POST /exceptions/{exception_id}/offer",
        body.model_dump(mode="json"),
        lambda: plain(ExceptionOut, offer_way_out(exception=row, by=by, **body.model_dump())),
    )


@router.post("/exceptions/{exception_id}/answer", response={201: ExceptionOut}, operation_id="answer_offer")
def answer(request: HttpRequest, exception_id: int, body: AnswerIn) -> HttpResponse:
    """Record what the customer chose, and by which channel. Scope: orders.offer."""
    by, row = actor(request), exception_seen(request, exception_id)
    by.require("orders.offer", row.order.store_id)
    return written_once(
        request,
        f"POST /exceptions/{exception_id}/answer",
        body.model_dump(),
        lambda: plain(ExceptionOut, answer_offer(exception=row, choice=body.choice, channel=body.channel, by=by)),
    )


def exception_seen(request: HttpRequest, exception_id: int) -> OrderException:
    by = actor(request)
    row = OrderException.objects.of(by).select_related("order", "line").filter(pk=exception_id).first()
    if row is None or not by.sees(row.order.store_id):
        raise NotFound
    by.require("orders.see", row.order.store_id)
    return row
