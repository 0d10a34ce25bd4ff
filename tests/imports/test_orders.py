"""Orders of an old system: every odd shape of the real file, small."""

from datetime import UTC, datetime

import pytest

from tests.imports.conftest import RETAIL, figures
from wangcai.catalogue.public import Variant
from wangcai.customers.public import Customer
from wangcai.imports.public import ImportRun, NotUndoable, problems_of, undo_import
from wangcai.insight.public import sales_report
from wangcai.journal.public import Entry
from wangcai.lookup.public import find
from wangcai.messages.public import Message
from wangcai.orders.public import Order, OrderLine
from wangcai.stock.public import Move
from wangcai.work.public import Task

WHEN, UK = "2011-06-01 08:26:00", "United Kingdom"


def line(invoice, code, quantity, price, customer="17850.0", text="LANTERN", at=WHEN):
    return [invoice, code, text, quantity, at, price, customer, UK]


GOOD = [
    line("536365", "85123A", 6, "2.55", text="WHITE HEART"),
    line("536365", "71053", 6, "3.39"),
    line("536365", "71053", 6, "3.39"),  # the very same line again: scanned twice
    line("536366", "84997c", 2, "1.85", customer="", text="BLUE CUTLERY"),
    line("536367", "84997C", 3, "1.85", customer="13047.0", text="CUTLERY"),
    line("536367", "GIFT", 1, "0.0", customer="13047.0", text="FREE BAG"),
    line("C536379", "85123A", -2, "2.55"),
    line("536380", "POST", 1, "18.00", text="POSTAGE"),
]
BAD = {
    "bad_debt": line("A563185", "B", 1, "11062.06"),
    "price_negative": line("536390", "B", 1, "-11062.06"),
    "price_too_fine": line("536391", "PADS", 1, "0.001"),
    "price_zero": line("536392", "22734", -10, "0.0", customer="", text="damages"),
    "quantity_zero": line("536393", "22734", 0, "1.00"),
    "credit_positive": line("C536394", "22734", 5, "1.00"),
    "date_unclear": line("536395", "22734", 5, "1.00", at="soon"),
    "not_a_number": line("536396", "22734", 5, "a lot"),
    "too_many_cells": [*line("536397", "22734", 5, "1.00"), "one more"],
    "code_unclear": line("536398", "<b>", 5, "1.00"),
    "empty": line("536399", "", 5, "1.00"),
    "customer_differs": line("536365", "71053", 1, "1.00", customer="99999"),
}


@pytest.fixture
def done(importer):
    rows = [*GOOD, *BAD.values()]
    # The stranger's line belongs to the first order: it stands far from its sisters, as happens.
    return importer.run("orders", importer.file("orders.csv", RETAIL, *rows))


def orders(importer):
    return {order.number: order for order in Order.objects.of(importer.by)}


def test_every_row_is_stored_or_refused_with_its_cell_and_reason(done):
    assert figures(done) == (20, 8, 0, 12)
    problems = {problem.code: problem for problem in problems_of(done.run)}
    assert set(problems) == set(BAD)
    for place, code in enumerate(BAD, start=len(GOOD) + 2):
        assert problems[code].row == place and problems[code].reason
        assert problems[code].raw["cells"] == [str(cell) for cell in BAD[code]]
    assert problems["price_too_fine"].cell == "UnitPrice" and "0.001" in problems["price_too_fine"].reason
    assert done.run.remarks["repeated_lines"] == 1 and done.run.remarks["free_lines"] == 1


def test_orders_are_history_with_their_own_times(done, importer):
    found = orders(importer)
    assert set(found) == {"536365", "536366", "536367", "C536379", "536380"}
    first = found["536365"]
    assert (first.status, first.channel, first.kind) == ("completed", "import", "sale")
    assert first.sold_at == first.placed_at == datetime(2011, 6, 1, 7, 26, tzinfo=UTC)  # London summer time
    assert first.total_fen == 6 * 255 + 2 * 6 * 339 and first.lines.count() == 3
    assert [line.accepted for line in first.lines.all()] == [6, 6, 6]
    credit = found["C536379"]
    assert (credit.kind, credit.total_fen) == ("credit", -510) and credit.lines.get().quantity == -2


