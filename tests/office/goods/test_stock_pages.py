from datetime import timedelta

import pytest

from tests.stock.shelf import agrees, everything, held, level, promise, receive, soon
from wangcai.kernel.public import now
from wangcai.stock.public import (
    Bin,
    NewTransferLine,
    Receipt,
    Stocktake,
    Transfer,
    count_goods,
    send_transfer,
    start_stocktake,
)

HTMX = {"HTTP_HX_REQUEST": "true"}


def day(days):
    return (now() + timedelta(days=days)).date().isoformat()


def scan(client, code, lines=(), **more):
    """Post a scan with the draft so far, as the page does."""
    posted = {"code": code, "variant": [v for v, _n in lines], "quantity": [n for _v, n in lines], **more}
    return client.post("/goods/receive/lines", posted, **HTMX)


def test_scanning_builds_the_delivery_note(page, shop):
    client, food = page("xiaoli"), shop.goods["F2001"]
    one = scan(client, "F2001")
    assert [line.quantity for line in one.context["lines"]] == ["1"]
    two = scan(client, "F2001", [(food.pk, "1")])
    assert [(line.variant_id, line.quantity) for line in two.context["lines"]] == [(food.pk, "2")]
    shelf = scan(client, "BIN:A-01", [(food.pk, "2")])
    assert shelf.context["shelf"] == str(shop.shelf.pk)
    unknown = scan(client, "4006381333931", [(food.pk, "2")])
    assert unknown.status_code == 422 and len(unknown.context["lines"]) == 1
    assert "4006381333931" in unknown.content.decode()
    assert scan(client, "", [(food.pk, "2")], drop="0").context["lines"] == []


def test_a_delivery_note_comes_in_once(page, shop):
    client = page("xiaoli")
    posted = {
        "supplier": "沪宠供应链", "paper": "DN-88", "request_key": "k",
        "variant": [shop.goods["F2001"].pk, shop.goods["S3001"].pk], "quantity": ["6", "10"],
        "expires": [day(300), ""], "lot": ["B1", ""], "bin": [shop.shelf.pk, ""], "cost": ["90", ""],
    }  # fmt: skip
    first = client.post("/goods/receive", posted)
    assert first.status_code == 302 and client.post("/goods/receive", posted).url == first.url
    assert (level(shop, "F2001"), level(shop, "S3001")) == ((26, 0), (30, 0))
    text = client.get(first.url).content.decode()
    assert "DN-88" in text and "B1" in text and "¥540.00" in text
    assert agrees(shop)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("quantity", "0"),
        ("quantity", "３x"),
        ("quantity", "9999999"),
        ("expires", "2026-13-01"),
        ("cost", "abc"),
        ("bin", "99999"),
    ],
)
def test_what_is_wrong_on_the_note_keeps_everything_typed(page, shop, field, value):
    posted = {"supplier": "沪宠", "variant": shop.goods["F2001"].pk, "quantity": "5", "lot": "LOT-77", field: value}
    before = everything(shop)
    answer = page("xiaoli").post("/goods/receive", posted)
    assert answer.status_code in (404, 422)
    if answer.status_code == 422:
        assert "LOT-77" in answer.content.decode() and "沪宠" in answer.content.decode()
    assert everything(shop) == before and not Receipt.objects.of(shop.chain).exists()


def test_who_does_not_receive_gets_no_page(page, shop, stranger):
    receipt = receive(shop, "F2001", 1)
    assert stranger.get(f"/goods/receipts/{receipt.pk}").status_code == 404
    assert page("xiaomei").get("/goods/receive").status_code == 403


def test_a_transfer_from_page_to_page(page, shop):
    client = page("laozhou")
    posted = {"target": shop.sister.pk, "variant": shop.goods["F2001"].pk, "quantity": "4"}
    sent = client.post("/goods/transfers/new", posted)
    assert sent.status_code == 302 and level(shop, "F2001") == (16, 0)
    assert client.post(sent.url).status_code == 404 or Transfer.objects.of(shop.chain).get().state == "sent"
    boss = page("boss")
    boss.post("/stores", {"store": shop.sister.pk})
    transfer = Transfer.objects.of(shop.chain).get()
    session = boss.session
    session["store"] = shop.sister.pk
    session.save()
    boss.cookies["sessionid"] = session.session_key or boss.cookies["sessionid"].value
    answer = boss.post(f"/goods/transfers/{transfer.pk}", {f"line-{transfer.lines.get().pk}": "3"})
    assert answer.status_code == 302 and level(shop, "F2001", shop.sister) == (3, 0)
    assert "少了" in boss.get(answer.url).content.decode()


