import pytest

from tests.cast import build_shop
from tests.stock.shelf import receive, soon
from wangcai.catalogue.public import add_barcode
from wangcai.kernel.public import now
from wangcai.stock.public import Count, Stocktake, approve_stocktake, start_stocktake

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def page(client, shop):
    """Sign a person of the cast in: page("aqiang").get("/count/")."""

    def signed_in(login):
        client.force_login(shop.people[login])
        return client

    return signed_in


@pytest.fixture
def stranger(client, db):
    """The manager of another chain."""
    client.force_login(build_shop("miao").people["laozhou"])
    return client


@pytest.fixture
def running(shop):
    return start_stocktake(store=shop.store, bins=[shop.shelf.pk], by=shop.picker)


@pytest.fixture
def here(running):
    return f"/count/{running.pk}"


def scan(client, here, code, place=None):
    return client.post(f"{here}/scans", {"code": code, "bin": place.pk if place else ""}, **HTMX)


def test_bin_first_then_goods_one_by_one(page, shop, here):
    client = page("aqiang")
    early = scan(client, here, "F2001")
    assert early.status_code == 422 and "先扫货位" in early.content.decode()
    assert scan(client, here, "BIN:A-01").context["place"] == shop.shelf
    for expected in (1, 2, 3):
        assert scan(client, here, "F2001", shop.shelf).context["hand"].count.counted == expected


def test_a_case_counts_its_pieces_and_a_typed_total_replaces(page, shop, here):
    food = shop.goods["F2001"]
    add_barcode(variant=food, code="16901234567899", pieces=12, by=shop.manager)
    client = page("xiaoli")
    assert scan(client, here, "16901234567899", shop.shelf).context["hand"].count.counted == 12
    lot = Count.objects.of(shop.chain).get().lot_id
    client.post(f"{here}/counts", {"bin": shop.shelf.pk, "variant": food.pk, "lot": lot, "counted": "19"}, **HTMX)
    assert Count.objects.of(shop.chain).get().counted == 19


def test_the_book_is_not_shown(page, shop, here):
    text = scan(page("xiaoli"), here, "F2001", shop.shelf).content.decode()
    assert "账面" not in text and ">20<" not in text


def test_several_lots_ask_which_and_one_more_piece_goes_there(page, shop, here):
    lot = receive(shop, "F2001", 2, expires_on=soon(200), at=now()).lines.get().lot
    client = page("xiaoli")
    asked = scan(client, here, "F2001", shop.shelf)
    assert {found.pk for found in asked.context["hand"].lots} >= {lot.pk} and not Count.objects.of(shop.chain).exists()
    posted = {"bin": shop.shelf.pk, "variant": shop.goods["F2001"].pk, "lot": lot.pk, "add": "1"}
    client.post(f"{here}/counts", posted, **HTMX)
    assert Count.objects.of(shop.chain).get().lot == lot


@pytest.mark.parametrize("counted", ["", "-1", "1.5", "一", "9999999", "\x00", "1e3"])
def test_a_total_that_is_none_is_refused(page, shop, here, counted):
    posted = {"bin": shop.shelf.pk, "variant": shop.goods["F2001"].pk, "counted": counted}
    assert page("xiaoli").post(f"{here}/counts", posted, **HTMX).status_code == 422
    assert not Count.objects.of(shop.chain).exists()


@pytest.mark.parametrize("code", ["", "nothing", "’ OR 1=1", "\x00\x00", "🐶" * 50, "A" * 5000])
def test_unknown_codes_are_said_and_forgotten(page, shop, here, code):
    assert scan(page("xiaoli"), here, code, shop.shelf).status_code == 422
    assert not Count.objects.of(shop.chain).exists()


def test_a_closed_count_takes_no_more(page, shop, here, running):
    client = page("xiaoli")
    scan(client, here, "F2001", shop.shelf)
    approve_stocktake(store=shop.store, stocktake=running, by=shop.manager)
    assert scan(client, here, "F2001", shop.shelf).status_code == 422
    assert Count.objects.of(shop.chain).get().counted == 1


def test_one_tap_counts_the_whole_store(page, shop):
    client = page("xiaoli")
    assert "没有正在进行的盘点" in client.get("/count/").content.decode()
    answer = client.post("/count/", {"request_key": "k"})
    assert client.post("/count/", {"request_key": "k"}).url == answer.url
    assert Stocktake.objects.of(shop.chain).get().bins.count() == 2
    assert "已数" in client.get("/count/").content.decode()


def test_strangers_and_those_who_do_not_count(page, shop, here, stranger):
    assert stranger.get(here).status_code == 404
    assert page("xiaomei").get(here).status_code == 403
    assert page("jingan").get(here).status_code in (403, 404)


def test_a_scan_asks_few_questions(page, shop, here, django_assert_max_num_queries):
    client = page("xiaoli")
    with django_assert_max_num_queries(22):
        scan(client, here, "F2001", shop.shelf)
