import pytest

from tests.stock.shelf import promise
from wangcai.catalogue.public import end_variant, index_variants, make_usual_categories, set_store_price
from wangcai.lookup.public import Kind

QUERIES = 7  # account, posts, stores; categories, goods with figures; session-free


@pytest.fixture
def indexed(shop):
    index_variants(shop.chain.pk, [v.pk for v in shop.goods.values()])
    return shop


def test_the_list_shows_price_and_what_is_free(page, shop, django_assert_max_num_queries):
    set_store_price(store=shop.store, variant=shop.goods["F2001"], price_fen=15800, by=shop.manager)
    promise(shop, "F2001", 18)
    client = page("laozhou")
    with django_assert_max_num_queries(QUERIES):
        text = client.get("/goods/").content.decode()
    assert "无谷三文鱼犬粮 2kg" in text and "¥158.00" in text and "¥168.00" not in text
    assert Kind.GOODS == "goods"


@pytest.mark.parametrize("query", ["三文鱼", "F2001", "692001000000", "wgswy"])
def test_search_by_name_sku_barcode_and_initials(page, indexed, query):
    text = page("xiaozhou").get("/goods/", {"q": query}).content.decode()
    assert "无谷三文鱼犬粮" in text and "鸡肉冻干" not in text


def test_a_search_without_hits_says_so(page, indexed):
    assert "没有找到商品" in page("xiaozhou").get("/goods/", {"q": "大象"}).content.decode()


def test_chips_narrow_the_list(page, shop):
    make_usual_categories(by=shop.manager)
    promise(shop, "S3001", 20)
    end_variant(variant=shop.goods["F2002"], by=shop.manager)
    client = page("laozhou")
    none = client.get("/goods/", {"show": "none"}).content.decode()
    assert "鸡肉冻干" in none and "三文鱼" not in none
    ended = client.get("/goods/", {"show": "ended"}).content.decode()
    assert "冻干双拼" in ended and "三文鱼" not in ended
    assert "三文鱼" not in client.get("/goods/", {"category": "toy"}).content.decode()
    assert "三文鱼" in client.get("/goods/", {"category": "food"}).content.decode()


def test_keyset_paging_shows_every_item_once(page, shop, monkeypatch):
    monkeypatch.setattr("wangcai.interfaces.office.goods.listing.PAGE", 3)
    client = page("laozhou")
    first = client.get("/goods/")
    assert len(first.context["rows"]) == 3
    second = client.get(first.context["next_url"])
    seen = [row.pk for row in [*first.context["rows"], *second.context["rows"]]]
    assert sorted(seen) == sorted(v.pk for v in shop.goods.values())
    assert second.context["next_url"] == "" and b"<html" not in second.content


def test_the_export_is_what_is_seen_and_no_formula(page, shop):
    food = shop.goods["F2001"]
    food.name = "=1+1 犬粮"
    food.save()
    response = page("laozhou").get("/goods/export.csv", {"category": "food"})
    text = response.content.decode("utf-8-sig")
    assert response["Content-Type"].startswith("text/csv")
    assert "'=1+1 犬粮" in text and ",168.00,20,20" in text


@pytest.mark.parametrize(
    "address",
    ["/goods/?after=x", "/goods/?after=99999999999999999999", "/goods/?category=%00", "/goods/?q=%F0%9F%90%B6%00'"],
)
def test_odd_addresses_do_no_harm(page, shop, address):
    assert page("laozhou").get(address).status_code == 200


def test_nobody_else_sees_it(client, page, stranger, shop):
    assert "三文鱼" in stranger.get("/goods/").content.decode()  # their own goods of the same name
    assert shop.goods["F2001"].pk not in {row.pk for row in stranger.get("/goods/").context["rows"]}
    client.logout()
    assert client.get("/goods/").status_code == 302
