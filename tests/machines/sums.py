"""What must be true of the database after every command, in plain SQL: each statement finds what is wrong, so none may find a row."""

import json

from tests.machines.paper import MAY_GO_TO
from wangcai.kernel.public import fetch

WRONG = {
    "on hand is the sum of its moves": """
        SELECT l.variant_id, l.on_hand FROM stock_level l WHERE l.chain_id = %s AND l.on_hand <> (
            SELECT COALESCE(SUM(m.quantity), 0) FROM stock_move m
            WHERE m.store_id = l.store_id AND m.variant_id = l.variant_id AND m.sellable)""",
    "a bin holds the sum of its moves": """
        SELECT h.bin_id, h.lot_id, h.quantity FROM stock_holding h WHERE h.chain_id = %s AND h.quantity <> (
            SELECT COALESCE(SUM(m.quantity), 0) FROM stock_move m
            WHERE m.bin_id = h.bin_id AND m.lot_id = h.lot_id AND m.variant_id = h.variant_id)""",
    "promised is the sum of open promises": """
        SELECT l.variant_id, l.promised FROM stock_level l WHERE l.chain_id = %s AND l.promised <> (
            SELECT COALESCE(SUM(p.quantity), 0) FROM stock_promise p
            WHERE p.store_id = l.store_id AND p.variant_id = l.variant_id AND p.state = 'open')""",
    "nothing is oversold": "SELECT variant_id, on_hand, promised FROM stock_level WHERE chain_id = %s AND promised > on_hand",
    "what is finished owes nothing": """
        SELECT o.number, p.quantity FROM stock_promise p JOIN orders_orderline n ON n.id = p.subject_id
        JOIN orders_order o ON o.id = n.order_id WHERE p.chain_id = %s AND p.subject_kind = 'order_line'
        AND p.state = 'open' AND o.status IN ('shipped', 'delivered', 'completed', 'cancelled')""",
    "an open line's promise is for its pieces": """
        SELECT o.number, n.position FROM stock_promise p JOIN orders_orderline n ON n.id = p.subject_id
        JOIN orders_order o ON o.id = n.order_id WHERE p.chain_id = %s AND p.subject_kind = 'order_line'
        AND p.state = 'open' AND (p.quantity <> n.quantity OR n.state <> 'open')""",
    "the account is the sum of payments": """
        SELECT a.order_id, a.paid_fen, a.refunded_fen FROM settlement_account a WHERE a.chain_id = %s AND (
            a.paid_fen <> (SELECT COALESCE(SUM(amount_fen), 0) FROM settlement_payment p
                           WHERE p.order_id = a.order_id AND p.kind = 'payment')
            OR a.refunded_fen <> (SELECT COALESCE(SUM(amount_fen), 0) FROM settlement_payment p
                                  WHERE p.order_id = a.order_id AND p.kind = 'refund'))""",
    "money without an account": """
        SELECT p.order_id FROM settlement_payment p LEFT JOIN settlement_account a ON a.order_id = p.order_id
        WHERE p.chain_id = %s AND a.id IS NULL""",
    "refunds stay within their payment": """
        SELECT p.id, p.amount_fen FROM settlement_payment p WHERE p.chain_id = %s AND p.kind = 'payment' AND p.amount_fen < (
            SELECT COALESCE(SUM(r.amount_fen), 0) FROM settlement_payment r WHERE r.refund_of_id = p.id)""",
    "a line is unit times pieces less its discount": """
        SELECT n.order_id, n.position, n.net_fen FROM orders_orderline n WHERE n.chain_id = %s AND n.net_fen <> CASE
            WHEN n.state = 'cancelled' AND n.net_fen = 0 THEN 0
            WHEN n.state IN ('accepted', 'refused') THEN n.unit_fen * n.accepted - n.discount_fen
            ELSE n.unit_fen * n.quantity - n.discount_fen END""",
    "lines, delivery and discount make the total": """
        SELECT o.number, o.total_fen FROM orders_order o WHERE o.chain_id = %s AND (o.total_fen < 0
            OR o.total_fen <> o.goods_fen + o.delivery_fen - o.discount_fen
            OR o.goods_fen <> (SELECT COALESCE(SUM(n.net_fen), 0) FROM orders_orderline n WHERE n.order_id = o.id))""",
    "what a cancelled order took is back": """
        SELECT o.number, SUM(m.quantity) FROM stock_move m JOIN orders_orderline n ON n.id = m.subject_id
        JOIN orders_order o ON o.id = n.order_id WHERE m.chain_id = %s AND m.subject_kind = 'order_line'
        AND o.status = 'cancelled' GROUP BY o.number HAVING SUM(m.quantity) <> 0""",
    "what was sold has left, the rest has come back": """
        SELECT n.order_id, n.position FROM orders_orderline n JOIN catalogue_variant v ON v.id = n.variant_id
        WHERE n.chain_id = %s AND v.counted AND n.state IN ('accepted', 'refused') AND n.accepted <> (
            SELECT COALESCE(-SUM(m.quantity), 0) FROM stock_move m
            WHERE m.subject_kind = 'order_line' AND m.subject_id = n.id)""",
    "no reaction failed": """
        SELECT s.reaction, s.error FROM journal_setback s JOIN journal_entry e ON e.id = s.entry_id WHERE e.chain_id = %s""",
}
# Put right by a reaction: true once everybody has reacted.
LATER = {"what a cancelled order took is back"}


def what_is_wrong(chain_id: int, *, settled: bool) -> list[tuple]:
    """(what must be true, a row that says otherwise); `settled`: nothing waits for a reaction."""
    checked = {name: text for name, text in WRONG.items() if settled or name not in LATER}
    return [(name, row) for name, text in checked.items() for row in fetch(text, [chain_id])] + wrong_ways(chain_id)


def wrong_ways(chain_id: int) -> list[tuple]:
    """Does the diary tell each order's whole way, along the table, up to where it is now?"""
    rows = fetch(
        "SELECT subject_id, what, facts FROM journal_entry WHERE chain_id = %s AND subject_kind = 'order'"
        " AND what IN ('order.placed', 'order.confirmed', 'order.changed', 'order.moved', 'order.cancelled') ORDER BY id",
        [chain_id],
    )
    told: dict[int, str] = {}
    wrong = []
    for order, what, facts in rows:
        facts = json.loads(facts) if isinstance(facts, str) else facts
        before = told.get(order, "")
        told[order] = after = _status_after(what, facts)
        seen_from = facts.get("from_status", before)
        allowed = what == "order.placed" or before == after == "received" or after in MAY_GO_TO.get(before, ())
        if seen_from != before or not allowed:
            wrong.append(("an order goes along the table", (order, what, before, after)))
    now = dict(fetch("SELECT id, status FROM orders_order WHERE chain_id = %s", [chain_id]))
    return wrong + [
        ("the diary tells every change", (order, told.get(order), status))
        for order, status in now.items()
        if told.get(order) != status
    ]


def _status_after(what: str, facts: dict) -> str:
    if what == "order.placed":
        return facts["status"]
    fixed = {"order.confirmed": "confirmed", "order.changed": "received", "order.cancelled": "cancelled"}
    return fixed.get(what) or facts["to_status"]
