"""Stock of a store: levels, receiving, transfers, stocktakes."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from wangcai.interfaces.api.door import actor, page_of, store_named, written_once
from wangcai.interfaces.api.schemas import Fen, Id, Line, Page, Pieces, plain
from wangcai.kernel.public import NotFound
from wangcai.stock.public import (
    Level,
    NewReceiptLine,
    NewTransferLine,
    Stocktake,
    Transfer,
    approve_stocktake,
    count_goods,
    receive_goods,
    receive_transfer,
    send_transfer,
    start_stocktake,
)

router = Router(tags=["stock"])


class LevelOut(Schema):
    id: int
    variant_id: int
    on_hand: int
    promised: int
    low_at: int


class LevelPage(Page):
    items: list[LevelOut]


class LevelQuery(Schema):
    store: Line
    after: int | None = Field(None, ge=1)
    limit: int = Field(100, ge=1, le=500)


class ReceiptLineIn(Schema):
    variant_id: Id
    quantity: Pieces
    bin_id: Id | None = None
    lot_code: str = Field("", max_length=40)
    expires_on: date | None = None
    cost_fen: Fen = 0


class ReceiptIn(Schema):
    store: Line
    supplier: str = Field("", max_length=80)
    paper: str = Field("", max_length=60)
    lines: list[ReceiptLineIn] = Field(min_length=1, max_length=500)


class DocumentOut(Schema):
    """A numbered paper of the stock room."""

    id: int
    number: str


class TransferLineIn(Schema):
    variant_id: Id
    quantity: Pieces


class TransferIn(Schema):
    store: Line
    target: Line
    lines: list[TransferLineIn] = Field(min_length=1, max_length=500)


class ReceivedIn(Schema):
    """Pieces that arrived, by line id of the transfer."""

    received: dict[int, int]


class StocktakeIn(Schema):
    """Without bins the whole store is counted."""

    store: Line
    bins: list[Id] = Field([], max_length=1000)


class CountIn(Schema):
    bin_id: Id
    variant_id: Id
    counted: int = Field(ge=0, le=1_000_000)
    lot_id: Id | None = None


class CountOut(Schema):
    id: int
    variant_id: int
    bin_id: int
    counted: int
    book: int


class ApproveIn(Schema):
    """`missing_are_gone`: what was never counted in these bins is written off."""

    missing_are_gone: bool = False


@router.get("/levels", response=LevelPage, operation_id="list_levels")
def levels(request: HttpRequest, query: Query[LevelQuery]) -> Any:
    """What a store has and what of it is promised. Scope: stock.see."""
    by = actor(request)
    store = store_named(by, query.store)
    by.require("stock.see", store.pk)
    rows = Level.objects.of(by).filter(store=store)
    if query.after:
        rows = rows.filter(pk__gt=query.after)
    return page_of(list(rows.order_by("pk")[: query.limit + 1]), query.limit, lambda row: plain(LevelOut, row))


@router.post("/receipts", response={201: DocumentOut}, operation_id="receive_goods")
def receive(request: HttpRequest, body: ReceiptIn) -> HttpResponse:
    """Goods came in. Scope: stock.receive."""
    by = actor(request)
    store = store_named(by, body.store)
    lines = [NewReceiptLine(**line.model_dump()) for line in body.lines]
    return written_once(
        request,
        "POST /stock/receipts",
        body.model_dump(mode="json"),
        lambda: plain(
            DocumentOut, receive_goods(store=store, supplier=body.supplier, paper=body.paper, lines=lines, by=by)
        ),
    )


@router.post("/transfers", response={201: DocumentOut}, operation_id="send_transfer")
def send(request: HttpRequest, body: TransferIn) -> HttpResponse:
    """Send goods to another store of the chain. Scope: stock.transfer."""
    by = actor(request)
    store, target = store_named(by, body.store), store_named(by, body.target, sister=True)
    lines = [NewTransferLine(line.variant_id, line.quantity) for line in body.lines]
    return written_once(
        request,
        "POST /stock/transfers",
        body.model_dump(mode="json"),
        lambda: plain(DocumentOut, send_transfer(store=store, target=target, lines=lines, by=by)),
    )


@router.post("/transfers/{transfer_id}/receipt", response={201: DocumentOut}, operation_id="receive_transfer")
def arrive(request: HttpRequest, transfer_id: int, body: ReceivedIn) -> HttpResponse:
    """What arrived of a transfer, perhaps short. Scope: stock.receive in the target store."""
    by = actor(request)
    transfer = Transfer.objects.of(by).select_related("target").filter(pk=transfer_id).first()
    if transfer is None or not by.sees(transfer.target_id):
        raise NotFound
    return written_once(
        request,
        f"POST /stock/transfers/{transfer_id}/receipt",
        body.model_dump(mode="json"),
        lambda: plain(
            DocumentOut, receive_transfer(store=transfer.target, transfer=transfer, received=body.received, by=by)
        ),
    )


@router.post("/stocktakes", response={201: DocumentOut}, operation_id="start_stocktake")
def start(request: HttpRequest, body: StocktakeIn) -> HttpResponse:
    """Begin a count; selling goes on. Scope: stock.count."""
    by = actor(request)
    store = store_named(by, body.store)
    return written_once(
        request,
        "POST /stock/stocktakes",
        body.model_dump(mode="json"),
        lambda: plain(DocumentOut, start_stocktake(store=store, bins=body.bins, by=by)),
    )


@router.post("/stocktakes/{stocktake_id}/counts", response={201: CountOut}, operation_id="count_goods")
def count(request: HttpRequest, stocktake_id: int, body: CountIn) -> HttpResponse:
    """Record what lies in a bin. Scope: stock.count."""
    by = actor(request)
    stocktake = stocktake_seen(request, stocktake_id)
    values = body.model_dump()
    return written_once(
        request,
        f"POST /stock/stocktakes/{stocktake_id}/counts",
        values,
        lambda: plain(CountOut, count_goods(store=stocktake.store, stocktake=stocktake, by=by, **values)),
    )


@router.post("/stocktakes/{stocktake_id}/approval", response={201: DocumentOut}, operation_id="approve_stocktake")
def approve(request: HttpRequest, stocktake_id: int, body: ApproveIn) -> HttpResponse:
    """Book the differences of a count. Scope: stock.approve."""
    by = actor(request)
    stocktake = stocktake_seen(request, stocktake_id)
    return written_once(
        request,
        f"POST /stock/stocktakes/{stocktake_id}/approval",
        body.model_dump(),
        lambda: plain(
            DocumentOut,
            approve_stocktake(
                store=stocktake.store, stocktake=stocktake, by=by, missing_are_gone=body.missing_are_gone
            ),
        ),
    )


def stocktake_seen(request: HttpRequest, stocktake_id: int) -> Stocktake:
    by = actor(request)
    found = Stocktake.objects.of(by).select_related("store").filter(pk=stocktake_id).first()
    if found is None or not by.sees(found.store_id):
        raise NotFound
    return found
