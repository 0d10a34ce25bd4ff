"""Confirmation, change, cancellation, stock-out and answer: each with what must not happen."""

from datetime import timedelta

import pytest

from tests.cast import NOON, put_on_shelf, wanted
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.orders.public import (
    AlreadyAnswered,
    Changes,
    Confirmation,
    InformationMissing,
    NewLine,
    Order,
    OrderException,
    StillWaiting,
    WrongStage,
    answer_offer,
    cancel_order,
    change_order,
    confirm_order,
    fill_waiting,
    missing_information,
    move_order,
    offer_way_out,
    order_for,
    place_order,
    report_short,
    state_line,
    states,
)
from wangcai.stock.public import Level, OutOfStock


def place(shop, *pairs, **more):
    return place_order(store=shop.store, order=wanted(shop, *pairs, **more), by=shop.clerk, at=NOON)


def level(shop, sku):
    row = Level.objects.of(shop.chain).get(store=shop.store, variant=shop.goods[sku])
    return row.on_hand, row.promised


def whats(order):
    return list(
        Entry.objects.filter(subject_kind="order", subject_id=order.pk).order_by("id").values_list("what", flat=True)
    )


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"fulfilment": "delivery"}, ["address", "wanted_at"]),
        (
            {"fulfilment": "delivery", "contact_phone": "", "address": "钦州路 9 号", "wanted_at": NOON},
            ["contact_phone"],
        ),
        ({"occasion": "birthday"}, ["wanted_at"]),
        ({"contact_name": "", "customer_id": None, "contact_phone": ""}, ["contact_name", "contact_phone"]),
        ({}, []),
    ],
)
def test_what_must_be_known_depends_on_delivery_and_occasion(shop, more, fields):
    order = place(shop, ("F2001", 1), **more)
    assert [name for name, _label in missing_information(order)] == fields
    if fields:
        with pytest.raises(InformationMissing) as refused:
            confirm_order(order=order, channel="phone", by=shop.clerk)
        assert refused.value.details["fields"] == fields
        assert Order.objects.of(shop.chain).get(pk=order.pk).status == "received"
        assert not Confirmation.objects.of(shop.chain).exists()
    else:
        assert confirm_order(order=order, channel="phone", by=shop.clerk).status == "confirmed"
        assert whats(order) == ["order.placed", "order.confirmed"]


def test_an_order_is_confirmed_once(shop):
    order = place(shop, ("F2001", 1))
    stale = order_for(shop.clerk, order.pk)
    confirm_order(order=order, channel="phone", by=shop.clerk)
    with pytest.raises(WrongStage):
        confirm_order(order=stale, channel="phone", by=shop.clerk)
    assert Confirmation.objects.of(shop.chain).count() == 1


def test_a_groomer_cannot_confirm(shop):
    order = place(shop, ("F2001", 1))
    with pytest.raises(NotAllowed):
        confirm_order(order=order, channel="phone", by=shop.groomer)
    assert whats(order) == ["order.placed"]


def test_changing_asks_for_a_new_confirmation_and_moves_the_promise(shop):
    order = place(shop, ("F2001", 2), ("S3001", 1))
    confirm_order(order=order, channel="phone", by=shop.clerk)
    food, snack = order.lines.all()
    changes = Changes(
        fields={"wishes": "送到门卫"}, quantities={food.pk: 3, snack.pk: 0}, added=(NewLine(shop.goods["F2002"].pk, 1),)
    )
    change_order(order=order, changes=changes, by=shop.clerk)
    order.refresh_from_db()
    assert (order.status, order.version, order.wishes) == ("received", 2, "送到门卫")
    assert order.total_fen == 3 * 16800 + 18900
    assert (level(shop, "F2001"), level(shop, "S3001"), level(shop, "F2002")) == ((20, 3), (20, 0), (20, 1))
    confirm_order(order=order, channel="phone", by=shop.clerk)
    assert Confirmation.objects.of(shop.chain).filter(order=order).count() == 2


def test_a_change_that_cannot_be_promised_leaves_everything_as_it_was(shop):
    order = place(shop, ("F2001", 2))
    line = order.lines.get()
    with pytest.raises(OutOfStock):
        change_order(order=order, changes=Changes(quantities={line.pk: 21}), by=shop.clerk)
    order = order_for(shop.clerk, order.pk)
    assert (order.version, order.total_fen, level(shop, "F2001")) == (1, 33600, (20, 2))


def test_two_people_changing_the_same_order_do_not_overwrite_each_other(shop):
    order = place(shop, ("F2001", 2))
    stale = order_for(shop.clerk, order.pk)
    change_order(order=order, changes=Changes(fields={"note": "第一个"}), by=shop.clerk)
    with pytest.raises(WrongStage):
        change_order(order=stale, changes=Changes(fields={"note": "第二个"}), by=shop.manager)
    assert order_for(shop.clerk, order.pk).note == "第一个"


def test_unknown_fields_cannot_be_changed(shop):
    order = place(shop, ("F2001", 1))
    with pytest.raises(NotFound):
        change_order(order=order, changes=Changes(fields={"total_fen": 1}), by=shop.clerk)
    assert order_for(shop.clerk, order.pk).total_fen == 16800


