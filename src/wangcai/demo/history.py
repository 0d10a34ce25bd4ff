"""Ninety days of finished orders, in all channels; weekends are busier, mornings slower than evenings."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from wangcai.catalogue.public import Variant
from wangcai.customers.public import Customer
from wangcai.demo.customers import Crowd
from wangcai.demo.goods import Goods
from wangcai.demo.people import People
from wangcai.kernel.public import day_bounds, local, moment, writing
from wangcai.orders.public import PastLine, PastOrder, record_past_orders
from wangcai.settlement.public import PastPayment, record_past_payments
from wangcai.shops.public import Store, order_number

ORDERS_A_DAY = {"XH": 34, "JA": 22}
BUSY = (0.85, 0.8, 0.85, 0.9, 1.1, 1.5, 1.45)  # Monday to Sunday
HOURS = ((9, 3), (10, 6), (11, 7), (12, 5), (13, 5), (14, 7), (15, 8), (16, 8), (17, 9), (18, 10), (19, 9), (20, 6))
TENDERS = (("wechat", 48), ("alipay", 24), ("cash", 20), ("card", 8))
CHANNELS = (("till", 68), ("phone", 12), ("tablet", 13), ("paper", 7))


@dataclass(frozen=True)
class Told:
    """What was written: orders and fen, for the summary and the tests."""

    orders: int
    total_fen: int


def make_history(people: People, goods: Goods, crowd: Crowd, now: datetime, days: int, random: Random) -> Told:
    """Write the past of both stores, day by day; returns how much it was."""
    orders = total = 0
    regulars = [crowd.lin, crowd.wang] * 6 + crowd.regulars
    for store in people.stores:
        today = local(now, store.timezone).date()
        last = day_bounds(today, store.timezone)[0] - timedelta(minutes=1)  # today's sales are today's own orders
        past: list[PastOrder] = []
        for back in range(days, 0, -1):
            past += _day(people, store, goods, crowd, regulars, today - timedelta(days=back), last, random)
        with writing():
            # Numbers come off the store's own pads, so that today's go on where the past ended.
            past = [replace(order, number=order_number(store, order.placed_at)) for order in past]
            ids = record_past_orders(store=store, orders=past, by=people.boss)
            record_past_payments(store=store, payments=_payments(past, ids, random), by=people.boss)
        orders += len(past)
        total += sum(_total(order) for order in past if order.sold_at)
    return Told(orders, total)


def _total(order: PastOrder) -> int:
    return sum(line.net_fen for line in order.lines) + order.delivery_fen - order.discount_fen


def _payments(past: list[PastOrder], ids: list[int], random: Random) -> list[PastPayment]:
    """Everything that was sold was paid, by the tender of the day."""
    kinds, weights = zip(*TENDERS, strict=True)
    return [
        PastPayment(pk, random.choices(kinds, weights)[0], _total(order), order.sold_at)
        for order, pk in zip(past, ids, strict=True)
        if order.sold_at and _total(order) > 0
    ]


def _day(
    people: People,
    store: Store,
    goods: Goods,
    crowd: Crowd,
    regulars: list[Customer],
    day: date,
    last: datetime,
    random: Random,
) -> list[PastOrder]:
    count = round(ORDERS_A_DAY[store.code] * BUSY[day.weekday()] * random.uniform(0.85, 1.15))
    hours, weights = zip(*HOURS, strict=True)
    clocks = sorted(
        time(random.choices(hours, weights)[0], random.randrange(60), random.randrange(60)) for _ in range(count)
    )
    return [
        _order(people, store, goods, crowd, regulars, moment(day, clock, store.timezone), last, random)
        for clock in clocks
    ]


def _order(
    people: People,
    store: Store,
    goods: Goods,
    crowd: Crowd,
    regulars: list[Customer],
    at: datetime,
    last: datetime,
    random: Random,
) -> PastOrder:
    kinds, weights = zip(*CHANNELS, strict=True)
    channel = random.choices(kinds, weights)[0]
    known = channel != "till" or random.random() < 0.55
    customer = random.choice(regulars) if known else None
    delivery = channel != "till" and customer is not None and customer.pk in crowd.homes and random.random() < 0.5
    cancelled = channel != "till" and random.random() < 0.04
    lines = _lines(goods, crowd, customer, channel, random)
    later = at + timedelta(minutes=random.randint(35, 60 * 26))
    if later > last:
        later = min(last, at + timedelta(minutes=random.randint(35, 90)))
    done = at if channel == "till" else later
    goods_fen = sum(line.net_fen for line in lines)
    discount = goods_fen // 20 // 100 * 100 if random.random() < 0.06 else 0
    return PastOrder(
        number="", placed_at=at, lines=lines, sold_at=None if cancelled else done, channel=channel,
        fulfilment="counter" if channel == "till" else "delivery" if delivery else "pickup",
        status="cancelled" if cancelled else "completed", status_at=done, customer_id=customer.pk if customer else None,
        contact_name=customer.name if customer else "", contact_phone=crowd.phones.get(customer.pk, "") if customer else "",
        address=crowd.homes[customer.pk] if delivery and customer else "", discount_fen=discount,
        discount_reason="老客户" if discount else "", delivery_fen=800 if delivery else 0,
        placed_by=people.front_of(store).key if channel != "tablet" else "customer:0",
    )  # fmt: skip


def _lines(goods: Goods, crowd: Crowd, customer: Customer | None, channel: str, random: Random) -> list[PastLine]:
    many = random.choices((1, 2, 3, 4, 6), (38, 30, 18, 9, 5))[0]
    chosen: dict[int, Variant] = {v.pk: v for v in random.choices(goods.variants, goods.popular, k=many)}
    lines = [_line(v, random.choices((1, 2, 3), (82, 14, 4))[0], random) for v in chosen.values()]
    if channel == "till" and customer is not None and random.random() < 0.3:
        service = random.choice(goods.services)
        mine = [pet for pet, owner in crowd.pets if owner == customer.pk]
        lines.append(
            PastLine(
                service.name,
                1,
                service.price_fen,
                service.pk,
                kind="service",
                pet_id=random.choice(mine) if mine else None,
            )
        )
    return lines


def _line(variant: Variant, quantity: int, random: Random) -> PastLine:
    off = variant.price_fen // 10 // 100 * 100 if random.random() < 0.05 else 0
    return PastLine(
        variant.name, quantity, variant.price_fen, variant.pk, discount_fen=off, discount_reason="临期特价" if off else "",
        cost_fen=variant.cost_fen,
    )  # fmt: skip
