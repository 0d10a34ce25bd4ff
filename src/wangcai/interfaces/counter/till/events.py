"""What a cashier does that a manager wants to read later: voids, clearings, prices, approvals (F45)."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening
from wangcai.kernel.public import format_money


@dataclass(frozen=True, kw_only=True)
class LineVoided(Happening):
    WHAT = "till.line_voided"
    SUBJECT = "ticket"
    STAGE = DURING
    ICON = "trash"
    SENTENCE = _("收银台划掉“{item}” {quantity} 件")
    item: str
    variant_id: int
    quantity: int
    fen: int


@dataclass(frozen=True, kw_only=True)
class TicketCleared(Happening):
    WHAT = "till.ticket_cleared"
    SUBJECT = "ticket"
    STAGE = DURING
    ICON = "ban"
    SENTENCE = _("收银台清空一单，{lines} 项")
    lines: int
    fen: int


@dataclass(frozen=True, kw_only=True)
class TicketRestored(Happening):
    WHAT = "till.ticket_restored"
    SUBJECT = "ticket"
    STAGE = DURING
    ICON = "arrow-back-up"
    SENTENCE = _("收银台撤销清空")
    lines: int


@dataclass(frozen=True, kw_only=True)
class PriceOverridden(Happening):
    WHAT = "till.price_overridden"
    SUBJECT = "ticket"
    STAGE = DURING
    ICON = "tag"
    item: str
    variant_id: int
    from_fen: int
    to_fen: int
    reason: str
    approved_by: str

    def sentence(self) -> str:
        return gettext("改价“{item}”：{before} → {after}（{reason}）").format(
            item=self.item, before=format_money(self.from_fen), after=format_money(self.to_fen), reason=self.reason
        )


@dataclass(frozen=True, kw_only=True)
class DiscountApproved(Happening):
    WHAT = "till.discount_approved"
    SUBJECT = "ticket"
    STAGE = DURING
    ICON = "discount"
    fen: int
    reason: str
    approved_by: str

    def sentence(self) -> str:
        return gettext("{name}授权优惠 {amount}（{reason}）").format(
            name=self.approved_by, amount=format_money(self.fen), reason=self.reason
        )
