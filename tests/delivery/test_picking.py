"""From confirmed to packed: each piece by its code, and what must not happen on the way."""

from datetime import date

import pytest

from tests.cast import NOON, build_shop, put_on_shelf, wanted
from tests.delivery.way import confirmed, packed, picked, picking
from wangcai.delivery.public import (
    BadBoxes,
    LinePicked,
    NotAllPicked,
    NotChecked,
    NotPicked,
    Package,
    PickingOver,
    PickLine,
    PickList,
    QualityCheck,
    WrongItem,
    WrongLot,
    check_quality,
    finish_picking,
    pack_order,
    pick_line_for,
    pick_list_for,
    picking_queue,
    report_short_pick,
    scan_pick,
    start_picking,
    tick_pick,
    walk_of,
)
from wangcai.journal.public import Entry, drain
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.orders.public import (
    Order,
    OrderException,
    WrongStage,
    answer_offer,
    cancel_order,
    confirm_order,
    offer_way_out,
    place_order,
)
from wangcai.stock.public import Bin, Holding, Level, Lot


def barcode(shop, sku):
    return shop.goods[sku].barcodes.get().code


def status(order):
    return Order.objects.of(order.chain_id).values_list("status", flat=True).get(pk=order.pk)


def test_nothing_is_picked_before_it_is_confirmed(shop):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk, at=NOON)
    with pytest.raises(WrongStage):
        start_picking(order=order, by=shop.picker)
    assert status(order) == "received"
    assert not PickList.objects.of(shop.chain).exists()


def test_who_may_not_pick_does_not_start(shop):
    order = confirmed(shop, ("F2001", 1))
    with pytest.raises(NotAllowed):
        start_picking(order=order, by=shop.groomer)
    assert status(order) == "confirmed"


def test_the_walk_goes_by_bin_and_takes_what_expires_first(shop):
    near = Bin.objects.create(chain=shop.chain, store=shop.store, code="A-00", walk=0)
    variant = shop.goods["F2001"]
    soon = Lot.objects.create(chain=shop.chain, variant=variant, code="L0", expires_on=date(2027, 1, 1))
    Holding.objects.create(chain=shop.chain, store=shop.store, variant=variant, bin=near, lot=soon, quantity=3)
    put_on_shelf(shop, variant, 3, bin=Bin.objects.create(chain=shop.chain, store=shop.store, code="Z", walk=9))
    _order, pick_list = picking(shop, ("S3001", 1), ("F2001", 5))
    assert [(r.bin.code, r.lot.code, r.variant.sku, r.quantity) for r in walk_of(pick_list)] == [
        ("A-00", "L0", "F2001", 3), ("A-01", "L1", "F2001", 2), ("A-01", "L1", "S3001", 1),
    ]  # fmt: skip


def test_a_second_order_s_picker_is_sent_to_other_pieces(shop):
    near = Bin.objects.create(chain=shop.chain, store=shop.store, code="A-00", walk=0)
    put_on_shelf(shop, shop.goods["F2001"], 2, bin=near)
    _one, first = picking(shop, ("F2001", 2))
    _two, second = picking(shop, ("F2001", 2))
    assert [r.bin.code for r in walk_of(first)] == ["A-00"]
    assert [r.bin.code for r in walk_of(second)] == ["A-01"]


def test_right_codes_fill_the_list_and_wrong_ones_change_nothing(shop):
    order, pick_list = picking(shop, ("F2001", 2), ("S3001", 1))
    for wrong in (barcode(shop, "F2002"), "000", "", "'; DROP TABLE"):
        with pytest.raises(WrongItem):
            scan_pick(pick_list=pick_list, code=wrong, by=shop.picker)
    assert sum(r.picked for r in walk_of(pick_list)) == 0
    scan_pick(pick_list=pick_list, code=barcode(shop, "F2001"), by=shop.picker)
    with pytest.raises(NotAllPicked) as left:
        finish_picking(pick_list=pick_list, by=shop.picker)
    assert left.value.details["left"] == 2
    scan_pick(pick_list=pick_list, code="F2001", by=shop.picker)
    with pytest.raises(LinePicked):
        scan_pick(pick_list=pick_list, code=barcode(shop, "F2001"), by=shop.picker)
    scan_pick(pick_list=pick_list, code=barcode(shop, "S3001"), by=shop.picker)
    finish_picking(pick_list=pick_list, by=shop.picker)
    assert pick_list.state == "picked"
    with pytest.raises(PickingOver):
        finish_picking(pick_list=pick_list, by=shop.picker)
    with pytest.raises(PickingOver):
        scan_pick(pick_list=pick_list, code="F2001", by=shop.picker)
    assert Entry.objects.filter(what="picking.pieces").count() == 3
    assert status(order) == "picking"


def test_the_lot_is_confirmed_too(shop):
    _order, pick_list = picking(shop, ("F2001", 1))
    with pytest.raises(WrongLot):
        scan_pick(pick_list=pick_list, code="F2001", lot_code="L9", by=shop.picker)
    [line] = walk_of(pick_list)
    assert line.picked == 0
    assert scan_pick(pick_list=pick_list, code="F2001", lot_code="L1", by=shop.picker).picked == 1


def test_a_case_counts_its_pieces_but_never_too_many(shop):
    shop.goods["F2001"].barcodes.update(pieces=12)
    _order, pick_list = picking(shop, ("F2001", 5))
    assert scan_pick(pick_list=pick_list, code=barcode(shop, "F2001"), by=shop.picker).picked == 5


def test_ticking_too_many_is_refused(shop):
    _order, pick_list = picking(shop, ("F2001", 2))
    [line] = walk_of(pick_list)
    for pieces in (3, 0, -1):
        with pytest.raises(LinePicked):
            tick_pick(pick_line=line, quantity=pieces, by=shop.picker)
    assert PickLine.objects.of(shop.chain).get().picked == 0


