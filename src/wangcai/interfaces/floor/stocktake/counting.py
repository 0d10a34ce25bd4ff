"""What a scan means at this moment: where the person stands and what was scanned last."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import Variant, scan_code, variant_of
from wangcai.kernel.public import Refusal
from wangcai.stock.public import (
    Bin,
    Count,
    Holding,
    NotThisBin,
    Stocktake,
    WhichLot,
    bin_by_code,
    count_goods,
)


class ScanBinFirst(Refusal):
    code = "scan_bin_first"
    sentence = _("先扫货位标签（或点一个货位），再扫商品。")
    field = "code"


class UnknownCode(Refusal):
    code = "unknown_code"
    sentence = _("没有编码为“{code}”的商品或货位，放一边，最后交给店长。")
    field = "code"


class TotalUnclear(Refusal):
    code = "total_unclear"
    sentence = _("总数请写 0 或更多的整数。")
    field = "counted"


@dataclass
class Hand:
    """Where the person stands, the item in hand, and what is to be said."""

    place: Bin | None = None
    variant_id: int = 0
    lot_id: int = 0
    variant: Variant | None = None
    count: Count | None = None
    lots: list = field(default_factory=list)
    refusal: Refusal | None = None

    def lines(self, stocktake: Stocktake) -> list[Count]:
        """What was counted in this bin, the latest first."""
        if self.place is None:
            return []
        found = Count.objects.of(stocktake.chain_id).filter(stocktake=stocktake, bin=self.place)
        return list(found.select_related("variant", "lot").order_by("-at", "-pk"))


def number(text: str) -> int:
    """A posted id or total; 0 where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def read_scan(request: Any, stocktake: Stocktake, hand: Hand) -> Hand:
    """A bin's label changes the place; a barcode adds its pieces to the item in this bin."""
    code = request.POST.get("code", "").strip()
    place = bin_by_code(request.store, code)
    if place:
        if not stocktake.bins.filter(pk=place.pk).exists():
            raise NotThisBin(bin=place.code)
        return Hand(place=place)
    scanned = scan_code(request.actor, code) if code else None
    if scanned is None:
        raise UnknownCode(code=code[:40])
    if hand.place is None:
        raise ScanBinFirst
    hand.variant, hand.variant_id = scanned.variant, scanned.variant.pk
    return count(request, stocktake, hand, add=scanned.pieces)


def write_total(request: Any, stocktake: Stocktake, hand: Hand) -> Hand:
    """The typed number of the item in hand, or one more piece of a chosen lot."""
    if hand.place is None:
        raise ScanBinFirst
    hand.variant = variant_of(request.actor, hand.variant_id)
    lot_id = number(request.POST.get("lot", "")) or None
    day = _day(request.POST.get("expires", ""))
    if request.POST.get("add"):
        return count(request, stocktake, hand, add=max(number(request.POST["add"]), 1), lot_id=lot_id, expires_on=day)
    text = request.POST.get("counted", "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise TotalUnclear
    return count(request, stocktake, hand, counted=int(text), lot_id=lot_id, expires_on=day)


def count(request: Any, stocktake: Stocktake, hand: Hand, **what: Any) -> Hand:
    """Write it; where the bin holds several lots, ask which one was in the hand."""
    try:
        hand.count = count_goods(
            store=request.store,
            stocktake=stocktake,
            bin_id=hand.place.pk if hand.place else 0,
            variant_id=hand.variant_id,
            by=request.actor,
            request_key=request.POST.get("request_key"),
            **what,
        )
    except WhichLot:
        held = Holding.objects.of(request.actor).filter(bin=hand.place, variant_id=hand.variant_id, quantity__gt=0)
        hand.lots = [h.lot for h in held.select_related("lot").order_by("lot__expires_on", "pk")]
    return hand


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
