"""The open ticket as plain values: what is being sold, in whole fen. No tables, no request."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from wangcai.kernel.public import basis_points

KEYS_REMEMBERED = 30
MOST_LINES = 200


@dataclass(slots=True)
class TicketLine:
    """One line. `unit_fen` is after the member's tier; discounts are for the whole line, rates in ten-thousandths."""

    key: int
    variant_id: int
    name: str
    kind: str
    list_fen: int
    unit_fen: int
    quantity: int = 1
    free: int | None = None
    off_rate: int = 0
    off_fen: int = 0
    off_reason: str = ""
    repriced: bool = False

    @property
    def gross_fen(self) -> int:
        return self.unit_fen * self.quantity

    @property
    def discount_fen(self) -> int:
        return min(basis_points(self.gross_fen, self.off_rate) if self.off_rate else self.off_fen, self.gross_fen)

    @property
    def net_fen(self) -> int:
        return self.gross_fen - self.discount_fen

    @property
    def short(self) -> bool:
        """More on the ticket than was free when it was last looked at."""
        return self.free is not None and self.quantity > self.free


@dataclass(slots=True)
class Ticket:
    """What a till holds between two sales. `sold` is the answer of the sale just made, `undo` the ticket just cleared."""

    lines: list[TicketLine] = field(default_factory=list)
    customer_id: int | None = None
    tier: str = ""
    off_rate: int = 0
    off_fen: int = 0
    off_reason: str = ""
    approved_by: str = ""
    tender: str = "wechat"
    times: int = 0
    next_key: int = 1
    keys: list[str] = field(default_factory=list)
    sold: dict[str, Any] = field(default_factory=dict)
    undo: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, content: dict[str, Any]) -> "Ticket":
        """From a row's JSON; facts a later version no longer knows are passed over."""
        known = {k: v for k, v in content.items() if k in cls.__dataclass_fields__ and k != "lines"}
        return cls(**known, lines=[TicketLine(**line) for line in content.get("lines", [])])

    def written(self) -> dict[str, Any]:
        """For the row's JSON."""
        return asdict(self)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def list_fen(self) -> int:
        """Without any membership or discount; an overridden price counts as the price."""
        return sum((line.unit_fen if line.repriced else line.list_fen) * line.quantity for line in self.lines)

    @property
    def gross_fen(self) -> int:
        return sum(line.gross_fen for line in self.lines)

    @property
    def net_fen(self) -> int:
        return sum(line.net_fen for line in self.lines)

    @property
    def discount_fen(self) -> int:
        """Off the whole ticket, after the lines' own discounts."""
        return min(basis_points(self.net_fen, self.off_rate) if self.off_rate else self.off_fen, self.net_fen)

    @property
    def due_fen(self) -> int:
        return self.net_fen - self.discount_fen

    @property
    def saved_fen(self) -> int:
        return max(self.list_fen - self.due_fen, 0)

    @property
    def given_away_fen(self) -> int:
        """What people took off by hand: what the role's limit is about."""
        return self.gross_fen - self.due_fen

    def line(self, key: int) -> TicketLine | None:
        return next((line for line in self.lines if line.key == key), None)

    def seen(self, request_key: str) -> bool:
        """Was this press taken in already? Remembers it if not."""
        if not request_key:
            return False
        if request_key in self.keys:
            return True
        self.keys = [*self.keys, request_key][-KEYS_REMEMBERED:]
        return False

    def emptied(self, **more: Any) -> "Ticket":
        """A fresh ticket of the same till: the way of paying and the presses taken in are kept."""
        return Ticket(
            tender=self.tender if self.tender in ("wechat", "alipay", "card") else "wechat", keys=self.keys, **more
        )

    def totals(self) -> list[tuple[str, int]]:
        """The rows above the sum."""
        rows = [(_("小计（{n} 件）").format(n=self.pieces), self.list_fen)]
        if self.list_fen > self.gross_fen:
            rows.append((_("{tier}会员价").format(tier=self.tier), self.gross_fen - self.list_fen))
        if self.gross_fen > self.net_fen:
            rows.append((_("单品优惠"), self.net_fen - self.gross_fen))
        if self.discount_fen:
            name = _("整单 {off}").format(off=off_words(self.off_rate)) if self.off_rate else _("整单优惠")
            rows.append((f"{name} · {self.off_reason}" if self.off_reason else name, -self.discount_fen))
        return rows


def off_words(rate: int) -> str:
    """1000 ten-thousandths → 9 折 (10% off)."""
    return _("{fold} 折").format(fold=f"{(10_000 - rate) / 1000:g}", percent=f"{rate / 100:g}")
