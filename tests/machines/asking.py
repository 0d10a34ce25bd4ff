"""What people in the shop ask for: small numbers become a command, on paper and for real alike."""

from datetime import timedelta

from tests.machines.hands import ADDRESS, Hands
from tests.machines.paper import Line
from tests.machines.rules import SKUS, TOO_MANY, Paper

WHO, ORDER = (0, 11), (0, 4)
CHANNELS = ("phone", "tablet", "api", "paper")
WAYS = ("courier", "same_city", "own_driver", "courier")
CHOICES = ("wait", "flawed", "substitute", "cancel")
# name → the bounds of each number; how often a generator should choose it
COMMANDS: dict[str, dict[str, tuple[int, int]]] = {
    "place": {
        "channel": (0, 3), "delivery": (0, 2), "first": (0, 3), "n": (1, 4), "second": (0, 5), "m": (1, 3),
        "wait": (0, 1), "off": (0, 2), "complete": (0, 3), "flaw": (0, 9), "who": WHO,
    },
    "sell": {"first": (0, 3), "n": (1, 3), "second": (0, 5), "off": (0, 1), "mode": (0, 5), "who": WHO},
    "receive": {"sku": (0, 2), "n": (1, 5), "lot": (0, 1)},
    "change": {"order": ORDER, "line": (0, 3), "n": (0, 6), "who": WHO},
    "add_line": {"order": ORDER, "sku": (0, 3), "n": (1, 3), "who": WHO},
    "complete_address": {"order": ORDER, "stale": (0, 4), "who": WHO},
    "confirm": {"order": ORDER, "who": WHO},
    "cancel": {"order": ORDER, "reason": (0, 5), "who": WHO},
    "offer": {"order": ORDER, "trouble": (0, 2), "options": (0, 15), "substitute": (0, 3), "who": WHO},
    "answer": {"order": ORDER, "trouble": (0, 2), "choice": (0, 3), "substitute": (0, 3)},
    "start": {"order": ORDER, "who": WHO},
    "scan": {"order": ORDER, "sku": (0, 3), "who": WHO},
    "take_all": {"order": ORDER, "who": WHO},
    "short": {"order": ORDER, "line": (0, 3), "who": WHO},
    "finish": {"order": ORDER, "who": WHO},
    "check": {"order": ORDER, "line": (0, 9), "note": (0, 3), "who": WHO},
    "pack": {"order": ORDER, "boxes": (0, 3), "who": WHO},
    "choose": {"order": ORDER, "way": (0, 3), "who": WHO},
    "ship": {"order": ORDER, "tracking": (0, 4), "who": WHO},
    "fail": {"order": ORDER, "reason": (0, 4), "who": WHO},
    "accept": {"order": ORDER, "refused": (0, 255), "broken": (0, 1), "flaw": (0, 9), "who": WHO},
    "pay": {"order": ORDER, "mode": (0, 7), "who": WHO},
    "refund": {"order": ORDER, "payment": (0, 2), "mode": (0, 6), "who": WHO},
    "key_again": {},
    "react": {},
    "onward": {"order": ORDER, "n": (0, 255)},
}  # fmt: skip


