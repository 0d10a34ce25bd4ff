"""The commands on paper from picking to the customer's hands."""

from collections import Counter

from tests.machines.paper import COUNTED, Order, Shelves, Trouble
from wangcai.kernel.public import share


class FloorRules(Shelves):
    """A method does what its command does, or returns the code of the refusal it must meet."""

    pending: list[tuple]  # happenings nobody has reacted to yet

    def _move(self, order: Order, to: str) -> str:
        if not order.may(to):
            return "wrong_stage"
        order.status = to
        return ""

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
