"""The steps of one order of today, each through its use case and with its own time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from wangcai.customers.public import Customer
from wangcai.delivery.public import (
    PickList,
    check_quality,
    finish_picking,
    pack_order,
    start_picking,
    tick_pick,
)
from wangcai.demo.customers import Crowd
from wangcai.demo.goods import Goods
from wangcai.demo.people import People
from wangcai.handover.public import LineVerdict, accept_order, handover_code, open_lines
from wangcai.journal.public import drain
from wangcai.kernel.public import Actor
from wangcai.orders.public import NewLine, NewOrder, Order, confirm_order, place_order
from wangcai.settlement.public import Tender, due_of, take_payments
from wangcai.shops.public import Store
from wangcai.stock.public import available


@dataclass
class Day:
    """One store's day: what is there, who works, and the clock that never passes `now`."""

    people: People
    store: Store
    goods: Goods
    crowd: Crowd
    start: datetime
    now: datetime
    random: Random

    @property
    def front(self) -> Actor:
        return self.people.front_of(self.store)

    @property
    def picker(self) -> Actor:
        return self.people.picker_of(self.store)

    @property
    def manager(self) -> Actor:
        return self.people.manager_of(self.store)

    def at(self, share: float) -> datetime:
        """A moment of the day: 0 is its start, 1 is now."""
        return self.start + (self.now - self.start) * share

    def ago(self, minutes: float) -> float:
        """The share of the day at which it was so many minutes ago (not before its start)."""
        return max(0.0, 1 - timedelta(minutes=minutes) / (self.now - self.start))

    def later(self, moment: datetime, minutes: float) -> datetime:
        """So many minutes on, but never after now."""
        return min(self.now, moment + timedelta(minutes=minutes))

    def lines(self, most: int = 3) -> tuple[NewLine, ...]:
        """Something of what the store has."""
        wanted = self.random.choices(self.goods.variants, self.goods.popular, k=self.random.randint(1, most))
        free = available(self.store, [variant.pk for variant in wanted])
        chosen = {variant.pk: 1 for variant in wanted if free.get(variant.pk, 0) > 2}
        if not chosen:
            return self.lines(most)
        return tuple(NewLine(pk, self.random.choice((1, 1, 1, 2))) for pk in chosen)

    def order(
        self, share: float, *, channel: str, fulfilment: str, customer: Customer | None = None,
        lines: tuple[NewLine, ...] = (), **more: Any,
    ) -> Order:  # fmt: skip
        """Place an order and let the reactions follow (tasks, notices)."""
        moment = self.at(share)
        customer = customer or self.random.choice(self.crowd.customers[4:])
        home = self.crowd.homes.get(customer.pk) or f"{self.store.address} 旁 {self.random.randint(1, 60)} 号"
        delivery = fulfilment == "delivery"
        values: dict[str, Any] = {
            "customer_id": customer.pk, "contact_name": customer.name, "contact_phone": self.crowd.phones[customer.pk],
            "address": home if delivery else "", "delivery_fen": 800 if delivery else 0,
            "wanted_at": self.now + timedelta(hours=self.random.randint(2, 6)) if delivery else None,
            "latitude": self.store.latitude + self.random.uniform(-0.02, 0.02) if delivery else None,
            "longitude": self.store.longitude + self.random.uniform(-0.02, 0.02) if delivery else None,
            "lines": lines or self.lines(),
        }  # fmt: skip
        wanted = NewOrder(channel=channel, fulfilment=fulfilment, **{**values, **more})
        placed = place_order(store=self.store, order=wanted, by=self.front, at=moment)
        drain()
        return placed

    def confirm(self, order: Order, minutes: float = 6) -> datetime:
        moment = self.later(order.placed_at, minutes)
        confirm_order(order=order, channel="phone", by=self.front, at=moment)
        drain()
        order.refresh_from_db()
        return moment

    def begin_picking(self, order: Order, moment: datetime, minutes: float = 9) -> PickList:
        walk = start_picking(order=order, by=self.picker, at=self.later(moment, minutes))
        order.refresh_from_db()
        return walk

    def make_ready(self, order: Order, moment: datetime) -> datetime:
        """Pick, check and pack."""
        walk = self.begin_picking(order, moment)
        at = self.later(moment, 15)
        for line in walk.lines.order_by("walk", "id"):
            tick_pick(pick_line=line, by=self.picker, at=at)
        finish_picking(pick_list=walk, by=self.picker, at=at)
        check_quality(order=order, passed=True, by=self.picker, at=self.later(at, 3))
        order.refresh_from_db()
        pack_order(order=order, by=self.picker, at=self.later(at, 6))
        order.refresh_from_db()
        drain()
        return self.later(at, 6)

    def pay(self, order: Order, moment: datetime, kind: str = "wechat") -> None:
        due = due_of(order)
        if due > 0:
            take_payments(order=order, tenders=[Tender(kind, due)], by=self.front, at=moment)
            order.refresh_from_db()

    def hand_over(self, order: Order, moment: datetime, *, place: str = "pickup", refuse_last: bool = False) -> None:
        """The customer shows the code on the phone; the last line may be found short of a piece."""
        lines = open_lines(order)
        verdicts = [LineVerdict(line.pk, "matches", line.quantity, function_checked=True) for line in lines]
        if refuse_last:
            last = lines[-1]
            verdicts[-1] = LineVerdict(last.pk, "short", last.quantity - 1, 1, "包装里少一件", function_checked=True)
        accept_order(
            order=order, place=place, lines=verdicts, by=self.picker if place == "door" else self.front,
            signer=order.contact_name, code=handover_code(order), at=moment,
        )  # fmt: skip
        order.refresh_from_db()
        drain()
