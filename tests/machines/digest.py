"""The end state of a shop as text without ids, random tokens and clocks: equal on every engine after the same commands."""

import json

from wangcai.kernel.public import fetch

PARTS = {
    "orders": """SELECT number, channel, fulfilment, status, address, goods_fen, delivery_fen, discount_fen, total_fen, version,
        CASE WHEN sold_at IS NULL THEN 0 ELSE 1 END FROM orders_order WHERE chain_id = %s ORDER BY id""",
    "lines": """SELECT o.number, n.position, v.sku, n.quantity, n.unit_fen, n.discount_fen, n.net_fen, n.state, n.accepted,
        n.flawed FROM orders_orderline n JOIN orders_order o ON o.id = n.order_id
        JOIN catalogue_variant v ON v.id = n.variant_id WHERE n.chain_id = %s ORDER BY o.id, n.position""",
    "confirmations": """SELECT o.number, c.version, c.channel FROM orders_confirmation c
        JOIN orders_order o ON o.id = c.order_id WHERE c.chain_id = %s ORDER BY c.id""",
    "exceptions": """SELECT o.number, n.position, e.kind, e.missing, e.choice, e.answer_channel,
        CASE WHEN e.answered_at IS NULL THEN 0 ELSE 1 END FROM orders_orderexception e
        JOIN orders_order o ON o.id = e.order_id JOIN orders_orderline n ON n.id = e.line_id
        WHERE e.chain_id = %s ORDER BY e.id""",
    "forms": "SELECT number, state, reason FROM orders_paperform WHERE chain_id = %s ORDER BY id",
    "levels": """SELECT v.sku, l.on_hand, l.promised FROM stock_level l JOIN catalogue_variant v ON v.id = l.variant_id
        WHERE l.chain_id = %s ORDER BY v.sku, l.store_id""",
    "holdings": """SELECT b.code, v.sku, t.code, h.quantity FROM stock_holding h JOIN stock_bin b ON b.id = h.bin_id
        JOIN catalogue_variant v ON v.id = h.variant_id JOIN stock_lot t ON t.id = h.lot_id
        WHERE h.chain_id = %s ORDER BY v.sku, b.walk, t.id""",
    "moves": """SELECT b.code, v.sku, t.code, m.quantity, m.why, m.sellable, m.cost_fen FROM stock_move m
        JOIN stock_bin b ON b.id = m.bin_id JOIN catalogue_variant v ON v.id = m.variant_id
        JOIN stock_lot t ON t.id = m.lot_id WHERE m.chain_id = %s ORDER BY m.id""",
    "promises": """SELECT o.number, n.position, p.quantity, p.state FROM stock_promise p
        JOIN orders_orderline n ON n.id = p.subject_id JOIN orders_order o ON o.id = n.order_id
        WHERE p.chain_id = %s ORDER BY o.id, n.position""",
    "walks": """SELECT o.number, k.state, b.code, t.code, v.sku, l.quantity, l.picked, l.short FROM delivery_picklist k
        JOIN orders_order o ON o.id = k.order_id LEFT JOIN delivery_pickline l ON l.pick_list_id = k.id
        LEFT JOIN stock_bin b ON b.id = l.bin_id LEFT JOIN stock_lot t ON t.id = l.lot_id
        LEFT JOIN catalogue_variant v ON v.id = l.variant_id WHERE k.chain_id = %s ORDER BY k.id, l.walk, l.id""",
    "checks": """SELECT o.number, c.passed, c.note FROM delivery_qualitycheck c JOIN orders_order o ON o.id = c.order_id
        WHERE c.chain_id = %s ORDER BY c.id""",
    "boxes": "SELECT number FROM delivery_package WHERE chain_id = %s ORDER BY id",
    "shipments": """SELECT o.number, s.method, s.state, s.price_fen, s.tracking, s.failure FROM delivery_shipment s
        JOIN orders_order o ON o.id = s.order_id WHERE s.chain_id = %s ORDER BY s.id""",
    "acceptances": """SELECT o.number, a.place, l.verdict, l.accepted, l.refused FROM handover_acceptance a
        JOIN orders_order o ON o.id = a.order_id JOIN handover_acceptanceline l ON l.acceptance_id = a.id
        JOIN orders_orderline n ON n.id = l.line_id WHERE a.chain_id = %s ORDER BY a.id, n.position""",
    "accounts": """SELECT o.number, a.paid_fen, a.refunded_fen FROM settlement_account a
        JOIN orders_order o ON o.id = a.order_id WHERE a.chain_id = %s ORDER BY o.id""",
    "payments": """SELECT o.number, p.kind, p.tender, p.amount_fen, p.given_fen, p.change_fen, p.proven, p.reason, w.amount_fen
        FROM settlement_payment p JOIN orders_order o ON o.id = p.order_id
        LEFT JOIN settlement_payment w ON w.id = p.refund_of_id WHERE p.chain_id = %s ORDER BY p.id""",
    "tasks": "SELECT kind, title, state FROM work_task WHERE chain_id = %s ORDER BY id",
    "messages": "SELECT event FROM outgoing_message WHERE chain_id = %s ORDER BY id",
    "diary": "SELECT what, subject_kind, stage, facts FROM journal_entry WHERE chain_id = %s ORDER BY id",
}


def end_state(chain_id: int) -> str:
    """All of a chain's orders, goods, money and diary, one row a line."""
    lines = []
    for part, text in PARTS.items():
        lines += [
            f"{part}: {json.dumps([plain(value) for value in row], ensure_ascii=False)}"
            for row in fetch(text, [chain_id])
        ]
    return "\n".join(lines)


def plain(value):
    """A value as both engines give it: no booleans, JSON as sorted text without the ids in it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and value.startswith("{"):
        value = json.loads(value)
    if isinstance(value, dict):
        return json.dumps({k: v for k, v in value.items() if is_plain(k, v)}, sort_keys=True, ensure_ascii=False)
    return value


def is_plain(name: str, value) -> bool:
    """Ids differ where a sequence has gaps, and so do the lists of what was changed by id."""
    return not name.endswith("_id") and name not in {"refund_of", "changed"}
