"""Today, half-way through: till sales, and orders standing at every stage, each led there by its use cases."""

from datetime import datetime, timedelta
from random import Random

from wangcai.delivery.public import choose_way, chosen_shipment, plan_run, ship_order, start_run
from wangcai.demo.customers import Crowd
from wangcai.demo.goods import SCARCE, Goods
from wangcai.demo.history import TENDERS
from wangcai.demo.people import People
from wangcai.demo.steps import Day
from wangcai.journal.public import drain
from wangcai.kernel.public import day_bounds, local
from wangcai.orders.public import (
    NewLine,
    NewOrder,
    PaperForm,
    answer_offer,
    cancel_order,
    forms_never_returned,
    hold_ticket,
    key_in_form,
    offer_way_out,
    print_forms,
    void_form,
)
from wangcai.settlement.public import Tender, sell_at_till
from wangcai.stock.public import (
    Holding,
    NewTransferLine,
    available,
    bins_of,
    count_goods,
    mark_damaged,
    send_transfer,
    start_stocktake,
)
from wangcai.work.public import accept_task, my_tasks


def make_today(people: People, goods: Goods, crowd: Crowd, now: datetime, random: Random) -> int:
    """Both stores' day so far; returns how many orders it has."""
    count = 0
    for store, share in zip(people.stores, (1.0, 0.5), strict=True):
        day = Day(people, store, goods, crowd, opening_of(store.timezone, now), now, random)
        count += till_sales(day, round(16 * share))
        count += waiting(day, round(3 * share))
        count += in_the_house(day, round(2 * share))
        count += gone_out(day, round(2 * share))
        count += with_exceptions(day)
        count += paper(day)
        held(day)
        take_tasks(day)
    backstage(people, goods, now, random)
    return count


def opening_of(zone: str, now: datetime) -> datetime:
    """When the day began: at nine, or some hours ago when it is too early or too late for that to look right."""
    midnight, _end = day_bounds(local(now, zone).date(), zone)
    nine = midnight + timedelta(hours=9)
    if now - nine >= timedelta(hours=2):
        return max(nine, now - timedelta(hours=7))
    return max(midnight, now - timedelta(hours=5)) if now - midnight >= timedelta(hours=2) else now - timedelta(hours=3)


