"""A day in the shop: each command is done on paper and for real, then both are compared.

A command takes small numbers only, so that hypothesis and a plain random generator can choose them alike.
"""

from collections.abc import Callable
from datetime import timedelta

from tests.cast import build_shop
from tests.machines.asking import Asking
from tests.machines.digest import end_state
from tests.machines.hands import Hands
from tests.machines.rules import SKUS, Paper
from tests.machines.sums import what_is_wrong
from wangcai.kernel.public import Actor, Refusal, fetch

PIECES = 6  # of each item at the start: few, so that stock-outs are common


class Day(Asking):
    """One chain of its own, on paper and in the database."""

    def __init__(self, code: str) -> None:
        self.shop = build_shop(code, stock=PIECES)
        self.paper, self.hands = Paper(PIECES), Hands(self.shop)
        self.log: list[str] = []
        self.known = ""  # the last end state, while nothing has changed since

    def do(self, command: str, numbers: dict[str, int]) -> None:
        """One command, both ways; then everything that must be true, where something was done."""
        self.hands.at += timedelta(minutes=1)
        self.log.append(f"{command} {numbers}")
        outcome = getattr(self, command)(**numbers)
        self.log[-1] += f" → {outcome}"
        if outcome in {"done", "reacted"}:
            self.known = ""
            self.compare()

    def both(self, expected: Callable[[], str | set[str]], act: Callable[[], object], who: int = 0) -> str:
        """Ask the paper, do it for real; one in six is asked for by somebody who may not."""
        code = "not_allowed" if who >= 10 else expected()
        if code and not self.known:
            self.known = end_state(self.shop.chain.pk)
        try:
            act()
        except Refusal as refusal:
            allowed = code if isinstance(code, set) else {code}
            assert refusal.code in allowed, (
                f"refused with {refusal.code} ({refusal}), not {code or 'served'}; {self.told()}"
            )
            assert end_state(self.shop.chain.pk) == self.known, f"a refusal changed something; {self.told()}"
            return refusal.code
        except Exception as error:
            raise AssertionError(f"neither served nor refused: {error!r}; {self.told()}") from error
        assert not code, f"should have been refused with {code}; {self.told()}"
        return "done"

    def told(self) -> str:
        return "the day so far:\n" + "\n".join(self.log)

    def by(self, who: int):
        """The manager, or somebody who may not: a person without a role, a colleague of the other store."""
        nobody = Actor(chain_id=self.shop.chain.pk, kind="staff", id=0, grants={self.shop.store.pk: frozenset()})
        return {10: nobody, 11: self.shop.by("jingan")}.get(who, self.shop.manager)

    def compare(self) -> None:
        wrong = what_is_wrong(self.shop.chain.pk, settled=not self.paper.pending)
        assert not wrong, f"{wrong}; {self.told()}"
        for name, real, expected in self.figures():
            assert real == expected, f"{name}: {real}, on paper {expected}; {self.told()}"

    def figures(self):
        """(name, what the database says, what the paper says)."""
        chain, paper = [self.shop.chain.pk], self.paper
        rows = fetch(
            "SELECT status, total_fen, discount_fen, COALESCE(a.paid_fen, 0), COALESCE(a.refunded_fen, 0)"
            " FROM orders_order o LEFT JOIN settlement_account a ON a.order_id = o.id WHERE o.chain_id = %s ORDER BY o.id",
            chain,
        )
        yield (
            "orders",
            [tuple(row) for row in rows],
            [(o.status, o.total, o.discount, o.paid, o.refunded) for o in paper.orders],
        )
        rows = fetch(
            "SELECT v.sku, n.quantity, n.state, n.discount_fen, n.net_fen, n.accepted FROM orders_orderline n"
            " JOIN catalogue_variant v ON v.id = n.variant_id WHERE n.chain_id = %s ORDER BY n.order_id, n.position",
            chain,
        )
        yield (
            "lines",
            [tuple(row) for row in rows],
            [(n.sku, n.quantity, n.state, n.discount, n.net, n.accepted) for o in paper.orders for n in o.lines],
        )
        rows = fetch(
            "SELECT v.sku, l.on_hand, l.promised FROM stock_level l JOIN catalogue_variant v ON v.id = l.variant_id"
            " WHERE l.chain_id = %s ORDER BY v.sku",
            chain,
        )
        yield (
            "shelves",
            [tuple(row) for row in rows],
            [(sku, paper.on_hand[sku], paper.promised(sku)) for sku in sorted(paper.on_hand)],
        )

    def react(self):
        self.paper.react()
        self.hands.react()
        return "reacted"

    def onward(self, *, order, n):
        """The next step of an order's way, done right: so that days get somewhere."""
        paper, _real = self.found(order)
        if paper is None:
            return "nothing"
        if paper.status == "picking":
            step = "take_all" if any(paper.to_take.values()) else "finish"
            step = step if paper.walk == "open" else "pack" if paper.checked else "check"
        elif paper.status == "ready" and paper.fulfilment == "delivery":
            step = "ship" if paper.way in {"courier", "same_city"} else "choose"
        else:
            waits = any(line.state == "stock_out" for line in paper.lines)
            begin = "confirm" if paper.address else "complete_address"
            if waits:
                asked = next((i for i, t in enumerate(paper.troubles) if not t.answered and t.offer), None)
                begin = "receive" if asked is None else "answer"
            ways = {"received": begin, "confirmed": "start", "ready": "accept", "shipped": "accept"}
            if paper.status == "delivered" and paper.due:
                ways["delivered"] = "pay" if paper.due > 0 else "refund"
            step = ways.get(paper.status, "react")
        good = {
            "check": {"line": 9, "note": 1}, "pack": {"boxes": 1}, "choose": {"way": n % 2}, "ship": {"tracking": 1}, "pay": {"mode": 0}, "refund": {"payment": 0, "mode": 4},
            "accept": {"refused": n, "broken": n % 2, "flaw": 0}, "complete_address": {"stale": 0},
        }.get(step, {})  # fmt: skip
        if step == "receive":
            sku = next(line.sku for line in paper.lines if line.state == "stock_out")
            return self.receive(sku=SKUS.index(sku), n=5, lot=n % 2) if sku != "B9001" else "nothing"
        if step == "answer":
            return self.answer(order=order, trouble=asked, choice=n % 4, substitute=0)
        return self.react() if step == "react" else getattr(self, step)(order=order, who=0, **good)
