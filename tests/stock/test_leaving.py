import pytest

from tests.cast import NOON, put_on_shelf
from tests.stock.shelf import agrees, everything, first_lot
from wangcai.kernel.public import writing
from wangcai.stock.public import Leaving, NotThere, Pick, take_out


def take(shop, **more):
    with writing():
        items = [Leaving("test", 1, shop.goods["F2001"].pk, 1, **more)]
        take_out(chain_id=shop.chain.pk, store_id=shop.store.pk, items=items, why="sale", by=shop.clerk, at=NOON)


def test_a_pick_from_the_wrong_kind_of_bin_is_refused(shop):
    """Otherwise the level would fall for a piece it never counted, and the sums would part."""
    put_on_shelf(shop, shop.goods["F2001"], 2, bin=shop.damaged)
    lot, before = first_lot(shop, "F2001"), everything(shop)
    with pytest.raises(NotThere):
        take(shop, picks=(Pick(shop.damaged.pk, lot, 1),))
    with pytest.raises(NotThere):
        take(shop, flawed=True, picks=(Pick(shop.shelf.pk, lot, 1),))
    assert everything(shop) == before
    take(shop, flawed=True, picks=(Pick(shop.damaged.pk, lot, 1),))
    take(shop, picks=(Pick(shop.shelf.pk, lot, 1),))
    assert agrees(shop)
