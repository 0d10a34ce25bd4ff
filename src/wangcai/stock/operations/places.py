"""Bins and lots: where goods lie and which pieces came together."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, fetch, now
from wangcai.shops.public import Store
from wangcai.stock.events import BinChanged, BinEnded, BinOpened
from wangcai.stock.models import Bin, Holding, Lot
from wangcai.stock.rules import ADJUST, require_in

NO_LOT = "-"
SHELF_CODE, DAMAGED_CODE = "A01", "CS"


class BinTaken(Refusal):
    code = "bin_taken"
    sentence = _("货位 {code} 已经有了，请换一个编号。")
    field = "code"


class BinNotEmpty(Refusal):
    code = "bin_not_empty"
    sentence = _("货位 {code} 里还有 {pieces} 件，请先移走再停用。")


class LotDiffers(Refusal):
    code = "lot_differs"
    sentence = _("批次 {lot} 以前登记的到期日是 {known}，这次写的是 {given}，请核对包装。")
    field = "expires_on"


@once
def open_bin(
    *,
    store: Store,
    code: str,
    by: Actor,
    name: str = "",
    kind: str = Bin.Kind.SHELF,
    walk: int | None = None,
    at: datetime | None = None,
) -> Bin:
    """A new place for goods. `walk` is its turn on the picker's way (default: after the last)."""
    require_in(store, ADJUST, by)
    code = clean_line(code, most=20).upper()
    if not code:
        raise Missing(what=_("货位编号"), field="code")
    place = _new_bin(store, code, clean_line(name, most=40), kind, walk)
    record(BinOpened(subject_id=place.pk, store_id=store.pk, bin=code), by=by, at=at)
    return place


@once
def change_bin(*, store: Store, place: Bin, by: Actor, name: str, walk: int, at: datetime | None = None) -> Bin:
    """Change a bin's name and its turn on the picker's way. Its kind stays: the sums of stock depend on it."""
    require_in(store, ADJUST, by)
    found = bin_of(store, place.pk)
    found.name, found.walk = clean_line(name, most=40), max(walk, 0)
    found.save(update_fields=["name", "walk"])
    record(BinChanged(subject_id=found.pk, store_id=store.pk, bin=found.code), by=by, at=at)
    return found


@once
def end_bin(*, store: Store, place: Bin, by: Actor, at: datetime | None = None) -> Bin:
    """Close an empty bin. Refuses while pieces lie in it."""
    require_in(store, ADJUST, by)
    found = bin_of(store, place.pk)
    pieces = sum(Holding.objects.of(store.chain_id).filter(bin=found).values_list("quantity", flat=True))
    if pieces:
        raise BinNotEmpty(code=found.code, pieces=pieces)
    if Bin.objects.of(by).filter(pk=found.pk, ended_at=None).update(ended_at=at or now()):
        record(BinEnded(subject_id=found.pk, store_id=store.pk, bin=found.code), by=by, at=at)
    return found


def bin_of(store: Store, bin_id: int | None) -> Bin:
    """A bin of this store that is in use, or NotFound."""
    found = Bin.objects.of(store.chain_id).filter(store=store, pk=bin_id or 0, ended_at=None).first()
    if found is None:
        raise NotFound(field="bin")
    return found


def shelf_of(store: Store) -> Bin:
    """The store's first shelf on the picker's way; made where a small shop never named one."""
    shelves = Bin.objects.of(store.chain_id).filter(store=store, ended_at=None).exclude(kind=Bin.Kind.DAMAGED)
    return shelves.first() or _usual_bin(store, SHELF_CODE, str(_("货架")), Bin.Kind.SHELF)


def damaged_bin(store: Store) -> Bin:
    """Where damaged pieces of the store go; made at first use."""
    places = Bin.objects.of(store.chain_id).filter(store=store, ended_at=None, kind=Bin.Kind.DAMAGED)
    return places.first() or _usual_bin(store, DAMAGED_CODE, str(_("残损区")), Bin.Kind.DAMAGED)


def _usual_bin(store: Store, code: str, name: str, kind: str) -> Bin:
    try:
        return _new_bin(store, code, name, kind, None)
    except BinTaken:  # another hand made it a moment ago, or the code is in other use
        same = Bin.objects.of(store.chain_id).filter(store=store, code=code, kind=kind, ended_at=None).first()
        return same or _new_bin(store, f"{code}-{store.pk}", name, kind, None)


def _new_bin(store: Store, code: str, name: str, kind: str, walk: int | None) -> Bin:
    bins = Bin.objects.of(store.chain_id).filter(store=store)
    last = bins.order_by("-walk").values_list("walk", flat=True).first() or 0
    row = Bin(
        chain_id=store.chain_id,
        store=store,
        code=code,
        name=name,
        kind=Bin.Kind(kind),
        walk=last + 10 if walk is None else max(walk, 0),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise BinTaken(code=code) from error
    return row


def lot_for(
    *, chain_id: int, variant_id: int, code: str = "", expires_on: date | None = None, cost_fen: int = 0
) -> tuple[int, date | None]:
    """Find or make the lot of a variant: (id, expiry). Without a printed code the expiry date is the code.

    Refuses with LotDiffers where the code is known with another expiry date. One statement, safe for two receivers at once.
    """
    text = clean_line(code, most=40).upper() or (expires_on.isoformat() if expires_on else NO_LOT)
    lot_id, known = fetch(
        "INSERT INTO stock_lot (chain_id, variant_id, code, expires_on, cost_fen) VALUES (%s, %s, %s, %s, %s)"
        " ON CONFLICT (chain_id, variant_id, code)"
        " DO UPDATE SET expires_on = COALESCE(stock_lot.expires_on, excluded.expires_on) RETURNING id, expires_on",
        [chain_id, variant_id, text, expires_on, cost_fen],
    )[0]
    known = date.fromisoformat(known) if isinstance(known, str) else known
    if expires_on and known != expires_on:
        raise LotDiffers(lot=text, known=known, given=expires_on)
    return lot_id, known


def lot_of(chain_id: int, variant_id: int, lot_id: int) -> Lot:
    """A lot of this variant, or NotFound."""
    found = Lot.objects.of(chain_id).filter(variant_id=variant_id, pk=lot_id).first()
    if found is None:
        raise NotFound(field="lot")
    return found
