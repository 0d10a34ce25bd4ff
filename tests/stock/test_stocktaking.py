from datetime import timedelta

import pytest

from tests.cast import NOON
from tests.delivery.way import packed
from tests.stock.shelf import agrees, everything, first_lot, held, level, promise, receive, soon
from wangcai.delivery.public import take_goods_out
from wangcai.kernel.public import NotAllowed, NotFound, writing
from wangcai.stock.public import (
    Count,
    CountDisturbed,
    CountOutdated,
    Leaving,
    NotThisBin,
    PromisedAway,
    SecondPersonNeeded,
    StocktakeClosed,
    WhichLot,
    approve_stocktake,
    count_goods,
    drop_stocktake,
    open_bin,
    progress,
    start_stocktake,
    take_out,
    uncounted,
    variance,
)


@pytest.fixture
def running(shop):
    return start_stocktake(store=shop.store, bins=[shop.shelf.pk], by=shop.picker, at=NOON + timedelta(minutes=1))


def count(shop, stocktake, sku, pieces=None, **more):
    values = {"store": shop.store, "bin_id": shop.shelf.pk, "variant_id": shop.goods[sku].pk, "by": shop.picker}
    return count_goods(stocktake=stocktake, counted=pieces, **{**values, **more})


def sell(shop, sku, pieces, subject=500):
    with writing():
        items = [Leaving("test", subject, shop.goods[sku].pk, pieces)]
        take_out(chain_id=shop.chain.pk, store_id=shop.store.pk, items=items, why="sale", by=shop.clerk, at=NOON)


def approve(shop, stocktake, **more):
    return approve_stocktake(store=shop.store, stocktake=stocktake, by=shop.manager, **more)


def test_what_is_sold_between_scan_and_approval_is_taken_into_account(shop, running):
    count(shop, running, "F2001", 18)  # two are missing
    sell(shop, "F2001", 5)
    approve(shop, running)
    assert level(shop, "F2001") == (13, 0)
    assert agrees(shop)


def test_scans_add_up_and_the_last_word_is_a_whole_number(shop, running):
    for _ in range(3):
        found = count(shop, running, "S3001", add=1)
    assert (found.counted, found.book) == (3, 20)
    assert count(shop, running, "S3001", 21).counted == 21
    approve(shop, running)
    assert level(shop, "S3001") == (21, 0)
    assert agrees(shop)


def test_a_sale_between_two_scans_of_one_item_asks_for_a_fresh_count(shop, running):
    count(shop, running, "F2001", add=1)
    sell(shop, "F2001", 1)
    with pytest.raises(CountDisturbed):
        count(shop, running, "F2001", add=1)
    assert Count.objects.of(shop.chain).get().counted == 1
    count(shop, running, "F2001", 19)
    approve(shop, running)
    assert level(shop, "F2001") == (19, 0)


def test_promised_pieces_cannot_be_counted_away(shop, running):
    promise(shop, "F2001", 19, subject=7)
    count(shop, running, "F2001", 17)
    count(shop, running, "S3001", 25)
    before = everything(shop)
    with pytest.raises(PromisedAway):
        approve(shop, running)
    running.refresh_from_db()
    assert (running.state, everything(shop)) == ("counting", before)


def test_a_lot_that_shrank_below_its_loss_is_counted_again(shop, running):
    count(shop, running, "F2001", 5)  # fifteen missing
    sell(shop, "F2001", 10)
    before = everything(shop)
    with pytest.raises(CountOutdated):
        approve(shop, running)
    assert everything(shop) == before


def test_what_nobody_counted_goes_only_when_the_manager_says_so(shop, running):
    count(shop, running, "F2001", 20)
    late = receive(shop, "F2001", 4, expires_on=soon(300), at=NOON + timedelta(minutes=2)).lines.get()
    assert late.lot_id not in {h.lot_id for h in uncounted(running)}  # it came after the count began
    assert {h.variant.sku for h in uncounted(running)} == {"F2002", "S3001"}
    approve(shop, running, missing_are_gone=True)
    assert [level(shop, sku) for sku in ("F2001", "F2002", "S3001")] == [(24, 0), (0, 0), (0, 0)]
    assert agrees(shop)


def test_several_lots_ask_which_one(shop, running):
    receive(shop, "F2001", 4, expires_on=soon(30))
    with pytest.raises(WhichLot):
        count(shop, running, "F2001", add=1)
    assert count(shop, running, "F2001", 3, expires_on=soon(30)).book == 4
    assert count(shop, running, "F2001", 20, lot_id=first_lot(shop, "F2001")).book == 20


def test_something_the_book_does_not_know(shop, running):
    sell(shop, "S3001", 20)
    assert count(shop, running, "S3001", 2).book == 0
    approve(shop, running)
    assert (level(shop, "S3001"), held(shop, "S3001", shop.shelf)) == ((2, 0), 2)
    assert agrees(shop)


def test_a_closed_count_takes_no_more_and_ends_once(shop, running):
    count(shop, running, "F2001", 20)
    approve(shop, running)
    with pytest.raises(StocktakeClosed):
        approve(shop, running)
    with pytest.raises(StocktakeClosed):
        count(shop, running, "F2001", 10)
    with pytest.raises(StocktakeClosed):
        drop_stocktake(store=shop.store, stocktake=running, by=shop.manager)
    assert level(shop, "F2001") == (20, 0)


def test_who_counts_what_and_where(shop, running):
    other = open_bin(store=shop.store, code="Z9", by=shop.manager)
    with pytest.raises(NotThisBin):
        count(shop, running, "F2001", 1, bin_id=other.pk)
    with pytest.raises(NotFound):
        count(shop, running, "F2001", 1, store=shop.sister, by=shop.by("boss"))
    with pytest.raises(NotAllowed):
        count(shop, running, "F2001", 1, by=shop.groomer)
    count(shop, running, "F2001", 1, by=shop.manager)
    with pytest.raises(NotAllowed):
        approve_stocktake(store=shop.store, stocktake=running, by=shop.picker)
    shop.store.settings = {"second_person": True}
    with pytest.raises(SecondPersonNeeded):
        approve(shop, running)
    assert level(shop, "F2001") == (20, 0)


def test_the_variance_page_shows_the_dearest_difference_first(shop, running):
    count(shop, running, "S3001", 15)
    count(shop, running, "F2001", 18)
    lines = variance(running)
    assert [(line.difference, line.value_fen) for line in lines] == [(-2, -16800), (-5, -9750)]
    assert (progress(running).counted, progress(running).expected) == (2, 3)


def test_what_stands_in_a_pickers_basket_is_not_missing(shop, running):
    order = packed(shop, ("F2001", 3))  # three of twenty are off the shelf, still on hand
    assert count(shop, running, "F2001", 17).book == 17
    with writing():
        take_goods_out(order=order, by=shop.picker, at=NOON)
    count(shop, running, "S3001", 20)
    count(shop, running, "F2002", 20)
    approve(shop, running, missing_are_gone=True)
    assert level(shop, "F2001") == (17, 0)
    assert agrees(shop)


def test_a_basket_is_not_swept_away_as_uncounted(shop, running):
    packed(shop, ("F2001", 20))
    assert {h.variant.sku for h in uncounted(running)} == {"F2002", "S3001"}
    count(shop, running, "S3001", 20)
    approve(shop, running, missing_are_gone=True)
    assert (level(shop, "F2001"), level(shop, "F2002")) == ((20, 20), (0, 0))
    assert agrees(shop)
