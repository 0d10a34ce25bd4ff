"""What must be true of visits whatever was done, in plain SQL; the house as it is; and its end state without ids."""

import hashlib
import json
import re

from tests.machines.calendar import WRONG as CALENDAR
from tests.machines.calendar import in_minutes
from tests.machines.digest import PARTS as ORDERS
from tests.machines.digest import plain
from wangcai.kernel.public import fetch

KEPT = ("two at one time", "a booking that is over has something to come", "a live booking has nothing")
# Each must give no row: (what is wrong, query).
WRONG = {name: CALENDAR[name] for name in KEPT} | {
    "work began although a gate was closed": """SELECT j.id FROM care_job j JOIN booking_booking b ON b.id = j.booking_id
        LEFT JOIN care_healthinquiry q ON q.booking_id = b.id
        WHERE j.chain_id = %s AND (q.id IS NULL OR q.decision NOT IN ('clear', 'accept')
        OR NOT EXISTS (SELECT 1 FROM care_checkin c WHERE c.booking_id = b.id))""",
    "work began without the signature": """SELECT j.id FROM care_job j JOIN booking_booking b ON b.id = j.booking_id
        JOIN catalogue_service s ON s.variant_id = b.service_id WHERE j.chain_id = %s AND s.agreement <> ''
        AND NOT EXISTS (SELECT 1 FROM care_plan p WHERE p.booking_id = b.id AND p.state = 'signed')""",
    "an extra is on the bill without a yes, or a yes is not on it": """SELECT id FROM care_extrarequest
        WHERE chain_id = %s AND (answer = 'yes') <> (line_id IS NOT NULL)""",
    "an extra is on the card without a yes": """SELECT s.id FROM care_jobstep s WHERE s.chain_id = %s
        AND s.code LIKE 'extra-%%' AND NOT EXISTS (SELECT 1 FROM care_extrarequest e
        WHERE 'extra-' || CAST(e.id AS VARCHAR(20)) = s.code AND e.answer = 'yes')""",
    "the clock of a job that stands still runs": """SELECT id FROM care_job WHERE chain_id = %s
        AND (state = 'running') <> (running_since IS NOT NULL)""",
    "a pause without its job, or the other way": """SELECT j.id FROM care_job j WHERE j.chain_id = %s
        AND (j.state = 'paused') <> EXISTS (SELECT 1 FROM care_jobpause p WHERE p.job_id = j.id
                                            AND p.decided_at IS NULL)""",
    "a stopped job went on": """SELECT s.id FROM care_jobstep s JOIN care_jobpause p ON p.job_id = s.job_id
        WHERE s.chain_id = %s AND s.done_at > p.paused_at AND (p.decided_at IS NULL OR s.done_at < p.decided_at
        OR p.decision <> 'continue')""",
    "a decision without the owner": """SELECT p.id FROM care_jobpause p WHERE p.chain_id = %s
        AND p.decided_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM care_contactattempt a WHERE a.pause_id = p.id
                                                     AND a.reached)""",
    "done with a step open": """SELECT j.id FROM care_job j JOIN care_jobstep s ON s.job_id = j.id
        WHERE j.chain_id = %s AND j.state = 'done' AND s.required AND s.skipped_reason = ''
        AND (s.done_at IS NULL OR (s.need = 'second' AND s.second_by = ''))""",
    "a second person who is the first": """SELECT id FROM care_jobstep WHERE chain_id = %s AND second_by <> ''
        AND second_by = done_by""",
    "proof is missing": """SELECT id FROM care_jobstep WHERE chain_id = %s AND done_at IS NOT NULL
        AND skipped_reason = '' AND ((need = 'photo' AND photo_id IS NULL) OR (need = 'value' AND value = ''))""",
    "gone with a thing that nobody noted": """SELECT t.id FROM care_belonging t JOIN handover_pethandover h
        ON h.booking_id = t.booking_id WHERE t.chain_id = %s AND h.handed_at IS NOT NULL AND t.returned_at IS NULL
        AND t.missing_note = ''""",
    "gone without its report": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s AND (b.state = 'done') <>
        EXISTS (SELECT 1 FROM handover_pethandover h WHERE h.booking_id = b.id AND h.handed_at IS NOT NULL)""",
    "gone while the work runs": """SELECT j.id FROM care_job j JOIN booking_booking b ON b.id = j.booking_id
        WHERE j.chain_id = %s AND b.state IN ('ready', 'done', 'booked', 'cancelled', 'no_show')
        AND j.state NOT IN ('done', 'stopped')""",
    "a bill that is not the sum of its lines": """SELECT o.id FROM orders_order o WHERE o.chain_id = %s AND o.total_fen <>
        (SELECT COALESCE(SUM(n.net_fen), 0) FROM orders_orderline n WHERE n.order_id = o.id AND n.state <> 'cancelled')""",
    "an account that is not the sum of its payments": """SELECT a.id FROM settlement_account a WHERE a.chain_id = %s
        AND a.paid_fen - a.refunded_fen <> (SELECT COALESCE(SUM(CASE WHEN p.kind = 'payment' THEN p.amount_fen
        ELSE -p.amount_fen END), 0) FROM settlement_payment p WHERE p.order_id = a.order_id)""",
    "a fee of a round without its round": """SELECT n.id FROM orders_orderline n WHERE n.chain_id = %s
        AND n.state <> 'cancelled' AND EXISTS (SELECT 1 FROM care_careround r WHERE r.line_id = n.id)
        AND n.quantity <> (SELECT COUNT(*) FROM care_careround r WHERE r.line_id = n.id
                           AND r.state IN ('given', 'partly'))""",
    "a visit sold before its last pet went": """SELECT v.id FROM care_visit v JOIN orders_order o ON o.id = v.order_id
        JOIN booking_booking b ON b.visit = v.key WHERE v.chain_id = %s AND o.status IN ('delivered', 'completed')
        AND b.state NOT IN ('done', 'cancelled', 'no_show')""",
    "sold, and not taken over": """SELECT v.id FROM care_visit v JOIN orders_order o ON o.id = v.order_id
        WHERE v.chain_id = %s AND o.status = 'delivered' AND 1 <> (SELECT COUNT(*) FROM handover_acceptance a
        WHERE a.order_id = o.id)""",
    "a reaction failed": """SELECT s.error FROM journal_setback s JOIN journal_entry e ON e.id = s.entry_id
        WHERE e.chain_id = %s""",
}  # fmt: skip
CARE = {
    "bookings": "SELECT state, kind, deposit_fen, reason FROM booking_booking WHERE chain_id = %s ORDER BY id",
    "holds": """SELECT r.code, h.begins, h.ends FROM booking_hold h JOIN booking_resource r ON r.id = h.resource_id
        WHERE h.chain_id = %s ORDER BY r.code, h.begins""",
    "inquiries": "SELECT decision, red, first_visit FROM care_healthinquiry WHERE chain_id = %s ORDER BY id",
    "plans": """SELECT number, state, digest, price_fen, ceiling_fen, signer FROM care_plan WHERE chain_id = %s
        ORDER BY id""",
    "arrivals": "SELECT weight_g, stress FROM care_checkin WHERE chain_id = %s ORDER BY id",
    "jobs": "SELECT number, state, worked_s FROM care_job WHERE chain_id = %s ORDER BY id",
    "steps": """SELECT s.position, s.text, s.value, s.skipped_reason, s.second_by <> '', s.done_at IS NOT NULL
        FROM care_jobstep s WHERE s.chain_id = %s ORDER BY s.id""",
    "pauses": "SELECT decision, decider, channel FROM care_jobpause WHERE chain_id = %s ORDER BY id",
    "seen": "SELECT kind, value, red FROM care_observation WHERE chain_id = %s ORDER BY id",
    "extras": "SELECT code, price_fen, within_ceiling, answer FROM care_extrarequest WHERE chain_id = %s ORDER BY id",
    "rounds": "SELECT r.state FROM care_careround r WHERE r.chain_id = %s ORDER BY r.due_at, r.id",
    "things": """SELECT name, returned_at IS NOT NULL, missing_note FROM care_belonging WHERE chain_id = %s
        ORDER BY id""",
    "reports": "SELECT collector_name, code_used FROM handover_pethandover WHERE chain_id = %s ORDER BY id",
}  # fmt: skip
# Ids inside of words: the step of an extra, the version of a text.
IDS = re.compile(r'extra-[0-9]+|sop_version\\?": [0-9]+')
PARTS = CARE | {part: ORDERS[part] for part in ("orders", "lines", "accounts", "payments", "tasks", "diary")}


def what_is_wrong(chain_id: int) -> list:
    """(what is wrong, a row that says so); and plans whose text is not the one that was signed."""
    found = [(name, row) for name, text in WRONG.items() for row in fetch(in_minutes(text), [chain_id])]
    signed = fetch("SELECT id, text, digest FROM care_plan WHERE chain_id = %s AND signed_at IS NOT NULL", [chain_id])
    return found + [
        ("a signed plan changed", pk)
        for pk, text, digest in signed
        if hashlib.sha256(text.encode()).hexdigest() != digest
    ]


def real_house(chain_id: int) -> dict:
    """Every visit and every pet as the database has them, in the paper's words."""

    def rows(text: str) -> list[tuple]:
        return fetch(text, [chain_id])

    house: dict = {
        ("visit", row[0]): tuple(row[1:])
        for row in rows(
            """SELECT v.id, o.status, o.total_fen, COALESCE(a.paid_fen, 0), COALESCE(a.refunded_fen, 0) FROM care_visit v
            JOIN orders_order o ON o.id = v.order_id LEFT JOIN settlement_account a ON a.order_id = o.id
            WHERE v.chain_id = %s"""
        )
    }
    pets: dict[int, dict] = {}
    for pk, state, inquiry, job, handed, report in rows(
        """SELECT b.id, b.state, COALESCE(q.decision, ''), COALESCE(j.state, ''), h.handed_at, h.id FROM booking_booking b
        LEFT JOIN care_healthinquiry q ON q.booking_id = b.id LEFT JOIN care_job j ON j.booking_id = b.id
        LEFT JOIN handover_pethandover h ON h.booking_id = b.id WHERE b.chain_id = %s"""
    ):
        pets[pk] = {"state": state, "inquiry": inquiry, "job": job, "report": (report is not None, handed is not None)}
        pets[pk] |= {part: [] for part in PER_PET}
    for part, text in PER_PET.items():
        for pk, *values in rows(text):
            pets[pk][part].append(values[0] if len(values) == 1 else tuple(values))
    for pet in pets.values():
        pet["steps"] = [tuple(bool(value) for value in step) for step in pet["steps"]]
        pet["pauses"] = [bool(value) for value in pet["pauses"]]
        pet["extras"] = [(answer, bool(within)) for answer, within in pet["extras"]]
        pet["lines"].sort()
        pet["fees"] = sum(pet["fees"])
        pet["rounds"].sort()
    return house | {("pet", pk): pet for pk, pet in pets.items()}


PER_PET = {
    "plans": """SELECT booking_id, number, state, CASE WHEN signed_at IS NULL THEN '' ELSE text END FROM care_plan
        WHERE chain_id = %s ORDER BY number""",
    "steps": """SELECT j.booking_id, s.done_at IS NOT NULL, s.second_by <> '', s.skipped_reason <> '' FROM care_jobstep s
        JOIN care_job j ON j.id = s.job_id WHERE s.chain_id = %s ORDER BY j.id, s.position""",
    "pauses": """SELECT j.booking_id, p.decided_at IS NOT NULL FROM care_jobpause p JOIN care_job j ON j.id = p.job_id
        WHERE p.chain_id = %s ORDER BY p.id""",
    "things": """SELECT booking_id, CASE WHEN missing_note <> '' THEN 'missing' WHEN returned_at IS NULL THEN 'open'
        ELSE 'back' END FROM care_belonging WHERE chain_id = %s ORDER BY id""",
    "extras": "SELECT booking_id, answer, within_ceiling FROM care_extrarequest WHERE chain_id = %s ORDER BY id",
    "rounds": "SELECT booking_id, id, state FROM care_careround WHERE chain_id = %s",
    # A visit written off that came after all has a second bill: only the lines of the one that counts.
    "lines": """SELECT n.booking_id, n.net_fen FROM orders_orderline n JOIN care_visit v ON v.order_id = n.order_id
        JOIN catalogue_variant s ON s.id = n.variant_id WHERE n.chain_id = %s AND n.state <> 'cancelled'
        AND s.sku <> 'E0004'""",
    "fees": """SELECT n.booking_id, n.net_fen FROM orders_orderline n JOIN care_visit v ON v.order_id = n.order_id
        JOIN catalogue_variant s ON s.id = n.variant_id WHERE n.chain_id = %s AND n.state <> 'cancelled'
        AND s.sku = 'E0004'""",
}  # fmt: skip


def end_state(chain_id: int) -> str:
    """All of a chain's visits, one row a line, equal on every engine after the same commands."""
    lines = []
    for part, text in PARTS.items():
        for row in fetch(text, [chain_id]):
            told = json.dumps([plain(value) for value in row], ensure_ascii=False)
            lines.append(f"{part}: {IDS.sub('id', told)}")
    return "\n".join(lines)
