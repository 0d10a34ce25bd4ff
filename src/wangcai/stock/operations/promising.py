"""Promises: pieces set aside for an order line. One guarded UPDATE decides; the CHECK on the level stands behind it.

"Look, then write" sold 10,000 of 1,000 in a race; the row count of this UPDATE sold exactly 1,000.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Refusal, fetch, insert_rows, run


class OutOfStock(Refusal):
    """details["short"]: [{variant_id, wanted, available}]"""

    code = "out_of_stock"
    sentence = _("库存不够：{names}。请改数量，或按缺货处理。")
    status = 409

    def __init__(self, *, short: list[dict[str, int]], names: str = "") -> None:
        super().__init__(short=short, names=names)


@dataclass(frozen=True, slots=True)
class Want:
    """Pieces of a variant wanted by a subject (an order line)."""

    subject_kind: str
    subject_id: int
    variant_id: int
    quantity: int


def reserve_levels(*, chain_id: int, store_id: int, quantities: dict[int, int]) -> set[int]:
    """Raise `promised` of each variant by its quantity where enough is free; returns the variants that succeeded.

    One statement, rows locked in variant order. The caller raises (and so rolls back) where it wants all or nothing.
    """
    if not quantities:
        return set()
    variants = sorted(quantities)
    marks = ", ".join(["%s"] * len(variants))
    cases = " ".join(["WHEN %s THEN %s"] * len(variants))
    pairs = [number for variant in variants for number in (variant, quantities[variant])]
    scope: list[int] = [chain_id, store_id, *variants]
    where = f"chain_id = %s AND store_id = %s AND variant_id IN ({marks})"
    if connection.vendor == "postgresql":
        cases = " ".join(["WHEN %s::bigint THEN %s::bigint"] * len(variants))
        where = f"id IN (SELECT id FROM stock_level WHERE {where} ORDER BY variant_id FOR UPDATE)"  # noqa: S608
    text = (
        f"UPDATE stock_level SET promised = promised + CASE variant_id {cases} END"  # noqa: S608
        f" WHERE {where} AND on_hand - promised >= CASE variant_id {cases} END RETURNING variant_id"
    )
    return {row[0] for row in fetch(text, [*pairs, *scope, *pairs])}


def write_promises(*, chain_id: int, store_id: int, wants: Sequence[Want], at: datetime) -> None:
    """Write the promise rows of levels already raised, by one statement."""
    if wants:
        insert_rows(
            "stock_promise",
            ("chain_id", "store_id", "variant_id", "subject_kind", "subject_id", "quantity", "state", "at"),
            [(chain_id, store_id, w.variant_id, w.subject_kind, w.subject_id, w.quantity, "open", at) for w in wants],
        )


def promise_goods(*, chain_id: int, store_id: int, wants: Sequence[Want], at: datetime) -> None:
    """Promise everything or refuse with OutOfStock. Must run inside a use case's transaction."""
    quantities = total_by_variant(wants)
    done = reserve_levels(chain_id=chain_id, store_id=store_id, quantities=quantities)
    if done != set(quantities):
        raise out_of_stock(chain_id=chain_id, store_id=store_id, quantities=quantities, done=done)
    write_promises(chain_id=chain_id, store_id=store_id, wants=wants, at=at)


def total_by_variant(wants: Sequence[Want]) -> dict[int, int]:
    """The same item on two lines counts once, with both quantities."""
    totals: dict[int, int] = {}
    for want in wants:
        totals[want.variant_id] = totals.get(want.variant_id, 0) + want.quantity
    return totals


def out_of_stock(*, chain_id: int, store_id: int, quantities: dict[int, int], done: set[int]) -> OutOfStock:
    """Build the refusal with names and what is free (a figure of the moment, for the sentence only)."""
    missing = sorted(set(quantities) - done)
    marks = ", ".join(["%s"] * len(missing))
    rows = fetch(
        f"SELECT v.id, v.name, COALESCE(l.on_hand - l.promised, 0) FROM catalogue_variant v"  # noqa: S608
        f" LEFT JOIN stock_level l ON l.variant_id = v.id AND l.store_id = %s AND l.chain_id = v.chain_id"
        f" WHERE v.chain_id = %s AND v.id IN ({marks}) ORDER BY v.id",
        [store_id, chain_id, *missing],
    )
    short = [{"variant_id": i, "wanted": quantities[i], "available": free} for i, _name, free in rows]
    return OutOfStock(short=short, names="、".join(f"{name}（{free}）" for _i, name, free in rows))


def release_promises(*, chain_id: int, subject_kind: str, subject_ids: Sequence[int]) -> int:
    """Give open promises of these subjects back to sale; returns how many were open. Calling it again does nothing."""
    if not subject_ids:
        return 0
    marks = ", ".join(["%s"] * len(subject_ids))
    rows = fetch(
        f"DELETE FROM stock_promise WHERE chain_id = %s AND subject_kind = %s"  # noqa: S608
        f" AND subject_id IN ({marks}) AND state = 'open' RETURNING store_id, variant_id, quantity",
        [chain_id, subject_kind, *subject_ids],
    )
    for store_id, variant_id, quantity in sorted(rows):
        run(
            "UPDATE stock_level SET promised = promised - %s WHERE chain_id = %s AND store_id = %s AND variant_id = %s",
            [quantity, chain_id, store_id, variant_id],
        )
    return len(rows)
