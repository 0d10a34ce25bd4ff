"""Leaving, arriving, coming back: by carrier and by the shop's own driver."""

from datetime import timedelta

import pytest

from tests.cast import NOON
from tests.delivery.way import DELIVERY, packed, ready_to_ship
from wangcai.delivery import carriers
from wangcai.delivery.public import (
    BadSlot,
    CarrierFailed,
    DriverBusy,
    GoesByRun,
    NoStops,
    NoWayChosen,
    Run,
    RunNotThere,
    Shipment,
    StopNotReady,
    StopsLeft,
    book_carrier,
    carrier_called_back,
    choose_way,
    drop_run,
    end_run,
    fail_delivery,
    plan_run,
    poll_carriers,
    register_carrier,
    ship_order,
    start_run,
)
from wangcai.journal.public import Entry, drain
from wangcai.kernel.public import Missing, NotFound
from wangcai.messages.public import Message
from wangcai.orders.public import Order, WrongStage
from wangcai.stock.public import Level, Move


def status(order):
    return Order.objects.of(order.chain_id).values_list("status", flat=True).get(pk=order.pk)


def level(shop, sku="F2001"):
    row = Level.objects.of(shop.chain).get(store=shop.store, variant=shop.goods[sku])
    return row.on_hand, row.promised


def by_courier(shop, **more):
    order, _shipment = ready_to_ship(shop, ("F2001", 2), method="courier", **more)
    return order, ship_order(order=order, carrier="顺丰", tracking="SF123", by=shop.picker, at=NOON)


