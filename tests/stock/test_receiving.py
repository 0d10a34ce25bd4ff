import pytest

from tests.cast import NOON
from tests.stock.shelf import agrees, everything, held, level, receive, soon
from wangcai.kernel.public import NotAllowed, NotFound, Refusal
from wangcai.stock.public import (
    AlreadyExpired,
    ExpiryMissing,
    LotDiffers,
    NewReceiptLine,
    PiecesUnclear,
    Receipt,
    receive_goods,
)


def test_a_delivery_raises_holding_level_and_average_cost(shop):
    food = shop.goods["F2001"]
    receipt = receive(shop, "F2001", 20, lot_code="b-7", expires_on=soon(200), cost_fen=9000)
    food.refresh_from_db()
    line = receipt.lines.get()
    assert receipt.number == "RK261122-001"
    assert (line.lot.code, line.lot.expires_on) == ("B-7", soon(200))
    assert level(shop, "F2001") == (40, 0)
    assert held(shop, "F2001", shop.shelf) == 40
    assert food.cost_fen == (20 * 8400 + 20 * 9000) // 40
    assert agrees(shop)


def test_without_a_cost_the_average_stays(shop):
    receive(shop, "F2001", 20)
    shop.goods["F2001"].refresh_from_db()
    assert shop.goods["F2001"].cost_fen == 8400


def test_a_store_without_bins_gets_a_shelf(shop):
    receipt = receive(shop, "F2001", 3, store=shop.sister)
    assert receipt.lines.get().bin.store == shop.sister
    assert level(shop, "F2001", shop.sister) == (3, 0)
    assert agrees(shop)


def test_the_same_lot_twice_on_one_paper_is_one_holding(shop):
    lines = [NewReceiptLine(shop.goods["S3001"].pk, 4, expires_on=soon(90)) for _ in range(2)]
    receive_goods(store=shop.store, supplier="", paper="", lines=lines, by=shop.picker, at=NOON)
    assert level(shop, "S3001") == (28, 0)
    assert agrees(shop)


def test_what_a_delivery_refuses_changes_nothing(shop):
    food = shop.goods["F2002"]
    food.has_expiry = True
    food.save()
    receive(shop, "F2002", 1, lot_code="L9", expires_on=soon(60))
    before = everything(shop)
    for lines, kind in (
        ([NewReceiptLine(food.pk, 5)], ExpiryMissing),
        ([NewReceiptLine(food.pk, 5, expires_on=soon(-1))], AlreadyExpired),
        ([NewReceiptLine(food.pk, 5, lot_code="L9", expires_on=soon(61))], LotDiffers),
        ([NewReceiptLine(food.pk, 0, expires_on=soon(5))], PiecesUnclear),
        ([NewReceiptLine(shop.goods["B9001"].pk, 5)], Refusal),
        ([NewReceiptLine(10**9, 5)], NotFound),
        ([], Refusal),
    ):
        with pytest.raises(kind):
            receive_goods(store=shop.store, supplier="", paper="", lines=lines, by=shop.picker, at=NOON)
    assert everything(shop) == before
    assert Receipt.objects.of(shop.chain).count() == 1


def test_only_those_who_receive_and_only_in_their_store(shop):
    before = everything(shop)
    lines = [NewReceiptLine(shop.goods["F2001"].pk, 5)]
    with pytest.raises(NotAllowed):
        receive_goods(store=shop.store, supplier="", paper="", lines=lines, by=shop.groomer)
    with pytest.raises(NotFound):
        receive_goods(store=shop.sister, supplier="", paper="", lines=lines, by=shop.picker)
    assert everything(shop) == before


def test_a_delivery_sent_twice_comes_in_once(shop):
    lines = [NewReceiptLine(shop.goods["F2001"].pk, 5)]
    both = [
        receive_goods(store=shop.store, supplier="", paper="9", lines=lines, by=shop.picker, request_key="k1")
        for _ in range(2)
    ]
    assert both[0] == both[1]
    assert level(shop, "F2001") == (25, 0)
