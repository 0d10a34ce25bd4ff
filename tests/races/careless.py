"""The mistake these tests exist for, made on purpose: look at the figure, think a moment, write what was thought.

Each is what a hurried hand would write. Where the tests' invariants still hold with these, the tests are worth nothing.
"""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection

from tests.cast import NOON, Shop
from wangcai.kernel.public import ChainRows, fetch, writing
from wangcai.stock.public import Holding, Level, Move, OutOfStock, Promise

MOMENT = 0.003


def nobody_asks(monkeypatch: Any, model: type) -> None:
    """The guarded UPDATEs of a table run as ever, but their row count is no longer the answer."""
    plain = ChainRows.update

    def update(rows: ChainRows, **values: Any) -> int:
        return plain(rows, **values) or int(rows.model is model)

    monkeypatch.setattr(ChainRows, "update", update)


def look_together(people: int) -> Callable[[], None]:
    """Everybody has looked before anybody writes."""
    return threading.Barrier(people, timeout=20).wait


@contextlib.contextmanager
def without_index(name: str) -> Iterator[None]:
    """The database's own guard is gone for a moment; the block clears away what could not stand with it."""
    where = "sqlite_master WHERE name" if connection.vendor == "sqlite" else "pg_indexes WHERE indexname"
    column = "sql" if connection.vendor == "sqlite" else "indexdef"
    made = fetch(f"SELECT {column} FROM {where} = %s", [name])[0][0]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(made)


def look(shop: Shop, sku: str, store=None) -> Level:
    found = Level.objects.of(shop.chain).get(store=store or shop.store, variant=shop.goods[sku])
    time.sleep(MOMENT)
    return found


def promise(shop: Shop, sku: str, subject: int, pieces: int = 1) -> None:
    """Sell what was free a moment ago."""
    level = look(shop, sku)
    if level.on_hand - level.promised < pieces:
        raise OutOfStock(short=[])
    with writing():
        Level.objects.of(shop.chain).filter(pk=level.pk).update(promised=level.promised + pieces)
        Promise.objects.create(
            chain=shop.chain, store=shop.store, variant=shop.goods[sku], subject_kind="test", subject_id=subject,
            quantity=pieces, at=NOON,
        )  # fmt: skip


def take(shop: Shop, sku: str, pieces: int, subject: int) -> None:
    """Take pieces off the shelf and write down what should be left."""
    level = look(shop, sku)
    if level.on_hand < pieces:
        raise OutOfStock(short=[])
    holding = Holding.objects.of(shop.chain).filter(variant=shop.goods[sku], store=shop.store).first()
    with writing():
        Level.objects.of(shop.chain).filter(pk=level.pk).update(on_hand=level.on_hand - pieces)
        _move(shop, sku, holding, -pieces, subject)


def approve(shop: Shop, sku: str, counted: int) -> None:
    """Write what was counted over whatever the shelf says now."""
    level = look(shop, sku)
    holding = Holding.objects.of(shop.chain).filter(variant=shop.goods[sku], store=shop.store).first()
    with writing():
        Level.objects.of(shop.chain).filter(pk=level.pk).update(on_hand=counted)
        _move(shop, sku, holding, counted - level.on_hand, 0)


def _move(shop: Shop, sku: str, holding: Holding, pieces: int, subject: int) -> None:
    Move.objects.create(
        chain=shop.chain, store=shop.store, variant=shop.goods[sku], bin=holding.bin, lot=holding.lot,
        quantity=pieces, why="sale", subject_kind="test", subject_id=subject, at=NOON, by="system:0",
    )  # fmt: skip
    Holding.objects.of(shop.chain).filter(pk=holding.pk).update(quantity=max(holding.quantity + pieces, 0))
