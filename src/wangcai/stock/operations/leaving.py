"""Goods that leave the house or come back: level, holding and move change together, each by a guarded statement."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from wangcai.kernel.public import Actor, Refusal, fetch, insert_rows, run
from wangcai.stock.operations.promising import out_of_stock

MOVE_COLUMNS = (
    "chain_id",
    "store_id",
    "variant_id",
    "bin_id",
    "lot_id",
    "quantity",
    "sellable",
    "why",
    "subject_kind",
    "subject_id",
    "cost_fen",
    "at",
    "by",
)


class NotThere(Refusal):
    code = "not_there"
    sentence = _("库位里没有这么多，请清点后再试。")
    status = 409


class PromiseGone(Refusal):
    code = "promise_gone"
    sentence = _("这件商品的预留已经变了，请刷新订单。")
    status = 409


@dataclass(frozen=True, slots=True)
class Pick:
    """So many pieces of a lot in a bin."""

    bin_id: int
    lot_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """Pieces that go out for a subject. Without picks the lot that expires first goes first.

    `promised`: the subject's open promise ends with this, whatever part of it is taken.
    `flawed`: taken from the damaged bins, which no promise ever counted.
    """

    subject_kind: str
    subject_id: int
    variant_id: int
    quantity: int
    promised: bool = False
    flawed: bool = False
    picks: tuple[Pick, ...] = ()


def take_out(*, chain_id: int, store_id: int, items: Sequence[Leaving], why: str, by: Actor, at: datetime) -> None:
    """Take everything out or refuse (OutOfStock, NotThere, PromiseGone). Runs inside a use case's transaction."""
    if not items:
        return  # services only
    kept = _keep_promises(chain_id, [item for item in items if item.promised])
    _lower_levels(chain_id, store_id, items, kept)
    moves = _choose_holdings(chain_id, store_id, items)
    _lower_holdings(moves)
    insert_rows(
        "stock_move",
        MOVE_COLUMNS,
        [
            (
                chain_id,
                store_id,
                item.variant_id,
                bin_id,
                lot_id,
                -quantity,
                not item.flawed,
                why,
                item.subject_kind,
                item.subject_id,
                cost,
                at,
                by.key,
            )
            for item, _holding, bin_id, lot_id, quantity, cost in moves
        ],
    )


def _keep_promises(chain_id: int, items: Sequence[Leaving]) -> dict[int, int]:
    """End the promises of these items; returns the promised quantity by variant."""
    kept: dict[int, int] = defaultdict(int)
    for kind in sorted({item.subject_kind for item in items}):
        subjects = [item.subject_id for item in items if item.subject_kind == kind]
        marks = ", ".join(["%s"] * len(subjects))
        rows = fetch(
            f"UPDATE stock_promise SET state = 'kept' WHERE chain_id = %s AND subject_kind = %s"  # noqa: S608
            f" AND subject_id IN ({marks}) AND state = 'open' RETURNING variant_id, quantity",
            [chain_id, kind, *subjects],
        )
        if len(rows) != len(subjects):
            raise PromiseGone
        for variant_id, quantity in rows:
            kept[variant_id] += quantity
    return kept


def _lower_levels(chain_id: int, store_id: int, items: Sequence[Leaving], kept: dict[int, int]) -> None:
    leaving: dict[int, int] = defaultdict(int)
    for item in items:
        if not item.flawed:
            leaving[item.variant_id] += item.quantity
    variants = sorted(set(leaving) | set(kept))
    if not variants:
        return
    cast = "::bigint" if connection.vendor == "postgresql" else ""
    cases = " ".join([f"WHEN %s{cast} THEN %s{cast}"] * len(variants))
    out = [n for v in variants for n in (v, leaving[v])]
    ended = [n for v in variants for n in (v, kept.get(v, 0))]
    marks = ", ".join(["%s"] * len(variants))
    where = f"chain_id = %s AND store_id = %s AND variant_id IN ({marks})"
    if connection.vendor == "postgresql":
        where = f"id IN (SELECT id FROM stock_level WHERE {where} ORDER BY variant_id FOR UPDATE)"  # noqa: S608
    text = (
        f"UPDATE stock_level SET on_hand = on_hand - CASE variant_id {cases} END,"  # noqa: S608
        f" promised = promised - CASE variant_id {cases} END WHERE {where}"
        f" AND on_hand - CASE variant_id {cases} END >= promised - CASE variant_id {cases} END"
        " RETURNING variant_id"
    )
    scope = [chain_id, store_id, *variants]
    done = {row[0] for row in fetch(text, [*out, *ended, *scope, *out, *ended])}
    if done != set(variants):
        raise out_of_stock(chain_id=chain_id, store_id=store_id, quantities=dict(leaving), done=done)


