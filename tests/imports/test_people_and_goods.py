"""Customers, pets and goods: bad rows named, likely duplicates listed, undo where nothing was built on them."""

from datetime import timedelta

import pytest

from tests.imports.conftest import figures
from wangcai.catalogue.public import Barcode, Product, Variant
from wangcai.customers.public import Customer, Household, Pet, Phone
from wangcai.imports.public import ImportRun, NotUndoable, UndoTooLate, problems_of, undo_import
from wangcai.journal.public import Entry
from wangcai.kernel.public import Actor, NotAllowed, NotFound, now, system_actor
from wangcai.lookup.public import find
from wangcai.orders.public import PastLine, PastOrder, record_past_orders
from wangcai.shops.public import Chain

PEOPLE = ["会员号", "姓名", "手机号", "生日", "备注"]
LIN = ["1001", "林女士", "13812348866", "1990-05-01", "怕吵"]
WANG = ["1002", "王先生", "139 0000 5678", "", ""]


@pytest.fixture
def people(importer):
    path = importer.file(
        "people.csv", PEOPLE, LIN, WANG, ["1003", "", "", "", ""], ["1004", "陈小姐", "12", "", ""],
        ["1005", "林先生", "13812348866", "", ""], LIN, ["1001", "别人", "13700001111", "", ""], ["1006", "赵", "", "31/31/2020", ""],
        encoding="gb18030",
    )  # fmt: skip
    return importer.run("customers", path)


def test_bad_rows_are_named_and_likely_duplicates_listed(people, importer):
    assert figures(people) == (8, 3, 1, 4)
    assert [(p.row, p.cell, p.code) for p in problems_of(people.run)] == [
        (4, "姓名", "empty"), (5, "手机号", "phone_unclear"), (8, "会员号", "repeated_differs"), (9, "生日", "date_unclear"),
    ]  # fmt: skip
    (doubt,) = problems_of(people.run, doubts=True)
    assert doubt.row == 6 and "林女士" in doubt.reason
    assert {c.name: c.external_ref for c in Customer.objects.of(importer.by)} == {
        "林女士": "1001",
        "王先生": "1002",
        "林先生": "1005",
    }
    assert [hit.title for hit in find(importer.by, "wxs")] == ["王先生"] and len(find(importer.by, "8866")) == 2


def test_the_rehearsal_lists_the_same(importer, people):
    told = importer.rehearse(
        "customers",
        importer.file(
            "again.csv", PEOPLE, LIN, ["", "王先生", "13900005678", "", ""], ["1007", "新人", "13900005678", "", ""]
        ),
    )
    assert figures(told) == (3, 1, 2, 0) and [doubt.row for doubt in told.doubts] == [4]


def test_undo_takes_back_everything(people, importer):
    undone = undo_import(run=people.run, by=importer.by)
    for model in (Customer, Phone, Household):
        assert not model.objects.of(importer.by).exists()
    assert undone.state == "undone" and undone.remarks["removed"] == 3 and find(importer.by, "wxs") == []
    assert Entry.objects.filter(what="import.undone").count() == 1
    assert importer.run("customers", importer.folder / "people.csv").rows_stored == 3, "and the file may come again"


def test_undo_keeps_whom_something_was_built_on(people, importer):
    lin = Customer.objects.of(importer.by).get(external_ref="1001")
    past = PastOrder(
        number="1", placed_at=now(), customer_id=lin.pk, lines=[PastLine(text="罐头", quantity=1, unit_fen=900)]
    )
    record_past_orders(store=importer.store, orders=[past], by=importer.by)
    undone = undo_import(run=people.run, by=importer.by)
    assert list(Customer.objects.of(importer.by)) == [lin]
    assert (undone.remarks["removed"], undone.remarks["kept"]) == (2, 1)
    with pytest.raises(NotUndoable):
        undo_import(run=undone, by=importer.by)


