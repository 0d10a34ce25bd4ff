from datetime import timedelta

import pytest

from tests.cast import NOON
from tests.stock.shelf import TODAY, agrees, level, promise, receive, soon
from wangcai.stock.public import (
    Level,
    Lot,
    Move,
    available,
    expiring,
    goods_tiles,
    open_bin,
    pick_plan,
    recount,
    set_low_level,
)


def test_the_plan_takes_what_expires_first_and_walks_the_bins_in_order(shop):
    far = open_bin(store=shop.store, code="K9", walk=50, by=shop.manager)
    receive(shop, "F2001", 4, expires_on=soon(40), bin_id=far.pk)
    receive(shop, "F2001", 3, expires_on=soon(10))
    food, snack = shop.goods["F2001"].pk, shop.goods["S3001"].pk
    plan = pick_plan(shop.store, [(1, food, 9), (2, snack, 1), (3, food, 1)], at=NOON)
    assert [(r.line_id, r.bin_code, r.expires_on, r.quantity) for r in plan] == [
        (1, "A-01", soon(10), 3),
        (1, "A-01", None, 2),
        (3, "A-01", None, 1),
        (2, "A-01", None, 1),
        (1, "K9", soon(40), 4),
    ]


def test_an_expired_piece_is_never_planned_and_a_shortage_shows(shop):
    receive(shop, "F2001", 5, expires_on=soon(1))
    tomorrow = NOON + timedelta(days=2)
    plan = pick_plan(shop.store, [(1, shop.goods["F2001"].pk, 25)], at=tomorrow)
    assert sum(row.quantity for row in plan) == 20


def test_what_other_plans_mean_to_take_is_left_to_them(shop):
    holding = pick_plan(shop.store, [(1, shop.goods["F2001"].pk, 20)])[0]
    spoken = {(holding.bin_id, holding.lot_id): 15}
    plan = pick_plan(shop.store, [(1, shop.goods["F2001"].pk, 20)], spoken_for=spoken)
    assert [row.quantity for row in plan] == [5]


@pytest.mark.parametrize(("days", "band"), [(-1, 0), (0, 7), (7, 7), (8, 30), (30, 30), (31, 90), (90, 90)])
def test_expiry_comes_in_bands(shop, days, band):
    lot = Lot.objects.of(shop.chain).get(variant=shop.goods["F2001"])
    lot.expires_on = soon(days)
    lot.save()
    (line,) = expiring(shop.store, at=NOON)
    assert (line.days, line.band, line.quantity, line.value_fen) == (days, band, 20, 20 * 8400)


def test_what_expires_later_is_not_listed(shop):
    receive(shop, "F2001", 5, expires_on=soon(91))
    assert expiring(shop.store, at=NOON) == []
    assert TODAY == NOON.date()


def test_free_pieces(shop):
    promise(shop, "F2001", 18)
    food, snack, bath = (shop.goods[sku].pk for sku in ("F2001", "S3001", "B9001"))
    assert available(shop.store, [food, snack, bath]) == {food: 2, snack: 20, bath: 0}
    assert available(shop.sister, [food]) == {food: 0}


def test_tiles_show_price_and_what_is_free(shop, django_assert_num_queries):
    set_low_level(store=shop.store, variant_id=shop.goods["F2001"].pk, low_at=5, by=shop.manager)
    promise(shop, "F2001", 16)
    with django_assert_num_queries(1):
        tiles = {tile.sku: tile for tile in goods_tiles(shop.store, category="food")}
    assert (tiles["F2001"].price_fen, tiles["F2001"].free, tiles["F2001"].low) == (16800, 4, True)
    assert (tiles["B9001"].free, tiles["B9001"].low) == (None, False)
    assert goods_tiles(shop.store, category="toy") == []


@pytest.mark.parametrize("figure", ["on_hand", "promised", "holding"])
def test_a_figure_that_was_tampered_with_is_found(shop, figure):
    assert agrees(shop)
    food = shop.goods["F2001"]
    if figure == "on_hand":
        Level.objects.of(shop.chain).filter(variant=food).update(on_hand=21)
    elif figure == "promised":
        Level.objects.of(shop.chain).filter(variant=food).update(promised=1)
    else:
        Move.objects.of(shop.chain).filter(variant=food).update(sellable=True, quantity=19)
    assert figure in {difference.figure for difference in recount(shop.chain)}
    assert level(shop, "S3001") == (20, 0)
