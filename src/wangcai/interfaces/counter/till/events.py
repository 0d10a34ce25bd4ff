"""What a cashier does that a manager wants to read later: voids, clearings, prices, approvals (F45)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening


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
    SENTENCE = _("改价“{item}”：{from_fen} → {to_fen} 分（{reason}）")
    item: str
    variant_id: int
    from_fen: int
    to_fen: int
    reason: str
    approved_by: str


@dataclass(frozen=True, kw_only=True)
class DiscountApproved(Happening):
    WHAT = "till.discount_approved"
    SUBJECT = "ticket"
    STAGE = DURING
    ICON = "discount"
    SENTENCE = _("店长授权优惠 {fen} 分（{reason}）")
    fen: int
    reason: str
    approved_by: str
