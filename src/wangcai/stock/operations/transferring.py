"""Goods between two stores of the chain: sent (they leave the source at once), then received, perhaps short."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import Variant
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, local, now
from wangcai.shops.public import Store, take_number
from wangcai.stock.events import TransferReceived, TransferSent
from wangcai.stock.models import Bin, Holding, Move, Transfer, TransferLine
from wangcai.stock.operations.moving import Change, NotInBin, book_moves
from wangcai.stock.operations.places import bin_of, shelf_of
from wangcai.stock.operations.shifting import QuantityUnclear
from wangcai.stock.rules import RECEIVE, TRANSFER, require_in


class SameStore(Refusal):
    code = "same_store"
    sentence = _("调出和调入是同一家店，请选另一家。")
    field = "target"


class AlreadyReceived(Refusal):
    code = "already_received"
    sentence = _("调拨 {number} 已经收过货了。")
    status = 409


class MoreThanSent(Refusal):
    code = "more_than_sent"
    sentence = _("“{name}”只发了 {sent} 件，收不到 {received} 件：请重数，多出来的另做收货。")
    field = "received"


@dataclass(frozen=True, slots=True)
class NewTransferLine:
    """Pieces to send. Without bin and lot the pieces that expire first go."""

    variant_id: int
    quantity: int
    bin_id: int | None = None
    lot_id: int | None = None


@once
def send_transfer(
    *, store: Store, target: Store, lines: Sequence[NewTransferLine], by: Actor, at: datetime | None = None
) -> Transfer:
    """Send goods to another store of the chain. Refuses what is promised to customers here, or not there."""
    require_in(store, TRANSFER, by)
    if target.chain_id != store.chain_id:
        raise NotFound(field="target")
    if target.pk == store.pk:
        raise SameStore
    if not lines:
        raise Missing(what=_("要调拨的商品"), field="lines")
    moment = at or now()
    day = f"{local(moment, store.timezone):%y%m%d}"
    pieces = _choose(store, by, lines)
    transfer = Transfer.objects.create(
        chain_id=by.chain_id,
        number=f"DB{day}-{take_number(store, 'transfer', day):03d}",
        source=store,
        target=target,
        sent_at=moment,
        sent_by=by.key,
    )
    TransferLine.objects.bulk_create(
        TransferLine(
            chain_id=by.chain_id, transfer=transfer, variant_id=c.variant_id, lot_id=c.lot_id, quantity=-c.quantity
        )
        for c in pieces
    )
    _book(store, pieces, transfer, by, moment)
    event = TransferSent(
        subject_id=transfer.pk,
        store_id=store.pk,
        number=transfer.number,
        target=target.name,
        pieces=sum(line.quantity for line in lines),
    )
    record(event, by=by, at=at)
    return transfer


def _book(store: Store, pieces: Sequence[Change], transfer: Transfer, by: Actor, moment: datetime) -> None:
    book_moves(
        chain_id=store.chain_id,
        store_id=store.pk,
        changes=pieces,
        why=Move.Why.TRANSFER,
        subject=("transfer", transfer.pk),
        by=by,
        at=moment,
    )


def _choose(store: Store, by: Actor, lines: Sequence[NewTransferLine]) -> list[Change]:
    """Which lots leave which bins. A choice only: the guarded updates decide, and refuse where another was quicker."""
    wanted = {line.variant_id for line in lines}
    names = dict(Variant.objects.of(by).filter(pk__in=wanted).values_list("pk", "name"))
    if set(names) != wanted:
        raise NotFound(field="variant")
    holdings = list(
        Holding.objects.of(by)
        .filter(store=store, variant_id__in=wanted, quantity__gt=0)
        .exclude(bin__kind=Bin.Kind.DAMAGED)
        .select_related("lot", "bin")
    )
    holdings.sort(key=lambda h: (h.lot.expires_on is None, h.lot.expires_on, h.bin.walk, h.pk))
    left = {h.pk: h.quantity for h in holdings}
    chosen: list[Change] = []
    for line in sorted(lines, key=lambda line: line.bin_id is None):  # named bins first, the rest from what is left
        if line.quantity < 1:
            raise QuantityUnclear
        need = line.quantity
        for h in holdings:
            fits = (
                h.variant_id == line.variant_id and line.bin_id in (None, h.bin_id) and line.lot_id in (None, h.lot_id)
            )
            taken = min(need, left[h.pk]) if fits else 0
            if taken:
                left[h.pk] -= taken
                need -= taken
                chosen.append(Change(h.variant_id, h.bin_id, h.lot_id, -taken, True, h.lot.cost_fen))
        if need:
            raise NotInBin(name=names[line.variant_id], bin=store.name, quantity=line.quantity)
    return chosen


@once
def receive_transfer(
    *,
    store: Store,
    transfer: Transfer,
    received: Mapping[int, int],
    by: Actor,
    bin_id: int | None = None,
    at: datetime | None = None,
) -> Transfer:
    """Take in what came (line id → pieces; a line not named came whole). What is missing is a loss on the way, recorded."""
    require_in(store, RECEIVE, by)
    found = Transfer.objects.of(by).filter(pk=transfer.pk, target=store).first()
    if found is None:
        raise NotFound
    moment = at or now()
    lines = list(found.lines.select_related("variant", "lot").order_by("variant_id", "id"))
    came = {line.pk: received.get(line.pk, line.quantity) for line in lines}
    for line in lines:
        if not 0 <= came[line.pk] <= line.quantity:
            raise MoreThanSent(name=line.variant.name, sent=line.quantity, received=came[line.pk])
    place = bin_of(store, bin_id) if bin_id else shelf_of(store)
    waiting = Transfer.objects.of(by).filter(pk=found.pk, state=Transfer.State.SENT)
    if not waiting.update(state=Transfer.State.RECEIVED, received_at=moment, received_by=by.key):
        raise AlreadyReceived(number=found.number)
    for line in lines:
        line.received = came[line.pk]
    TransferLine.objects.of(by).bulk_update(lines, ["received"])
    sellable = place.kind != Bin.Kind.DAMAGED
    pieces = [
        Change(line.variant_id, place.pk, line.lot_id, came[line.pk], sellable, line.lot.cost_fen)
        for line in lines
        if came[line.pk]
    ]
    if pieces:
        _book(store, pieces, found, by, moment)
    total = sum(came.values())
    event = TransferReceived(
        subject_id=found.pk,
        store_id=store.pk,
        number=found.number,
        pieces=total,
        short=sum(line.quantity for line in lines) - total,
    )
    record(event, by=by, at=at)
    return Transfer.objects.of(by).get(pk=found.pk)
