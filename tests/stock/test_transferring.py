import pytest

from tests.cast import NOON, put_on_shelf
from tests.stock.shelf import agrees, everything, level, promise, receive, soon
from wangcai.kernel.public import NotFound
from wangcai.stock.public import (
    AlreadyReceived,
    MoreThanSent,
    NewTransferLine,
    NotInBin,
    PromisedAway,
    receive_transfer,
    send_transfer,
)


def send(shop, pieces, **more):
    lines = [NewTransferLine(shop.goods["F2001"].pk, pieces, **more)]
    return send_transfer(store=shop.store, target=shop.sister, lines=lines, by=shop.manager, at=NOON)


def test_sent_goods_are_nowhere_for_sale_until_they_arrive(shop):
    transfer = send(shop, 6)
    assert level(shop, "F2001") == (14, 0)
    assert level(shop, "F2001", shop.sister) == (0, 0)
    receive_transfer(store=shop.sister, transfer=transfer, received={}, by=shop.by("boss"))
    assert level(shop, "F2001", shop.sister) == (6, 0)
    assert agrees(shop)


def test_what_is_missing_on_arrival_is_written_down(shop):
    transfer = send(shop, 6)
    line = transfer.lines.get()
    done = receive_transfer(store=shop.sister, transfer=transfer, received={line.pk: 4}, by=shop.by("boss"))
    line.refresh_from_db()
    assert (done.state, line.quantity, line.received) == ("received", 6, 4)
    assert level(shop, "F2001", shop.sister) == (4, 0)
    assert agrees(shop)


def test_it_arrives_once_and_never_more_than_was_sent(shop):
    transfer = send(shop, 6)
    line, boss = transfer.lines.get(), shop.by("boss")
    before = everything(shop)
    with pytest.raises(MoreThanSent):
        receive_transfer(store=shop.sister, transfer=transfer, received={line.pk: 7}, by=boss)
    with pytest.raises(NotFound):
        receive_transfer(store=shop.store, transfer=transfer, received={}, by=boss)
    assert everything(shop) == before
    receive_transfer(store=shop.sister, transfer=transfer, received={}, by=boss)
    with pytest.raises(AlreadyReceived):
        receive_transfer(store=shop.sister, transfer=transfer, received={}, by=boss)
    assert level(shop, "F2001", shop.sister) == (6, 0)


def test_promised_pieces_do_not_travel(shop):
    promise(shop, "F2001", 15)
    before = everything(shop)
    with pytest.raises(PromisedAway):
        send(shop, 6)
    with pytest.raises(NotInBin):
        send(shop, 21)
    assert everything(shop) == before


def test_what_expires_first_travels_first(shop):
    receive(shop, "F2001", 5, expires_on=soon(40))
    transfer = send(shop, 7)
    assert sorted((line.lot.code, line.quantity) for line in transfer.lines.all()) == [("2027-01-01", 5), ("L1", 2)]


def test_the_same_item_on_two_lines(shop):
    put_on_shelf(shop, shop.goods["B9001"], 3)
    lines = [NewTransferLine(shop.goods["F2001"].pk, 10), NewTransferLine(shop.goods["F2001"].pk, 10)]
    send_transfer(store=shop.store, target=shop.sister, lines=lines, by=shop.manager)
    assert level(shop, "F2001") == (0, 0)
    with pytest.raises(NotInBin):
        send(shop, 1)
    assert agrees(shop)
