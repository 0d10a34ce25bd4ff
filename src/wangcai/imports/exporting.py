"""The way out: any list as a workbook, as it was seen. Who took what out is written down."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import Happening, record
from wangcai.kernel.public import Actor, NotAllowed, writing

# What may be taken out needs one of these rights; each list names its own.
EXPORTS = ("reports.export", "orders.export", "customers.export")
WIDEST = 48
FORMATS = {"money": "#,##0.00", "int": "#,##0", "percent": "0.0%", "date": "yyyy-mm-dd", "time": "yyyy-mm-dd hh:mm"}


@dataclass(frozen=True, kw_only=True)
class ListExported(Happening):
    WHAT: ClassVar[str] = "list.exported"
    SUBJECT: ClassVar[str] = "store"
    ICON: ClassVar[str] = "file-export"
    SENTENCE: ClassVar[Any] = _("导出了“{title}”，{rows} 行")

    title: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and what its cells are: text, money (whole fen), int, percent (0–1), date, time (aware)."""

    label: Any
    kind: str = "text"


def workbook_of(
    *, store: Any, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], by: Actor, permission: str,
    digits: int = 2,
) -> bytes:  # fmt: skip
    """An xlsx of the rows, recorded in the journal. Refuses whoever lacks the right to take lists of this kind out.

    Texts stay texts: nothing a person typed can become a formula. Times are the store's wall clock.
    """
    if permission not in EXPORTS:
        raise ValueError(f"{permission} is no right to export")
    store_id = getattr(store, "pk", None)
    if not by.may(permission, store_id):
        raise NotAllowed(permission=permission)
    zone = ZoneInfo(getattr(store, "timezone", "Asia/Shanghai"))
    data, count = _write(title, columns, rows, zone, digits)
    with writing():
        record(ListExported(subject_id=store_id or 0, store_id=store_id, title=str(title)[:80], rows=count), by=by)
    return data


def _write(
    title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], zone: ZoneInfo, digits: int
) -> tuple[bytes, int]:
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    import xlsxwriter  # 0.2 s of every start otherwise; most processes never write a workbook

    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(_sheet_name(title))
    bold = book.add_format({"bold": True, "bottom": 1})
    styles = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
    if not digits:
        styles["money"].set_num_format("#,##0")
    widths = [len(str(column.label)) * 2 for column in columns]
    for place, column in enumerate(columns):
        sheet.write_string(0, place, str(column.label), bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            shown = _put(sheet, count, place, column.kind, value, styles, zone, digits)
            widths[place] = max(widths[place], min(shown, WIDEST))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + 2)
    sheet.freeze_panes(1, 0)
    if count:
        sheet.autofilter(0, 0, count, len(columns) - 1)
    book.close()
    return buffer.getvalue(), count


def _put(
    sheet: Any, row: int, place: int, kind: str, value: Any, styles: dict[str, Any], zone: ZoneInfo, digits: int
) -> int:
    """Write one cell and return how wide it is."""
    if value is None or value == "":
        return 0
    if kind == "money":
        sheet.write_number(row, place, int(value) / 10**digits, styles[kind])
        return len(str(value)) + 3
    if kind in ("int", "percent"):
        sheet.write_number(row, place, value, styles[kind])
        return len(str(value)) + 2
    if kind == "time" and isinstance(value, datetime):
        sheet.write_datetime(row, place, value.astimezone(zone).replace(tzinfo=None), styles[kind])
        return 16
    if kind == "date" and isinstance(value, date):
        sheet.write_datetime(row, place, value, styles[kind])
        return 10
    text = str(value)[:32_000]
    sheet.write_string(row, place, text)
    return sum(2 if ord(c) > 0x2E80 else 1 for c in text[:WIDEST])


def _sheet_name(title: str) -> str:
    return "".join(c for c in str(title) if c not in "[]:*?/\\'")[:31] or "Sheet1"
