"""S9: 300,000 real order lines through the importer in ≤ 5 minutes; far goal ≤ 1 minute on SQLite. Restartable, memory flat.

The floor is the same order lines written by a bare executemany into a table without indexes, committed as often, in the
same run: no reading, no judging, no goods, customers, orders or journal.
"""

import csv
import gzip
import os
import random
import resource
import tempfile
import time
from itertools import batched, islice
from pathlib import Path
from typing import Any

from bench.base import ROOT, finish, fresh_database

FILE = "online-retail.csv.gz"
HEADERS = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
BAR, FAR = 300, 60  # seconds for 300,000 lines


def run(engine: str, *, quick: bool = False) -> int:
    with fresh_database(engine), tempfile.TemporaryDirectory() as folder:
        path, real = the_file(Path(folder), 10_000 if quick else 300_000)
        before = peak()
        wall, cpu = time.perf_counter(), time.process_time()
        result = bring_in(path)
        seconds, cpu = time.perf_counter() - wall, time.process_time() - cpu
        grown = peak() - before
        again = time.perf_counter()
        second = bring_in(path)
        again = time.perf_counter() - again
        floor = bare_lines()
    whole = seconds * 300_000 / result.rows_in
    figures: dict[str, Any] = {
        "file": "real" if real else "made up", "rows_in": result.rows_in, "stored": result.rows_stored, "refused": result.rows_refused,
        "seconds": seconds, "cpu_s": cpu, "lines_per_s": result.rows_in / seconds, "seconds_for_300k": whole,
        "far_goal_s": FAR, "far_goal_holds": whole <= FAR, "memory_grown_mib": grown, "second_run_s": again,
    }  # fmt: skip
    holds = {
        "300,000 lines ≤ 5 min": whole <= BAR,
        "every row accounted for": result.rows_in == result.rows_stored + result.rows_known + result.rows_refused,
        "a second run changes nothing": second.again and second.rows_stored == 0,
    }
    return finish("S9", engine, figures, floor=floor, ratio=seconds / floor, holds=holds)


def bring_in(path: Path) -> Any:
    """Import the file into a London shop that counts in pounds."""
    from wangcai.imports.public import prepare_import, run_import
    from wangcai.kernel.public import system_actor
    from wangcai.shops.public import Chain, Store

    chain, _made = Chain.objects.get_or_create(code="gifts", defaults={"name": "Gift Shop", "currency": "GBP"})
    store, _made = Store.objects.of(chain).get_or_create(
        chain=chain, code="LDN", defaults={"name": "London", "timezone": "Europe/London"}
    )
    return run_import(prepare_import(kind="orders", path=path, by=system_actor(chain.pk), store=store))


def the_file(folder: Path, lines: int) -> tuple[Path, bool]:
    """The real year where it is kept beside the repository, otherwise one of the same shape."""
    shared = Path(os.environ.get("WANGCAI_SHARED_DATA") or ROOT.parent / "shared" / "data") / FILE
    if shared.exists() and lines >= 300_000:
        return shared, True
    path = folder / "orders.csv"
    if shared.exists():
        with gzip.open(shared, "rt", encoding="utf-8", newline="") as whole:
            path.write_text("".join(islice(whole, lines + 1)), encoding="utf-8")
        return path, True
    dice = random.Random(1)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(lines):
            invoice, item = 500_000 + number // 20, dice.randrange(3700)
            day = f"2011-{1 + number * 8 // lines:02d}-{1 + number % 28:02d} 10:15:00"
            price = f"{1 + item % 40}.{item % 100:02d}"
            writer.writerow(
                [
                    invoice,
                    f"S{item}",
                    f"THING {item}",
                    dice.randint(1, 24),
                    day,
                    price,
                    f"{12000 + invoice % 3200}.0",
                    "UK",
                ]
            )
    return path, False


def bare_lines() -> float:
    """Seconds for the same lines by a bare executemany, 2,000 a commit."""
    from django.db import connection, transaction

    seconds = 0.0
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare_line AS SELECT * FROM orders_orderline WHERE 1 = 0")
        cursor.execute("SELECT * FROM orders_orderline ORDER BY id")
        columns = len(cursor.description)
        rows = cursor.fetchall()
    text = f"INSERT INTO bare_line VALUES ({', '.join(['%s'] * columns)})"
    for batch in batched(rows, 2000):
        started = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(text, batch)
        seconds += time.perf_counter() - started
    return seconds


def peak() -> float:
    """The most memory this process has had so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