def test_a_transfer_that_cannot_go_keeps_the_lines(page, shop, stranger):
    promise(shop, "F2001", 18)
    before = everything(shop)
    client = page("laozhou")
    posted = {"target": shop.sister.pk, "variant": shop.goods["F2001"].pk, "quantity": "4"}
    answer = client.post("/goods/transfers/new", posted)
    assert answer.status_code == 422 and "三文鱼" in answer.content.decode() and everything(shop) == before
    assert client.post("/goods/transfers/new", {**posted, "target": "abc"}).status_code == 404
    line = [NewTransferLine(shop.goods["S3001"].pk, 1)]
    transfer = send_transfer(store=shop.store, target=shop.sister, lines=line, by=shop.manager)
    client.logout()
    client.force_login(stranger_of(shop))
    assert client.get(f"/goods/transfers/{transfer.pk}").status_code == 404


def stranger_of(shop):
    from wangcai.shops.public import Account

    return Account.objects.exclude(chain=shop.chain).first()


def test_a_count_from_start_to_approval(page, shop, django_assert_max_num_queries):
    client = page("laozhou")
    started = client.post("/goods/stocktakes", {"bins": [shop.shelf.pk], "request_key": "s"})
    stocktake = Stocktake.objects.of(shop.chain).get()
    for sku, counted in (("F2001", 18), ("S3001", 21)):
        count_goods(store=shop.store, stocktake=stocktake, bin_id=shop.shelf.pk, variant_id=shop.goods[sku].pk,
                    counted=counted, by=shop.picker)  # fmt: skip
    with django_assert_max_num_queries(16):
        text = client.get(started.url).content.decode()
    assert "盘亏 2" in text and "盘盈 1" in text and "还没数到的" in text
    assert client.post(f"{started.url}/approval").status_code == 302
    assert (level(shop, "F2001"), level(shop, "S3001"), level(shop, "F2002")) == ((18, 0), (21, 0), (20, 0))
    assert client.post(f"{started.url}/approval").status_code == 422
    assert agrees(shop)


def test_approval_is_another_right_and_promises_stand_in_its_way(page, shop, stranger):
    stocktake = start_stocktake(store=shop.store, by=shop.picker)
    here = f"/goods/stocktakes/{stocktake.pk}"
    assert stranger.get(here).status_code == 404
    client = page("xiaoli")
    assert client.get(here).status_code == 200 and client.post(f"{here}/approval").status_code == 403
    promise(shop, "F2001", 20)
    count_goods(store=shop.store, stocktake=stocktake, bin_id=shop.shelf.pk, variant_id=shop.goods["F2001"].pk,
                counted=19, by=shop.picker)  # fmt: skip
    before = everything(shop)
    answer = page("laozhou").post(f"{here}/approval")
    assert answer.status_code == 422 and "已经答应给客人" in answer.content.decode()
    assert everything(shop) == before
    assert page("xiaoli").post(f"{here}/end").status_code == 302


def test_the_expiry_list_takes_a_lot_off_the_shelf(page, shop):
    lot = (
        receive(shop, "F2001", 4, expires_on=soon(3), at=now() - timedelta(days=5) if now().date() > soon(3) else now())
        .lines.get()
        .lot
    )
    lot.expires_on = (now() - timedelta(days=2)).date()
    lot.save()
    client = page("xiaoli")
    assert "已过期" in client.get("/goods/expiry?band=0").content.decode()
    posted = {"variant": lot.variant_id, "lot": lot.pk, "bin": shop.shelf.pk, "quantity": 4}
    assert client.post("/goods/expiry", posted).status_code == 302
    assert (level(shop, "F2001"), held(shop, "F2001", shop.damaged)) == ((20, 0), 4)
    assert client.post("/goods/expiry", posted).status_code == 422
    assert client.post("/goods/expiry", {**posted, "lot": "x"}).status_code == 404
    assert page("xiaozhou").post("/goods/expiry", posted).status_code == 403


def test_bins_open_change_and_end(page, shop, stranger):
    assert stranger.get(f"/goods/bins/{shop.shelf.pk}").status_code == 404
    client = page("laozhou")
    new = {"code": "k-07", "name": "库房左", "kind": "store_room"}
    assert client.post("/goods/bins", new).status_code == 302
    again = client.post("/goods/bins", new)
    assert again.status_code == 422 and "库房左" in again.content.decode()
    place = Bin.objects.of(shop.chain).get(code="K-07")
    client.post(f"/goods/bins/{place.pk}", {"name": "库房右", "walk": "5"})
    place.refresh_from_db()
    assert (place.name, place.walk) == ("库房右", 5)
    assert client.post(f"/goods/bins/{shop.shelf.pk}", {"act": "end"}).status_code == 422
    assert client.post(f"/goods/bins/{place.pk}", {"act": "end"}).status_code == 302
    text = client.get("/goods/bins/labels").content.decode()
    assert "A-01" in text and "K-07" not in text
    assert page("xiaozhou").post("/goods/bins", {"code": "Z", "kind": "shelf"}).status_code == 403
