"""Any list as a workbook: as seen, with the right to take it out, and written down."""

import io

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import build_shop
from wangcai.imports.public import Column, workbook_of
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, now


@pytest.fixture
def shop(db):
    return build_shop()


COLUMNS = [Column("商品"), Column("销售额", "money"), Column("件数", "int"), Column("时间", "time")]


def test_what_is_seen_is_what_comes_out(shop):
    at = now()
    rows = [("=1+1", 12345, 3, at), ("罐头", -50, 0, None)]
    data = workbook_of(
        store=shop.store, title="销售", columns=COLUMNS, rows=rows, by=shop.manager, permission="reports.export"
    )
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert sheet[0] == ["商品", "销售额", "件数", "时间"]
    assert sheet[1][:3] == ["=1+1", 123.45, 3.0] and sheet[2][:3] == ["罐头", -0.5, 0.0]
    assert sheet[1][3].hour == (at.hour + 8) % 24, "the store's wall clock"
    entry = Entry.objects.get(what="list.exported")
    assert entry.facts == {"title": "销售", "rows": 2} and entry.actor == shop.manager.key


def test_without_the_right_nothing_leaves(shop):
    with pytest.raises(NotAllowed):
        workbook_of(store=shop.store, title="x", columns=COLUMNS, rows=[], by=shop.clerk, permission="reports.export")
    assert not Entry.objects.filter(what="list.exported").exists()
    with pytest.raises(ValueError):
        workbook_of(store=shop.store, title="x", columns=COLUMNS, rows=[], by=shop.manager, permission="orders.see")