def test_cancelling_frees_the_goods_and_needs_a_reason(shop):
    order = place(shop, ("F2001", 2))
    with pytest.raises(Missing):
        cancel_order(order=order, reason=" ", by=shop.clerk)
    assert level(shop, "F2001") == (20, 2)
    cancel_order(order=order, reason="顾客改主意", by=shop.clerk)
    assert level(shop, "F2001") == (20, 0)
    assert whats(order) == ["order.placed", "order.cancelled"]
    with pytest.raises(WrongStage):
        cancel_order(order=order_for(shop.clerk, order.pk), reason="再来一次", by=shop.clerk)


def stock_out(shop):
    order = place(shop, ("F2001", 1), ("F2002", 21), allow_stock_out=True)
    return order, OrderException.objects.of(shop.chain).get(order=order)


def test_nothing_is_confirmed_while_an_answer_is_missing(shop):
    order, _opened = stock_out(shop)
    with pytest.raises(StillWaiting):
        confirm_order(order=order, channel="phone", by=shop.clerk)


def test_waiting_for_goods_then_they_come(shop):
    order, opened = stock_out(shop)
    offer_way_out(exception=opened, wait_until=(NOON + timedelta(days=3)).date(), by=shop.clerk)
    answer_offer(exception=opened, choice="wait", channel="phone", by=shop.clerk)
    with pytest.raises(StillWaiting):
        confirm_order(order=order, channel="phone", by=shop.clerk)
    Level.objects.of(shop.chain).filter(variant=shop.goods["F2002"]).update(on_hand=30)
    line = order.lines.get(variant=shop.goods["F2002"])
    assert fill_waiting(line, at=NOON)
    assert confirm_order(order=order_for(shop.clerk, order.pk), channel="phone", by=shop.clerk).status == "confirmed"


def test_a_flawed_piece_costs_less(shop):
    order, opened = stock_out(shop)
    put_on_shelf(shop, shop.goods["F2002"], 21, bin=shop.damaged)
    offer_way_out(exception=opened, flawed_off=2000, by=shop.clerk)
    answer_offer(exception=opened, choice="flawed", channel="phone", by=shop.clerk)
    order.refresh_from_db()
    assert order.total_fen == 16800 + 21 * 18900 * 8 // 10
    assert level(shop, "F2002") == (20, 0)  # a flawed piece takes nothing from the good ones


def test_a_substitute_is_priced_and_promised(shop):
    order, opened = stock_out(shop)
    offer_way_out(exception=opened, substitute_id=shop.goods["F2001"].pk, by=shop.clerk)
    with pytest.raises(OutOfStock):
        answer_offer(exception=opened, choice="substitute", channel="phone", by=shop.clerk)
    opened.refresh_from_db()
    assert opened.answered_at is None and order_for(shop.clerk, order.pk).total_fen == order.total_fen


def test_an_answer_counts_once(shop):
    order, opened = stock_out(shop)
    offer_way_out(exception=opened, cancel=True, by=shop.clerk)
    stale = OrderException.objects.of(shop.chain).get(pk=opened.pk)
    answer_offer(exception=opened, choice="cancel", channel="portal", by=shop.clerk)
    with pytest.raises(AlreadyAnswered):
        answer_offer(exception=stale, choice="cancel", channel="phone", by=shop.clerk)
    order.refresh_from_db()
    assert order.total_fen == 16800


def test_short_picking_sends_the_order_back(shop):
    order = place(shop, ("F2001", 2))
    confirm_order(order=order, channel="phone", by=shop.clerk)
    move_order(order=order, to=states.PICKING, by=shop.picker)
    report_short(line=order.lines.get(), missing=1, by=shop.picker)
    order.refresh_from_db()
    assert (order.status, level(shop, "F2001")) == ("received", (20, 0))
    assert OrderException.objects.of(shop.chain).filter(order=order, kind="short", answered_at=None).count() == 1


def test_statuses_move_only_as_the_table_says(shop):
    for start, targets in states.MOVES.items():
        for to in states.LABELS:
            order = place(shop, ("S3001", 1))
            Order.objects.of(shop.chain).filter(pk=order.pk).update(status=start)
            order.refresh_from_db()
            if to in targets:
                assert move_order(order=order, to=to, by=shop.clerk).status == to
            else:
                with pytest.raises(WrongStage):
                    move_order(order=order, to=to, by=shop.clerk)
            Order.objects.of(shop.chain).filter(pk=order.pk).update(status="received")
            cancel_order(order=order_for(shop.clerk, order.pk), reason="试", by=shop.clerk)


def test_the_state_line_names_the_late_stage(shop):
    order = place(shop, ("F2001", 1))
    assert [s.state for s in state_line(order, NOON)] == ["current"] + ["ahead"] * 5
    late = state_line(order, NOON + timedelta(hours=1))
    assert (late[0].state, late[0].due_at) == ("late", NOON + timedelta(minutes=30))


def test_an_order_of_another_store_is_not_found(shop):
    order = place(shop, ("F2001", 1))
    with pytest.raises(NotFound):
        order_for(shop.by("jingan"), order.pk)
    with pytest.raises(NotFound):
        order_for(shop.by("jingan"), order.number)
    assert order_for(shop.by("boss"), str(order.public_id)).pk == order.pk