def test_codes_that_differ_by_case_are_the_same_goods_and_postage_is_a_fee(done, importer):
    goods = {variant.sku: variant for variant in Variant.objects.of(importer.by).select_related("product")}
    assert set(goods) == {"85123A", "71053", "84997C", "GIFT", "POST"}
    assert goods["84997C"].name == "BLUE CUTLERY" and goods["84997C"].price_fen == 185
    assert (goods["POST"].product.kind, goods["POST"].counted) == ("fee", False)
    assert OrderLine.objects.of(importer.by).filter(variant=goods["84997C"]).count() == 2


def test_customers_are_known_by_their_old_number(done, importer):
    assert set(Customer.objects.of(importer.by).values_list("external_ref", flat=True)) == {"17850", "13047"}
    assert orders(importer)["536366"].customer_id is None


def test_nothing_moves_and_nobody_is_written_to(done, importer):
    from wangcai.journal.public import drain

    drain()
    for model in (Move, Message, Task):
        assert not model.objects.of(importer.by).exists()
    entries = Entry.objects.filter(what="order.imported")
    assert entries.count() == 5 and all(entry.happened_at.year == 2011 for entry in entries)
    assert not Entry.objects.filter(what="order.placed").exists()


def test_old_orders_are_found_by_their_number(done, importer):
    assert [hit.title for hit in find(importer.by, "C536379", kinds=["order"])] == ["C536379"]


def test_a_second_run_changes_nothing(done, importer):
    before = Entry.objects.count(), Order.objects.of(importer.by).count(), ImportRun.objects.of(importer.by).count()
    again = importer.run("orders", importer.folder / "orders.csv")
    assert figures(again) == (20, 0, 8, 12) and again.again
    assert before == (
        Entry.objects.count(),
        Order.objects.of(importer.by).count(),
        ImportRun.objects.of(importer.by).count(),
    )


def test_a_longer_file_brings_only_what_is_new(done, importer):
    path = importer.file("longer.csv", RETAIL, *GOOD, line("536400", "71053", 1, "3.39"))
    assert figures(importer.run("orders", path)) == (9, 1, 8, 0)


def test_a_known_number_with_other_contents_is_refused_and_left_alone(done, importer):
    path = importer.file("other.csv", RETAIL, line("536366", "84997C", 9, "1.85", customer=""))
    again = importer.run("orders", path)
    assert figures(again) == (1, 0, 0, 1) and problems_of(again.run)[0].code == "order_differs"
    assert orders(importer)["536366"].total_fen == 370


def test_another_old_system_may_have_the_same_numbers(done, importer):
    mapping = {**done.run.mapping, "source": "till-2"}
    path = importer.file("other.csv", RETAIL, line("536366", "71053", 9, "1.00", customer=""))
    assert figures(importer.run("orders", path, mapping)) == (1, 1, 0, 0)
    assert "536366~till-2" in orders(importer)


def test_the_rehearsal_says_the_same_and_writes_nothing(importer):
    path = importer.file("orders.csv", RETAIL, *GOOD, *BAD.values())
    told = importer.rehearse("orders", path)
    assert figures(told) == (20, 8, 0, 12) and {problem.code for problem in told.refused} == set(BAD)
    for model in (Order, Variant, Customer, ImportRun):
        assert not model.objects.of(importer.by).exists()
    assert not Entry.objects.exists()


def test_an_order_whose_rows_stand_apart_is_one_order(importer):
    rows = [
        line("1", "A", 1, "1.00"),
        line("2", "A", 1, "2.00"),
        line("1", "B", 1, "4.00"),
        line("3", "A", 1, "8.00"),
        line("1", "C", 1, "16.00"),
    ]
    assert figures(importer.run("orders", importer.file("torn.csv", RETAIL, *rows))) == (5, 5, 0, 0)
    assert {order.number: order.total_fen for order in orders(importer).values()} == {"1": 2100, "2": 200, "3": 800}


def test_history_is_not_undone(done, importer):
    with pytest.raises(NotUndoable):
        undo_import(run=done.run, by=importer.by)
    assert Order.objects.of(importer.by).count() == 5


def test_reports_agree_with_the_lines(done, importer):
    expected = sum(int(row[3]) * round(float(row[5]) * 100) for row in GOOD)
    for group in ("month", "day", "hour", "item", "category", "customer", "store", "channel", "staff"):
        report = sales_report(by=importer.by, group=group)
        assert report.fen == expected == sum(row.fen for row in report.rows), group
        assert (report.orders, report.credits, report.currency) == (4, 1, "GBP")
