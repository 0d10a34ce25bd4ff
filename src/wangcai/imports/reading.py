"""Reading a table somebody brings: CSV (also packed, in the usual encodings and separators) and Excel."""

import codecs
import csv
import gzip
import hashlib
import io
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from wangcai.imports.refusals import FileEmpty, FileUnreadable

CHUNK = 1 << 20
MOST_BYTES = 2 * 1024**3  # unpacked; a table larger than this is not a shop's
EXCEL = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
Row = tuple[int, list[str]]


class Table:
    """A file with one header row. `rows()` may be called again and again; numbers count as in a spreadsheet (header = 1)."""

    def __init__(self, path: Path | str, name: str = "") -> None:
        self.path = Path(path)
        self.name = name or self.path.name
        try:
            with open(self.path, "rb") as file:
                self._start = file.read(8)
        except OSError as error:
            raise FileUnreadable(name=self.name, why=_("找不到或打不开")) from error
        if not self._start:
            raise FileEmpty(name=self.name)
        self.is_excel = self._start.startswith(EXCEL)
        self.digest, self.encoding = ("", "") if self.is_excel else self._survey()
        if self.is_excel:
            self.digest = hashlib.sha256(self.path.read_bytes()).hexdigest()
        self.headers = self._headers()

    def rows(self) -> Iterator[Row]:
        """(row number, cells as text) below the header; wholly blank rows are no rows."""
        lines = self._lines()
        next(lines, None)
        width = len(self.headers)
        try:
            for number, cells in enumerate(lines, start=2):
                if len(cells) < width:
                    cells = cells + [""] * (width - len(cells))
                if any(cells):
                    yield number, cells
        except (csv.Error, UnicodeError, EOFError, OSError) as error:
            raise FileUnreadable(name=self.name, why=str(error)) from error

    def _headers(self) -> list[str]:
        try:
            first = next(self._lines(), None)
        except (csv.Error, UnicodeError, EOFError, OSError) as error:
            raise FileUnreadable(name=self.name, why=str(error)) from error
        if not first or not any(cell.strip() for cell in first):
            raise FileEmpty(name=self.name)
        headers = [cell.strip() for cell in first]
        if any(unicodedata.category(c) == "Cc" and c not in "\t\n\r" for header in headers for c in header):
            raise FileUnreadable(name=self.name, why=_("这不是表格"))
        while headers and not headers[-1]:
            headers.pop()
        return headers

    def _lines(self) -> Iterator[list[str]]:
        return _excel_lines(self.path, self.name) if self.is_excel else self._csv_lines()

    def _csv_lines(self) -> Iterator[list[str]]:
        with self._unpacked() as file:
            text = io.TextIOWrapper(file, encoding=self.encoding, newline="")
            start = text.readline()
            separator = max(",;\t|", key=lambda mark: _outside_quotes(start, mark))
            yield from csv.reader(_chain(start, text), delimiter=separator)

    def _unpacked(self) -> BinaryIO:
        if self._start[:2] == b"\x1f\x8b":
            return gzip.open(self.path, "rb")  # type: ignore[return-value]
        return open(self.path, "rb")

    def _survey(self) -> tuple[str, str]:
        """One pass: the digest of the contents and the encoding they are in."""
        digest, size = hashlib.sha256(), 0
        utf8: Any = codecs.getincrementaldecoder("utf-8")()
        pairs = singles = 0
        bom, nuls = b"", False
        try:
            with self._unpacked() as file:
                while chunk := file.read(CHUNK):
                    bom = bom or chunk[:4]
                    nuls = nuls or b"\0" in chunk
                    digest.update(chunk)
                    size += len(chunk)
                    if size > MOST_BYTES:
                        raise FileUnreadable(name=self.name, why=_("超过 2 GB"))
                    utf8 = _still_decodes(utf8, chunk)
                    if utf8 is None:
                        more = _han_pairs(chunk)
                        pairs, singles = pairs + more[0], singles + more[1]
        except (OSError, EOFError) as error:
            raise FileUnreadable(name=self.name, why=str(error)) from error
        if bom[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return digest.hexdigest(), "utf-16"
        if nuls:
            raise FileUnreadable(name=self.name, why=_("这不是表格"))
        if utf8 is not None and _still_decodes(utf8, b"", final=True) is not None:
            return digest.hexdigest(), "utf-8-sig"
        return digest.hexdigest(), "gb18030" if pairs >= singles else "latin-1"


def _still_decodes(decoder: Any, chunk: bytes, *, final: bool = False) -> Any:
    if decoder is None:
        return None
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return None
    return decoder


def _han_pairs(chunk: bytes) -> tuple[int, int]:
    """(pairs of high bytes, lone high bytes): Chinese text comes in pairs, é and ü stand alone."""
    high = chunk.translate(_HIGH)
    pairs = high.count(b"##")
    return pairs, high.count(b"#") - 2 * pairs


_HIGH = bytes(0x23 if byte >= 0xA1 else 0x2E for byte in range(256))


def _outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])


def _chain(first: str, rest: io.TextIOBase) -> Iterator[str]:
    yield first
    yield from rest


def _excel_lines(path: Path, name: str) -> Iterator[list[str]]:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
        sheet = book.get_sheet_by_index(0)
        lines = sheet.iter_rows()
    except Exception as error:
        # The reader raises many kinds; to the person the file is simply not readable.
        raise FileUnreadable(name=name, why=str(error)[:80]) from error
    for line in lines:
        yield [_as_text(cell) for cell in line]


def _as_text(cell: Any) -> str:
    """A spreadsheet's value as a person would have typed it."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time.min else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)
