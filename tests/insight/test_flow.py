"""Time per stage, promises kept, forms that never came back."""

from datetime import date, timedelta

import pytest

from tests.cast import NOON, wanted
from tests.visits import at, build_services
from wangcai.booking.public import Want
from wangcai.care.public import book_visit, bookings_of, move_pet
from wangcai.insight.public import Period, on_time, paper_forms, stage_times
from wangcai.kernel.public import now
from wangcai.orders.public import cancel_order, confirm_order, move_order, order_for, place_order, print_forms
from wangcai.shops.public import change_setting, store_for


def after(minutes):
    return NOON + timedelta(minutes=minutes)


def test_minutes_at_each_stage_are_read_from_the_diary(shop):
    order = place_order(
        store=shop.store, order=wanted(shop, ("F2001", 1), wanted_at=after(200)), by=shop.clerk, at=after(0)
    )
    confirm_order(order=order, channel="phone", by=shop.clerk, at=after(20))
    move_order(order=order, to="picking", by=shop.manager, at=after(30))
    move_order(order=order, to="ready", by=shop.manager, at=after(130))
    other = place_order(
        store=shop.store, order=wanted(shop, ("F2002", 1), wanted_at=after(200)), by=shop.clerk, at=after(0)
    )
    cancel_order(order=other, reason="不要了", by=shop.clerk, at=after(60))
    times = {stage.status: stage for stage in stage_times(by=shop.manager)}
    assert set(times) == {"received", "confirmed", "picking"}
    assert (times["received"].orders, times["received"].median_minutes, times["received"].late) == (2, 40, 1)
    assert (
        times["confirmed"].median_minutes == 10
        and times["picking"].median_minutes == 100
        and times["picking"].late == 1
    )
    assert stage_times(by=shop.manager, period=Period(date(2026, 11, 23), None)) == []
    assert stage_times(by=shop.by("boss"), store=shop.sister) == []


def test_late_is_what_the_store_calls_late(shop):
    change_setting(store=shop.store, key="stages.received", value=15, by=shop.manager)
    shop.store.refresh_from_db()
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 1)), by=shop.clerk, at=after(0))
    assert order.due_at == after(15)
    change_setting(store=shop.store, key="stages.confirmed", value=120, by=shop.manager)
    confirm_order(order=order_for(shop.clerk, order.pk), channel="phone", by=shop.clerk, at=after(20))
    assert order_for(shop.clerk, order.pk).due_at == after(140)
    (received,) = stage_times(by=shop.manager, store=store_for(shop.manager, shop.store.pk))
    assert (received.allowed_minutes, received.late) == (15, 1)


def test_a_promise_is_kept_when_the_goods_are_handed_over_in_time(shop):
    for sku, done in (("F2001", 90), ("F2002", 250)):
        order = place_order(
            store=shop.store, order=wanted(shop, (sku, 1), wanted_at=after(200)), by=shop.clerk, at=after(0)
        )
        confirm_order(order=order, channel="phone", by=shop.clerk, at=after(1))
        for minutes, status in ((2, "picking"), (3, "ready"), (done, "delivered")):
            move_order(order=order, to=status, by=shop.manager, at=after(minutes))
    found = {promise.label: promise for promise in on_time(by=shop.by("boss"))}
    assert (found["徐汇店"].orders, found["徐汇店"].on_time, found["徐汇店"].share) == (2, 1, 0.5)
    assert found["静安店"].share is None


def test_forms_that_never_came_back(shop):
    print_forms(store=shop.store, count=3, by=shop.manager, at=now() - timedelta(days=3))
    print_forms(store=shop.store, count=2, by=shop.manager)
    (forms,) = paper_forms(by=shop.manager)
    assert (forms.printed, forms.missing, forms.keyed, forms.void) == (5, 3, 0, 0)


@pytest.mark.parametrize("report", [stage_times, on_time, paper_forms])
def test_whoever_may_not_see_reports_sees_none(shop, report):
    from wangcai.kernel.public import NotAllowed

    with pytest.raises(NotAllowed):
        report(by=shop.groomer)


def test_a_stay_of_five_days_is_no_late_order(shop):
    services = build_services(shop)
    want = Want(services.offer["V1001"].pk, at(10), pet_id=shop.shandian.pk)
    visit = book_visit(store=shop.store, customer=shop.wang, wants=[want], by=shop.clerk, at=at(8))
    booking = bookings_of(visit)[0]
    for state, hour in (("arrived", 10), ("ready", 12), ("done", 20)):
        move_pet(booking=booking, to=state, by=shop.clerk, at=at(hour))
    assert stage_times(by=shop.manager, store=shop.store) == []
    assert sum(row.orders for row in on_time(by=shop.manager, store=shop.store)) == 0
