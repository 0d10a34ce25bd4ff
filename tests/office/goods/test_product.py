import pytest

from tests.stock.shelf import agrees, everything, first_lot, held, level, promise
from wangcai.catalogue.public import Barcode, Product, Variant
from wangcai.shops.public import set_pin


@pytest.fixture
def food(shop):
    return shop.goods["F2001"]


def address(variant, rest=""):
    return f"/goods/{variant.pk}{rest}"


def details(food, **more):
    values = {"name": "犬粮", "label": food.name, "price": "168", "cost": "84", "category": "food"}
    return {f"d-{name}": value for name, value in {**values, **more}.items()}


def test_the_file_shows_where_it_lies_and_what_moved(page, shop, food, django_assert_max_num_queries):
    client = page("laozhou")
    with django_assert_max_num_queries(20):
        text = client.get(address(food)).content.decode()
    assert "A-01" in text and "L1" in text and "收货 +20" in text and "¥84.00" in text


def test_who_may_not_write_sees_no_cost_and_cannot_change(page, shop, food):
    client = page("xiaozhou")
    text = client.get(address(food)).content.decode()
    assert "¥84.00" not in text and "改资料" not in text
    assert client.post(address(food, "/details"), details(food, price="1")).status_code == 403
    food.refresh_from_db()
    assert food.price_fen == 16800


def test_another_chains_item_is_not_there(stranger, shop, food):
    for rest in ("", "/details", "/price", "/pieces"):
        answer = stranger.post(address(food, rest), {}) if rest else stranger.get(address(food))
        assert answer.status_code in (404, 422) and "三文鱼" not in answer.content.decode(), rest
    assert stranger.get(f"/goods/labels?v={food.pk}").status_code == 404


def test_details_are_saved_and_a_bad_price_keeps_what_was_typed(page, shop, food):
    client = page("laozhou")
    assert client.post(address(food, "/details"), details(food, price="1十", label="新名")).status_code == 422
    answer = client.post(address(food, "/details"), details(food, price="16x", label="新名字"))
    assert answer.status_code == 422 and "新名字" in answer.content.decode()
    food.refresh_from_db()
    assert food.price_fen == 16800
    assert client.post(address(food, "/details"), details(food, price="１７８.５", label="新名字")).status_code == 302
    food.refresh_from_db()
    assert (food.price_fen, food.name, food.product.name) == (17850, "新名字", "犬粮")


def test_a_code_of_other_goods_is_refused(page, shop, food):
    other = Barcode.objects.of(shop.chain).get(variant=shop.goods["S3001"])
    client = page("laozhou")
    answer = client.post(address(food, "/barcodes"), {"b-code": other.code, "b-pieces": "1"})
    assert answer.status_code == 422 and "鸡肉冻干" in answer.content.decode()
    assert client.post(address(food, "/barcodes"), {"b-code": "", "b-pieces": "1"}).status_code == 302
    own = Barcode.objects.of(shop.chain).filter(variant=food).order_by("-pk").first()
    assert len(own.code) == 13 and own.code.startswith("20")
    assert client.post(address(food, f"/barcodes/{own.pk}/removal")).status_code == 302
    assert not Barcode.objects.of(shop.chain).filter(pk=own.pk).exists()


def test_store_price_more_sizes_and_the_end_of_sale(page, shop, food):
    client = page("laozhou")
    client.post(address(food, "/price"), {"p-price": "158"})
    assert "¥158.00" in client.get(address(food)).content.decode()
    client.post(address(food, "/variants"), {"v-price": "300", "v-size": "5kg", "request_key": "a"})
    client.post(address(food, "/variants"), {"v-price": "300", "v-size": "5kg", "request_key": "a"})
    assert Variant.objects.of(shop.chain).filter(product=food.product).count() == 2
    client.post(address(food, "/sale"))
    food.refresh_from_db()
    assert food.ended_at
    client.post(address(food, "/sale"), {"act": "resume"})
    food.refresh_from_db()
    assert food.ended_at is None


def pieces(shop, act, **more):
    return {"act": act, "bin": shop.shelf.pk, "lot": first_lot(shop, "F2001"), "quantity": "3", **more}


def test_pieces_move_and_are_taken_off(page, shop, food):
    client = page("laozhou")
    client.post(address(food, "/pieces"), pieces(shop, "damage", reason="破袋"))
    assert (level(shop, "F2001"), held(shop, "F2001", shop.damaged)) == ((17, 0), 3)
    answer = client.post(address(food, "/pieces"), pieces(shop, "move", target=str(shop.damaged.pk), quantity="18"))
    assert answer.status_code == 422
    promise(shop, "F2001", 17)
    before = everything(shop)
    assert client.post(address(food, "/pieces"), pieces(shop, "damage", reason="x")).status_code == 422
    assert everything(shop) == before and agrees(shop)


def test_a_write_off_asks_for_the_pin_of_someone_who_may(page, shop, food):
    boss = shop.people["boss"]
    set_pin(account=boss, pin="8264", by=shop.by("boss"))
    client = page("laozhou")
    before = everything(shop)
    for wrong in (
        {"pin": "1111", "second": boss.pk},
        {"pin": "8264"},
        {"pin": "8264", "second": shop.people["xiaozhou"].pk},
    ):
        answer = client.post(address(food, "/pieces"), pieces(shop, "off", reason="丢失", **wrong))
        assert answer.status_code == 422 and "丢失" in answer.content.decode()
    assert everything(shop) == before
    answer = client.post(address(food, "/pieces"), pieces(shop, "off", reason="丢失", pin="8264", second=boss.pk))
    assert answer.status_code == 302, answer.context["refusal"] or answer.context["typed"]
    assert level(shop, "F2001") == (17, 0)


def test_new_goods_in_one_go(page, shop):
    client = page("laozhou")
    typed = {"name": "猫抓板", "price": "39.9", "barcode": "6901234567892", "category": "food", "request_key": "k"}
    first = client.post("/goods/new", typed)
    assert first.status_code == 302 and client.post("/goods/new", typed).url == first.url
    assert Product.objects.of(shop.chain).filter(name="猫抓板").count() == 1
    again = client.post("/goods/new", {**typed, "name": "另一个", "request_key": "k2"})
    assert again.status_code == 422 and "猫抓板" in again.content.decode() and "另一个" in again.content.decode()
    assert Product.objects.of(shop.chain).filter(name="另一个").count() == 0
    assert client.post("/goods/new", {"name": "", "price": ""}).status_code == 422
    assert page("xiaozhou").get("/goods/new").status_code == 403


def test_labels_carry_name_price_and_code(page, shop, food):
    text = page("xiaozhou").get(f"/goods/labels?v={food.pk}&n=3").content.decode()
    assert text.count('class="sheet"') == 3 and "¥168.00" in text and "barcode" in text
    assert page("xiaozhou").get("/goods/labels?v=abc").status_code == 404
