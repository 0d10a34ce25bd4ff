"""What can happen between confirmation and arrival. Entries about an order stand in the order's timeline."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.delivery.methods import METHODS
from wangcai.delivery.reasons import said
from wangcai.journal.public import DURING, Happening


@dataclass(frozen=True, kw_only=True)
class _OnTheWay(Happening):
    SUBJECT: ClassVar[str] = "order"
    STAGE: ClassVar[str] = DURING
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class PickingStarted(_OnTheWay):
    WHAT = "picking.started"
    ICON = "basket"
    SENTENCE = _("开始配货 {number}：{pieces} 件")
    pick_list_id: int
    pieces: int


@dataclass(frozen=True, kw_only=True)
class PiecesPicked(Happening):
    WHAT = "picking.pieces"
    SUBJECT = "pick_list"
    STAGE = DURING
    ICON = "scan"
    SENTENCE = _("拿了 {quantity} 件 {item}（{bin}，批次 {lot}）")
    order_id: int
    item: str
    bin: str
    lot: str
    quantity: int
    scanned: bool


@dataclass(frozen=True, kw_only=True)
class PickingDropped(_OnTheWay):
    WHAT = "picking.dropped"
    ICON = "player-stop"
    SENTENCE = _("停止配货 {number}，已拿的请放回货位")
    pick_list_id: int


@dataclass(frozen=True, kw_only=True)
class PickingFinished(_OnTheWay):
    WHAT = "picking.finished"
    ICON = "checks"
    SENTENCE = _("{number} 配齐")
    pick_list_id: int


@dataclass(frozen=True, kw_only=True)
class QualityChecked(_OnTheWay):
    WHAT = "quality.checked"
    ICON = "eye"
    check_id: int
    passed: bool
    item: str = ""

    def sentence(self) -> str:
        if self.passed:
            return gettext("{number} 质检通过").format(number=self.number)
        return gettext("{number} 质检不通过：{item}").format(number=self.number, item=self.item)


@dataclass(frozen=True, kw_only=True)
class OrderPacked(_OnTheWay):
    WHAT = "order.packed"
    ICON = "package"
    SENTENCE = _("{number} 已打包，{boxes} 件包裹")
    boxes: int


@dataclass(frozen=True, kw_only=True)
class _ByWay(_OnTheWay):
    shipment_id: int
    method: str

    def sentence(self) -> str:
        way = METHODS.get(self.method, self.method)
        return str(self.SENTENCE).format(**{**self.facts(), "way": way})


@dataclass(frozen=True, kw_only=True)
class WayChosen(_ByWay):
    WHAT = "shipment.chosen"
    ICON = "route"
    SENTENCE = _("{number} 选了{way}：{reason}")
    price_fen: int
    reason: str

    def sentence(self) -> str:
        way = METHODS.get(self.method, self.method)
        return str(self.SENTENCE).format(number=self.number, way=way, reason=said(self.reason))


@dataclass(frozen=True, kw_only=True)
class ShipmentLeft(_ByWay):
    WHAT = "shipment.left"
    ICON = "truck-delivery"
    SENTENCE = _("{number} 由{way}发出 {tracking}")
    carrier: str = ""
    tracking: str = ""


@dataclass(frozen=True, kw_only=True)
class ShipmentArrived(_ByWay):
    WHAT = "shipment.arrived"
    ICON = "map-pin"
    SENTENCE = _("{number} 的包裹已送到（{way}）")
    by_carrier: bool = False


@dataclass(frozen=True, kw_only=True)
class ShipmentFailed(_ByWay):
    WHAT = "shipment.failed"
    ICON = "truck-return"
    SENTENCE = _("{number} 没有送到：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class _AboutRun(Happening):
    SUBJECT: ClassVar[str] = "run"
    STAGE: ClassVar[str] = DURING
    number: str
    driver_id: int
    stops: int


@dataclass(frozen=True, kw_only=True)
class RunPlanned(_AboutRun):
    WHAT = "run.planned"
    ICON = "map-2"
    SENTENCE = _("排好出车 {number}：{stops} 站")


@dataclass(frozen=True, kw_only=True)
class RunStarted(_AboutRun):
    WHAT = "run.started"
    ICON = "steering-wheel"
    SENTENCE = _("出车 {number}：{stops} 站")


@dataclass(frozen=True, kw_only=True)
class RunEnded(_AboutRun):
    WHAT = "run.ended"
    ICON = "home"
    SENTENCE = _("收车 {number}")


@dataclass(frozen=True, kw_only=True)
class RunDropped(_AboutRun):
    WHAT = "run.dropped"
    ICON = "ban"
    SENTENCE = _("取消出车 {number}")


@dataclass(frozen=True, kw_only=True)
class RateChanged(Happening):
    WHAT = "rate.changed"
    SUBJECT = "rate"
    ICON = "coin"
    SENTENCE = _("改了配送价目：{method}")
    method: str
    up_to_km: float
    base_fen: int
    per_km_fen: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class ContactRevealed(_OnTheWay):
    """Somebody who brings or hands over an order looked at the hidden number (F86)."""

    WHAT = "contact.revealed"
    ICON = "eye"
    SENTENCE = _("{number}：看了客人的电话")
