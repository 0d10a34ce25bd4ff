"""Picking: a walk through the bins, each piece confirmed by its code. Nothing is picked before it is confirmed (0.16)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import scan_code
from wangcai.delivery.baskets import in_baskets
from wangcai.delivery.events import PickingDropped, PickingFinished, PickingStarted, PiecesPicked
from wangcai.delivery.models import PickLine, PickList
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, ChainRows, Refusal, now
from wangcai.orders.public import Order, OrderLine, about_order, move_order, report_short, states
from wangcai.stock.public import pick_plan


class WrongItem(Refusal):
    code = "wrong_item"
    sentence = _("拿错了：扫到的是“{scanned}”，要的是“{wanted}”。请放回去再拿。")
    field = "code"


class WrongLot(Refusal):
    code = "wrong_lot"
    sentence = _("批次不对：请拿批次 {wanted}（先到期的先出）。")
    field = "lot_code"


class LinePicked(Refusal):
    code = "line_picked"
    sentence = _("这一行已经拿够了，不用再拿。")
    field = "code"


class NotAllPicked(Refusal):
    code = "not_all_picked"
    sentence = _("还有 {left} 件没拿到。找不到就点“缺货”。")


class PickingOver(Refusal):
    code = "picking_over"
    sentence = _("这张配货单已经结束，请回到任务列表。")
    status = 409


class NothingThere(Refusal):
    code = "nothing_there"
    sentence = _("货架上没有找到要拿的商品，请先核对库存。")


@once
def start_picking(*, order: Order, by: Actor, at: datetime | None = None) -> PickList:
    """Start the walk for a confirmed order; of two pickers who start at once, one does.

    Refuses: NotAllowed, WrongStage (not confirmed, or somebody else has begun).
    """
    by.require_at("delivery.pick", order)
    at = at or now()
    pick_list = PickList(chain_id=by.chain_id, store_id=order.store_id, order=order, started_at=at)
    pick_list.picker_id = by.id if by.kind == "staff" else None
    # The move is the gate: whoever comes second finds the order no longer 已确认.
    move_order(order=order, to=states.PICKING, by=by, at=at, owner=pick_list.picker_id)
    PickList.objects.of(by).filter(order=order, state=PickList.State.OPEN).update(state=PickList.State.DROPPED)
    pick_list.save()
    pieces = _write_lines(pick_list, order)
    record(PickingStarted(**about_order(order), pick_list_id=pick_list.pk, pieces=pieces), by=by, at=at)
    return pick_list


def _write_lines(pick_list: PickList, order: Order) -> int:
    """One pick line per bin and lot, in the order of the walk; returns the number of pieces."""
    lines = {line.pk: line for line in lines_to_pick(order)}
    wanted = [(line.pk, line.variant_id, line.quantity) for line in lines.values()]
    plan = pick_plan(order.store, wanted, spoken_for=spoken_for(order))
    if lines and not plan:
        raise NothingThere
    PickLine.objects.bulk_create(
        PickLine(
            chain_id=pick_list.chain_id, pick_list=pick_list, order_line_id=row.line_id, variant_id=row.variant_id,
            bin_id=row.bin_id, lot_id=row.lot_id, walk=number, quantity=row.quantity,
        )
        for number, row in enumerate(plan)
    )  # fmt: skip
    return sum(row.quantity for row in plan)


def spoken_for(order: Order) -> dict[tuple[int, int], int]:
    """(bin, lot) → pieces that other orders of the store hold in their baskets or mean to take."""
    rows = (
        in_baskets(order.chain_id, order.store_id)
        .exclude(pick_list__order=order)
        .values_list("bin_id", "lot_id")
        .annotate(pieces=Sum("quantity"))
        .order_by()
    )
    return {(bin_id, lot_id): pieces for bin_id, lot_id, pieces in rows}


def lines_to_pick(order: Order) -> list[OrderLine]:
    """Lines whose pieces lie in a bin: goods that are counted, not cancelled, not from the damaged bin."""
    lines = order.lines.filter(variant__counted=True, flawed=False, quantity__gt=0)
    return list(lines.exclude(state__in=[OrderLine.State.CANCELLED, OrderLine.State.STOCK_OUT]))


@once
def scan_pick(
    *, pick_list: PickList, code: str, by: Actor, pick_line: PickLine | None = None, lot_code: str = "",
    at: datetime | None = None,
) -> PickLine:  # fmt: skip
    """A scanner read `code` (barcode or sku) on the walk; with `pick_line` it must be that line's item.

    Refuses: WrongItem (nothing on this list has the code), WrongLot, LinePicked, PickingOver.
    """
    by.require_at("delivery.pick", pick_list)
    _refuse_closed(pick_list)
    lines = [pick_line] if pick_line else open_lines(pick_list)
    read = scan_code(by, code)
    fitting = [line for line in lines if read and line.variant_id == read.variant.pk]
    if not fitting:
        if read and pick_list.lines.filter(variant=read.variant).exists() and pick_line is None:
            raise LinePicked
        wanted = lines[0].variant.name if lines else "—"
        raise WrongItem(scanned=read.variant.name if read else str(code)[:40], wanted=wanted)
    if lot_code:
        right = [line for line in fitting if line.lot.code == lot_code.strip()]
        if not right:
            raise WrongLot(wanted=fitting[0].lot.code)
        fitting = right
    line = fitting[0]
    left = line.quantity - line.picked - line.short
    return _take(line, max(min(read.pieces, left), 1), by=by, at=at, scanned=True)


@once
def tick_pick(*, pick_line: PickLine, by: Actor, quantity: int | None = None, at: datetime | None = None) -> PickLine:
    """Taken without a scanner: all that is left of the line, or `quantity` pieces."""
    by.require_at("delivery.pick", pick_line.pick_list)
    _refuse_closed(pick_line.pick_list)
    left = pick_line.quantity - pick_line.picked - pick_line.short
    return _take(pick_line, left if quantity is None else quantity, by=by, at=at, scanned=False)


def _take(line: PickLine, quantity: int, *, by: Actor, at: datetime | None, scanned: bool) -> PickLine:
    taken = quantity > 0 and _room_for(line, quantity, by).update(picked=F("picked") + quantity)
    if not taken:
        raise LinePicked
    line.refresh_from_db(fields=["picked", "short"])
    record(
        PiecesPicked(
            subject_id=line.pick_list_id, store_id=line.pick_list.store_id, order_id=line.pick_list.order_id,
            item=line.variant.name, bin=line.bin.code, lot=line.lot.code, quantity=quantity, scanned=scanned,
        ),
        by=by,
        at=at,
    )  # fmt: skip
    return line


def _room_for(line: PickLine, pieces: int, by: Actor) -> ChainRows:
    """The line, where its list is open and so many pieces are still to take.

    No join: PostgreSQL checks the row again after waiting only where the conditions stand on the row itself.
    """
    walk = PickList.objects.of(by).filter(pk=line.pick_list_id, state=PickList.State.OPEN)
    return PickLine.objects.of(by).filter(
        pk=line.pk, pick_list__in=walk, quantity__gte=F("picked") + F("short") + pieces
    )


@once
def report_short_pick(*, pick_line: PickLine, missing: int, by: Actor, at: datetime | None = None) -> PickLine:
    """Fewer pieces lie there than the list says: the walk ends and the customer is asked (F39).

    What was picked already goes back to its bins; after the answer and a new confirmation picking starts afresh.
    """
    by.require_at("delivery.pick", pick_line.pick_list)
    short = missing > 0 and _room_for(pick_line, missing, by).update(short=F("short") + missing)
    if not short:
        raise PickingOver if pick_line.pick_list.state != PickList.State.OPEN else LinePicked
    report_short(line=pick_line.order_line, missing=missing, by=by, at=at)
    drop_list(pick_line.pick_list, by=by, at=at)
    pick_line.refresh_from_db()
    return pick_line


@once
def finish_picking(*, pick_list: PickList, by: Actor, at: datetime | None = None) -> PickList:
    """Everything is in the basket. Refuses with NotAllPicked where it is not. The goods stay on hand until they leave."""
    by.require_at("delivery.pick", pick_list)
    _refuse_closed(pick_list)
    left = sum(line.quantity - line.picked - line.short for line in pick_list.lines.all())
    if left:
        raise NotAllPicked(left=left)
    done = PickList.objects.of(by).filter(pk=pick_list.pk, state=PickList.State.OPEN)
    if not done.update(state=PickList.State.PICKED, picked_at=at or now()):
        raise PickingOver
    pick_list.refresh_from_db()
    record(PickingFinished(**about_order(pick_list.order), pick_list_id=pick_list.pk), by=by, at=at)
    return pick_list


@once
def drop_picking(*, order: Order, by: Actor, at: datetime | None = None) -> None:
    """End the walks of an order that is no longer being picked (cancelled, changed, sent back)."""
    rows = PickList.objects.of(by).filter(order=order, state__in=[PickList.State.OPEN, PickList.State.PICKED])
    for pick_list in rows.select_related("order"):
        drop_list(pick_list, by=by, at=at)


def drop_list(pick_list: PickList, *, by: Actor, at: datetime | None) -> None:
    """End one walk; a list that has ended already stays as it is."""
    standing = Q(state=PickList.State.OPEN) | Q(state=PickList.State.PICKED)
    if PickList.objects.of(by).filter(standing, pk=pick_list.pk).update(state=PickList.State.DROPPED):
        record(PickingDropped(**about_order(pick_list.order), pick_list_id=pick_list.pk), by=by, at=at)


def open_lines(pick_list: PickList) -> Sequence[PickLine]:
    """Lines with pieces still to take, in the order of the walk."""
    lines = pick_list.lines.filter(quantity__gt=F("picked") + F("short"))
    return list(lines.select_related("variant", "bin", "lot", "pick_list", "order_line"))


def _refuse_closed(pick_list: PickList) -> None:
    if pick_list.state != PickList.State.OPEN:
        raise PickingOver
