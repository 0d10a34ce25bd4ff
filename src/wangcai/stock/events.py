"""What can happen in the stock. Sales and promises are recorded by the order they belong to."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import Happening


@dataclass(frozen=True, kw_only=True)
class GoodsReceived(Happening):
    WHAT = "stock.goods_received"
    SUBJECT = "receipt"
    ICON = "truck-loading"
    SENTENCE = _("收货 {number}：{lines} 种 {pieces} 件")

    number: str
    lines: int
    pieces: int


@dataclass(frozen=True, kw_only=True)
class GoodsMoved(Happening):
    """Pieces went from one bin to another."""

    WHAT = "stock.goods_moved"
    SUBJECT = "variant"
    ICON = "arrows-exchange"
    SENTENCE = _("“{name}”{quantity} 件从 {source} 移到 {target}")

    name: str
    quantity: int
    source: str
    target: str


@dataclass(frozen=True, kw_only=True)
class GoodsDamaged(Happening):
    WHAT = "stock.goods_damaged"
    SUBJECT = "variant"
    ICON = "alert-triangle"
    SENTENCE = _("“{name}”{quantity} 件转入残损区：{reason}")

    name: str
    quantity: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class GoodsWrittenOff(Happening):
    WHAT = "stock.goods_written_off"
    SUBJECT = "variant"
    ICON = "trash"
    SENTENCE = _("“{name}”报损 {quantity} 件：{reason}")

    name: str
    quantity: int
    reason: str
    approved_by: str = ""


@dataclass(frozen=True, kw_only=True)
class TransferSent(Happening):
    WHAT = "stock.transfer_sent"
    SUBJECT = "transfer"
    ICON = "truck"
    SENTENCE = _("调拨 {number} 发往{target}，{pieces} 件")

    number: str
    target: str
    pieces: int


@dataclass(frozen=True, kw_only=True)
class TransferReceived(Happening):
    WHAT = "stock.transfer_received"
    SUBJECT = "transfer"
    ICON = "package"
    SENTENCE = _("调拨 {number} 到货 {pieces} 件，少 {short} 件")

    number: str
    pieces: int
    short: int


@dataclass(frozen=True, kw_only=True)
class StocktakeStarted(Happening):
    WHAT = "stock.stocktake_started"
    SUBJECT = "stocktake"
    ICON = "clipboard-list"
    SENTENCE = _("盘点 {number} 开始，{bins} 个货位")

    number: str
    bins: int


@dataclass(frozen=True, kw_only=True)
class GoodsCounted(Happening):
    WHAT = "stock.goods_counted"
    SUBJECT = "stocktake"
    ICON = "barcode"
    SENTENCE = _("盘点 {number}：{bin} 的“{name}”数到 {counted}，账上 {book}")

    number: str
    bin: str
    name: str
    variant_id: int
    counted: int
    book: int


@dataclass(frozen=True, kw_only=True)
class CountForgotten(Happening):
    WHAT = "stock.count_forgotten"
    SUBJECT = "stocktake"
    ICON = "arrow-back-up"
    SENTENCE = _("盘点 {number}：撤回一项计数（{counted} 件）")

    number: str
    variant_id: int
    counted: int


@dataclass(frozen=True, kw_only=True)
class StocktakeApproved(Happening):
    WHAT = "stock.stocktake_approved"
    SUBJECT = "stocktake"
    ICON = "clipboard-check"
    SENTENCE = _("盘点 {number} 通过：数了 {counts} 项，盘盈 {more} 件，盘亏 {fewer} 件")

    number: str
    counts: int
    more: int
    fewer: int


@dataclass(frozen=True, kw_only=True)
class StocktakeDropped(Happening):
    WHAT = "stock.stocktake_dropped"
    SUBJECT = "stocktake"
    ICON = "x"
    SENTENCE = _("盘点 {number} 作废")

    number: str


@dataclass(frozen=True, kw_only=True)
class BinOpened(Happening):
    WHAT = "stock.bin_opened"
    SUBJECT = "bin"
    ICON = "map-pin"
    SENTENCE = _("新货位 {bin}")

    bin: str


@dataclass(frozen=True, kw_only=True)
class BinChanged(Happening):
    WHAT = "stock.bin_changed"
    SUBJECT = "bin"
    ICON = "map-pin"
    SENTENCE = _("货位 {bin} 的资料改了")

    bin: str


@dataclass(frozen=True, kw_only=True)
class BinEnded(Happening):
    WHAT = "stock.bin_ended"
    SUBJECT = "bin"
    ICON = "ban"
    SENTENCE = _("货位 {bin} 停用")

    bin: str


@dataclass(frozen=True, kw_only=True)
class LowLevelSet(Happening):
    WHAT = "stock.low_level_set"
    SUBJECT = "variant"
    ICON = "bell"
    SENTENCE = _("“{name}”少于 {low_at} 件时提醒")

    name: str
    low_at: int
