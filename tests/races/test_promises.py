"""R01, R03: as many as there are, not one more, whatever the crowd."""

import functools
import operator

import pytest
from django.db.models import Sum

from tests.cast import NOON, put_on_shelf
from tests.races import careless
from tests.races.hands import outcomes_of
from wangcai.kernel.public import writing
from wangcai.stock.public import Level, Promise, Want, promise_goods, recount, release_promises

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def fill(shop, sku, pieces):
    put_on_shelf(shop, shop.goods[sku], pieces)


def promise(shop, *wants, subject):
    with writing():
        asked = [Want("test", subject * 10 + i, shop.goods[sku].pk, n) for i, (sku, n) in enumerate(wants)]
        promise_goods(chain_id=shop.chain.pk, store_id=shop.store.pk, wants=asked, at=NOON)


def promised(shop, sku):
    """(what the level says, the sum of open promises)."""
    level = Level.objects.of(shop.chain).get(variant=shop.goods[sku], store=shop.store)
    rows = Promise.objects.of(shop.chain).filter(variant=shop.goods[sku], state="open")
    return level.promised, rows.aggregate(n=Sum("quantity"))["n"] or 0


def test_500_orders_for_50_pieces(shop):
    fill(shop, "F2001", 50)
    outcomes = outcomes_of([functools.partial(promise, shop, ("F2001", 1), subject=n) for n in range(500)])
    assert outcomes == {"done": 50, "out_of_stock": 450}
    assert promised(shop, "F2001") == (50, 50)
    assert recount(shop.chain) == []


def test_control_a_careless_hand_sells_more_than_there_is(shop):
    fill(shop, "F2001", 50)
    outcomes = outcomes_of([functools.partial(careless.promise, shop, "F2001", n) for n in range(500)])
    said, sold = promised(shop, "F2001")
    assert sold > 50 and outcomes["done"] == sold and said != sold
    assert recount(shop.chain) != []


def test_one_single_animal_and_500_buyers(shop):
    fill(shop, "F2002", 1)
    outcomes = outcomes_of([functools.partial(promise, shop, ("F2002", 1), subject=n) for n in range(500)])
    assert outcomes == {"done": 1, "out_of_stock": 499}
    assert promised(shop, "F2002") == (1, 1)


def test_the_same_item_on_two_lines_counts_twice(shop):
    fill(shop, "F2001", 50)
    fill(shop, "S3001", 100)
    lines = (("F2001", 1), ("S3001", 1), ("F2001", 2))
    outcomes = outcomes_of([functools.partial(promise, shop, *lines, subject=n) for n in range(60)])
    assert outcomes == {"done": 16, "out_of_stock": 44}
    assert (promised(shop, "F2001"), promised(shop, "S3001")) == ((48, 48), (16, 16))
    assert recount(shop.chain) == []


def test_orders_with_the_same_goods_in_either_order_never_lock_each_other_out(shop):
    fill(shop, "F2001", 400)
    fill(shop, "F2002", 400)
    there, back = (("F2001", 1), ("F2002", 1)), (("F2002", 1), ("F2001", 1))
    tasks = [functools.partial(promise, shop, *(back if n % 2 else there), subject=n) for n in range(300)]
    assert outcomes_of(tasks) == {"done": 300}
    assert promised(shop, "F2001") == promised(shop, "F2002") == (300, 300)


def test_what_is_given_back_can_be_had_once_more(shop):
    fill(shop, "F2001", 20)
    for n in range(20):
        promise(shop, ("F2001", 1), subject=n)

    def give_back(n):
        with writing():
            release_promises(chain_id=shop.chain.pk, subject_kind="test", subject_ids=[n * 10])

    tasks = [functools.partial(give_back, n) for n in range(10)] * 2  # each twice: the second must do nothing
    tasks += [functools.partial(promise, shop, ("F2001", 1), subject=100 + n) for n in range(200)]
    outcomes = outcomes_of(tasks)
    said, sold = promised(shop, "F2001")
    assert said == sold == 10 + outcomes["done"] - 20 <= 20
    assert set(outcomes) <= {"done", "out_of_stock"}
    assert recount(shop.chain) == []
    assert functools.reduce(operator.add, outcomes.values()) == 220
