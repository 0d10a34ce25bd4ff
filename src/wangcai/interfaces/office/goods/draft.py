"""A delivery note or transfer while it is being typed: the form itself is the draft, so nothing typed can be lost.

Every line is a set of equally named inputs. A scan posts the whole form and gets it back with one line more.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import Variant, scan_code
from wangcai.kernel.public import Refusal, parse_amount
from wangcai.lookup.public import find
from wangcai.stock.public import bin_by_code

MOST_LINES = 200


class UnknownCode(Refusal):
    code = "unknown_code"
    sentence = _("没有编码为“{code}”的商品或货位。新商品请先建档。")
    field = "code"


class SeveralMeant(Refusal):
    code = "several_meant"
    sentence = _("“{code}”有 {n} 种：{names}。请扫条码，或输入完整货号。")
    field = "code"


class DraftFull(Refusal):
    code = "draft_full"
    sentence = _("一张单最多 {most} 行，请先入库再接着扫。")


class LineUnclear(Refusal):
    code = "line_unclear"
    sentence = _("第 {n} 行“{name}”的{what}看不懂，请改正。")


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line as typed; texts until they are needed."""

    variant_id: int
    name: str = ""
    sku: str = ""
    has_expiry: bool = False
    quantity: str = "1"
    expires: str = ""
    lot: str = ""
    bin: str = ""
    cost: str = ""

    def pieces(self, number: int) -> int:
        text = self.quantity.strip()
        if not text.isascii() or not text.isdigit() or len(text) > 6:
            raise LineUnclear(n=number, name=self.name, what=_("件数"))
        return int(text)

    def expires_on(self, number: int) -> date | None:
        try:
            return date.fromisoformat(self.expires.strip()) if self.expires.strip() else None
        except ValueError as error:
            raise LineUnclear(n=number, name=self.name, what=_("到期日")) from error

    def cost_fen(self, number: int) -> int:
        try:
            return parse_amount(self.cost) if self.cost.strip() else 0
        except Refusal as error:
            raise LineUnclear(n=number, name=self.name, what=_("进价")) from error

    def bin_id(self) -> int | None:
        return int(self.bin) if self.bin.isascii() and self.bin.isdigit() and len(self.bin) < 18 else None


def read_draft(request: Any) -> list[DraftLine]:
    """The lines of the posted form, with names from the catalogue; goods of others are left out. One query."""
    columns = [request.POST.getlist(name) for name in ("variant", "quantity", "expires", "lot", "bin", "cost")]
    ids = [int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0 for text in columns[0]]
    known = {v.pk: v for v in Variant.objects.of(request.actor).filter(pk__in=ids[:MOST_LINES])}
    dropped = request.POST.get("drop", "")
    lines = []
    for place, variant_id in enumerate(ids[:MOST_LINES]):
        variant = known.get(variant_id)
        if variant is None or dropped == str(place):
            continue
        rest = [column[place].strip()[:40] if place < len(column) else "" for column in columns[1:]]
        lines.append(DraftLine(variant_id, variant.name, variant.sku, variant.has_expiry, *rest))
    return lines


def add_scan(request: Any, lines: list[DraftLine], code: str, shelf: str) -> tuple[list[DraftLine], str]:
    """Put a scan on the draft: (lines, bin for the next lines). A bin's label chooses the bin.

    The same item in the same bin without lot and date counts one up; it and new lines stand first.
    """
    place = bin_by_code(request.store, code)
    if place:
        return lines, str(place.pk)
    variant, pieces = _meant(request.actor, code)
    for i, line in enumerate(lines):
        same = line.variant_id == variant.pk and not line.lot and not line.expires and line.bin in ("", shelf)
        if same and line.quantity.isdigit():
            more = replace(line, quantity=str(int(line.quantity) + pieces))
            return [more, *lines[:i], *lines[i + 1 :]], shelf
    if len(lines) >= MOST_LINES:
        raise DraftFull(most=MOST_LINES)
    fresh = DraftLine(variant.pk, variant.name, variant.sku, variant.has_expiry, str(pieces), bin=shelf)
    return [fresh, *lines], shelf


def _meant(by: Any, code: str) -> tuple[Variant, int]:
    scanned = scan_code(by, code)
    if scanned:
        return scanned.variant, scanned.pieces
    hits = find(by, code, kinds=["goods"], limit=6) if code.strip() else []
    if len(hits) == 1:
        return Variant.objects.of(by).get(pk=hits[0].target_id), 1
    if hits:
        raise SeveralMeant(code=code[:40], n=len(hits), names=_("、").join(hit.title for hit in hits[:3]))
    raise UnknownCode(code=code[:40])