def test_short_goes_back_to_the_customer_and_picking_starts_afresh_after_the_answer(shop):
    order, pick_list = picking(shop, ("F2001", 3), ("S3001", 1))
    line = next(r for r in walk_of(pick_list) if r.variant.sku == "F2001")
    report_short_pick(pick_line=line, missing=1, by=shop.picker, at=NOON)
    assert status(order) == "received"
    assert OrderException.objects.of(shop.chain).get().missing == 1
    assert PickList.objects.of(shop.chain).get().state == "dropped"
    level = Level.objects.of(shop.chain).get(variant=shop.goods["F2001"])
    assert (level.on_hand, level.promised) == (20, 0)
    with pytest.raises(PickingOver):
        finish_picking(pick_list=PickList.objects.of(shop.chain).get(), by=shop.picker)


def test_a_flawed_piece_leaves_the_shelf_and_the_customer_is_asked(shop):
    order, _list = picked(shop, ("F2001", 2))
    line = order.lines.get()
    with pytest.raises(Missing):
        check_quality(order=order, passed=False, line=line, by=shop.clerk)
    assert not QualityCheck.objects.of(shop.chain).exists()
    check_quality(order=order, passed=False, line=line, note="袋子破了", by=shop.clerk, at=NOON)
    assert status(order) == "received"
    assert OrderException.objects.of(shop.chain).get().kind == "flawed"
    level = Level.objects.of(shop.chain).get(variant=shop.goods["F2001"])
    assert (level.on_hand, level.promised) == (19, 0)
    assert Holding.objects.of(shop.chain).get(variant=shop.goods["F2001"], bin__kind="damaged").quantity == 1


def test_packing_needs_picking_and_a_look(shop):
    order, pick_list = picking(shop, ("F2001", 1))
    with pytest.raises(NotPicked):
        check_quality(order=order, passed=True, by=shop.picker)
    with pytest.raises(NotPicked):
        pack_order(order=order, by=shop.picker)
    tick_pick(pick_line=walk_of(pick_list)[0], by=shop.picker, at=NOON)
    finish_picking(pick_list=pick_list, by=shop.picker, at=NOON)
    with pytest.raises(NotChecked):
        pack_order(order=order, by=shop.picker)
    check_quality(order=order, passed=True, by=shop.picker, at=NOON)
    for boxes in (0, 21):
        with pytest.raises(BadBoxes):
            pack_order(order=order, boxes=boxes, by=shop.picker)
    assert status(order) == "picking" and not Package.objects.of(shop.chain).exists()
    pack_order(order=order, boxes=2, by=shop.picker, at=NOON)
    assert status(order) == "ready"
    assert list(Package.objects.of(shop.chain).values_list("number", flat=True)) == ["XH-P261122-001", "XH-P261122-002"]
    with pytest.raises(WrongStage):
        pack_order(order=order, by=shop.picker, at=NOON)
    assert Package.objects.of(shop.chain).count() == 2


def test_the_goods_stay_on_hand_until_they_leave(shop):
    packed(shop, ("F2001", 2))
    level = Level.objects.of(shop.chain).get(variant=shop.goods["F2001"])
    assert (level.on_hand, level.promised) == (20, 2)


@pytest.mark.django_db(transaction=True)
def test_a_cancelled_order_ends_its_walk(shop):
    order, pick_list = picking(shop, ("F2001", 1))
    order.refresh_from_db()
    cancel_order(order=order, reason="客人不要了", by=shop.clerk)
    drain()
    pick_list.refresh_from_db()
    assert pick_list.state == "dropped"


def test_services_need_no_picking(shop):
    order = confirmed(shop, ("B9001", 1), ("S3001", 1))
    pick_list = start_picking(order=order, by=shop.picker, at=NOON)
    assert [r.variant.sku for r in walk_of(pick_list)] == ["S3001"]


def test_strangers_find_nothing(shop):
    _order, pick_list = picking(shop, ("F2001", 1))
    other = build_shop("laifu", stock=0)
    for stranger in (other.manager, shop.by("jingan")):
        with pytest.raises(NotFound):
            pick_list_for(stranger, pick_list.pk)
    _two, second = picking(shop, ("S3001", 1))
    with pytest.raises(NotFound):
        pick_line_for(shop.picker, pick_list, walk_of(second)[0].pk)


def test_the_queue_is_by_urgency_in_four_queries(shop, django_assert_max_num_queries):
    for _number in range(4):
        confirmed(shop, ("F2001", 1))
    picking(shop, ("S3001", 2))
    by = shop.picker
    with django_assert_max_num_queries(4):
        queue = picking_queue(by, shop.store)
    assert len(queue) == 5
    assert sorted(w.pieces for w in queue) == [1, 1, 1, 1, 2]


def test_confirm_again_after_short(shop):
    order, pick_list = picking(shop, ("F2001", 3))
    report_short_pick(pick_line=walk_of(pick_list)[0], missing=1, by=shop.picker, at=NOON)
    order.refresh_from_db()
    exception = OrderException.objects.of(shop.chain).get()
    offer_way_out(exception=exception, substitute_id=shop.goods["F2002"].pk, by=shop.clerk, at=NOON)
    answer_offer(exception=exception, choice="substitute", channel="phone", by=shop.clerk, at=NOON)
    order = Order.objects.of(shop.chain).get(pk=order.pk)
    confirm_order(order=order, channel="phone", by=shop.clerk, at=NOON)
    again = start_picking(order=order, by=shop.picker, at=NOON)
    assert [r.variant.sku for r in walk_of(again)] == ["F2002"]
