"""The commands on paper: what each does, or the code of the refusal it must meet."""

from collections import Counter
from collections.abc import Iterable

from tests.machines.paper import COUNTED, PRICES, Line, Order, Trouble
from tests.machines.rules_floor import FloorRules
from wangcai.kernel.public import basis_points

FLAWED_OFF = 2000  # ten-thousandths
FEE = 500
TOO_MANY = 100_001


class Paper(FloorRules):
    """Each command takes the same arguments as the hand that does it for real (tests/machines/hands.py)."""

    def __init__(self, pieces: int):
        super().__init__(dict.fromkeys(COUNTED, pieces), dict.fromkeys(COUNTED, 0))
        self.pending = []

    # Orders come in

    def place(self, fulfilment, lines, *, wait, off, complete, flaw) -> str:
        if flaw:
            return flaw
        wants = pieces_of(lines)
        short = {sku for sku, n in wants.items() if self.free(sku) < n}
        if short and not wait:
            return "out_of_stock"
        fee = FEE if fulfilment == "delivery" else 0
        order = Order(fulfilment, lines, discount=off, delivery=fee, address=complete or fulfilment == "pickup")
        for line in lines:
            if line.sku in short:
                line.state = "stock_out"
                order.troubles.append(Trouble(line))
        self.orders.append(order)
        return ""

    def sell(self, lines, amounts, *, flaw) -> str:
        order = Order("counter", lines)
        if sum(amounts) != order.total:
            return "paid_too_little" if sum(amounts) < order.total else "paid_too_much"
        if any(self.free(sku) < n for sku, n in pieces_of(lines).items()):
            return "out_of_stock"
        if flaw:
            return flaw
        for line in lines:
            line.state, line.accepted = "accepted", line.quantity
            self._change(line, -line.quantity)
        order.status, order.payments = "completed", [[amount, 0] for amount in amounts]
        self.orders.append(order)
        return ""

    def receive(self, sku, pieces) -> str:
        self.on_hand[sku] += pieces
        self.pending.append(("received",))
        return ""

    # Orders change

    def change_quantity(self, order, line, quantity) -> str:
        if order.status not in {"received", "confirmed"}:
            return "wrong_stage"
        if line.state == "cancelled":
            return "not_found"
        if quantity == line.quantity:
            return self._changed(order)
        if quantity == 0:
            order.take_off(line)
            return self._changed(order)
        if quantity > 100_000:
            return "bad_quantity"
        owes = line.sku in COUNTED and not line.flawed
        if owes and self.free(line.sku) + line.promised < quantity:
            return "out_of_stock"
        if quantity < line.quantity:
            line.discount = line.discount * quantity // line.quantity
        line.quantity, line.state = quantity, "open"
        order.settle_troubles(line)
        return self._changed(order)

    def add_line(self, order, line) -> str:
        if order.status not in {"received", "confirmed"}:
            return "wrong_stage"
        if line.sku in COUNTED and self.free(line.sku) < line.quantity:
            return "out_of_stock"
        order.lines.append(line)
        return self._changed(order)

    def complete_address(self, order, stale) -> str:
        if stale or order.status not in {"received", "confirmed"}:
            return "wrong_stage"
        order.address = True
        return self._changed(order)

    def _changed(self, order) -> str:
        order.status = "received"
        order.trim_discount()
        return ""

    def confirm(self, order) -> str:
        if not order.address:
            return "information_missing"
        if not order.live():
            return "empty_order"
        if any(line.state == "stock_out" for line in order.lines):
            return "still_waiting"
        return self._move(order, "confirmed")

    def cancel(self, order, reason) -> str:
        if not reason:
            return "missing"
        if not order.may("cancelled"):
            return "wrong_stage"
        home = [(line, line.quantity) for line in order.live()] if order.left else []
        order.status = "cancelled"
        for line in order.lines:
            line.state = "cancelled"
            order.settle_troubles(line, "cancel")
        self.pending.append(("cancelled", order, home))
        return ""

    # Something is in the way of a line

    def offer(self, trouble, options) -> str:
        if not options:
            return "empty_offer"
        if trouble.answered:
            return "already_answered"
        trouble.offer = set(options)
        return ""

    def answer(self, order, trouble, choice, substitute) -> str:
        if choice not in trouble.offer:
            return "not_offered_choice"
        if trouble.answered:
            return "already_answered"
        line = trouble.line
        if choice == "substitute":
            if substitute in COUNTED and self.free(substitute) < line.quantity:
                return "out_of_stock"
            order.lines.append(Line(substitute, line.quantity))
        trouble.answered, trouble.choice = True, choice
        if choice == "wait":
            self._fill(line)
            return ""
        if choice == "flawed":
            price = line.unit * line.quantity
            line.flawed, line.state, line.discount = True, "open", basis_points(price, FLAWED_OFF)
        else:
            order.take_off(line)
        order.trim_discount()
        return ""

    def _fill(self, line) -> None:
        if line.state != "stock_out":
            return
        if line.sku not in COUNTED or line.flawed or self.free(line.sku) >= line.quantity:
            line.state = "open"

    # Money

    def pay(self, order, tenders) -> str:
        due, amount = order.due, sum(amount for _kind, amount, _given in tenders)
        if amount > due:
            return "paid_too_much"
        if not tenders or any(unclear(*tender) for tender in tenders):
            return "payment_unclear"
        order.payments += [[amount, 0] for _kind, amount, _given in tenders]
        if not order.due and order.status == "delivered":
            order.status = "completed"
        return ""

    def refund(self, order, payment, amount, reason) -> str:
        """`payment` is None where a refund is to be refunded."""
        if not reason:
            return "missing"
        if payment is None or not 0 < amount <= payment[0] - payment[1]:
            return "refund_too_high"
        payment[1] += amount
        if order.status == "delivered" and not order.due:
            order.status = "completed"
        return ""

    # What follows by itself

    def react(self) -> None:
        for what, *facts in self.pending:
            getattr(self, f"_after_{what}")(*facts)
        self.pending = []

    def _after_received(self) -> None:
        for order in self.orders:
            waiting = [t.line for t in order.troubles if t.choice == "wait" and order.status == "received"]
            for line in waiting:
                self._fill(line)

    def _after_cancelled(self, order, home) -> None:
        order.walk = order.way = ""
        for line, pieces in home:
            self._change(line, pieces)

    def _after_delivered(self, order) -> None:
        if order.status == "delivered" and not order.due:
            order.status = "completed"


def pieces_of(lines: Iterable[Line]) -> dict[str, int]:
    """Wanted pieces of counted goods; one item on two lines counts together."""
    wants: Counter = Counter()
    for line in lines:
        wants[line.sku] += line.quantity if line.sku in COUNTED else 0
    return {sku: n for sku, n in wants.items() if n}


def unclear(kind: str, amount: int, given: int) -> bool:
    given = given or amount
    return (
        kind not in {"cash", "wechat", "alipay", "card"}
        or amount <= 0
        or given < amount
        or (kind != "cash" and given != amount)
    )


SKUS = tuple(PRICES)
