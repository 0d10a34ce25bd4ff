"""R24: numbers are unique over year end, midnight, clock jumps, rollbacks and first use by many at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from wangcai.kernel.public import now, writing
from wangcai.shops.public import NumberPad, order_number, take_number


def test_a_number_reads_store_day_and_count(people):
    at = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    assert [order_number(people.xh, at) for _ in range(2)] == ["XH261122-0001", "XH261122-0002"]
    assert order_number(people.ja, at) == "JA261122-0001"


def test_the_day_is_the_stores_own(people):
    evening = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    assert order_number(people.xh, evening) == "XH261231-0001"
    assert order_number(people.xh, evening + timedelta(seconds=1)) == "XH270101-0001"
    people.ja.timezone = "America/New_York"
    assert order_number(people.ja, evening) == "JA261231-0001"


@pytest.mark.parametrize("day", ["2028-02-28", "2028-02-29", "2026-12-31", "2026-10-10"])
def test_a_clock_that_jumps_back_gives_no_number_twice(people, day):
    at = datetime.fromisoformat(day + "T10:00+00:00")
    jumps = [0, 24, -1, 0, 24, -48, 48, 0]
    given = [order_number(people.xh, at + timedelta(hours=h)) for h in jumps for _ in range(3)]
    assert len(set(given)) == len(given)


def test_more_than_four_digits_go_on(people):
    NumberPad.objects.create(chain=people.chain, store=people.xh, kind="order", period="261122", last=9999)
    assert order_number(people.xh, datetime(2026, 11, 22, 4, tzinfo=UTC)) == "XH261122-10000"


def test_kinds_and_periods_have_pads_of_their_own(people, django_assert_num_queries):
    assert take_number(people.xh, "form") == 1
    with django_assert_num_queries(1):
        assert take_number(people.xh, "form") == 2
    assert take_number(people.xh, "form", "2027") == 1 and take_number(people.xh, "slip") == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_at_once_on_a_pad_that_is_not_there_yet():
    from tests.shops.cast import make_cast

    store, at = make_cast().xh, now()

    def tear(_):
        try:
            with writing():
                return order_number(store, at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        given = list(pool.map(tear, range(120)))
    assert len(set(given)) == 120
    assert NumberPad.objects.of(store.chain_id).get().last == 120


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_control_looking_first_and_writing_then_gives_numbers_twice():
    """The positive control: without the guarded update the same race does give a number twice."""
    import time

    from tests.shops.cast import make_cast

    store = make_cast().xh
    take_number(store, "control")

    def tear(_):
        try:
            pad = NumberPad.objects.of(store.chain_id).get(kind="control")
            time.sleep(0.002)
            pad.last += 1
            pad.save(update_fields=["last"])
            return pad.last
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(tear, range(40)))
    assert len(set(given)) < 40, connection.vendor
