"""Counting while selling goes on.

A count keeps what the moves said at the moment of the scan (`book`). Approval books counted − book, so whatever was sold
or received between scan and approval is taken into account and nothing has to be closed.
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, local, now, run
from wangcai.shops.public import Store, take_number
from wangcai.stock.events import StocktakeApproved, StocktakeDropped, StocktakeStarted
from wangcai.stock.models import Bin, Count, Move, Stocktake
from wangcai.stock.operations.moving import Change, NotInBin, book_moves
from wangcai.stock.operations.places import bin_of
from wangcai.stock.rules import APPROVE, COUNT, approver_of, require_in
from wangcai.stock.variance import uncounted, variance


class StocktakeClosed(Refusal):
    code = "stocktake_closed"
    sentence = _("盘点 {number} 已经结束，请另开一次盘点。")
    status = 409


class CountOutdated(Refusal):
    code = "count_outdated"
    sentence = _("货位 {bin} 的“{name}”数完以后又少了，账上不足 {quantity} 件：请重数这一项。")


class NothingCounted(Refusal):
    code = "nothing_counted"
    sentence = _("还没有数任何商品，请先扫货位和商品。")


@once
def start_stocktake(*, store: Store, by: Actor, bins: Sequence[int] = (), at: datetime | None = None) -> Stocktake:
    """Begin to count these bins (ids), or every bin of the store. Selling, receiving and picking go on."""
    require_in(store, COUNT, by)
    moment = at or now()
    places = [bin_of(store, bin_id) for bin_id in bins] or list(Bin.objects.of(by).filter(store=store, ended_at=None))
    if not places:
        raise NotFound(field="bins")
    day = f"{local(moment, store.timezone):%y%m%d}"
    stocktake = Stocktake.objects.create(
        chain_id=by.chain_id,
        store=store,
        number=f"PD{day}-{take_number(store, 'stocktake', day):02d}",
        started_at=moment,
        started_by=by.key,
    )
    stocktake.bins.set(places)
    event = StocktakeStarted(subject_id=stocktake.pk, store_id=store.pk, number=stocktake.number, bins=len(places))
    record(event, by=by, at=at)
    return stocktake


@once
def approve_stocktake(
    *,
    store: Store,
    stocktake: Stocktake,
    by: Actor,
    missing_are_gone: bool = False,
    at: datetime | None = None,
) -> Stocktake:
    """Book what the count found. `missing_are_gone`: what lay in the bins and was not counted is gone.

    Refuses with PromisedAway (naming the orders to solve first) where fewer would be left than are promised, and with
    CountOutdated where a counted lot has shrunk below the loss. Then nothing is booked.
    """
    require_in(store, APPROVE, by)
    moment = at or now()
    found = stocktake_of(store, stocktake.pk)
    close(found, Stocktake.State.APPROVED, by, moment)
    counts = list(Count.objects.of(by).filter(stocktake=found).select_related("bin", "lot"))
    if not counts:
        raise NothingCounted
    approver_of(store, by, None, did_it=frozenset(count.by for count in counts))
    changes = [
        Change(c.variant_id, c.bin_id, c.lot_id, c.counted - c.book, c.bin.kind != Bin.Kind.DAMAGED, c.lot.cost_fen)
        for c in counts
        if c.counted != c.book
    ]
    if missing_are_gone:
        changes += [
            Change(h.variant_id, h.bin_id, h.lot_id, -h.quantity, h.bin.kind != Bin.Kind.DAMAGED, h.lot.cost_fen)
            for h in uncounted(found)
        ]
    _book(store, found, changes, by, moment)
    event = StocktakeApproved(
        subject_id=found.pk,
        store_id=store.pk,
        number=found.number,
        counts=len(counts),
        more=sum(c.quantity for c in changes if c.quantity > 0),
        fewer=-sum(c.quantity for c in changes if c.quantity < 0),
    )
    record(event, by=by, at=at)
    return found


def _book(store: Store, stocktake: Stocktake, changes: list[Change], by: Actor, moment: datetime) -> None:
    if not changes:
        return
    try:
        book_moves(
            chain_id=store.chain_id,
            store_id=store.pk,
            changes=changes,
            why=Move.Why.COUNT,
            subject=("stocktake", stocktake.pk),
            by=by,
            at=moment,
        )
    except NotInBin as refusal:
        raise CountOutdated(**refusal.details) from refusal


@once
def drop_stocktake(*, store: Store, stocktake: Stocktake, by: Actor, at: datetime | None = None) -> Stocktake:
    """Give a count up; nothing is booked."""
    require_in(store, COUNT, by)
    found = stocktake_of(store, stocktake.pk)
    close(found, Stocktake.State.DROPPED, by, at or now())
    record(StocktakeDropped(subject_id=found.pk, store_id=store.pk, number=found.number), by=by, at=at)
    return found


def close(stocktake: Stocktake, state: str, by: Actor, moment: datetime) -> None:
    """Guarded: only a running count ends, and only once."""
    if not run(
        "UPDATE stock_stocktake SET state = %s, closed_at = %s, closed_by = %s"
        " WHERE chain_id = %s AND id = %s AND state = 'counting'",
        [str(state), moment, by.key, stocktake.chain_id, stocktake.pk],
    ):
        raise StocktakeClosed(number=stocktake.number)
    stocktake.state, stocktake.closed_at, stocktake.closed_by = state, moment, by.key


def stocktake_of(store: Store, stocktake_id: int) -> Stocktake:
    """A count of this store, or NotFound."""
    found = Stocktake.objects.of(store.chain_id).filter(store=store, pk=stocktake_id).first()
    if found is None:
        raise NotFound(field="stocktake")
    return found


__all__ = ["approve_stocktake", "drop_stocktake", "start_stocktake", "stocktake_of", "variance"]
