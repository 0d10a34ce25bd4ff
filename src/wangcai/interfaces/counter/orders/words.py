"""How an order looks: colours of its stages, words of channel and way, the one next step."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangcai.orders.public import Fulfilment, states

CHANNELS = {
    "till": gettext_lazy("收银台"),
    "tablet": gettext_lazy("扫码点单"),
    "phone": gettext_lazy("电话"),
    "paper": gettext_lazy("纸质单"),
    "api": gettext_lazy("接口"),
    "import": gettext_lazy("导入"),
}
WAYS = {
    "counter": gettext_lazy("当面"),
    "pickup": gettext_lazy("自取"),
    "delivery": gettext_lazy("送货"),
    "visit": gettext_lazy("到店服务"),
}
TONES = {
    states.RECEIVED: "booked",
    states.CONFIRMED: "arrived",
    states.PICKING: "service",
    states.READY: "ready",
    states.SHIPPED: "accent",
    states.DELIVERED: "done",
    states.COMPLETED: "done",
    states.CANCELLED: "neutral",
}
# What a stage waits for: the heads of the board.
COLUMNS = {
    states.RECEIVED: gettext_lazy("待确认"),
    states.CONFIRMED: gettext_lazy("待配货"),
    states.PICKING: gettext_lazy("配货中"),
    states.READY: gettext_lazy("待取/待发"),
    states.SHIPPED: gettext_lazy("已发货"),
    states.DELIVERED: gettext_lazy("待完成"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one button: a verb, and either an address to go to, one to post to, or a dialog to open."""

    label: str
    icon: str
    href: str = ""
    post: str = ""
    opens: str = ""


def next_step(order: Any, *, due_fen: int, waiting: str, may: Any) -> NextStep | None:
    """What is to be done next by this person; None when nothing is, or it is not his.

    `waiting` is the place on the page of a stock-out without an answer: that comes before everything else.
    """
    step = _step(order, due_fen)
    if waiting and order.status == states.RECEIVED:
        step = "orders.offer", NextStep(_("处理缺货"), "message-2", href=f"#{waiting}")
    if step is None:
        return None
    permission, found = step
    return found if may(permission) and (found.href or found.post or found.opens) else None


def _step(order: Any, due_fen: int) -> tuple[str, NextStep] | None:
    delivery = order.fulfilment == Fulfilment.DELIVERY
    if order.fulfilment == Fulfilment.VISIT and order.status != states.DELIVERED:
        return None  # the pages of the visit lead on
    if order.status == states.RECEIVED:
        return "orders.confirm", NextStep(_("确认订单"), "checks", opens="confirm-dialog")
    if order.status == states.CONFIRMED:
        return "delivery.pick", NextStep(_("开始配货"), "package", post=reverse("floor:picking_start", args=[order.pk]))
    if order.status == states.PICKING:
        return "delivery.pick", NextStep(_("继续配货"), "package", href=reverse("floor:picking_order", args=[order.pk]))
    if order.status == states.READY and delivery:
        return "delivery.ship", NextStep(
            _("发货"), "truck-delivery", href=reverse("floor:shipping_order", args=[order.pk])
        )
    if order.status in (states.READY, states.SHIPPED):
        return "handover.accept", NextStep(
            _("交付"), "heart-handshake", href=reverse("floor:handover_order", args=[order.pk])
        )
    if order.status == states.DELIVERED and due_fen > 0:
        return "payments.take", NextStep(_("收款"), "cash", opens="pay-dialog")
    return None
