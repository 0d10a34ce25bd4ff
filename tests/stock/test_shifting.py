import pytest

from tests.cast import wanted
from tests.stock.shelf import agrees, everything, first_lot, held, level, promise
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.orders.public import place_order
from wangcai.stock import promisers
from wangcai.stock.public import (
    NotInBin,
    PromisedAway,
    SecondPersonNeeded,
    mark_damaged,
    move_bin,
    open_bin,
    write_off,
)


@pytest.fixture
def place(shop):
    return {"store": shop.store, "variant_id": shop.goods["F2001"].pk, "lot_id": first_lot(shop, "F2001")}


def test_to_another_shelf_and_back_nothing_is_lost(shop, place):
    room = open_bin(store=shop.store, code="k1", kind="store_room", by=shop.manager)
    move_bin(**place, source_id=shop.shelf.pk, target_id=room.pk, quantity=7, by=shop.picker)
    assert (held(shop, "F2001", shop.shelf), held(shop, "F2001", room)) == (13, 7)
    assert level(shop, "F2001") == (20, 0)
    assert agrees(shop)


def test_damaged_pieces_can_no_longer_be_sold_until_they_come_back(shop, place):
    mark_damaged(**place, bin_id=shop.shelf.pk, quantity=3, reason="破袋", by=shop.picker)
    assert level(shop, "F2001") == (17, 0)
    assert held(shop, "F2001", shop.damaged) == 3
    move_bin(**place, source_id=shop.damaged.pk, target_id=shop.shelf.pk, quantity=2, by=shop.picker)
    assert level(shop, "F2001") == (19, 0)
    assert agrees(shop)


def test_promised_pieces_stay_and_the_refusal_names_the_orders(shop, place, monkeypatch):
    promise(shop, "F2001", 18, subject=42)
    monkeypatch.setitem(promisers._namers, "order_line", lambda chain_id, ids: [f"订单{n}" for n in ids])
    before = everything(shop)
    with pytest.raises(PromisedAway) as caught:
        mark_damaged(**place, bin_id=shop.shelf.pk, quantity=3, reason="破袋", by=shop.picker)
    assert "订单42" in str(caught.value)
    with pytest.raises(PromisedAway):
        write_off(**place, bin_id=shop.shelf.pk, quantity=3, reason="丢失", by=shop.manager)
    assert everything(shop) == before


def test_no_bin_gives_more_than_it_has(shop, place):
    before = everything(shop)
    with pytest.raises(NotInBin):
        move_bin(**place, source_id=shop.damaged.pk, target_id=shop.shelf.pk, quantity=1, by=shop.picker)
    with pytest.raises(NotInBin):
        write_off(**place, bin_id=shop.damaged.pk, quantity=1, reason="没了", by=shop.manager)
    assert everything(shop) == before


def test_a_loss_needs_a_reason_and_someone_who_answers_for_it(shop, place):
    before = everything(shop)
    loss = {**place, "bin_id": shop.shelf.pk, "quantity": 1}
    with pytest.raises(NotAllowed):
        write_off(**loss, reason="丢失", by=shop.picker)
    with pytest.raises(Missing):
        write_off(**loss, reason="  ", by=shop.manager)
    shop.store.settings = {"second_person": True}
    with pytest.raises(SecondPersonNeeded):
        write_off(**loss, reason="丢失", by=shop.manager)
    with pytest.raises(SecondPersonNeeded):
        write_off(**loss, reason="丢失", by=shop.manager, second=shop.clerk)
    assert everything(shop) == before
    write_off(**loss, reason="丢失", by=shop.manager, second=shop.by("boss"))
    assert level(shop, "F2001") == (19, 0)
    assert agrees(shop)
    assert Entry.objects.filter(what="stock.goods_written_off").count() == 1


def test_bins_of_another_store_are_not_there(shop, place):
    with pytest.raises(NotFound):
        move_bin(**{**place, "store": shop.sister}, source_id=shop.shelf.pk, target_id=shop.damaged.pk, quantity=1,
                 by=shop.by("boss"))  # fmt: skip


def test_the_refusal_names_real_orders(shop, place):
    order = place_order(store=shop.store, order=wanted(shop, ("F2001", 19)), by=shop.clerk)
    with pytest.raises(PromisedAway) as caught:
        mark_damaged(**place, bin_id=shop.shelf.pk, quantity=2, reason="破袋", by=shop.picker)
    assert order.number in str(caught.value)