def test_undo_is_refused_after_a_week_to_strangers_and_to_whom_it_is_not_given(people, importer):
    other = Chain.objects.create(code="other", name="别家")
    with pytest.raises(UndoTooLate):
        undo_import(run=people.run, by=importer.by, at=now() + timedelta(days=8))
    with pytest.raises(NotFound):
        undo_import(run=people.run, by=system_actor(other.pk))
    with pytest.raises(NotAllowed):
        undo_import(run=people.run, by=Actor(chain_id=importer.store.chain_id, kind="staff", id=1))
    assert Customer.objects.of(importer.by).count() == 3 and ImportRun.objects.of(importer.by).get().state == "done"


GOODS = ["货号", "商品名称", "零售价", "进价", "条码", "分类", "规格", "净重"]


def test_goods_come_with_codes_shelves_and_weights(importer):
    path = importer.file(
        "goods.csv", GOODS, ["f2001", "三文鱼犬粮", "168.00", "90", "6901234567892", "主粮", "2kg", "2kg"],
        ["", "猫砂", "39.9", "", "6901234567908", "猫砂", "", ""], ["x1", "便宜货", "-1", "", "", "", "", ""],
        ["x2", "同码", "5", "", "6901234567892", "", "", ""], ["F2001", "三文鱼犬粮", "168.00", "90", "6901234567892", "主粮", "2kg", "2kg"],
        ["x3", "", "5", "", "", "", "", ""], ["", "没有码", "5", "", "", "", "", ""],
    )  # fmt: skip
    done = importer.run("goods", path)
    assert figures(done) == (7, 2, 1, 4)
    assert [p.code for p in problems_of(done.run)] == ["price_negative", "barcode_taken", "empty", "empty"] or {
        p.code for p in problems_of(done.run)
    } == {"price_negative", "barcode_taken", "empty"}
    food = Variant.objects.of(importer.by).get(sku="F2001")
    assert (food.price_fen, food.cost_fen, food.weight_g, food.product.category.name) == (16800, 9000, 2000, "主粮")
    assert Variant.objects.of(importer.by).get(sku="6901234567908").barcodes.get().code == "6901234567908"
    undone = undo_import(run=done.run, by=importer.by)
    assert undone.remarks["removed"] == 2
    for model in (Variant, Product, Barcode):
        assert not model.objects.of(importer.by).exists()


PETS = ["宠物名", "种类", "品种", "性别", "体重", "主人电话", "主人", "会员号"]


def test_pets_find_their_owners_or_bring_them(people, importer):
    path = importer.file(
        "pets.csv", PETS, ["豆豆", "猫", "英短", "母", "4.2", "", "", "1001"], ["闪电", "狗", "边牧", "公", "", "13900005678", "王先生", ""],
        ["新狗", "狗", "某某犬种", "", "", "13700002222", "新主人", ""], ["没主", "猫", "", "", "", "", "", ""],
        ["怪物", "恐龙", "", "", "", "13700002222", "新主人", ""], ["谁家", "猫", "", "", "", "", "", "7777"],
        ["闪电", "狗", "边牧", "公", "", "13900005678", "王先生", ""],
    )  # fmt: skip
    done = importer.run("pets", path)
    assert figures(done) == (7, 3, 1, 3)
    assert {p.code for p in problems_of(done.run)} == {"owner_missing", "species_unclear", "owner_unknown"}
    pets = {pet.name: pet for pet in Pet.objects.of(importer.by).select_related("breed")}
    assert pets["豆豆"].breed.name == "英国短毛猫" and pets["豆豆"].carers.get().customer.name == "林女士"
    assert pets["豆豆"].weights.get().grams == 4200 and pets["闪电"].carers.get().customer.external_ref == "1002"
    assert pets["新狗"].carers.get().customer.name == "新主人" and pets["新狗"].breed_text == "某某犬种"
    assert [p.code for p in problems_of(done.run, doubts=True)] == ["breed_unknown"]
    undo_import(run=done.run, by=importer.by)
    assert not Pet.objects.of(importer.by).exists() and Customer.objects.of(importer.by).count() == 3


def test_the_same_pet_again_is_known(people, importer):
    row = ["闪电", "狗", "边牧", "公", "", "13900005678", "王先生", ""]
    importer.run("pets", importer.file("pets.csv", PETS, row))
    assert figures(
        importer.run("pets", importer.file("more.csv", PETS, row, ["豆豆", "猫", "", "", "", "", "", "1001"]))
    ) == (2, 1, 1, 0)
