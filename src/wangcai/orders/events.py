"""What can happen to an order. Facts carry numbers and statuses, never names, phones or addresses."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening
from wangcai.orders import states


@dataclass(frozen=True, kw_only=True)
class OrderHappening(Happening):
    SUBJECT: ClassVar[str] = "order"
    STAGE: ClassVar[str] = DURING
    number: str = ""


def about_order(order: Any) -> dict[str, Any]:
    """The ids and the number that every entry about an order carries: `OrderMoved(**about_order(order), …)`."""
    return {
        "subject_id": order.pk,
        "store_id": order.store_id,
        "customer_id": order.customer_id,
        "number": order.number,
    }


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(OrderHappening):
    WHAT = "order.placed"
    ICON = "shopping-cart"
    SENTENCE = _("接单 {number}：{lines} 项")
    channel: str
    fulfilment: str
    status: str
    lines: int
    total_fen: int
    stock_out: int = 0


@dataclass(frozen=True, kw_only=True)
class OrderConfirmed(OrderHappening):
    WHAT = "order.confirmed"
    ICON = "checks"
    SENTENCE = _("{number} 已复述并确认")
    version: int
    by_channel: str


@dataclass(frozen=True, kw_only=True)
class OrderChanged(OrderHappening):
    WHAT = "order.changed"
    ICON = "edit"
    SENTENCE = _("{number} 改单")
    version: int
    changed: list[str]
    total_from: int
    total_to: int


@dataclass(frozen=True, kw_only=True)
class OrderMoved(OrderHappening):
    WHAT = "order.moved"
    ICON = "arrow-right"
    from_status: str
    to_status: str
    fulfilment: str = ""

    def sentence(self) -> str:
        return gettext("{number}：{from_status} → {to_status}").format(
            number=self.number,
            from_status=states.label_of(self.from_status, self.fulfilment),
            to_status=states.label_of(self.to_status, self.fulfilment),
        )


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(OrderHappening):
    WHAT = "order.cancelled"
    ICON = "circle-x"
    SENTENCE = _("{number} 已取消：{reason}")
    from_status: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ExceptionOpened(OrderHappening):
    WHAT = "order.exception_opened"
    ICON = "alert-triangle"
    SENTENCE = _("{number}：“{item}”缺 {missing} 件")
    exception_id: int
    kind: str
    item: str
    missing: int


@dataclass(frozen=True, kw_only=True)
class OfferMade(OrderHappening):
    WHAT = "order.offer_made"
    ICON = "message-question"
    SENTENCE = _("{number}：已向顾客提出“{item}”的处理办法")
    exception_id: int
    item: str
    options: list[str]


@dataclass(frozen=True, kw_only=True)
class OfferAnswered(OrderHappening):
    WHAT = "order.offer_answered"
    ICON = "message-check"
    exception_id: int
    item: str
    choice: str
    by_channel: str

    def sentence(self) -> str:
        chosen = {
            "wait": gettext("等到货"),
            "flawed": gettext("要瑕疵品"),
            "substitute": gettext("换一件"),
            "cancel": gettext("不要了"),
        }.get(self.choice, self.choice)
        return gettext("{number}：“{item}”顾客选择{choice}").format(number=self.number, item=self.item, choice=chosen)


@dataclass(frozen=True, kw_only=True)
class LinesSettled(OrderHappening):
    """What the customer took of each line at hand-over; the bill follows it."""

    WHAT = "order.lines_settled"
    ICON = "clipboard-check"
    SENTENCE = _("{number}：按验收结果调整金额")
    total_from: int
    total_to: int


@dataclass(frozen=True, kw_only=True)
class TicketHeld(Happening):
    WHAT = "ticket.held"
    SUBJECT = "ticket"
    STAGE = DURING
    ICON = "player-pause"
    SENTENCE = _("挂单，{lines} 项")
    lines: int


@dataclass(frozen=True, kw_only=True)
class TicketRecalled(Happening):
    WHAT = "ticket.recalled"
    SUBJECT = "ticket"
    STAGE = DURING
    ICON = "player-play"
    SENTENCE = _("取回挂单")


@dataclass(frozen=True, kw_only=True)
class FormsPrinted(Happening):
    WHAT = "forms.printed"
    SUBJECT = "store"
    ICON = "printer"
    SENTENCE = _("打印空白订单 {first} – {last}")
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class FormClosed(Happening):
    WHAT = "form.closed"
    SUBJECT = "form"
    ICON = "file-text"
    SENTENCE = _("纸质单 {number} → {state}")
    number: str
    state: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class IntakeLinkMade(Happening):
    WHAT = "intake_link.made"
    SUBJECT = "intake_link"
    ICON = "qrcode"
    SENTENCE = _("新建点单码")


@dataclass(frozen=True, kw_only=True)
class IntakeLinkRevoked(Happening):
    WHAT = "intake_link.revoked"
    SUBJECT = "intake_link"
    ICON = "qrcode"
    SENTENCE = _("停用点单码")
