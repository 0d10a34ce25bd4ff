"""Tables as old systems write them."""

import gzip

import pytest
import xlsxwriter

from wangcai.imports.public import FileUnreadable, Table
from wangcai.kernel.public import Refusal

LINES = "编号,姓名,电话\n1,林女士,13812348866\n2,王先生,13900005678\n"


def written(tmp_path, data, name="file.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_chinese_in_the_usual_encodings(tmp_path, encoding):
    table = Table(written(tmp_path, LINES.encode(encoding)))
    assert table.headers == ["编号", "姓名", "电话"]
    assert [cells[1] for _n, cells in table.rows()] == ["林女士", "王先生"]


def test_western_names_in_latin_1_are_not_taken_for_chinese(tmp_path):
    table = Table(written(tmp_path, "Name;City\nMüller;Köln\nGarçon;Orléans\n".encode("latin-1")))
    assert list(table.rows()) == [(2, ["Müller", "Köln"]), (3, ["Garçon", "Orléans"])]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_separators(tmp_path, mark):
    text = f'a{mark}"b,;|x"{mark}c\n1{mark}"2, 3"{mark}4\n'
    table = Table(written(tmp_path, text.encode()))
    assert table.headers == ["a", "b,;|x", "c"] and list(table.rows()) == [(2, ["1", "2, 3", "4"])]


def test_packed_and_plain_are_the_same_file(tmp_path):
    plain = Table(written(tmp_path, LINES.encode()))
    packed = Table(written(tmp_path, gzip.compress(LINES.encode()), "file.csv.gz"))
    assert list(plain.rows()) == list(packed.rows()) and plain.digest == packed.digest


def test_blank_rows_are_no_rows_and_short_rows_are_filled(tmp_path):
    table = Table(written(tmp_path, b"a,b,c\n\n1,2\n,,\n4,5,6\n"))
    assert list(table.rows()) == [(3, ["1", "2", ""]), (5, ["4", "5", "6"])] and list(table.rows()) == list(
        table.rows()
    )


def test_a_workbook_reads_as_a_person_would_type_it(tmp_path):
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["编号", "单价", "日期", "电话"])
    sheet.write_row(1, 0, [17850, 2.55])
    sheet.write_datetime(
        1, 2, __import__("datetime").datetime(2026, 11, 22, 9, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    )
    sheet.write_number(1, 3, 13812348866)
    book.close()
    assert list(Table(path).rows()) == [(2, ["17850", "2.55", "2026-11-22 09:30:00", "13812348866"])]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b",,\n1,2,3\n",
        b"PK\x03\x04 not a workbook",
        gzip.compress(LINES.encode(), mtime=0)[:40],
        b"\xd0\xcf\x11\xe0rest",
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path, data):
    with pytest.raises(Refusal) as refused:
        list(Table(written(tmp_path, data)).rows())
    assert str(refused.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileUnreadable):
        Table(tmp_path / "nothing.csv")