class Asking:
    """Each method is a command of COMMANDS; `both` does it twice and says what came of it."""

    paper: Paper
    hands: Hands

    def place(self, *, channel, delivery, first, n, second, m, wait, off, complete, flaw, who):
        flaw = {1: "no_lines", 2: "bad_quantity", 3: "discount_above_price", 4: "unknown_goods"}.get(flaw, "")
        lines = two_lines(first, n, second, m, off)
        fulfilment, off = "delivery" if delivery else "pickup", (0, 100, 333)[off]
        drafts = [self.hands.line(x.sku, TOO_MANY if flaw == "bad_quantity" else x.quantity, x.discount) for x in lines]
        if flaw == "unknown_goods":
            drafts[0] = type(drafts[0])(10**9, 1)
        return self.both(
            lambda: self.paper.place(fulfilment, lines, wait=wait, off=off, complete=complete > 0, flaw=flaw),
            lambda: self.hands.place(
                [] if flaw == "no_lines" else drafts, channel=CHANNELS[channel], fulfilment=fulfilment,
                complete=complete > 0, wait=bool(wait), off=10**9 if flaw == "discount_above_price" else off, by=self.by(who),
            ),
            who,
        )  # fmt: skip

    def sell(self, *, first, n, second, off, mode, who):
        lines = two_lines(first, n, second, 1, off)
        total = sum(line.net for line in lines)
        cash = total // 3
        tenders = {
            2: [("cash", total - 1)], 3: [("cash", total + 1)], 4: [("wechat", total, total + 1)],
            5: [("cash", cash, cash + 50), ("wechat", total - cash)],
        }.get(mode, [("cash", total)])  # fmt: skip
        drafts = [self.hands.line(x.sku, x.quantity, x.discount) for x in lines]
        flaw = "payment_unclear" if mode == 4 else ""
        return self.both(
            lambda: self.paper.sell(lines, [tender[1] for tender in tenders], flaw=flaw),
            lambda: self.hands.sell(drafts, tenders, self.by(who)),
            who,
        )

    def receive(self, *, sku, n, lot):
        return self.both(
            lambda: self.paper.receive(SKUS[sku], n),
            lambda: self.hands.receive(SKUS[sku], n, f"L{lot + 1}", self.by(0)),
        )

    def found(self, order: int):
        """(the order on paper, the same order for real): counted from the newest; None where there are none yet."""
        if not self.paper.orders:
            return None, None
        nth = len(self.paper.orders) - 1 - order % len(self.paper.orders)
        return self.paper.orders[nth], self.hands.order(nth)

    def change(self, *, order, line, n, who):
        paper, real = self.found(order)
        if paper is None:
            return "nothing"
        position, n = line % len(paper.lines), TOO_MANY if n == 6 else n
        line_id = real.lines.order_by("position")[position].pk
        return self.both(
            lambda: self.paper.change_quantity(paper, paper.lines[position], n),
            lambda: self.hands.change(real, self.by(who), quantities={line_id: n}),
            who,
        )

    def add_line(self, *, order, sku, n, who):
        paper, real = self.found(order)
        if paper is None:
            return "nothing"
        added = [self.hands.line(SKUS[sku], n)]
        return self.both(
            lambda: self.paper.add_line(paper, Line(SKUS[sku], n)),
            lambda: self.hands.change(real, self.by(who), added=added),
            who,
        )

    def complete_address(self, *, order, stale, who):
        paper, real = self.found(order)
        if paper is None:
            return "nothing"
        fields = {"address": ADDRESS, "wanted_at": self.hands.at + timedelta(days=2)}
        return self.both(
            lambda: self.paper.complete_address(paper, stale == 4),
            lambda: self.hands.change(real, self.by(who), fields=fields, stale=stale == 4),
            who,
        )

    def plainly(self, command, order, who, *paper_more, hand_more=None):
        """A command of an order that takes the same further arguments on paper and for real."""
        paper, real = self.found(order)
        if paper is None:
            return "nothing"
        more = paper_more if hand_more is None else hand_more
        on_paper, by_hand = getattr(self.paper, command), getattr(self.hands, command)
        return self.both(lambda: on_paper(paper, *paper_more), lambda: by_hand(real, *more, self.by(who)), who)

    def confirm(self, *, order, who):
        return self.plainly("confirm", order, who)

    def cancel(self, *, order, reason, who):
        return self.plainly("cancel", order, who, "顾客改主意" if reason else " ".strip())

    def start(self, *, order, who):
        return self.plainly("start", order, who)

    def pack(self, *, order, boxes, who):
        return self.plainly("pack", order, who, boxes)

    def choose(self, *, order, way, who):
        return self.plainly("choose", order, who, WAYS[way])

    def ship(self, *, order, tracking, who):
        return self.plainly("ship", order, who, "SF1" if tracking else "")

    def fail(self, *, order, reason, who):
        return self.plainly("fail", order, who, "没人" if reason else "")

    def offer(self, *, order, trouble, options, substitute, who):
        paper, real = self.found(order)
        if paper is None or not paper.troubles:
            return "nothing"
        nth, options = trouble % len(paper.troubles), [c for bit, c in enumerate(CHOICES) if options >> bit & 1]
        return self.both(
            lambda: self.paper.offer(paper.troubles[nth], options),
            lambda: self.hands.offer(self.hands.trouble(real, nth), options, SKUS[substitute], self.by(who)),
            who,
        )

    def answer(self, *, order, trouble, choice, substitute):
        paper, real = self.found(order)
        if paper is None or not paper.troubles:
            return "nothing"
        nth, choice = trouble % len(paper.troubles), CHOICES[choice]
        asked = self.hands.trouble(real, nth)
        wanted = asked.offer.get("substitute")
        sku = next((sku for sku, variant in self.shop.goods.items() if variant.pk == wanted), SKUS[substitute])
        return self.both(
            lambda: self.paper.answer(paper, paper.troubles[nth], choice, sku),
            lambda: self.hands.answer(asked, choice, self.by(0)),
        )

    def walking(self, order):
        """(the order on paper, for real, the lines of its walk); None where nobody ever began one, or it was dropped."""
        paper, real = self.found(order)
        lines = self.hands.walk(real) if paper and paper.walk else []
        return (paper, real, lines) if lines else (None, None, [])

    def scan(self, *, order, sku, who):
        paper, real, _lines = self.walking(order)
        if paper is None:
            return "nothing"
        return self.both(
            lambda: self.paper.scan(paper, SKUS[sku]), lambda: self.hands.scan(real, SKUS[sku], self.by(who)), who
        )

    def take_all(self, *, order, who):
        paper, _real, lines = self.walking(order)
        left = [line for line in lines if line.quantity > line.picked + line.short]
        if paper is None or (paper.walk == "open" and not left):
            return "nothing"
        return self.both(
            lambda: self.paper.take_all(paper), lambda: self.hands.take_all(left or lines, self.by(who)), who
        )

    def short(self, *, order, line, who):
        paper, _real, lines = self.walking(order)
        if paper is None:
            return "nothing"
        pick = lines[line % len(lines)]
        on_paper = paper.lines[pick.order_line.position - 1]
        return self.both(
            lambda: self.paper.short(paper, on_paper, pick.quantity - pick.picked - pick.short),
            lambda: self.hands.short(pick, self.by(who)),
            who,
        )

    def finish(self, *, order, who):
        paper, _real = self.found(order)
        return self.plainly("finish", order, who) if paper and paper.walk else "nothing"

    def check(self, *, order, line, note, who):
        paper, real = self.found(order)
        if paper is None:
            return "nothing"
        failed = line if line < len(paper.lines) else None
        row = None if failed is None else real.lines.order_by("position")[failed]
        note = "压坏了" if note else ""
        return self.both(
            lambda: self.paper.check(paper, None if failed is None else paper.lines[failed], note),
            lambda: self.hands.check(real, row, note, self.by(who)),
            who,
        )

    def accept(self, *, order, refused, broken, flaw, who):
        paper, real = self.found(order)
        if paper is None or not paper.live():
            return "nothing"
        flaws = {1: "wrong_code", 2: "no_proof", 3: "verdict_missing", 4: "counts_differ"}
        back = [min(refused >> 2 * i & 3, x.quantity) if refused > 127 else 0 for i, x in enumerate(paper.live())]
        return self.both(
            lambda: self.paper.accept(paper, back, bool(broken), flaws.get(flaw, "")),
            lambda: self.hands.accept(real, back, bool(broken), flaws.get(flaw, ""), self.by(who)),
            who,
        )

    def pay(self, *, order, mode, who):
        paper, real = self.found(order)
        if paper is None:
            return "nothing"
        due = paper.due
        part = max(due // 3, 1)
        tenders = {
            2: [("cash", part)], 3: [("card", due + 1)], 4: [("wechat", due, due + 1)], 5: [], 6: [("cowrie", due)],
            1: [("cash", part, part + 77), ("alipay", part), ("card", max(due, 3) - 2 * part)],
        }.get(mode, [("cash", due)])  # fmt: skip
        tenders = [(*tender, 0)[:3] for tender in tenders]
        return self.both(
            lambda: self.paper.pay(paper, tenders), lambda: self.hands.pay(real, tenders, self.by(who)), who
        )

    def refund(self, *, order, payment, mode, who):
        paper, real = self.found(order)
        if paper is None or not paper.payments:
            return "nothing"
        nth = payment % len(paper.payments)
        paid = paper.payments[nth]
        left, reason = paid[0] - paid[1], "" if mode == 5 else "少货"
        amount = {1: left // 2, 2: left + 1, 3: 0, 4: max(-paper.due, 0)}.get(mode, left)
        again = mode == 6 and paper.refunded > 0
        row = self.hands.payment(real, 0, "refund") if again else self.hands.payment(real, nth)
        return self.both(
            lambda: self.paper.refund(paper, None if again else paid, amount, reason),
            lambda: self.hands.refund(row, amount, reason, self.by(who)),
            who,
        )

    def key_again(self):
        form = self.hands.form("keyed")
        return "nothing" if form is None else self.both(lambda: "form_closed", lambda: self.hands.key_again(form))


def two_lines(first: int, n: int, second: int, m: int, off: int) -> list[Line]:
    """One or two lines, perhaps of one item; the first may be 1.01 cheaper."""
    lines = [Line(SKUS[first], n, discount=101 if off else 0)]
    return [*lines, Line(SKUS[second], m)] if second < len(SKUS) else lines
