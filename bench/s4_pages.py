"""S4: pages a counter lives on: board, order, customer with 2,000 events, the till's add-line.

Constant number of queries (counted with little and with much data), processor time of the server ≤ 25 ms (far goal 10),
HTML ≤ 30 KB gzipped. Measured in this process through Django's own request path; the floor is the page that only
says the server lives. After a warm-up every round visits each page once, the floor among them, so that what else the
machine does hits all alike; the figure is the median of what our process and the database's used for one visit.
"""

import contextlib
import gzip
import statistics
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.base import database_pids, finish, fresh_database
from bench.shop import make_shop

CPU_BAR, SIZE_BAR = 25.0, 30_000
SMALL, LARGE = 5, 150
EVENTS = 2000


def run(engine: str, *, quick: bool = False) -> int:
    rounds = 10 if quick else 60
    with fresh_database(engine):
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        world = make_shop(goods=120, customers=50)
        client = signed_in(world)
        orders = place_orders(world, SMALL)
        pages = pages_of(world, client, orders[0])
        few = {name: queries_of(visit) for name, visit in pages.items()}
        place_orders(world, LARGE)
        add_events(world, EVENTS)
        analyze()
        many = {name: queries_of(visit) for name, visit in pages.items()}
        costs = costs_of({"floor": lambda: client.get("/-/live"), **pages}, rounds)
        floor, _size = costs.pop("floor")
    return judged("S4", engine, {}, {}, costs, floor, few=few, many=many)


def judged(
    goal: str, engine: str, figures: dict[str, Any], holds: dict[str, bool], costs: dict[str, tuple[float, int]],
    floor: float, *, few: dict[str, int], many: dict[str, int],
) -> int:  # fmt: skip
    """The bars every page of staff has: processor, size, and as many queries with much data as with little."""
    for name, (cpu, size) in costs.items():
        figures[name] = {"cpu_ms": round(cpu, 2), "gz_bytes": size, "queries": many[name]}
        holds[f"{name}: constant queries"] = few[name] == many[name]
        holds[f"{name}: ≤ {CPU_BAR:.0f} ms"] = cpu <= CPU_BAR
        holds[f"{name}: ≤ 30 KB"] = size <= SIZE_BAR
    worst = max(cpu for cpu, _size in costs.values())
    figures |= {"far": "≤ 10 ms", "queries_with_little_data": few}
    return finish(goal, engine, figures, floor=floor, ratio=worst / floor, holds=holds)


def signed_in(world: dict[str, Any]) -> Any:
    from django.test import Client

    client = Client()
    client.force_login(world["shop"].people["laozhou"])
    return client


def place_orders(world: dict[str, Any], count: int) -> list[Any]:
    from tests.cast import wanted
    from wangcai.orders.public import NewLine, place_order

    shop = world["shop"]
    by, made = shop.manager, []
    for number in range(count):
        lines = tuple(NewLine(world["variants"][(number + i) % 100], 1 + i) for i in range(3))
        draft = wanted(shop, lines=lines)
        made.append(place_order(store=shop.store, order=draft, by=by))
    return made


def add_events(world: dict[str, Any], count: int) -> None:
    """A customer known for years: events of her orders, by the diary's own door."""
    from wangcai.journal.public import record_all
    from wangcai.orders.public import OrderMoved

    shop = world["shop"]
    moved = [
        OrderMoved(
            subject_id=1_000_000 + i,
            store_id=shop.store.pk,
            customer_id=shop.lin.pk,
            pet_id=shop.doudou.pk,
            number=f"XH-{i}",
            from_status="received",
            to_status="confirmed",
        )
        for i in range(count)
    ]
    for start in range(0, count, 500):
        record_all(moved[start : start + 500], by=shop.manager)


def pages_of(world: dict[str, Any], client: Any, order: Any) -> dict[str, Callable[[], Any]]:
    shop = world["shop"]

    def add_line() -> Any:
        return client.post(
            "/till/lines",
            {"code": "692001000000", "request_key": uuid.uuid4().hex},
            headers={"HX-Request": "true"},
        )

    return {
        "board": lambda: client.get("/orders/board"),
        "order": lambda: client.get(f"/orders/{order.number}"),
        "customer": lambda: client.get(f"/customers/{shop.lin.pk}"),
        "till_add_line": add_line,
    }


def queries_of(visit: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visit()
    with CaptureQueriesContext(connection) as queries:
        answer = visit()
    assert answer.status_code == 200, (answer.status_code, answer.content[:300])
    return len([q for q in queries.captured_queries if "SAVEPOINT" not in q["sql"] and q["sql"] not in NOT_COUNTED])


NOT_COUNTED = {"BEGIN", "BEGIN IMMEDIATE", "COMMIT"}


def analyze() -> None:
    """Fresh statistics, as autovacuum leaves them a minute after such a fill."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


WARM_UP = 6


def costs_of(visits: dict[str, Callable[[], Any]], rounds: int) -> dict[str, tuple[float, int]]:
    """Median milliseconds of processor time of one visit (ours and the database's), and bytes of the gzipped answer."""
    pids = database_pids()
    spent: dict[str, list[float]] = {name: [] for name in visits}
    sizes = {}
    for round_ in range(WARM_UP + rounds):
        for name, visit in visits.items():
            theirs, ours = running_ms(pids), time.process_time()
            answer = visit()
            ours = (time.process_time() - ours) * 1000
            if round_ >= WARM_UP:
                spent[name].append(ours + running_ms(pids) - theirs)
            sizes[name] = len(gzip.compress(answer.content))
    return {name: (statistics.median(costs), sizes[name]) for name, costs in spent.items()}


def running_ms(pids: list[int]) -> float:
    """Milliseconds these processes have run so far, exact to the microsecond (the usual counters tick every ten)."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            total += int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    return total / 1e6
