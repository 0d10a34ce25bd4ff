import pytest

from tests.cast import build_shop
from wangcai.catalogue.public import (
    Barcode,
    BarcodeTaken,
    CodeUnclear,
    NewVariant,
    PriceUnclear,
    Product,
    SkuTaken,
    Variant,
    add_barcode,
    change_product,
    change_variant,
    check_digit,
    create_product,
    end_variant,
    in_store_code,
    make_usual_categories,
    remove_barcode,
    resume_variant,
    scan_code,
    variant_by_code,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.lookup.public import find

# What people paste into boxes: quotes, tags, formulas, right-to-left, zero width, NUL, lone surrogates, very long.
NAUGHTY = [
    "'; DROP TABLE catalogue_product;--",
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "{{ 7*7 }}{% now 'Y' %}",
    "猫粮\u202egpj.exe",
    "零\u200b宽\ufeff字",
    "a\x00b\x08c",
    "\ud800断的代理",
    "😀👨‍👩‍👧‍👦🐶",
    "е́тот ﷽ ﷽ ﷽",
    "%s %d %(name)s {name}",
    "长" * 5000,
    "../../etc/passwd",
    "\u0301\u0301\u0301重音",
]


def create(shop, name="猫抓板", **more):
    values = {"price_fen": 3990, **{k: more.pop(k) for k in list(more) if k in NewVariant.__dataclass_fields__}}
    return create_product(name=name, variants=[NewVariant(**values)], by=shop.manager, **more)


def test_a_product_with_sizes_gets_codes_and_is_found(shop):
    make_usual_categories(by=shop.manager)
    sizes = [NewVariant(5900, size="S"), NewVariant(6900, size="M", sku="lead-m", barcodes=("6901234567892",))]
    product = create_product(name="反光牵引绳", variants=sizes, category="walk", brand="旺财", by=shop.manager)
    small, medium = product.variants.order_by("pk")
    assert (small.sku, small.name) == (f"G{product.pk:05d}-1", "反光牵引绳 S")
    assert (medium.sku, product.category.name) == ("LEAD-M", "出行")
    assert {hit.target_id for hit in find(shop.manager, "qyS", kinds=["goods"])} <= {small.pk, medium.pk}
    assert {hit.target_id for hit in find(shop.manager, "牵引", kinds=["goods"])} == {small.pk, medium.pk}
    assert variant_by_code(shop.manager, "６９０１２３４５６７８９２") == medium
    assert Entry.objects.filter(what="catalogue.product_created").count() == 1


def test_two_with_one_key_are_one(shop):
    both = [
        create_product(name="猫抓板", variants=[NewVariant(100)], by=shop.manager, request_key="k") for _ in range(2)
    ]
    assert both[0] == both[1] and Product.objects.of(shop.chain).filter(name="猫抓板").count() == 1


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"name": "  "}, Missing),
        ({"price_fen": -1}, PriceUnclear),
        ({"price_fen": 10**15}, PriceUnclear),
        ({"sku": "F2001"}, SkuTaken),
        ({"sku": "货号一"}, CodeUnclear),
        ({"barcodes": ("692001000000",)}, BarcodeTaken),
        ({"barcodes": ("a<b",)}, CodeUnclear),
        ({"category": "nowhere"}, NotFound),
    ],
)
def test_what_is_refused_leaves_no_trace(shop, more, refusal):
    with pytest.raises(refusal):
        create(shop, **more)
    assert Product.objects.of(shop.chain).count() == Variant.objects.of(shop.chain).count() == 4
    assert not Entry.objects.filter(what="catalogue.product_created").exists()


def test_only_those_who_write_goods(shop):
    with pytest.raises(NotAllowed):
        create_product(name="猫抓板", variants=[NewVariant(100)], by=shop.clerk)
    with pytest.raises(NotAllowed):
        change_variant(variant=shop.goods["F2001"], price_fen=1, by=shop.clerk)
    shop.goods["F2001"].refresh_from_db()
    assert shop.goods["F2001"].price_fen == 16800