def _choose_holdings(
    chain_id: int, store_id: int, items: Sequence[Leaving]
) -> list[tuple[Leaving, int, int, int, int, int]]:
    """(item, holding, bin, lot, quantity, cost) for every piece: the given picks, or first expiry first."""
    variants = sorted({item.variant_id for item in items})
    if not variants:
        return []
    marks = ", ".join(["%s"] * len(variants))
    lock = " FOR UPDATE OF h" if connection.vendor == "postgresql" else ""
    rows = fetch(
        "SELECT h.id, h.variant_id, h.bin_id, h.lot_id, h.quantity, l.cost_fen, b.kind"  # noqa: S608
        " FROM stock_holding h JOIN stock_lot l ON l.id = h.lot_id JOIN stock_bin b ON b.id = h.bin_id"
        f" WHERE h.chain_id = %s AND h.store_id = %s AND h.quantity > 0 AND h.variant_id IN ({marks})"
        f" ORDER BY h.variant_id, l.expires_on IS NULL, l.expires_on, b.walk, h.id{lock}",
        [chain_id, store_id, *variants],
    )
    left = {row[0]: row[4] for row in rows}
    chosen = []
    for item in items:
        chosen.extend(_from_picks(item, rows, left) if item.picks else _first_expiry(item, rows, left))
    return chosen


def _first_expiry(item: Leaving, rows: list, left: dict[int, int]) -> list:
    wanted, chosen = item.quantity, []
    for holding, variant, bin_id, lot_id, _quantity, cost, kind in rows:
        if variant != item.variant_id or (kind == "damaged") != item.flawed or not left[holding] or not wanted:
            continue
        taken = min(wanted, left[holding])
        left[holding] -= taken
        wanted -= taken
        chosen.append((item, holding, bin_id, lot_id, taken, cost))
    if wanted:
        raise NotThere
    return chosen


def _from_picks(item: Leaving, rows: list, left: dict[int, int]) -> list:
    if sum(pick.quantity for pick in item.picks) != item.quantity:
        raise NotThere
    places = {(row[1], row[2], row[3]): row for row in rows}
    chosen = []
    for pick in item.picks:
        row = places.get((item.variant_id, pick.bin_id, pick.lot_id))
        if row is None or left[row[0]] < pick.quantity or (row[6] == "damaged") != item.flawed:
            raise NotThere
        left[row[0]] -= pick.quantity
        chosen.append((item, row[0], pick.bin_id, pick.lot_id, pick.quantity, row[5]))
    return chosen


def _lower_holdings(moves: list[tuple[Leaving, int, int, int, int, int]]) -> None:
    amounts: dict[int, int] = defaultdict(int)
    for _item, holding, _bin, _lot, quantity, _cost in moves:
        amounts[holding] += quantity
    if not amounts:
        return
    cast = "::bigint" if connection.vendor == "postgresql" else ""
    holdings = sorted(amounts)
    cases = " ".join([f"WHEN %s{cast} THEN %s{cast}"] * len(holdings))
    pairs = [n for h in holdings for n in (h, amounts[h])]
    marks = ", ".join(["%s"] * len(holdings))
    changed = run(
        f"UPDATE stock_holding SET quantity = quantity - CASE id {cases} END"  # noqa: S608
        f" WHERE id IN ({marks}) AND quantity >= CASE id {cases} END",
        [*pairs, *holdings, *pairs],
    )
    if changed != len(holdings):
        raise NotThere


def put_back(
    *,
    chain_id: int,
    store_id: int,
    variant_id: int,
    quantity: int,
    bin_id: int,
    lot_id: int,
    why: str,
    subject: tuple[str, int],
    by: Actor,
    at: datetime,
) -> None:
    """Put pieces into a bin. Bins of damaged goods raise no level: nothing there is promised."""
    sellable = (
        fetch("SELECT kind FROM stock_bin WHERE id = %s AND chain_id = %s", [bin_id, chain_id])[0][0] != "damaged"
    )
    if sellable:
        run(
            "INSERT INTO stock_level (chain_id, store_id, variant_id, on_hand, promised, low_at)"
            " VALUES (%s, %s, %s, %s, 0, 0) ON CONFLICT (chain_id, store_id, variant_id)"
            " DO UPDATE SET on_hand = stock_level.on_hand + excluded.on_hand",
            [chain_id, store_id, variant_id, quantity],
        )
    run(
        "INSERT INTO stock_holding (chain_id, store_id, variant_id, bin_id, lot_id, quantity)"
        " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (chain_id, store_id, variant_id, bin_id, lot_id)"
        " DO UPDATE SET quantity = stock_holding.quantity + excluded.quantity",
        [chain_id, store_id, variant_id, bin_id, lot_id, quantity],
    )
    insert_rows(
        "stock_move",
        MOVE_COLUMNS,
        [(chain_id, store_id, variant_id, bin_id, lot_id, quantity, sellable, why, *subject, 0, at, by.key)],
    )


def where_it_went(*, chain_id: int, subject_kind: str, subject_id: int) -> list[tuple[int, int, int]]:
    """(bin, lot, pieces) that left for a subject and have not come back, largest first, then by bin and lot."""
    rows = fetch(
        "SELECT bin_id, lot_id, -SUM(quantity) FROM stock_move WHERE chain_id = %s AND subject_kind = %s"
        " AND subject_id = %s GROUP BY bin_id, lot_id HAVING SUM(quantity) < 0",
        [chain_id, subject_kind, subject_id],
    )
    return sorted(((b, lot, int(n)) for b, lot, n in rows), key=lambda row: (-row[2], *row[:2]))
