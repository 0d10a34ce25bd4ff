"""Columns: guessed, given, remembered."""

import pytest

from tests.imports.conftest import RETAIL
from wangcai.imports.kinds import KINDS
from wangcai.imports.plan import _plain, guess
from wangcai.imports.public import ColumnsMissing, ImportMapping, KindUnknown
from wangcai.imports.refusals import MappingUnclear

CUSTOMERS = ["会员卡号", "会员姓名", "手机号码", "随便"]


@pytest.mark.parametrize(
    ("kind", "headers", "expected"),
    [
        ("orders", RETAIL, {"invoice": 0, "code": 1, "text": 2, "quantity": 3, "time": 4, "price": 5, "customer": 6}),
        ("orders", ["销售单号", "商品编码", "商品名称", "数量", "销售时间", "单价"], {"invoice": 0, "code": 1, "text": 2, "quantity": 3, "time": 4, "price": 5}),
        ("customers", CUSTOMERS, {"ref": 0, "name": 1, "phone": 2}),
        ("customers", ["Customer ID", "Full Name", "Mobile", "E-mail"], {"ref": 0, "name": 1, "phone": 2, "mail": 3}),
        ("goods", ["条形码", "商品名称", "零售价", "成本价"], {"barcode": 0, "name": 1, "price": 2, "cost": 3}),
        ("pet-licences", ["License Issue Date", "License Number", "Animal's Name", "Species", "Primary Breed", "Secondary Breed", "ZIP Code"],
         {"time": 0, "ref": 1, "name": 2, "species": 3, "breed": 4, "breed2": 5, "district": 6}),
    ],
)  # fmt: skip
def test_headers_are_understood(kind, headers, expected):
    assert guess(KINDS[kind].FIELDS, headers) == expected


def test_no_word_means_two_things_in_one_kind():
    for kind in KINDS.values():
        words = [word for field in kind.FIELDS for word in {_plain(w) for w in (str(field.label), *field.words)}]
        assert sorted(words) == sorted(set(words)), kind.NAME


@pytest.mark.parametrize(
    "mapping",
    [
        {"columns": {"name": "甲", "phone": "乙"}},
        {"name": "甲", "phone": "乙"},
        {"甲": "name", "乙": "phone"},
        {"columns": {"name": 0, "phone": 1}},
    ],
)
def test_a_given_mapping_in_every_form(importer, mapping):
    path = importer.file("a.csv", ["甲", "乙"], ["林女士", "13812348866"])
    assert importer.run("customers", path, mapping).rows_stored == 1


@pytest.mark.parametrize("mapping", [{"columns": {"name": "nowhere"}}, {"columns": {"colour of hat": "甲"}}, []])
def test_a_mapping_that_names_nothing_is_refused(importer, mapping):
    path = importer.file("a.csv", ["甲"], ["林女士"])
    with pytest.raises(MappingUnclear):
        importer.prepare("customers", path, mapping)


def test_what_is_missing_is_named_with_the_columns_there_are(importer):
    path = importer.file("a.csv", ["InvoiceNo", "什么"], ["1", "2"])
    with pytest.raises(ColumnsMissing) as refused:
        importer.prepare("orders", path)
    assert "货号" in str(refused.value) and "什么" in str(refused.value)


def test_the_chain_remembers_its_columns_and_no_other_chain_s(importer):
    headers = ["甲", "乙"]
    importer.run("customers", importer.file("a.csv", headers, ["林女士", "13812348866"]), {"name": "甲", "phone": "乙"})
    again = importer.prepare("customers", importer.file("b.csv", headers, ["王先生", "13900005678"]))
    assert again.plan.columns == {"name": 0, "phone": 1}
    ImportMapping.objects.of(importer.by).update(chain=type(importer.store.chain).objects.create(code="x", name="别家"))
    assert importer.prepare(
        "goods", importer.file("c.csv", ["sku", "name", "price"], ["1", "2", "3"])
    ).plan.columns == {"ref": 0, "name": 1, "price": 2}
    with pytest.raises(ColumnsMissing):
        importer.prepare("customers", importer.file("d.csv", headers, ["x", "y"]))


def test_an_unknown_kind_says_which_there_are(importer):
    with pytest.raises(KindUnknown) as refused:
        importer.prepare("spaceships", importer.file("a.csv", ["a"], ["1"]))
    assert "orders" in str(refused.value)
