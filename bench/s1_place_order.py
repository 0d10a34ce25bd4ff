"""S1 and S2: an order of three lines through the HTTP API with full duties.

S1 (PostgreSQL): at most 10 statements and 20 ms of processor time an order; far goal 4 and 9.
S2 (SQLite FULL, one process): at least 100 orders/s with p99 ≤ 200 ms; far goal 300/s, p50 ≤ 4 ms, p99 ≤ 50 ms, none over 500 ms.
Processor time is over the server's processes and the database's. The floor is the same rows written by bare statements.
"""

import json
import subprocess
import sys
import time
from typing import Any

from bench.base import cpu_of, database_pids, finish, fresh_database, percentile, running_server, tree
from bench.shop import make_shop, order_body

CLIENTS = 8


def run(engine: str, *, quick: bool = False) -> int:
    count = 300 if quick else 2000
    with fresh_database(engine):
        world = make_shop()
        floor = floor_ms(world, count=200 if quick else 1000)
        statements = statements_of_an_order(world)
        with running_server() as (address, pid):
            port = int(address.rpartition(":")[2])
            pids = tree(pid) + database_pids()
            send(port, world, clients=1, start=0, count=60)
            alone = measured(pids, lambda: send(port, world, clients=1, start=100, count=count // 4))
            crowd = measured(pids, lambda: send(port, world, clients=CLIENTS, start=10_000, count=count))
        refused = [status for status, _seconds in alone["answers"] + crowd["answers"] if status != 201]
        agrees = promised_equals_promises(world)
    figures = {
        "statements": statements,
        "cpu_ms": crowd["cpu"] * 1000 / count,
        "cpu_ms_alone": alone["cpu"] * 1000 / (count // 4),
        "p50_ms_1": percentile([s for _c, s in alone["answers"]], 0.5) * 1000,
        "orders_per_s": count / crowd["seconds"],
        "p50_ms": percentile([s for _c, s in crowd["answers"]], 0.5) * 1000,
        "p99_ms": percentile([s for _c, s in crowd["answers"]], 0.99) * 1000,
        "max_ms": max(s for _c, s in crowd["answers"]) * 1000,
        "not_201": len(refused),
    }
    right = {"no request failed": not refused, "promised equals promises": agrees}
    if engine == "postgresql":
        bars = {"statements ≤ 10": statements <= 10, "cpu ≤ 20 ms": figures["cpu_ms"] <= 20}
        figures |= {"far": "≤ 4 SQL, ≤ 9 ms CPU"}
        return finish("S1", engine, figures, floor=floor, ratio=figures["cpu_ms"] / floor, holds=bars | right)
    bars = {"≥ 100/s": figures["orders_per_s"] >= 100, "p99 ≤ 200 ms": figures["p99_ms"] <= 200}
    figures |= {"far": "≥ 300/s, p50 ≤ 4 ms alone, p99 ≤ 50 ms, max ≤ 500 ms"}
    return finish("S2", engine, figures, floor=floor, ratio=figures["cpu_ms"] / floor, holds=bars | right)


def send(port: int, world: dict[str, Any], *, clients: int, start: int, count: int) -> dict[str, Any]:
    job = {
        "host": "127.0.0.1",
        "port": port,
        "token": world["token"],
        "clients": clients,
        "bodies": [order_body(world, start + i) for i in range(count)],
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=json.dumps(job), capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def measured(pids: list[int], work: Any) -> dict[str, Any]:
    before = cpu_of(pids)
    result = work()
    return {**result, "cpu": cpu_of(pids) - before}


def statements_of_an_order(world: dict[str, Any]) -> int:
    """Counted in this process on the same route: exact, whatever the machine."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    heads = {"Authorization": f"Bearer {world['token']}"}
    for attempt in ("warm", "counted"):
        with CaptureQueriesContext(connection) as queries:
            answer = Client(headers={**heads, "Idempotency-Key": attempt, "Host": "localhost"}).post(
                "/api/v1/orders", json.dumps(order_body(world, 5)), content_type="application/json"
            )
        assert answer.status_code == 201, answer.content
    return len([q for q in queries.captured_queries if q["sql"] not in {"BEGIN", "BEGIN IMMEDIATE", "COMMIT"}])


def floor_ms(world: dict[str, Any], *, count: int) -> float:
    """Milliseconds of processor time for the bare rows: one level update and the inserts, a commit each, no duties."""
    from django.db import connection, transaction

    pids = database_pids()
    before, began = cpu_of(pids), time.process_time()
    levels = "UPDATE stock_level SET promised = promised + 1 WHERE variant_id IN (%s, %s, %s) AND on_hand > promised"
    entry = (
        "INSERT INTO journal_entry (chain_id, what, stage, subject_kind, subject_id, facts, actor, happened_at, recorded_at)"
        " VALUES (%s, 'bench', '', 'bench', %s, '{}', 'bench', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"
    )
    for number in range(count):
        ids = [line["variant_id"] for line in order_body(world, number)["lines"]]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(levels, ids)
            for row in range(6):
                cursor.execute(entry, [world["shop"].chain.pk, row])
    spent = time.process_time() - began + cpu_of(pids) - before
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stock_level SET promised = 0")
    return spent * 1000 / count


def promised_equals_promises(world: dict[str, Any]) -> bool:
    """Judge by plain SQL: what the levels say is what the promises add up to."""
    from wangcai.kernel.public import fetch

    promised = fetch("SELECT COALESCE(SUM(promised), 0) FROM stock_level")[0][0]
    promises = fetch("SELECT COALESCE(SUM(quantity), 0) FROM stock_promise WHERE state = 'open'")[0][0]
    return int(promised) == int(promises) > 0
