"""S3: the cost of an order does not grow with the orders there are: processor time at 1 M orders ≤ 1.2x that at 10 k.

The old orders are put in by plain SQL (they are the weather, not the measured work), with lines, promises and diary.
The floor is the cost at 10 k; the ratio is the answer.
"""

import sys
import time
from typing import Any

from bench.base import cpu_of, database_pids, finish, fresh_database
from bench.shop import make_shop, order_body

SMALL, LARGE = 10_000, 1_000_000
BAR = 1.2


def run(engine: str, *, quick: bool = False) -> int:
    large = 50_000 if quick else LARGE
    with fresh_database(engine):
        world = make_shop()
        fill(world, SMALL)
        cost_of_orders(world, 100, start=0)  # warm
        small = best_of(world, start=1_000)
        fill(world, large)
        cost_of_orders(world, 100, start=50_000)
        after = best_of(world, start=60_000)
        from wangcai.kernel.public import fetch

        count = fetch("SELECT COUNT(*) FROM orders_order")[0][0]
    figures = {"orders": count, "cpu_ms_at_10k": small, "cpu_ms_at_large": after}
    return finish("S3", engine, figures, floor=small, ratio=after / small, holds={f"≤ {BAR}x": after <= BAR * small})


def best_of(world: dict[str, Any], *, start: int) -> float:
    """The lowest of five rounds: other work on the machine only ever adds."""
    return min(cost_of_orders(world, 200, start=start + 1_000 * i) for i in range(5))


def cost_of_orders(world: dict[str, Any], count: int, *, start: int) -> float:
    """Milliseconds of processor time an order, this process and the database's."""
    from wangcai.orders.public import NewLine, NewOrder, place_order

    shop = world["shop"]
    by, pids = shop.by("boss"), database_pids()
    before, began = cpu_of(pids), time.process_time()
    for number in range(start, start + count):
        body = order_body(world, number)
        draft = NewOrder(
            channel="phone",
            fulfilment="pickup",
            lines=tuple(NewLine(line["variant_id"], line["quantity"]) for line in body["lines"]),
            customer_id=body["customer_id"],
            contact_name=body["contact_name"],
            contact_phone=body["contact_phone"],
        )
        place_order(store=shop.store, order=draft, by=by, request_key=f"s3-{number}")
    return (time.process_time() - began + cpu_of(pids) - before) * 1000 / count


NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT {low} UNION ALL SELECT i + 1 FROM n WHERE i < {high} - 1)",
    "postgresql": "WITH n(i) AS (SELECT generate_series({low}, {high} - 1))",
}
PUBLIC_ID = {
    "sqlite": "lower(hex(randomblob(16)))",
    "postgresql": "gen_random_uuid()",
}


def fill(world: dict[str, Any], upto: int) -> None:
    """Old completed orders of three lines until there are `upto`, spread over customers and days."""
    from django.db import connection

    from wangcai.kernel.public import fetch, writing

    shop = world["shop"]
    have = fetch("SELECT COUNT(*) FROM orders_order")[0][0]
    first, step = fetch("SELECT COALESCE(MAX(id), 0) + 1 FROM orders_order")[0][0], 50_000
    for low in range(first, first + upto - have, step):
        high = min(low + step, first + upto - have)
        numbers = NUMBERS[connection.vendor].format(low=low, high=high)
        with writing(), connection.cursor() as cursor:
            for text in filling(shop, world, numbers, PUBLIC_ID[connection.vendor]):
                cursor.execute(text)
        print(f"\r  {have + high - first:>9,} orders", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval('orders_order_id_seq', (SELECT MAX(id) FROM orders_order))")
        cursor.execute("ANALYZE")


def filling(shop: Any, world: dict[str, Any], numbers: str, public_id: str) -> list[str]:
    customers, variants = world["customers"], world["variants"]
    when = "'2026-01-01 00:00:00'"
    orders = (
        "INSERT INTO orders_order (id, chain_id, store_id, public_id, number, kind, channel, fulfilment, status, status_at,"
        " customer_id, contact_name, contact_phone, contact_mail, address, occasion, wishes, note, discount_fen,"
        " discount_reason, delivery_fen, goods_fen, total_fen, placed_at, placed_by, sold_at, source, external_ref, version) "
        + numbers
        + f" SELECT i, {shop.chain.pk}, {shop.store.pk}, {public_id}, 'OLD-' || i, 'sale', 'till', 'counter', 'completed',"
        f" {when}, {customers[0]} + i % {len(customers)}, '', '', '', '', '', '', '', 0, '', 0, 3000, 3000, {when},"
        f" 'staff:1', {when}, '', '', 1 FROM n"
    )
    lines = (
        "INSERT INTO orders_orderline (chain_id, order_id, store_id, position, kind, variant_id, text, quantity, list_fen,"
        " unit_fen, discount_fen, discount_reason, net_fen, cost_fen, flawed, state, picked, accepted) "
        + numbers
        + f" SELECT {shop.chain.pk}, i, {shop.store.pk}, p.p, 'goods', {variants[0]} + (i * p.p) % {len(variants)}, '商品',"
        " 1, 1000, 1000, 0, '', 1000, 500, (1 = 0), 'accepted', 1, 1"
        " FROM n CROSS JOIN (SELECT 1 AS p UNION ALL SELECT 2 UNION ALL SELECT 3) AS p"
    )
    entries = (
        "INSERT INTO journal_entry (chain_id, store_id, what, stage, subject_kind, subject_id, facts, actor, happened_at,"
        " recorded_at) "
        + numbers
        + f" SELECT {shop.chain.pk}, {shop.store.pk}, 'order.placed', 'during', 'order', i, '{{}}', 'staff:1', {when}, {when}"
        " FROM n"
    )
    answers = (
        "INSERT INTO journal_answer (chain_id, actor, route, key, body_hash, answer, created_at) "
        + numbers
        + f" SELECT {shop.chain.pk}, 'staff:1', 'orders.place_order', 'old-' || i, '', 'null', {when} FROM n"
    )
    return [orders, lines, entries, answers]
