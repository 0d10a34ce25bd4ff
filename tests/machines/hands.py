"""The same commands done for real: through the public operations, as the pages and the API do them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.cast import NOON, Shop, wanted
from wangcai.delivery.public import (
    check_quality,
    choose_way,
    fail_delivery,
    finish_picking,
    pack_order,
    pick_list_of,
    report_short_pick,
    scan_pick,
    ship_order,
    start_picking,
    tick_pick,
    walk_of,
)
from wangcai.files.public import StoredFile
from wangcai.handover.public import LineVerdict, accept_order, handover_code
from wangcai.journal.public import drain
from wangcai.kernel.public import Actor
from wangcai.orders.public import (
    Changes,
    NewLine,
    Order,
    OrderException,
    PaperForm,
    answer_offer,
    cancel_order,
    change_order,
    confirm_order,
    key_in_form,
    offer_way_out,
    place_order,
    print_forms,
)
from wangcai.settlement.public import Payment, Tender, refund_payment, sell_at_till, take_payments
from wangcai.stock.public import NewReceiptLine, receive_goods

ADDRESS = "徐汇区钦州路 9 号 302"


@dataclass
class Hands:
    """What a person does. `at` is the shop's clock; it goes on a minute with every command."""

    shop: Shop
    at: datetime = NOON

    def __post_init__(self) -> None:
        self.photo = StoredFile.objects.create(
            chain=self.shop.chain, store=self.shop.store, purpose="accept", path="x", sha256="0" * 64, bytes=1,
            kept_by="x",
        )  # fmt: skip
        print_forms(store=self.shop.store, count=100, by=self.shop.manager, at=self.at)

    def order(self, nth: int) -> Order:
        """The chain's nth order, as it is now."""
        return Order.objects.of(self.shop.chain).select_related("store").order_by("id")[nth]

    def place(self, lines, *, channel, fulfilment, complete, wait, off, by: Actor):
        values = {"channel": channel, "fulfilment": fulfilment, "allow_stock_out": wait, "discount_fen": off}
        if fulfilment == "delivery":
            values |= {"delivery_fen": 500}
        if fulfilment == "delivery" and complete:
            values |= {"address": ADDRESS, "wanted_at": NOON + timedelta(days=2)}
        draft = wanted(self.shop, **values, lines=tuple(lines))
        if channel != "paper":
            return place_order(store=self.shop.store, order=draft, by=by, at=self.at)
        return key_in_form(form=self.form("printed"), order=draft, by=by, at=self.at)

    def form(self, state: str) -> PaperForm | None:
        """The first paper form in this state."""
        return PaperForm.objects.of(self.shop.chain).filter(state=state).order_by("number").first()

    def key_again(self, form: PaperForm):
        """A form that was keyed in already lies on the desk again."""
        draft = wanted(self.shop, ("F2001", 1), channel="paper")
        return key_in_form(form=form, order=draft, by=self.shop.manager, at=self.at)

    def line(self, sku: str, quantity: int, off: int = 0) -> NewLine:
        return NewLine(self.shop.goods[sku].pk, quantity, discount_fen=off)

    def sell(self, lines, tenders, by: Actor):
        draft = wanted(self.shop, channel="till", fulfilment="counter", lines=tuple(lines))
        tenders = [Tender(*tender) for tender in tenders]
        return sell_at_till(store=self.shop.store, order=draft, tenders=tenders, by=by, at=self.at)

    def receive(self, sku, pieces, lot, by: Actor):
        line = NewReceiptLine(self.shop.goods[sku].pk, pieces, self.shop.shelf.pk, lot, None, 500)
        return receive_goods(store=self.shop.store, supplier="沪宠", paper="", lines=[line], by=by, at=self.at)

    def change(self, order: Order, by: Actor, *, quantities=None, added=(), fields=None, stale=False):
        if stale:
            order.version -= 1
        changes = Changes(fields=fields or {}, quantities=quantities or {}, added=tuple(added))
        return change_order(order=order, changes=changes, by=by, at=self.at)

    def confirm(self, order: Order, by: Actor):
        return confirm_order(order=order, channel="phone", by=by, at=self.at)

    def cancel(self, order: Order, reason: str, by: Actor):
        return cancel_order(order=order, reason=reason, by=by, at=self.at)

    def trouble(self, order: Order, nth: int) -> OrderException:
        return order.exceptions.order_by("id")[nth]

    def offer(self, trouble: OrderException, options, substitute: str, by: Actor):
        return offer_way_out(
            exception=trouble, by=by, wait_until=NOON.date() if "wait" in options else None,
            flawed_off=2000 if "flawed" in options else None, cancel="cancel" in options,
            substitute_id=self.shop.goods[substitute].pk if "substitute" in options else None, at=self.at,
        )  # fmt: skip

    def answer(self, trouble: OrderException, choice: str, by: Actor):
        return answer_offer(exception=trouble, choice=choice, channel="portal", by=by, at=self.at)

    def walk(self, order: Order) -> list:
        """The pick list that counts, and its lines; empty where there is none."""
        pick_list = pick_list_of(order)
        return walk_of(pick_list) if pick_list else []

    def start(self, order: Order, by: Actor):
        return start_picking(order=order, by=by, at=self.at)

    def scan(self, order: Order, sku: str, by: Actor):
        return scan_pick(pick_list=pick_list_of(order), code=sku, by=by, at=self.at)

    def take_all(self, lines, by: Actor):
        for line in lines:
            tick_pick(pick_line=line, by=by, at=self.at)

    def short(self, pick_line, by: Actor):
        return report_short_pick(pick_line=pick_line, missing=1, by=by, at=self.at)

    def finish(self, order: Order, by: Actor):
        return finish_picking(pick_list=pick_list_of(order), by=by, at=self.at)

    def check(self, order: Order, line, note: str, by: Actor):
        return check_quality(order=order, passed=line is None, line=line, note=note, by=by, at=self.at)

    def pack(self, order: Order, boxes: int, by: Actor):
        return pack_order(order=order, boxes=boxes, by=by, at=self.at)

    def choose(self, order: Order, method: str, by: Actor):
        return choose_way(order=order, method=method, by=by, km=3.0, at=self.at)

    def ship(self, order: Order, tracking: str, by: Actor):
        return ship_order(order=order, carrier="sf", tracking=tracking, by=by, at=self.at)

    def fail(self, order: Order, reason: str, by: Actor):
        return fail_delivery(order=order, reason=reason, by=by, at=self.at)

    def accept(self, order: Order, refused, broken: bool, flaw: str, by: Actor):
        lines = list(order.lines.exclude(state="cancelled"))
        verdicts = [self._verdict(line, back, broken) for line, back in zip(lines, refused, strict=True)]
        if flaw == "verdict_missing":
            verdicts.pop()
        if flaw == "counts_differ":
            verdicts[0] = LineVerdict(verdicts[0].line_id, "short", lines[0].quantity, 1, note="少")
        code = {"wrong_code": "nonsense", "no_proof": ""}.get(flaw, handover_code(order))
        place = "door" if order.fulfilment == "delivery" else "pickup"
        return accept_order(order=order, place=place, lines=verdicts, code=code, by=by, at=self.at)

    def _verdict(self, line, back: int, broken: bool) -> LineVerdict:
        if not back:
            return LineVerdict(line.pk, "matches", line.quantity)
        verdict = "damaged" if broken else "short"
        return LineVerdict(line.pk, verdict, line.quantity - back, back, note="不对", photo=self.photo)

    def pay(self, order: Order, tenders, by: Actor):
        return take_payments(order=order, tenders=[Tender(*t) for t in tenders], by=by, at=self.at)

    def payment(self, order: Order, nth: int, kind: str = "payment") -> Payment:
        return Payment.objects.of(self.shop.chain).filter(order=order, kind=kind).order_by("id")[nth]

    def refund(self, payment: Payment, amount: int, reason: str, by: Actor):
        return refund_payment(payment=payment, amount_fen=amount, reason=reason, by=by, at=self.at)

    def react(self) -> None:
        drain()
