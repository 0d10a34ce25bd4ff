"""A chain of 334 stores with 20 people and 20 tables each, booked for seven weeks: two million bookings, four million holds.

Filled day by day over all stores, as life does it, so that a store's rows lie scattered over the table. What guards the
table row by row is put aside meanwhile and checks everything when it comes back.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

PEOPLE, SLOTS, DAYS_BACK, DAYS_AHEAD = 20, 8, 36, 14
FIRST_DAY = date(2026, 11, 23)
START = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)  # midnight in Shanghai
BOOKINGS = """
INSERT INTO booking_booking (chain_id, store_id, public_id, visit, kind, channel, state, state_at, service_id, addons,
  worker_id, worker_wanted, starts_at, ends_at, minutes, price_from_fen, price_to_fen, deposit_fen, wishes, note, reason,
  made_at, made_by, version)
SELECT r.chain_id, r.store_id, {uuid}, {uuid}, 'slot', 'counter', 'booked', {begins}, %s, '[]', r.id, {false}, {begins},
  {ends}, 60, 9800, 12800, 0, '', '', '', {begins}, 'system:0', 1
FROM booking_resource r CROSS JOIN ({slots}) k WHERE r.kind = 'worker' AND (r.id * 7 + %s * 3 + k.n) %% 4 <> 0
"""
HOLDS = """
INSERT INTO booking_hold (chain_id, store_id, resource_id, booking_id, why, begins, ends, note, by)
SELECT b.chain_id, b.store_id, b.worker_id + o.n, b.id, 'booking', {minute}, {minute} + 75, '', 'system:0'
FROM booking_booking b CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) o WHERE b.id > %s
"""


@dataclass
class Filled:
    shop: Any
    stores: list[Any]
    service_id: int
    bookings: int
    holds: int
    seconds: float
    start: datetime = START
    first_day: date = FIRST_DAY


def fill(*, stores: int) -> Filled:
    """Make it all; prints how far it is."""
    from tests.cast import build_shop
    from wangcai.catalogue.public import Product, Service, Variant
    from wangcai.kernel.public import fetch
    from wangcai.shops.public import Store

    began = time.perf_counter()
    shop = build_shop(stock=1_000_000)
    product = Product.objects.create(chain=shop.chain, kind="service", name="标准洗护")
    variant = Variant.objects.create(
        chain=shop.chain, product=product, sku="V1001", name="标准洗护", price_fen=9800, counted=False
    )
    Service.objects.create(
        chain=shop.chain, variant=variant, kind="groom", minutes=60, buffer_minutes=15,
        needs=[{"kind": "worker", "skill": "groom"}, {"kind": "table"}],
    )  # fmt: skip
    Store.objects.bulk_create(
        [Store(chain=shop.chain, code=f"S{n}", name=f"门店 {n}") for n in range(stores - 1)], batch_size=200
    )
    every = [shop.store, *Store.objects.of(shop.chain).filter(code__startswith="S").order_by("id")]
    for store in every:
        store.chain = shop.chain
    people(shop, every)
    with unguarded():
        for day in shown(range(-DAYS_BACK, DAYS_AHEAD), "bookings"):
            fill_day(day, variant.pk)
    analyse()
    counts = [fetch(f"SELECT COUNT(*) FROM {table}")[0][0] for table in ("booking_booking", "booking_hold")]
    return Filled(shop, every, variant.pk, *counts, time.perf_counter() - began)


def people(shop: Any, stores: list[Any]) -> None:
    """Accounts with skill and shifts, each beside a table: the table's id is the person's plus one."""
    from wangcai.booking.public import Resource, Shift, Skill
    from wangcai.shops.public import Account

    for store in shown(stores, "people"):
        accounts = Account.objects.bulk_create(
            [
                Account(chain=shop.chain, login=f"w{store.pk}-{n}", name=f"美容师{n}", password="!")
                for n in range(PEOPLE)
            ]
        )
        made = []
        for n, account in enumerate(accounts):
            made.append(Resource(chain=shop.chain, store=store, kind="worker", code=f"W{n}", name=account.name,
                                 account=account))  # fmt: skip
            made.append(Resource(chain=shop.chain, store=store, kind="table", code=f"T{n}", name=f"美容台 {n}"))
        rows = Resource.objects.bulk_create(made)
        assert all(table.pk == person.pk + 1 for person, table in zip(rows[::2], rows[1::2], strict=True))
        Skill.objects.bulk_create(
            [
                Skill(chain=shop.chain, account=a, code="groom", granted_at=START, granted_by="system:0")
                for a in accounts
            ]
        )
        Shift.objects.bulk_create(
            [
                Shift(chain=shop.chain, store=store, account=a, planned_by="system:0",
                      starts_at=START + timedelta(days=day, hours=9), ends_at=START + timedelta(days=day, hours=21))
                for a in accounts for day in range(DAYS_AHEAD)
            ]
        )  # fmt: skip


def fill_day(day: int, service_id: int) -> None:
    from django.db import connection, transaction

    postgresql = connection.vendor == "postgresql"
    base = int(START.timestamp()) // 60 + day * 24 * 60 + 9 * 60
    begins = f"({base} + k.n * 85) * 60"
    words = {
        "uuid": "gen_random_uuid()" if postgresql else "lower(hex(randomblob(16)))",
        "false": "false" if postgresql else "0",
        "begins": f"to_timestamp({begins})" if postgresql else f"datetime({begins}, 'unixepoch')",
        "ends": f"to_timestamp({begins} + 3600)" if postgresql else f"datetime({begins} + 3600, 'unixepoch')",
        "minute": "CAST(EXTRACT(EPOCH FROM b.starts_at) / 60 AS BIGINT)"
        if postgresql
        else "CAST(strftime('%%s', b.starts_at) / 60 AS INTEGER)",
        "slots": " UNION ALL ".join(f"SELECT {n} AS n" for n in range(SLOTS)),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM booking_booking")
        last = cursor.fetchone()[0]
        cursor.execute(BOOKINGS.format(**words), [service_id, day + DAYS_BACK])
        cursor.execute(HOLDS.format(**words), [last])


@contextmanager
def unguarded() -> Iterator[None]:
    """Constraint, triggers, foreign keys and indexes are put aside and come back over the whole table."""
    from django.db import connection

    with connection.cursor() as cursor:
        back = aside_on_postgresql(cursor) if connection.vendor == "postgresql" else aside_on_sqlite(cursor)
    yield
    with connection.cursor() as cursor:
        for statement in shown(back, "guards and indexes come back"):
            cursor.execute(statement)


def aside_on_postgresql(cursor: Any) -> list[str]:
    cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'hold_no_overlap'")
    back = [f"ALTER TABLE booking_hold ADD CONSTRAINT hold_no_overlap {cursor.fetchone()[0]}"]
    cursor.execute("ALTER TABLE booking_hold DROP CONSTRAINT hold_no_overlap")
    cursor.execute(
        "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.tablename IN ('booking_hold', 'booking_booking')"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)"
    )
    for name, text in cursor.fetchall():
        back.append(text)
        cursor.execute(f"DROP INDEX {name}")
    for setting in ("session_replication_role = replica", "maintenance_work_mem = '512MB'", "synchronous_commit = off"):
        cursor.execute(f"SET {setting}")
    return [*back, "SET session_replication_role = origin", "SET synchronous_commit = on"]


def aside_on_sqlite(cursor: Any) -> list[str]:
    cursor.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('index', 'trigger')"
        " AND tbl_name IN ('booking_hold', 'booking_booking') ORDER BY type"
    )
    found = cursor.fetchall()
    for kind, name, _text in found:
        cursor.execute(f"DROP {kind} {name}")
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000"):
        cursor.execute(f"PRAGMA {pragma}")
    back = [text for _kind, _name, text in found]
    return [*back, *(f"PRAGMA {p}" for p in ("foreign_keys = ON", "synchronous = FULL", "cache_size = -2000"))]


def analyse() -> None:
    """Let the engine learn what it holds, as it does by itself overnight."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE booking_hold")
            cursor.execute("VACUUM ANALYZE booking_booking")
        cursor.execute("ANALYZE")


def shown(items: Any, label: str) -> Iterator[Any]:
    """Go through items; a bar on a terminal, a line at the start and the end elsewhere. On stderr: stdout is the figures'."""
    if not sys.stderr.isatty():
        print(f"  {label} …", file=sys.stderr, flush=True)
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=f"  {label}", console=Console(stderr=True), total=len(items))
