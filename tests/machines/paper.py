"""The shop on paper: orders, shelves and money as plain Python, what the database must say after the same commands.

It knows nothing of SQL. A method changes the paper and returns "", or leaves it alone and returns the code of the
refusal the real shop must give; a set where several reasons stand and any of them will do.
"""

from dataclasses import dataclass, field

PRICES = {"F2001": 16800, "S3001": 3900, "F2002": 18900, "B9001": 9800}
COUNTED = ("F2001", "S3001", "F2002")
MAY_GO_TO = {
    "received": {"confirmed", "cancelled"},
    "confirmed": {"picking", "received", "cancelled"},
    "picking": {"ready", "received", "cancelled"},
    "ready": {"shipped", "delivered", "cancelled"},
    "shipped": {"delivered", "ready"},
    "delivered": {"completed"},
    "completed": set(),
    "cancelled": set(),
}


@dataclass(eq=False)
class Line:
    """One item of an order on paper."""

    sku: str
    quantity: int
    state: str = "open"
    discount: int = 0
    accepted: int = 0
    flawed: bool = False
    off: bool = False  # taken off while the order went on: nothing to pay

    @property
    def unit(self) -> int:
        return PRICES[self.sku]

    @property
    def promised(self) -> int:
        """Pieces the shelf owes to this line while its order is open."""
        return self.quantity if self.state == "open" and self.sku in COUNTED and not self.flawed else 0

    @property
    def taken(self) -> int:
        return self.accepted if self.state in {"accepted", "refused"} else self.quantity

    @property
    def net(self) -> int:
        return 0 if self.off else self.unit * self.taken - self.discount


@dataclass(eq=False)
class Trouble:
    """A stock-out, short or flawed line, what was offered and what the customer chose."""

    line: Line
    offer: set[str] = field(default_factory=set)
    choice: str = ""
    answered: bool = False


@dataclass(eq=False)
class Order:
    """One order on paper."""

    fulfilment: str
    lines: list[Line]
    status: str = "received"
    address: bool = True
    discount: int = 0
    delivery: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    walk: str = ""  # "", open or picked
    to_take: dict[str, int] = field(default_factory=dict)  # pieces still to scan on the walk, by sku
    checked: bool = False
    way: str = ""  # the chosen method, then "on_the_way"
    left: bool = False  # its goods left the house, and may stand in it again as a parcel
    payments: list[list[int]] = field(default_factory=list)  # [paid, given back]

    @property
    def total(self) -> int:
        return sum(line.net for line in self.lines) + self.delivery - self.discount

    @property
    def paid(self) -> int:
        return sum(paid for paid, _back in self.payments)

    @property
    def refunded(self) -> int:
        return sum(back for _paid, back in self.payments)

    @property
    def due(self) -> int:
        return (0 if self.status == "cancelled" else self.total) - self.paid + self.refunded

    def live(self) -> list[Line]:
        return [line for line in self.lines if line.state != "cancelled"]

    def may(self, to: str) -> bool:
        return to in MAY_GO_TO[self.status]

    def trim_discount(self) -> None:
        left = sum(line.net for line in self.lines) + self.delivery
        self.discount = min(self.discount, max(left, 0))

    def take_off(self, line: Line) -> None:
        line.state, line.discount, line.off = "cancelled", 0, True
        self.settle_troubles(line, "cancel")

    def settle_troubles(self, line: Line, choice: str = "") -> None:
        for trouble in self.troubles:
            if trouble.line is line and not trouble.answered:
                trouble.answered, trouble.choice = True, choice


@dataclass
class Shelves:
    """Pieces on hand and pieces in the damaged bin, by sku; what is promised is counted from the orders."""

    on_hand: dict[str, int]
    damaged: dict[str, int]
    orders: list[Order] = field(default_factory=list)

    def promised(self, sku: str) -> int:
        open_orders = (o for o in self.orders if not (o.left or o.status in {"completed", "cancelled", "delivered"}))
        return sum(line.promised for order in open_orders for line in order.lines if line.sku == sku)

    def free(self, sku: str) -> int:
        return self.on_hand[sku] - self.promised(sku)
