"""One scan of a stocktake: one statement that reads the book and writes the count at the same moment."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import Variant, variant_of
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, now, run
from wangcai.shops.public import Store
from wangcai.stock.baskets import in_baskets
from wangcai.stock.events import CountForgotten, GoodsCounted
from wangcai.stock.models import Bin, Count, Holding, Lot, Stocktake
from wangcai.stock.operations.places import bin_of, lot_for, lot_of
from wangcai.stock.operations.stocktaking import StocktakeClosed, stocktake_of
from wangcai.stock.rules import COUNT, require_in

MOST = 100_000


class NotThisBin(Refusal):
    code = "not_this_bin"
    sentence = _("货位 {bin} 不在这次盘点里，请扫盘点范围内的货位。")
    field = "bin"


class WhichLot(Refusal):
    code = "which_lot"
    sentence = _("“{name}”在这个货位有几个批次，请选手里这一件的到期日。")
    field = "lot"


class CountDisturbed(Refusal):
    code = "count_disturbed"
    sentence = _("数“{name}”的中途这里刚进出过货：请把这一项重新数一遍，直接填总数。")
    status = 409


class CountUnclear(Refusal):
    code = "count_unclear"
    sentence = _("数量请写 0 到 100000。")
    field = "counted"


@once
def count_goods(
    *,
    store: Store,
    stocktake: Stocktake,
    bin_id: int,
    variant_id: int,
    by: Actor,
    counted: int | None = None,
    add: int = 0,
    lot_id: int | None = None,
    expires_on: date | None = None,
    at: datetime | None = None,
) -> Count:
    """Write what lies in a bin: `counted` pieces in all, or `add` pieces to what was counted so far (one more scan).

    Without a lot the only one of that bin is meant; WhichLot where there are several. When goods moved between two
    scans of the same item, adding is refused (CountDisturbed): the person counts anew and gives the whole number.
    Pieces in pickers' baskets are on hand but not in the bin: the book of the count is without them.
    """
    require_in(store, COUNT, by)
    found = stocktake_of(store, stocktake.pk)
    place, variant = bin_of(store, bin_id), variant_of(by, variant_id)
    if not found.bins.filter(pk=place.pk).exists():
        raise NotThisBin(bin=place.code)
    pieces = add if counted is None else counted
    if not 0 <= pieces <= MOST:
        raise CountUnclear
    _hold_open(found)
    lot = lot_of(by.chain_id, variant.pk, lot_id) if lot_id else _only_lot(variant, place, expires_on)
    if not _write(found, place, variant, lot, pieces, by, at or now(), adding=counted is None):
        raise CountDisturbed(name=variant.name)
    count = Count.objects.of(by).get(stocktake=found, variant=variant, bin=place, lot=lot)
    happening = GoodsCounted(
        subject_id=found.pk, store_id=store.pk, number=found.number, bin=place.code, name=variant.name,
        variant_id=variant.pk, counted=count.counted, book=count.book,
    )  # fmt: skip
    record(happening, by=by, at=at)
    return count


def _hold_open(stocktake: Stocktake) -> None:
    """Counting and approval take turns on the stocktake's row; a closed one takes no more counts."""
    if not run(
        "UPDATE stock_stocktake SET state = 'counting' WHERE chain_id = %s AND id = %s AND state = 'counting'",
        [stocktake.chain_id, stocktake.pk],
    ):
        raise StocktakeClosed(number=stocktake.number)


def _only_lot(variant: Variant, place: Bin, expires_on: date | None) -> Lot:
    if expires_on is None:
        held = Holding.objects.of(variant.chain_id).filter(variant=variant, bin=place, quantity__gt=0)
        lots = [holding.lot for holding in held.select_related("lot")[:2]]
        if len(lots) == 2:
            raise WhichLot(name=variant.name, variant_id=variant.pk)
        if lots:
            return lots[0]
    lot_id, _known = lot_for(chain_id=variant.chain_id, variant_id=variant.pk, expires_on=expires_on)
    return lot_of(variant.chain_id, variant.pk, lot_id)


def _write(
    stocktake: Stocktake, place: Bin, variant: Variant, lot: Lot, pieces: int, by: Actor, at: datetime, *, adding: bool
) -> int:
    total = "stock_count.counted + excluded.counted" if adding else "excluded.counted"
    guard = " WHERE stock_count.book = excluded.book" if adding else ""
    key = [stocktake.chain_id, variant.pk, place.pk, lot.pk]
    away = in_baskets(stocktake.chain_id, stocktake.store_id)[variant.pk, place.pk, lot.pk]
    return run(
        "INSERT INTO stock_count (chain_id, stocktake_id, variant_id, bin_id, lot_id, counted, book, at, by)"
        " VALUES (%s, %s, %s, %s, %s, %s, COALESCE((SELECT quantity FROM stock_holding WHERE chain_id = %s"
        " AND store_id = %s AND variant_id = %s AND bin_id = %s AND lot_id = %s), 0) - %s, %s, %s)"
        " ON CONFLICT (chain_id, stocktake_id, variant_id, bin_id, lot_id) DO UPDATE SET"
        f" counted = {total}, book = excluded.book, at = excluded.at, by = excluded.by{guard}",
        [key[0], stocktake.pk, *key[1:], pieces, key[0], stocktake.store_id, *key[1:], away, at, by.key],
    )


@once
def forget_count(*, store: Store, stocktake: Stocktake, count_id: int, by: Actor, at: datetime | None = None) -> None:
    """Take a wrong count back before approval."""
    require_in(store, COUNT, by)
    found = stocktake_of(store, stocktake.pk)
    _hold_open(found)
    count = Count.objects.of(by).filter(stocktake=found, pk=count_id).first()
    if count is None:
        return
    count.delete()
    happening = CountForgotten(
        subject_id=found.pk, store_id=store.pk, number=found.number, variant_id=count.variant_id, counted=count.counted
    )
    record(happening, by=by, at=at)
