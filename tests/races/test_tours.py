"""A driver is in one car at a time, whoever plans and starts his tours."""

import pytest

from tests.cast import NOON, put_on_shelf
from tests.delivery.way import ready_to_ship
from tests.races import careless
from tests.races.crowd import at_once
from wangcai.delivery.operations import touring
from wangcai.delivery.public import DriverBusy, Run, Shipment, plan_run, start_run
from wangcai.kernel.public import Refusal, writing

pytestmark = pytest.mark.race


@pytest.fixture
def goods(shop):
    put_on_shelf(shop, shop.goods["S3001"], 20)
    return shop


def parcels(shop, count):
    return [ready_to_ship(shop, ("S3001", 1))[1].pk for _number in range(count)]


def plan(shop, shipment, *, start, end, by=None):
    return plan_run(
        store=shop.store, driver=shop.people["xiaoli"], slot_from=start, slot_to=end, shipment_ids=[shipment],
        by=by or shop.manager, at=NOON,
    )  # fmt: skip


def served(results):
    return [r for r in results if not isinstance(r, Refusal)]


def test_a_driver_gets_one_of_many_tours(goods):
    shipments, end, manager = parcels(goods, 4), NOON.replace(hour=6), goods.manager
    results = at_once(
        4, lambda n: plan(goods, shipments[n], start=NOON.replace(minute=n), end=end, by=manager), threads=4
    )
    assert len(served(results)) == 1 and Run.objects.of(goods.chain).count() == 1
    assert {type(r) for r in results if isinstance(r, Refusal)} == {DriverBusy}
    assert Shipment.objects.of(goods.chain).filter(run__isnull=False).count() == 1


def test_control_a_look_before_the_turn_gives_one_driver_two_tours(goods, monkeypatch):
    """Both planners find the driver free, then both plan: the look inside the turn is off."""
    shipments, end, manager, looked = parcels(goods, 2), NOON.replace(hour=6), goods.manager, careless.look_together(2)
    monkeypatch.setattr(touring, "COMING", ())

    def act(n):
        free = not Run.objects.of(goods.chain).filter(driver=goods.people["xiaoli"]).exists()
        looked()
        return free and plan(goods, shipments[n], start=NOON.replace(minute=n), end=end, by=manager)

    assert len(served(at_once(2, act, threads=2))) == Run.objects.of(goods.chain).count() == 2


def two_tours(shop):
    one, two = parcels(shop, 2)
    first = plan(shop, one, start=NOON, end=NOON.replace(hour=5))
    return first, plan(shop, two, start=NOON.replace(hour=6), end=NOON.replace(hour=7))


def test_a_driver_starts_one_of_two_tours(goods):
    tours, driver = two_tours(goods), goods.picker
    results = at_once(2, lambda n: start_run(run=tours[n], by=driver, at=NOON), threads=2)
    assert len(served(results)) == 1
    assert [type(r) for r in results if isinstance(r, Refusal)] == [DriverBusy]
    assert Run.objects.of(goods.chain).filter(state="out").count() == 1
    assert Shipment.objects.of(goods.chain).filter(state="on_the_way").count() == 1


def test_control_without_the_key_of_the_database_he_starts_both(goods):
    tours, driver = two_tours(goods), goods.picker
    with careless.without_index("driver_one_run_out"):
        results = at_once(2, lambda n: start_run(run=tours[n], by=driver, at=NOON), threads=2)
        out = Run.objects.of(goods.chain).filter(state="out").count()
        with writing():
            Run.objects.of(goods.chain).update(state="back")
    assert len(served(results)) == out == 2
