from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import Variant, average_cost
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, fetch, local, now
from wangcai.shops.public import Store, take_number
from wangcai.stock.events import GoodsReceived
from wangcai.stock.models import Bin, Move, Receipt, ReceiptLine
from wangcai.stock.operations.moving import Change, book_moves
from wangcai.stock.operations.places import bin_of, lot_for, shelf_of
from wangcai.stock.rules import RECEIVE, require_in

MOST_PIECES = 100_000


class ExpiryMissing(Refusal):
    code = "expiry_missing"
    sentence = _("“{name}”要登记到期日，请照包装填写。")
    field = "expires_on"


class AlreadyExpired(Refusal):
    code = "already_expired"
    sentence = _("“{name}”这一批 {expires_on} 已经到期，不能上架：请退给供应商，或收进残损区。")
    field = "expires_on"


class PiecesUnclear(Refusal):
    code = "pieces_unclear"
    sentence = _("“{name}”的件数请写 1 到 100000。")
    field = "quantity"


class NotCounted(Refusal):
    code = "not_counted"
    sentence = _("“{name}”不记库存，不用收货。")


@dataclass(frozen=True, slots=True)
class NewReceiptLine:
    """Pieces that came in: cost in fen per piece (0: unknown, the average stays). No bin means the first shelf."""

    variant_id: int
    quantity: int
    bin_id: int | None = None
    lot_code: str = ""
    expires_on: date | None = None
    cost_fen: int = 0


@once
def receive_goods(
    *,
    store: Store,
    supplier: str,
    paper: str,
    lines: Sequence[NewReceiptLine],
    by: Actor,
    photo_id: int | None = None,
    at: datetime | None = None,
) -> Receipt:
    """Take in a delivery: lots and expiry, moves into bins, the moving average cost. Everything or nothing.

    Refuses lines without goods of this chain, without pieces, without the expiry date such goods need, or expired.
    """
    require_in(store, RECEIVE, by)
    if not lines:
        raise Missing(what=_("收到的商品"), field="lines")
    moment = at or now()
    day = local(moment, store.timezone)
    variants = _variants(by, lines)
    bins = {line.bin_id: bin_of(store, line.bin_id) if line.bin_id else shelf_of(store) for line in lines}
    for line in lines:
        _refuse_line(line, variants[line.variant_id], bins[line.bin_id], day.date())
    receipt = Receipt.objects.create(
        chain_id=by.chain_id,
        store=store,
        number=f"RK{day:%y%m%d}-{take_number(store, 'receipt', f'{day:%y%m%d}'):03d}",
        supplier=clean_line(supplier, most=80),
        paper=clean_line(paper, most=60),
        photo_id=photo_id,
        at=moment,
        by=by.key,
    )
    _write_lines(store, receipt, lines, bins, by, moment)
    pieces = sum(line.quantity for line in lines)
    event = GoodsReceived(
        subject_id=receipt.pk, store_id=store.pk, number=receipt.number, lines=len(lines), pieces=pieces
    )
    record(event, by=by, at=at)
    return receipt


def _variants(by: Actor, lines: Sequence[NewReceiptLine]) -> dict[int, Variant]:
    wanted = {line.variant_id for line in lines}
    found = {variant.pk: variant for variant in Variant.objects.of(by).filter(pk__in=wanted)}
    if set(found) != wanted:
        raise NotFound(field="variant")
    return found


def _refuse_line(line: NewReceiptLine, variant: Variant, place: Bin, today: date) -> None:
    if not variant.counted:
        raise NotCounted(name=variant.name)
    if not 1 <= line.quantity <= MOST_PIECES or line.cost_fen < 0:
        raise PiecesUnclear(name=variant.name)
    if variant.has_expiry and line.expires_on is None:
        raise ExpiryMissing(name=variant.name)
    if line.expires_on and line.expires_on < today and place.kind != Bin.Kind.DAMAGED:
        raise AlreadyExpired(name=variant.name, expires_on=line.expires_on)


def _write_lines(
    store: Store, receipt: Receipt, lines: Sequence[NewReceiptLine], bins: dict, by: Actor, moment: datetime
) -> None:
    lots = _lots(by.chain_id, lines)
    had = _pieces_of(by.chain_id, [line.variant_id for line in lines])
    rows = [
        ReceiptLine(
            chain_id=by.chain_id,
            receipt=receipt,
            variant_id=line.variant_id,
            bin=bins[line.bin_id],
            lot_id=lot_id,
            quantity=line.quantity,
            cost_fen=line.cost_fen,
        )
        for line, lot_id in zip(lines, lots, strict=True)
    ]
    ReceiptLine.objects.bulk_create(rows)
    changes = [
        Change(row.variant_id, row.bin_id, row.lot_id, row.quantity, row.bin.kind != Bin.Kind.DAMAGED, row.cost_fen)
        for row in rows
    ]
    book_moves(
        chain_id=by.chain_id,
        store_id=store.pk,
        changes=changes,
        why=Move.Why.RECEIPT,
        subject=("receipt", receipt.pk),
        by=by,
        at=moment,
    )
    for line in sorted((line for line in lines if line.cost_fen), key=lambda line: line.variant_id):
        before = had.get(line.variant_id, 0)
        average_cost(
            chain_id=by.chain_id, variant_id=line.variant_id, had=before, came=line.quantity, cost_fen=line.cost_fen
        )
        had[line.variant_id] = before + line.quantity


def _lots(chain_id: int, lines: Sequence[NewReceiptLine]) -> list[int]:
    """The lot of each line, made in one order everywhere so that two receivers never wait for each other."""
    found: dict[int, int] = {}
    order = sorted(range(len(lines)), key=lambda i: (lines[i].variant_id, lines[i].lot_code, str(lines[i].expires_on)))
    for i in order:
        line = lines[i]
        found[i] = lot_for(
            chain_id=chain_id,
            variant_id=line.variant_id,
            code=line.lot_code,
            expires_on=line.expires_on,
            cost_fen=line.cost_fen,
        )[0]
    return [found[i] for i in range(len(lines))]


def _pieces_of(chain_id: int, variant_ids: Sequence[int]) -> dict[int, int]:
    """What the whole chain has of each variant before this delivery: the weight of the old average cost."""
    ids = sorted(set(variant_ids))
    marks = ", ".join(["%s"] * len(ids))
    rows = fetch(
        f"SELECT variant_id, SUM(on_hand) FROM stock_level WHERE chain_id = %s AND variant_id IN ({marks})"  # noqa: S608
        " GROUP BY variant_id",
        [chain_id, *ids],
    )
    return {row[0]: int(row[1]) for row in rows}