def test_another_chains_goods_are_not_there(shop):
    other = build_shop("miao")
    for act in (
        lambda: change_variant(variant=shop.goods["F2001"], price_fen=1, by=other.manager),
        lambda: add_barcode(variant=shop.goods["F2001"], code="1234", by=other.manager),
        lambda: change_product(product=shop.goods["F2001"].product, name="x", by=other.manager),
    ):
        with pytest.raises(NotFound):
            act()
    assert variant_by_code(other.manager, "F2001") == other.goods["F2001"]


def test_the_same_code_lives_in_two_chains(shop):
    other = build_shop("miao")
    add_barcode(variant=shop.goods["F2001"], code="6900000000001", by=shop.manager)
    add_barcode(variant=other.goods["S3001"], code="6900000000001", by=other.manager)
    assert variant_by_code(shop.chain, "6900000000001") == shop.goods["F2001"]
    assert variant_by_code(other.chain, "6900000000001") == other.goods["S3001"]


def test_changes_are_in_the_diary_with_before_and_after(shop):
    food = shop.goods["F2001"]
    change_variant(variant=food, price_fen=17800, name=food.name, by=shop.manager)
    entry = Entry.objects.get(what="catalogue.variant_changed")
    assert entry.facts["changes"] == {"price_fen": [16800, 17800]}
    change_variant(variant=food, price_fen=17800, by=shop.manager)
    assert Entry.objects.filter(what="catalogue.variant_changed").count() == 1


def test_ended_goods_leave_the_search_and_come_back(shop):
    food = shop.goods["F2001"]
    end_variant(variant=food, by=shop.manager)
    end_variant(variant=food, by=shop.manager)
    assert find(shop.manager, "三文鱼", kinds=["goods"]) == []
    resume_variant(variant=food, by=shop.manager)
    assert [hit.target_id for hit in find(shop.manager, "三文鱼", kinds=["goods"])] == [food.pk]
    assert Entry.objects.filter(what="catalogue.variant_ended").count() == 1


def test_our_own_codes_are_right_and_different(shop):
    code = add_barcode(variant=shop.goods["F2001"], by=shop.manager).code
    assert code == in_store_code(shop.goods["F2001"].pk) and len(code) == 13 and code[:2] == "20"
    assert code[-1] == check_digit(code[:12])
    assert check_digit("690123456789") == "2" and check_digit("400638133393") == "1"  # known EAN-13 numbers
    assert add_barcode(variant=shop.goods["F2001"], by=shop.manager).code == code
    assert Barcode.objects.of(shop.chain).filter(code=code).count() == 1


def test_a_case_stands_for_its_pieces_and_upc_has_two_spellings(shop):
    food = shop.goods["F2001"]
    case = add_barcode(variant=food, code="012345678905", pieces=12, by=shop.manager)
    for spelling in ("012345678905", "0012345678905", " 012345678905 "):
        assert scan_code(shop.manager, spelling).pieces == 12
    remove_barcode(barcode_id=case.pk, by=shop.manager)
    assert scan_code(shop.manager, "012345678905") is None
    assert scan_code(shop.manager, "") is scan_code(shop.manager, "\x00") is None


@pytest.mark.parametrize("text", NAUGHTY, ids=range(len(NAUGHTY)))
def test_naughty_names_are_kept_and_break_nothing(client, shop, text):
    product = create(shop, name="商品 " + text, brand=text, description=text, size=text, colour=text)
    product.refresh_from_db()
    assert len(product.name) <= 120 and "\x00" not in product.description
    client.force_login(shop.people["laozhou"])
    variant = product.variants.get()
    for address in ("/goods/", f"/goods/{variant.pk}", f"/goods/labels?v={variant.pk}", "/goods/export.csv"):
        answer = client.get(address)
        assert answer.status_code == 200
        if answer["Content-Type"].startswith("text/html"):
            assert "<script>alert(1)</script>" not in answer.content.decode()
    asked = text[:200].encode("utf-8", "replace").decode()  # a browser cannot send half a surrogate
    assert client.get("/goods/", {"q": asked}).status_code == 200