def till_sales(day: Day, count: int) -> int:
    """Sold over the counter: one tender mostly, sometimes two; a member here and there."""
    kinds, weights = zip(*TENDERS, strict=True)
    for number in range(count):
        lines = day.lines(4)
        member = day.random.choice(day.crowd.customers[4:]) if number % 3 else None
        order = NewOrder(channel="till", fulfilment="counter", lines=lines, customer_id=member.pk if member else None)
        kind = day.random.choices(kinds, weights)[0]
        total = _total(day, order)
        tenders = [Tender(kind, total)]
        if number % 5 == 4 and total > 10_000:
            tenders = [Tender("cash", 5_000, 5_000), Tender("wechat", total - 5_000)]
        elif kind == "cash":
            tenders = [Tender("cash", total, -(-total // 10_000) * 10_000)]
        sell_at_till(store=day.store, order=order, tenders=tenders, by=day.front, at=day.at((number + 0.5) / count))
    return count


def _total(day: Day, order: NewOrder) -> int:
    """What the till will ask for: the same price list the use case reads."""
    from wangcai.orders.public import price_items

    return sum(item.net_fen for item in price_items(store=day.store, order=order, by=day.front))


def waiting(day: Day, count: int) -> int:
    """Not yet picked: fresh ones, a late one, one that lacks an address, confirmed ones."""
    day.order(
        day.ago(48),
        channel="phone",
        fulfilment="pickup",
        customer=day.crowd.wang,
        note="闪电最近掉毛，问问有没有适合的粮",
    )
    day.order(day.ago(12), channel="phone", fulfilment="delivery", address="", wanted_at=None, note="地址等客人回电")
    for number in range(count):
        day.order(day.ago(14 - 4 * number), channel="tablet", fulfilment="pickup")
    for number in range(count):
        day.confirm(
            day.order(
                day.ago((24, 52, 18)[number % 3]), channel="phone", fulfilment="delivery" if number % 2 else "pickup"
            )
        )
    gift = day.order(
        day.ago(21), channel="phone", fulfilment="delivery", customer=day.crowd.lin, occasion="birthday",
        wishes="豆豆 12 岁生日，请附一张卡片：“岁岁平安”", address=day.crowd.homes[day.crowd.lin.pk],
        lines=for_an_old_cat(day),
    )  # fmt: skip
    day.confirm(gift)
    return 3 + 2 * count


def for_an_old_cat(day: Day) -> tuple[NewLine, ...]:
    """What one gives 豆豆, as far as this store has it."""
    fit = [v.pk for v in day.goods.variants if v.name.startswith(("猫薄荷饼干", "半封闭猫窝 中号", "老年猫低磷粮"))]
    free = available(day.store, fit)
    return tuple(NewLine(pk, 1) for pk in fit if free.get(pk, 0) > 0)


def in_the_house(day: Day, count: int) -> int:
    """Being picked, and ready for the customer or the road."""
    for number in range(count):
        order = day.order(day.ago(45 - 15 * number), channel="tablet", fulfilment="pickup")
        day.begin_picking(order, day.confirm(order))
        ready = day.order(0.35 + 0.1 * number, channel="phone", fulfilment="pickup" if number else "delivery")
        day.make_ready(ready, day.confirm(ready))
    return 2 * count


def gone_out(day: Day, count: int) -> int:
    """On the road with our own driver or a same-city courier, handed over at the door and at the counter."""
    run_of: list[int] = []
    for number in range(count + 1):
        order = day.order(0.1 + 0.06 * number, channel="phone", fulfilment="delivery")
        moment = day.confirm(order)
        day.pay(order, moment)
        moment = day.make_ready(order, moment)
        if number == 0:
            choose_way(order=order, method="same_city", by=day.picker, km=4.0, at=moment)
            ship_order(
                order=order, by=day.picker, carrier="同城急送", tracking=f"TC{order.pk:08d}", at=day.later(moment, 9)
            )
            continue
        choose_way(order=order, method="own_driver", by=day.picker, km=3.0, at=moment)
        run_of.append(chosen_shipment(order).pk)
    driver = next(a for a in day.people.accounts.values() if a.pk == day.picker.id)
    run = plan_run(
        store=day.store, driver=driver, slot_from=day.at(0.75), slot_to=day.now + timedelta(hours=1), shipment_ids=run_of,
        by=day.manager, at=day.at(0.7),
    )  # fmt: skip
    start_run(run=run, by=day.picker, at=day.at(0.76))
    drain()
    first = run.shipments.order_by("stop").first().order
    day.hand_over(first, day.at(0.85), place="door", refuse_last=True)
    for number in range(count):
        order = day.order(0.05 + 0.1 * number, channel="tablet", fulfilment="pickup")
        moment = day.make_ready(order, day.confirm(order))
        day.hand_over(order, day.later(moment, 40))
        day.pay(order, day.later(moment, 41), "alipay")
    return 2 * count + 1


def with_exceptions(day: Day) -> int:
    """Stock-outs: one nobody has called about yet, one that waits for an answer, one answered; and a cancelled order."""
    scarce = [v for v in day.goods.variants if v.name in SCARCE]
    orders = [
        day.order(
            day.ago((22, 95, 55)[number]), channel="phone", fulfilment="pickup", allow_stock_out=True,
            lines=(NewLine(variant.pk, 3), *day.lines(1)),
        )
        for number, variant in enumerate(scarce[:3])
    ]  # fmt: skip
    substitute = day.lines(1)[0].variant_id
    for order in orders[1:]:
        exception = order.exceptions.get()
        offer_way_out(
            exception=exception, by=day.front, wait_until=(day.now + timedelta(days=4)).date(), substitute_id=substitute,
            at=day.later(order.placed_at, 15),
        )  # fmt: skip
    drain()
    answered = orders[2].exceptions.get()
    answer_offer(
        exception=answered, choice="cancel", channel="phone", by=day.front, at=day.later(orders[2].placed_at, 24)
    )
    orders[2].refresh_from_db()
    day.confirm(orders[2], 25)
    gone = day.order(0.4, channel="phone", fulfilment="pickup")
    cancel_order(order=gone, reason="客人改天再来", by=day.front, at=day.later(gone.placed_at, 12))
    drain()
    return 4


def paper(day: Day) -> int:
    """Numbered forms: some keyed in, one spoilt, the rest out there; some of them for far too long."""
    for back, count in ((6, 8), (0, 10)):
        print_forms(store=day.store, count=count, by=day.front, at=day.at(0) - timedelta(days=back))
    out = forms_never_returned(day.front, day.store.pk)
    for number, form in enumerate([*out[:5], out[8]]):
        customer = day.random.choice(day.crowd.customers[4:])
        wanted = NewOrder(
            channel="paper", fulfilment="pickup", lines=day.lines(2), customer_id=customer.pk, contact_name=customer.name,
            contact_phone=day.crowd.phones[customer.pk], note="门口摆摊时手写",
        )  # fmt: skip
        order = key_in_form(form=form, order=wanted, by=day.front, at=day.at(day.ago(28 - 4 * number)))
        drain()
        if number % 3 == 0:
            day.confirm(order, 4)
    void_form(form=PaperForm.objects.of(day.manager).get(pk=out[5].pk), reason="写坏了", by=day.manager, at=day.at(0.5))
    drain()
    return 6


def held(day: Day) -> None:
    """Tickets put aside at the till, as the till itself writes them."""
    for name, share in (("红衣服的阿姨", 0.9), ("回去拿手机", 0.97)):
        lines = [
            {
                "key": key, "variant_id": variant.pk, "name": variant.name, "kind": "goods", "list_fen": variant.price_fen,
                "unit_fen": variant.price_fen, "quantity": 1, "free": None,
            }
            for key, variant in enumerate(day.random.sample(day.goods.variants, 2), 1)
        ]  # fmt: skip
        hold_ticket(store=day.store, name=name, content={"lines": lines, "next_key": 3}, by=day.front, at=day.at(share))


def take_tasks(day: Day) -> None:
    """Some of the tasks that found their person were accepted."""
    for actor in (day.front, day.picker):
        for task in my_tasks(actor, store=day.store)[:2]:
            if task.owner_id == actor.id and task.accepted_at is None:
                accept_task(task=task, by=actor, at=day.later(task.opened_at, 2))


def backstage(people: People, goods: Goods, now: datetime, random: Random) -> None:
    """What goes on behind the counter: goods on their way between the stores, a count half done, a few damaged pieces."""
    first, second = people.stores
    plenty = [v for v in goods.variants if v.name not in SCARCE]
    free = available(first, [variant.pk for variant in plenty])
    sent = [v for v in plenty if free.get(v.pk, 0) > 6][:3]
    send_transfer(
        store=first, target=second, lines=[NewTransferLine(v.pk, 2) for v in sent], by=people.manager_of(first),
        at=now - timedelta(minutes=70),
    )  # fmt: skip
    shelf = bins_of(first)[0]
    count = start_stocktake(store=first, bins=[shelf.pk], by=people.manager_of(first), at=now - timedelta(minutes=40))
    lying = list(Holding.objects.of(people.chain).filter(bin=shelf, quantity__gt=0).order_by("variant_id", "lot_id"))
    for number, holding in enumerate(lying[: len(lying) // 2]):
        count_goods(
            store=first, stocktake=count, bin_id=shelf.pk, variant_id=holding.variant_id, lot_id=holding.lot_id,
            counted=holding.quantity - (number == 1), by=people.by("aqiang"), at=now - timedelta(minutes=30),
        )  # fmt: skip
    spare = [h for h in lying[len(lying) // 2 :] if h.quantity > 4]
    for holding in random.sample(spare, min(2, len(spare))):
        mark_damaged(
            store=first, variant_id=holding.variant_id, lot_id=holding.lot_id, bin_id=shelf.pk, quantity=1,
            reason="外包装破损", by=people.manager_of(first), at=now - timedelta(minutes=20),
        )  # fmt: skip
