"""The commands on paper: what each does, or the code of the refusal it must meet."""

from collections import Counter
from collections.abc import Iterable

from tests.machines.paper import COUNTED, PRICES, Line, Order, Shelves, Trouble
from wangcai.kernel.public import basis_points, share

FLAWED_OFF = 2000  # ten-thousandths
FEE = 500
TOO_MANY = 100_001


class Paper(Shelves):
    """Each command takes the same arguments as the hand that does it for real (tests/machines/hands.py)."""

    def __init__(self, pieces: int):
        super().__init__(dict.fromkeys(COUNTED, pieces), dict.fromkeys(COUNTED, 0))
        self.pending: list[tuple] = []  # happenings nobody has reacted to yet

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

    def _move(self, order, to) -> str:
        if not order.may(to):
            return "wrong_stage"
        order.status = to
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

    def _trouble(self, order, line) -> None:
        line.state, order.status, order.walk = "stock_out", "received", ""
        order.troubles.append(Trouble(line))

    # Picked, checked, packed

    def start(self, order) -> str:
        refused = self._move(order, "picking")
        if not refused:
            order.walk, order.checked, order.to_take = "open", False, {}
            for line in order.lines:
                if line.promised:
                    order.to_take[line.sku] = order.to_take.get(line.sku, 0) + line.quantity
        return refused

    def scan(self, order, sku) -> str:
        if order.walk != "open":
            return "picking_over"
        if sku not in order.to_take:
            return "wrong_item"
        if not order.to_take[sku]:
            return "line_picked"
        order.to_take[sku] -= 1
        return ""

    def take_all(self, order) -> str:
        if order.walk != "open":
            return "picking_over"
        order.to_take = dict.fromkeys(order.to_take, 0)
        return ""

    def short(self, order, line, left) -> str:
        if order.walk != "open":
            return "picking_over"
        if not left:
            return "line_picked"
        if order.status == "cancelled":
            return "not_found"
        self._trouble(order, line)
        return ""

    def finish(self, order) -> str:
        if order.walk != "open":
            return "picking_over"
        if any(order.to_take.values()):
            return "not_all_picked"
        order.walk = "picked"
        return ""

    def check(self, order, line, note) -> str:
        """`line` is what failed; none failed, the check is passed."""
        if order.status != "picking":
            return "wrong_stage"
        if order.walk != "picked":
            return "not_picked"
        if line is None:
            order.checked = True
            return ""
        if not note:
            return "missing"
        if line.state == "cancelled":
            return "not_found"
        if line.promised:
            self.on_hand[line.sku] -= 1
            self.damaged[line.sku] += 1
        self._trouble(order, line)
        return ""

    def pack(self, order, boxes) -> str:
        if not boxes:
            return "bad_boxes"
        if order.status != "picking":
            return "wrong_stage"
        if order.walk != "picked":
            return "not_picked"
        return self._move(order, "ready") if order.checked else "not_checked"

    # Out of the house, and into the customer's hands

    def choose(self, order, method) -> str:
        if order.fulfilment != "delivery":
            return "not_for_delivery"
        if order.status not in {"received", "confirmed", "picking", "ready"}:
            return "wrong_stage"
        order.way = method
        return ""

    def ship(self, order, tracking) -> str | set[str]:
        if not order.way:
            return "no_way_chosen"
        if order.way == "own_driver":
            return "goes_by_run"
        if not tracking:
            return "missing"
        if order.way == "on_the_way":
            return "wrong_stage"
        if not order.may("shipped"):
            return {"wrong_stage", "not_there", "promise_gone"}
        if not order.left and self._leaves(order):
            return "not_there"
        order.status, order.way = "shipped", "on_the_way"
        return ""

    def _leaves(self, order) -> bool:
        """The goods go out; True where a flawed piece that was sold is in no bin."""
        flawed = Counter()
        for line in order.live():
            flawed[line.sku] += line.quantity if line.flawed and line.sku in COUNTED else 0
        if any(self.damaged.get(sku, 0) < n for sku, n in flawed.items() if n):
            return True
        for line in order.live():
            self._change(line, -line.quantity)
        order.left = True
        return False

    def _change(self, line, pieces) -> None:
        if line.sku in COUNTED:
            place = self.damaged if line.flawed else self.on_hand
            place[line.sku] += pieces

    def fail(self, order, reason) -> str:
        if not reason:
            return "missing"
        if order.way != "on_the_way":
            return "wrong_stage"
        order.status, order.way = "ready", ""
        return ""

    def accept(self, order, refused, broken, flaw) -> str:
        """`refused` pieces by line; where `broken`, they are damaged, otherwise they were too few or not as ordered."""
        if flaw in {"wrong_code", "no_proof"}:
            return flaw
        if order.status != ("shipped" if order.fulfilment == "delivery" else "ready"):
            return "wrong_stage"
        if flaw:
            return flaw
        if not order.left and self._leaves(order):
            return "not_there"
        for line, back in zip(order.live(), refused, strict=True):
            if back:
                self._bring_back(line, back, broken)
            line.accepted = line.quantity - back
            line.state = "accepted" if line.accepted else "refused"
            line.discount = share(line.discount, [line.accepted, back])[0]
        order.trim_discount()
        order.status, order.way = "delivered", ""
        self.pending.append(("delivered", order))
        return ""

    def _bring_back(self, line, pieces, broken) -> None:
        if line.sku in COUNTED:
            place = self.damaged if broken or line.flawed else self.on_hand
            place[line.sku] += pieces

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
