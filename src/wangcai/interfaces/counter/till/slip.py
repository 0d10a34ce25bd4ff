"""A receipt as lines of text and as the bytes a 58 or 80 mm printer takes (ESC/POS, GB18030, drawer kick)."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from wangcai.kernel.public import plain_amount
from wangcai.settlement.public import TENDERS, Bill

COLUMNS = {58: 32, 80: 48}
CHINESE_ON = b"\x1c\x26"  # FS &: two-byte characters from here on
DRAWER = b"\x1b\x70\x00\x19\xfa"  # ESC p: pulse on pin 2, 50 ms on, 500 ms off
YEN = "￥"  # the full-width sign is in every printer's GB table, U+00A5 is not


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything a receipt says. Amounts in fen."""

    store_name: str
    store_phone: str
    store_address: str
    number: str
    at: datetime
    cashier: str
    customer: str
    bill: Bill
    copy: int
    foot: str
    zone: str

    @property
    def local_at(self) -> datetime:
        return self.at.astimezone(ZoneInfo(self.zone))


def width_of(text: str) -> int:
    """Columns on paper: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, columns: int) -> str:
    """As much of the text as fits."""
    kept, used = "", 0
    for c in text:
        used += width_of(c)
        if used > columns:
            break
        kept += c
    return kept


def spread(left: str, right: str, columns: int) -> str:
    """Left and right ends of one line; the left one gives way."""
    left = cut(left, columns - width_of(right) - bool(right))
    return left + " " * (columns - width_of(left) - width_of(right)) + right


def rows_of(slip: Slip) -> list[tuple[str, str] | None]:
    """The receipt between head and foot: left and right ends of each line, None for a rule."""
    bill = slip.bill
    rows: list[tuple[str, str] | None] = [(_("单号"), slip.number), (_("时间"), f"{slip.local_at:%Y-%m-%d %H:%M}")]
    if slip.cashier:
        rows.append((_("收银"), slip.cashier))
    if slip.customer:
        rows.append((_("会员"), slip.customer))
    rows.append(None)
    for line in bill.lines:
        rows.append((line.text, ""))
        rows.append((f"  {_yuan(line.unit_fen)} x {line.taken}", _yuan(line.unit_fen * line.taken)))
        if line.discount_fen:
            rows.append((f"  {line.discount_reason or _('优惠')}", _yuan(-line.discount_fen)))
    rows.append(None)
    if bill.discount_fen:
        rows.append((bill.discount_reason or _("整单优惠"), _yuan(-bill.discount_fen)))
    if bill.delivery_fen:
        rows.append((_("运费"), _yuan(bill.delivery_fen)))
    rows.append((_("合计"), _yuan(bill.total_fen)))
    for payment in bill.payments:
        rows += _payment_rows(payment)
    if bill.saved_fen > 0:
        rows.append((_("本单已省"), _yuan(bill.saved_fen)))
    return rows


def _payment_rows(payment: Any) -> list[tuple[str, str]]:
    name = str(TENDERS.get(payment.tender, payment.tender))
    if payment.kind == "refund":
        return [(_("退款（{tender}）").format(tender=name), _yuan(-payment.amount_fen))]
    rows = [(name, _yuan(payment.given_fen or payment.amount_fen))]
    if payment.change_fen:
        rows.append((_("找零"), _yuan(payment.change_fen)))
    return rows


def _yuan(fen: int) -> str:
    amount = plain_amount(abs(fen))
    return f"-{YEN}{amount}" if fen < 0 else f"{YEN}{amount}"


def printable(text: str) -> bytes:
    """GB18030 without what a printer cannot draw: four-byte characters become a question mark."""
    out = b""
    for c in text.replace("¥", YEN):
        code = c.encode("gb18030", "replace")
        out += code if len(code) <= 2 and c >= " " else b"?"
    return out


def escpos_bytes(slip: Slip, *, width: int = 80, kick: bool = False) -> bytes:
    """The whole receipt for the printer; `kick` opens the cash drawer first."""
    from escpos.printer import Dummy  # half a second at start-up for every process that never prints

    columns = COLUMNS.get(width, COLUMNS[80])
    paper = Dummy()
    paper.hw("INIT")
    paper._raw(CHINESE_ON)
    if kick:
        paper._raw(DRAWER)
    paper.set(align="center", bold=True, double_height=True, double_width=True)
    _say(paper, slip.store_name)
    paper.set(align="center", bold=False, normal_textsize=True)
    if slip.copy > 1:
        _say(paper, _("（第 {n} 次打印）").format(n=slip.copy))
    paper.set(align="left")
    for row in rows_of(slip):
        _say(paper, spread(*row, columns) if row else "-" * columns)
    paper.set(align="center")
    for row in (slip.foot, slip.store_phone, slip.store_address):
        if row:
            _say(paper, row)
    paper.qr(slip.number, size=6, native=True)
    paper._raw(b"\n\n\n")
    paper.cut()
    return bytes(paper.output)


def drawer_bytes() -> bytes:
    """Only the pulse that opens the drawer."""
    return DRAWER


def _say(paper: Any, text: str) -> None:
    paper._raw(printable(text) + b"\n")
