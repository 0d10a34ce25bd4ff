import pytest

from wangcai.catalogue.public import PriceUnclear, average_cost, end_variant, priced, set_store_price
from wangcai.kernel.public import NotAllowed, NotFound


def test_the_stores_price_comes_before_the_list(shop, django_assert_num_queries):
    food, snack, bath = (shop.goods[sku] for sku in ("F2001", "S3001", "B9001"))
    set_store_price(store=shop.store, variant=food, price_fen=15800, by=shop.manager)
    set_store_price(store=shop.store, variant=bath, price_fen=None, offered=False, by=shop.manager)
    ids = [food.pk, snack.pk, bath.pk, 10**9]
    with django_assert_num_queries(1):
        assert priced(shop.store, ids) == {food.pk: 15800, snack.pk: 3900}
    assert priced(shop.sister, ids) == {food.pk: 16800, snack.pk: 3900, bath.pk: 9800}
    set_store_price(store=shop.store, variant=food, price_fen=None, by=shop.manager)
    end_variant(variant=snack, by=shop.manager)
    assert priced(shop.store, ids) == {food.pk: 16800}
    assert priced(shop.store, []) == {}


def test_a_store_price_is_set_by_those_of_that_store(shop):
    food = shop.goods["F2001"]
    with pytest.raises(NotFound):
        set_store_price(store=shop.sister, variant=food, price_fen=1, by=shop.manager)
    with pytest.raises(NotAllowed):
        set_store_price(store=shop.store, variant=food, price_fen=1, by=shop.clerk)
    with pytest.raises(PriceUnclear):
        set_store_price(store=shop.store, variant=food, price_fen=-1, by=shop.manager)
    assert priced(shop.store, [food.pk]) == priced(shop.sister, [food.pk]) == {food.pk: 16800}


@pytest.mark.parametrize(
    ("had", "came", "cost", "expected"),
    [
        (10, 10, 9000, 8700),
        (0, 5, 9000, 9000),
        (-3, 5, 9000, 9000),
        (1, 2, 8401, 8401),
        (3, 1, 8401, 8400),
        (1, 1, 8401, 8401),
        (5, 0, 1, 8400),
    ],
)
def test_the_average_cost_is_whole_fen_half_up(shop, had, came, cost, expected):
    food = shop.goods["F2001"]  # costs 8400 so far
    average_cost(chain_id=shop.chain.pk, variant_id=food.pk, had=had, came=came, cost_fen=cost)
    food.refresh_from_db()
    assert food.cost_fen == expected
