"""The real shop: our reports equal sums worked out from the raw file alone, to the penny."""

import csv
import gzip
from collections import defaultdict
from decimal import Decimal
from itertools import islice

import pytest

from tests.imports.conftest import figures, shared_data
from wangcai.catalogue.public import Variant
from wangcai.customers.public import Customer
from wangcai.insight.public import sales_report
from wangcai.orders.public import Order, OrderLine

NAME = "online-retail.csv.gz"
PENNY = Decimal("0.01")


def raw_lines(limit=None):
    with gzip.open(shared_data(NAME), "rt", encoding="utf-8", newline="") as file:
        yield from islice(csv.DictReader(file), limit)


def raw_sums(lines):
    """(by month, by item, by customer, number of lines), from the file alone, in pounds."""
    months, items, customers = defaultdict(Decimal), defaultdict(Decimal), defaultdict(Decimal)
    count = 0
    for line in lines:
        count += 1
        amount = Decimal(line["UnitPrice"]) * int(line["Quantity"])
        # What has no whole pennies and what was given to nobody for nothing is no sale; both are refused by name.
        if amount == 0 or amount != amount.quantize(PENNY):
            continue
        months[line["InvoiceDate"][:7]] += amount
        items[line["StockCode"].upper().replace(" ", "")] += amount
        customers[line["CustomerID"].split(".")[0]] += amount
    return months, items, customers, count


def reported(importer, group):
    rows = sales_report(by=importer.by, group=group).rows
    names: dict = {}
    if group == "item":
        names = dict(Variant.objects.of(importer.by).values_list("pk", "sku"))
    if group == "customer":
        names = dict(Customer.objects.of(importer.by).values_list("pk", "external_ref"))
    found = {
        names.get(int(row.key), row.key) if row.key.isdigit() and names else row.key: Decimal(row.fen) / 100
        for row in rows
    }
    return {key: amount for key, amount in found.items() if amount}


def check(importer, path, limit=None):
    months, items, customers, count = raw_sums(raw_lines(limit))
    result = importer.run("orders", path)
    assert result.rows_in == count == result.rows_stored + result.rows_known + result.rows_refused
    assert OrderLine.objects.of(importer.by).count() == result.rows_stored
    for group, raw in (("month", months), ("item", items), ("customer", customers)):
        assert reported(importer, group) == {key: amount for key, amount in raw.items() if amount}, group
    again = importer.run("orders", path)
    assert figures(again) == (count, 0, result.rows_stored, result.rows_refused)
    return result


def test_twenty_thousand_lines_on_every_engine(importer):
    part = importer.folder / "part.csv"
    with gzip.open(shared_data(NAME), "rt", encoding="utf-8", newline="") as whole:
        part.write_text("".join(islice(whole, 20_001)), encoding="utf-8")
    check(importer, part, 20_000)


def test_the_whole_year(importer, engine):
    if engine != "sqlite":
        pytest.skip("the whole file is read once, on SQLite; PostgreSQL has a part of it")
    result = check(importer, shared_data(NAME))
    assert figures(result) == (294_875, 293_193, 0, 1_682)
    assert result.run.remarks["orders"] == Order.objects.of(importer.by).count() == 13_833
    assert result.run.remarks["credits"] == 2_343 and result.run.remarks["repeated_lines"] == 2_320