def test_shipping_needs_a_way_and_a_number(shop):
    order = packed(shop, ("F2001", 1), **DELIVERY)
    with pytest.raises(NoWayChosen):
        ship_order(order=order, tracking="SF1", by=shop.picker)
    order, _shipment = ready_to_ship(shop, ("F2001", 1), method="courier")
    with pytest.raises(Missing):
        ship_order(order=order, by=shop.picker)
    own, _shipment = ready_to_ship(shop, ("F2001", 1))
    with pytest.raises(GoesByRun):
        ship_order(order=own, tracking="1", by=shop.picker)
    assert {status(order), status(own)} == {"ready"}
    assert not Shipment.objects.of(shop.chain).filter(left_at__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_the_goods_leave_when_the_parcel_does_and_the_customer_gets_the_number(shop):
    order, shipment = by_courier(shop)
    assert status(order) == "shipped" and shipment.state == "on_the_way"
    assert level(shop) == (18, 0)
    drain()
    told = Message.objects.of(shop.chain).get(event="order_shipped")
    assert "SF123" in told.body and "快递" in told.body
    with pytest.raises(NoWayChosen):
        ship_order(order=packed(shop, ("F2001", 1), **DELIVERY), tracking="X", by=shop.picker)
    with pytest.raises(WrongStage):
        ship_order(order=order, carrier="顺丰", tracking="SF123", by=shop.picker)
    assert level(shop) == (18, 1)


def test_the_same_request_ships_once(shop):
    order, _shipment = ready_to_ship(shop, ("F2001", 2), method="courier")
    for _click in range(10):
        ship_order(
            order=Order.objects.of(shop.chain).get(pk=order.pk), tracking="SF1", by=shop.picker, request_key="k1"
        )
    assert level(shop) == (18, 0)
    assert Entry.objects.filter(what="shipment.left").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_call_back_may_come_twice_late_or_for_nobody(shop):
    order, shipment = by_courier(shop)
    system = {"chain_id": shop.chain.pk, "carrier": "顺丰", "tracking": "SF123", "by": shop.manager}
    carrier_called_back(**system, status="on_the_way", at=NOON)
    for _time in range(3):
        carrier_called_back(**system, status="arrived", at=NOON + timedelta(hours=20))
    carrier_called_back(**system, status="failed", at=NOON + timedelta(hours=21))
    drain()
    assert status(order) == "delivered"
    assert Entry.objects.filter(what="shipment.arrived").count() == 1
    assert Entry.objects.filter(what="order.accepted").count() == 1
    for wrong in ({"tracking": "SF999"}, {"status": "eaten"}, {"tracking": ""}, {"chain_id": shop.chain.pk + 1}):
        with pytest.raises(NotFound):
            carrier_called_back(**{**system, "status": "arrived", **wrong})


@pytest.mark.django_db(transaction=True)
def test_a_lost_call_back_is_asked_for(shop):
    class Quiet:
        label, methods, answer, asked = "静", ("courier",), ("on_the_way", ""), 0

        def book(self, booking, *, timeout):
            return f"Q{booking.key}"

        def track(self, tracking, *, timeout):
            self.asked += 1
            if self.answer is None:
                raise CarrierFailed("down")
            return self.answer

    quiet = Quiet()
    register_carrier("quiet", quiet)
    try:
        order, shipment = ready_to_ship(shop, ("F2001", 1), method="courier")
        tracking = book_carrier(shipment, "quiet")
        ship_order(order=order, carrier="quiet", tracking=tracking, by=shop.picker, at=NOON)
        assert poll_carriers(at=NOON + timedelta(minutes=5)) == 0 and quiet.asked == 0
        assert poll_carriers(at=NOON + timedelta(minutes=11)) == 0 and quiet.asked == 1
        quiet.answer = None
        assert poll_carriers(at=NOON + timedelta(minutes=30)) == 0
        quiet.answer = ("arrived", "")
        assert poll_carriers(at=NOON + timedelta(minutes=50)) == 1
        drain()
        assert status(order) == "delivered"
    finally:
        carriers._carriers.pop("quiet")


def test_a_failed_delivery_waits_to_go_out_again_without_leaving_stock_twice(shop):
    order, _shipment = by_courier(shop)
    with pytest.raises(Missing):
        fail_delivery(order=order, reason=" ", by=shop.picker)
    fail_delivery(order=order, reason="家里没人", by=shop.picker, at=NOON)
    assert status(order) == "ready" and level(shop) == (18, 0)
    choose_way(order=order, method="courier", km=3, by=shop.picker, at=NOON)
    ship_order(order=order, tracking="SF124", by=shop.picker, at=NOON)
    assert status(order) == "shipped" and level(shop) == (18, 0)
    assert Move.objects.of(shop.chain).filter(why="sale").count() == 1


def tour(shop, *shipments, driver="xiaoli", start=0, hours=2, **more):
    slot = NOON + timedelta(hours=start)
    return plan_run(
        store=shop.store, driver=shop.people[driver], slot_from=slot, slot_to=slot + timedelta(hours=hours),
        shipment_ids=[s.pk for s in shipments], by=shop.manager, at=NOON, **more,
    )  # fmt: skip


def test_a_tour_goes_out_with_all_its_stops_and_comes_back(shop):
    one, first = ready_to_ship(shop, ("F2001", 2))
    two, second = ready_to_ship(shop, ("S3001", 1))
    run = tour(shop, second, first)
    assert list(run.shipments.order_by("stop").values_list("order_id", flat=True)) == [two.pk, one.pk]
    start_run(run=run, by=shop.picker, at=NOON)
    assert {status(one), status(two)} == {"shipped"}
    assert level(shop) == (18, 0)
    with pytest.raises(StopsLeft):
        end_run(run=run, by=shop.picker)
    for order in (one, two):
        fail_delivery(order=Order.objects.of(shop.chain).get(pk=order.pk), reason="没人", by=shop.picker, at=NOON)
    assert end_run(run=run, by=shop.picker).state == "back"
    with pytest.raises(RunNotThere):
        end_run(run=run, by=shop.picker)


def test_a_driver_has_one_tour_at_a_time(shop):
    _one, first = ready_to_ship(shop, ("F2001", 1))
    _two, second = ready_to_ship(shop, ("F2001", 1))
    _three, third = ready_to_ship(shop, ("F2001", 1))
    tour(shop, first)
    for start in (0, 1, -1):
        with pytest.raises(DriverBusy):
            tour(shop, second, start=start)
    assert Run.objects.of(shop.chain).count() == 1
    later = tour(shop, second, start=2)
    elsewhere = tour(shop, third, driver="laozhou")
    start_run(run=Run.objects.of(shop.chain).order_by("pk").first(), by=shop.picker, at=NOON)
    with pytest.raises(DriverBusy):
        start_run(run=later, by=shop.picker, at=NOON)
    assert Run.objects.of(shop.chain).get(pk=later.pk).state == "planned"
    assert start_run(run=elsewhere, by=shop.manager, at=NOON).state == "out"


def test_what_cannot_be_planned(shop):
    _order, shipment = ready_to_ship(shop, ("F2001", 1))
    with pytest.raises(NoStops):
        tour(shop)
    with pytest.raises(BadSlot):
        tour(shop, shipment, hours=0)
    with pytest.raises(NotFound):
        tour(shop, shipment, shipment, shipment.__class__(pk=10**9))
    assert not Run.objects.of(shop.chain).exists()
    run = tour(shop, shipment)
    drop_run(run=run, by=shop.manager)
    assert Shipment.objects.of(shop.chain).get().run is None
    again = tour(shop, shipment)
    Order.objects.of(shop.chain).update(status="picking")
    with pytest.raises(StopNotReady):
        start_run(run=again, by=shop.picker)
    assert Run.objects.of(shop.chain).get(pk=again.pk).state == "planned"
