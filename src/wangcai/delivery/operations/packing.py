"""Looked at, then packed: from the basket to a labelled box (0.18, 0.19)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from wangcai.delivery.events import OrderPacked, QualityChecked
from wangcai.delivery.models import Package, PickLine, PickList, QualityCheck
from wangcai.delivery.operations.picking import drop_list
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, local, now, system_actor
from wangcai.orders.public import Order, OrderLine, WrongStage, about_order, move_order, report_short, states
from wangcai.shops.public import take_number
from wangcai.stock.public import NotInBin, mark_damaged, pick_plan

MOST_BOXES = 20


class NotPicked(Refusal):
    code = "not_picked"
    sentence = _("还没有配齐，请先完成配货。")


class NotChecked(Refusal):
    code = "not_checked"
    sentence = _("请先质检：看外包装、保质期和数量，再打包。")


class BadBoxes(Refusal):
    code = "bad_boxes"
    sentence = _("包裹数要在 1 到 20 之间。")
    field = "boxes"


@once
def check_quality(
    *, order: Order, passed: bool, by: Actor, line: OrderLine | None = None, missing: int = 1, note: str = "",
    photo: StoredFile | None = None, at: datetime | None = None,
) -> QualityCheck:  # fmt: skip
    """The picked goods were looked at. Not passed needs the line and a note; the customer is then asked (F39)."""
    by.require_at("delivery.check", order)
    at = at or now()
    if order.status != states.PICKING:
        raise WrongStage(number=order.number, status=str(states.LABELS[order.status]))
    picked = picked_list(order)
    if not passed and line is None:
        raise Missing(what=_("哪一件不合格"), field="line")
    if not passed and not clean_line(note):
        raise Missing(what=_("哪里不合格"), field="note")
    if line is not None and line.order_id != order.pk:
        raise NotFound
    check = QualityCheck.objects.create(
        chain_id=by.chain_id,
        order=order,
        line=line,
        passed=passed,
        note=clean_line(note),
        photo=photo,
        at=at,
        by=by.key,
    )
    item = line.text if line else ""
    record(QualityChecked(**about_order(order), check_id=check.pk, passed=passed, item=item), by=by, at=at)
    if not passed and line is not None:
        _send_back(picked, line, missing, check.note, by=by, at=at)
    return check


def picked_list(order: Order) -> PickList:
    """The finished pick list of an order. Refuses with NotPicked where there is none."""
    found = PickList.objects.of(order.chain_id).filter(order=order, state=PickList.State.PICKED)
    pick_list = found.select_related("order__store__chain", "store").order_by("-pk").first()
    if pick_list is None:
        raise NotPicked
    return pick_list


def _send_back(pick_list: PickList, line: OrderLine, missing: int, note: str, *, by: Actor, at: datetime) -> None:
    """Flawed pieces go to the damaged bin; the order goes back to 待确认 with an open exception.

    The line's promise ends first, otherwise the shelf would owe pieces it no longer has.
    """
    flawed = min(max(missing, 1), line.quantity)
    report_short(line=line, missing=flawed, kind="flawed", by=by, at=at)
    mover = by if by.may("stock.move", pick_list.store_id) else system_actor(by.chain_id)
    for row in pick_list.lines.filter(order_line=line, picked__gte=1):
        pieces = min(flawed, row.picked)
        PickLine.objects.of(by).filter(pk=row.pk, picked__gte=pieces).update(
            picked=F("picked") - pieces, short=F("short") + pieces
        )
        _to_damaged(row, pieces, note, by=mover, at=at)
        flawed -= pieces
        if not flawed:
            break
    drop_list(pick_list, by=by, at=at)


def _to_damaged(row: PickLine, pieces: int, note: str, *, by: Actor, at: datetime) -> None:
    """Book flawed pieces out of the bin and lot they were picked from.

    Where a till sale was booked on that bin meanwhile, the books take what expires first instead (as when goods leave).
    """
    store, facts = row.pick_list.store, {"variant_id": row.variant_id, "reason": note, "by": by, "at": at}
    try:
        with transaction.atomic():
            mark_damaged(store=store, lot_id=row.lot_id, bin_id=row.bin_id, quantity=pieces, **facts)
    except NotInBin:
        for other in pick_plan(store, [(row.order_line_id, row.variant_id, pieces)]):
            mark_damaged(store=store, lot_id=other.lot_id, bin_id=other.bin_id, quantity=other.quantity, **facts)


@once
def pack_order(*, order: Order, by: Actor, boxes: int = 1, at: datetime | None = None) -> Package:
    """Put the checked goods into `boxes` numbered boxes; the order is 待取/待发. Returns the first box.

    Refuses: NotPicked, NotChecked, BadBoxes, WrongStage.
    """
    by.require_at("delivery.check", order)
    at = at or now()
    if not 1 <= boxes <= MOST_BOXES:
        raise BadBoxes
    # A parcel that is under way may come back to 待发, so the table of moves alone would let it be packed again.
    if order.status != states.PICKING:
        raise WrongStage(number=order.number, status=str(states.LABELS[order.status]))
    pick_list = picked_list(order)
    checks = QualityCheck.objects.of(by).filter(order=order, passed=True, at__gte=pick_list.started_at)
    if not checks.exists():
        raise NotChecked
    cause = record(OrderPacked(**about_order(order), boxes=boxes), by=by, at=at)
    move_order(order=order, to=states.READY, by=by, at=at, cause=cause)
    packages = [
        Package.objects.create(
            chain_id=by.chain_id, order=order, number=package_number(order.store, at), packed_at=at, packed_by=by.key
        )
        for _box in range(boxes)
    ]
    return packages[0]


def package_number(store: Any, at: datetime) -> str:
    """The next box of the store's day, such as `XH-P261122-007`."""
    day = local(at, store.timezone).strftime("%y%m%d")
    return f"{store.code.upper()}-P{day}-{take_number(store, 'package', day):03d}"
