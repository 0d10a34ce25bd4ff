"""Strings that break text fields come in as they are, or are refused by name; none breaks the import."""

import json

import pytest

from tests.imports.conftest import shared_data
from wangcai.catalogue.public import Variant
from wangcai.customers.public import Customer, Pet
from wangcai.imports.public import problems_of, reasons_csv


@pytest.fixture
def strings():
    return [
        text.encode("utf-8", "replace").decode()
        for text in json.loads(shared_data("naughty-strings.json").read_text("utf-8"))
        if text.strip()
    ]


def counted(result, rows):
    assert result.rows_in == len(rows) == result.rows_stored + result.rows_known + result.rows_refused
    return result


def test_as_names_and_notes_of_customers(importer, strings):
    rows = [[f"R{n}", text, f"139{n:08d}", text] for n, text in enumerate(strings)]
    done = counted(importer.run("customers", importer.file("c.csv", ["编号", "姓名", "电话", "备注"], *rows)), rows)
    assert done.rows_refused == 0 and Customer.objects.of(importer.by).count() == len(rows)


def test_as_goods(importer, strings):
    rows = [[f"S{n}", text, "1.00", text, text, text] for n, text in enumerate(strings)]
    done = counted(
        importer.run("goods", importer.file("g.csv", ["货号", "品名", "售价", "品牌", "规格", "说明"], *rows)), rows
    )
    assert Variant.objects.of(importer.by).count() == done.rows_stored > len(rows) * 0.95


def test_as_pets_and_their_breeds(importer, strings):
    rows = [[text, "狗", text, f"138{n:08d}", text, text] for n, text in enumerate(strings)]
    done = counted(
        importer.run("pets", importer.file("p.csv", ["宠物名", "种类", "品种", "主人电话", "主人", "备注"], *rows)),
        rows,
    )
    assert Pet.objects.of(importer.by).count() == done.rows_stored


@pytest.mark.parametrize("kind", ["customers", "goods", "pets", "orders", "pet-licences"])
def test_in_every_cell_of_every_kind(importer, strings, kind):
    from wangcai.imports.public import KINDS

    headers = [str(field.label) for field in KINDS[kind].FIELDS]
    rows = [[text] * len(headers) for text in strings]
    done = counted(importer.run(kind, importer.file("all.csv", headers, *rows)), rows)
    told = "".join(reasons_csv(headers, problems_of(done.run, limit=None)))
    assert all(not line.startswith(("=", "@")) for line in told.splitlines())


def test_as_headers(importer, strings):
    from wangcai.kernel.public import Refusal

    headers = ["姓名", *strings]
    try:
        done = importer.run("customers", importer.file("h.csv", headers, ["林女士"]))
    except Refusal as refused:
        assert str(refused)
    else:
        assert done.rows_stored == 1
