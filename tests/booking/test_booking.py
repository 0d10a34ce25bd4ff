"""Booking a set of resources: all or nothing, by the rules, and cheap (F18, F20, F21)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Booking, Hold, SlotTaken, Want, book

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    shop = build_shop()
    shop.services = build_services(shop)
    return shop


def want(shop, sku="V1001", starts=None, **more):
    more.setdefault("pet_id", shop.shandian.pk)
    more.setdefault("customer_id", shop.wang.pk)
    return Want(shop.services.offer[sku].pk, starts or at(10), **more)


def make(shop, *wants, **more):
    return book(store=shop.store, wants=wants, by=more.pop("by", None) or shop.clerk, at=NOON, **more)


def test_a_booking_takes_a_person_and_a_table(shop):
    [booking] = make(shop, want(shop, minutes=60))
    assert (booking.worker_id, booking.state, booking.minutes) == (shop.services.mei.pk, "booked", 60)
    holds = Hold.objects.of(shop.chain).values_list("resource__code", "begins", "ends")
    begins = int(at(10).timestamp()) // 60
    assert sorted(holds) == [("T1", begins, begins + 75), ("W1", begins, begins + 75)]
    assert (booking.starts_at, booking.ends_at) == (at(10), at(11))


def test_the_second_is_told_the_next_three_times_and_they_work(shop):
    make(shop, want(shop))
    with pytest.raises(SlotTaken) as refused:
        make(shop, want(shop))
    assert refused.value.details["free"] == [at(11, m).isoformat() for m in (15, 30, 45)]
    assert Booking.objects.of(shop.chain).count() == 1
    make(shop, want(shop, starts=at(11, 15)))


def test_the_statements_of_a_booking_are_few(shop):
    by = shop.clerk
    with CaptureQueriesContext(connection) as context:
        make(shop, want(shop, minutes=60), by=by)
    plain = [q["sql"] for q in context.captured_queries if "SAVEPOINT" not in q["sql"]]
    # Services, pet and customer, places, who is there, what is taken; the booking, its holds, the diary.
    assert len(plain) == 8, "\n".join(plain)


def test_a_stay_looks_at_more_and_no_more_with_a_full_house(shop):
    def counted(day, room):
        with CaptureQueriesContext(connection) as context:
            make(shop, want(shop, "V2001", at(14, day=day), ends_at=at(11, day=day + 2), room_id=room), by=by)
        return len([q for q in context.captured_queries if "SAVEPOINT" not in q["sql"]])

    by, rooms = shop.clerk, shop.services.places
    few = counted(1, rooms["K1"].pk)
    for day in (4, 7, 10):
        counted(day, rooms["K1"].pk)
    assert counted(1, rooms["K2"].pk) <= few + 4 <= 15
