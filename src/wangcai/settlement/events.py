"""What can happen to the money of an order."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening
from wangcai.kernel.public import format_money, plain_amount

TENDERS = {"cash": _("现金"), "wechat": _("微信"), "alipay": _("支付宝"), "card": _("刷卡")}


@dataclass(frozen=True, kw_only=True)
class MoneyHappening(Happening):
    SUBJECT: ClassVar[str] = "order"
    STAGE: ClassVar[str] = DURING
    number: str = ""
    payment_id: int
    tender: str
    amount_fen: int
    currency: str = "CNY"

    def words(self) -> dict[str, str]:
        return {
            "number": self.number,
            "tender": str(TENDERS.get(self.tender, self.tender)),
            "amount": plain_amount(self.amount_fen, self.currency),
        }


@dataclass(frozen=True, kw_only=True)
class PaymentTaken(MoneyHappening):
    WHAT = "payment.taken"
    ICON = "cash"
    proven: bool

    def sentence(self) -> str:
        return gettext("{number} 收款 {amount}（{tender}）").format(**self.words())


@dataclass(frozen=True, kw_only=True)
class PaymentRefunded(MoneyHappening):
    WHAT = "payment.refunded"
    ICON = "cash-off"
    refund_of: int
    reason: str

    def sentence(self) -> str:
        return gettext("{number} 退款 {amount}（{tender}）：{reason}").format(**self.words(), reason=self.reason)


@dataclass(frozen=True, kw_only=True)
class ReceiptPrinted(Happening):
    WHAT = "receipt.printed"
    SUBJECT = "order"
    STAGE = DURING
    ICON = "receipt"
    SENTENCE = _("{number} 打印小票（第 {copy} 次）")
    number: str
    copy: int


@dataclass(frozen=True, kw_only=True)
class DrawerOpened(Happening):
    WHAT = "drawer.opened"
    SUBJECT = "store"
    ICON = "lock-open"
    SENTENCE = _("打开钱箱：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class DepositSettled(Happening):
    """A booking was cancelled or missed: what the shop kept, what went back, or why it kept nothing."""

    WHAT: ClassVar[str] = "deposit.settled"
    SUBJECT: ClassVar[str] = "booking"
    STAGE: ClassVar[str] = DURING
    ICON: ClassVar[str] = "coins"
    number: str
    why: str
    kept_fen: int
    back_fen: int
    waived: str = ""

    def sentence(self) -> str:
        if self.waived:
            return gettext("{number}：免收，{waived}").format(number=self.number, waived=self.waived)
        return gettext("{number}：留下 {kept}，退回 {back}").format(
            number=self.number, kept=format_money(self.kept_fen), back=format_money(self.back_fen)
        )


@dataclass(frozen=True, kw_only=True)
class LateFeeCharged(Happening):
    """The pet was fetched late and somebody put the fee on the bill."""

    WHAT: ClassVar[str] = "late_fee.charged"
    SUBJECT: ClassVar[str] = "booking"
    STAGE: ClassVar[str] = DURING
    ICON: ClassVar[str] = "clock-hour-4"
    number: str
    minutes: int
    amount_fen: int

    def sentence(self) -> str:
        return gettext("{number}：晚接 {minutes} 分钟，加收 {amount}").format(
            number=self.number, minutes=self.minutes, amount=format_money(self.amount_fen)
        )
