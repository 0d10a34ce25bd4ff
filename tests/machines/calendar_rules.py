"""What must be true of a calendar after every command, in plain SQL, and its end state."""

# Each must give no row: (what is wrong, query).
WRONG = {
    "two at one time": """SELECT a.id FROM booking_hold a JOIN booking_hold b ON b.resource_id = a.resource_id
        AND b.id > a.id WHERE a.chain_id = %s AND a.begins < b.ends AND b.begins < a.ends""",
    "a booking that is over has something to come": """SELECT b.id FROM booking_booking b JOIN booking_hold h
        ON h.booking_id = b.id WHERE b.chain_id = %s AND b.state IN ('cancelled', 'no_show', 'done')
        AND h.ends > {state_at} + 61""",
    "a live booking has nothing": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s AND b.shares_id IS NULL
        AND b.state IN ('held', 'requested', 'booked', 'arrived', 'started', 'ready')
        AND NOT EXISTS (SELECT 1 FROM booking_hold h WHERE h.booking_id = b.id)""",
    "an appointment without its person or its table": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s
        AND b.kind = 'slot' AND b.state IN ('held', 'requested', 'booked', 'arrived', 'started', 'ready')
        AND 2 <> (SELECT COUNT(*) FROM booking_hold h JOIN booking_resource r ON r.id = h.resource_id
                  WHERE h.booking_id = b.id AND h.begins = {starts_at} AND h.ends = {ends_at} + 15
                  AND (r.kind = 'table' OR r.id = b.worker_id))""",
    "a stay whose last room does not hold to its end": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s
        AND b.kind = 'stay' AND b.shares_id IS NULL AND b.state IN ('held', 'requested', 'booked', 'arrived', 'started',
        'ready') AND NOT EXISTS (SELECT 1 FROM booking_hold h WHERE h.booking_id = b.id AND h.resource_id = b.room_id
                                 AND h.ends >= {ends_at} + 60)""",
    "a stay that begins without a room": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s
        AND b.kind = 'stay' AND b.shares_id IS NULL AND b.state IN ('held', 'requested', 'booked', 'arrived', 'started',
        'ready') AND NOT EXISTS (SELECT 1 FROM booking_hold h WHERE h.booking_id = b.id AND h.begins <= {starts_at})
        AND NOT EXISTS (SELECT 1 FROM journal_entry e WHERE e.what = 'booking.room_changed' AND e.subject_id = b.id)""",
    "a sharer with a room of its own, or in another": """SELECT s.id FROM booking_booking s
        JOIN booking_booking b ON b.id = s.shares_id WHERE s.chain_id = %s AND s.state NOT IN ('cancelled', 'no_show',
        'done') AND (s.room_id <> b.room_id OR b.shares_id IS NOT NULL OR b.state IN ('cancelled', 'no_show', 'done')
        OR EXISTS (SELECT 1 FROM booking_hold h WHERE h.booking_id = s.id))""",
    "more pets than the room takes": """SELECT b.id FROM booking_booking b JOIN booking_resource r ON r.id = b.room_id
        WHERE b.chain_id = %s AND b.shares_id IS NULL AND b.state NOT IN ('cancelled', 'no_show', 'done')
        AND r.most_pets < 1 + (SELECT COUNT(*) FROM booking_booking s WHERE s.shares_id = b.id
                               AND s.state NOT IN ('cancelled', 'no_show', 'done'))""",
    "a pet in a room for others": """SELECT b.id FROM booking_booking b JOIN booking_resource r ON r.id = b.room_id
        JOIN customers_pet p ON p.id = b.pet_id WHERE b.chain_id = %s AND r.species <> '' AND r.species <> p.species""",
    "somebody works outside the shift": """SELECT h.id FROM booking_hold h JOIN booking_resource r ON r.id = h.resource_id
        WHERE h.chain_id = %s AND r.kind = 'worker' AND h.booking_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM booking_shift s WHERE s.account_id = r.account_id AND {shift_starts} <= h.begins
        AND {shift_ends} >= h.ends)""",
    "held without an end, or an end without being held": """SELECT id FROM booking_booking WHERE chain_id = %s
        AND (state = 'held') <> (held_until IS NOT NULL)""",
    "an invitation without a held slot": """SELECT w.id FROM booking_waiting w LEFT JOIN booking_booking b
        ON b.id = w.booking_id WHERE w.chain_id = %s AND ((w.state = 'waiting' AND b.id IS NOT NULL)
        OR (w.state IN ('invited', 'booked') AND b.id IS NULL))""",
    "a booking the diary does not know": """SELECT b.id FROM booking_booking b WHERE b.chain_id = %s AND 1 <> (
        SELECT COUNT(*) FROM journal_entry e WHERE e.what = 'booking.made' AND e.subject_id = b.id
        AND e.subject_kind = 'booking')""",
}  # fmt: skip
PARTS = {
    "bookings": """SELECT p.name, v.sku, b.kind, b.state, b.channel, b.minutes, b.version, w.code, r.code, b.worker_wanted,
        {starts_at}, {ends_at}, b.reason, b.price_from_fen FROM booking_booking b
        JOIN catalogue_variant v ON v.id = b.service_id LEFT JOIN customers_pet p ON p.id = b.pet_id
        LEFT JOIN booking_resource w ON w.id = b.worker_id LEFT JOIN booking_resource r ON r.id = b.room_id
        WHERE b.chain_id = %s ORDER BY b.id""",
    "holds": """SELECT r.code, h.begins, h.ends, h.why FROM booking_hold h JOIN booking_resource r ON r.id = h.resource_id
        WHERE h.chain_id = %s ORDER BY r.code, h.begins""",
    "waiting": "SELECT state, minutes FROM booking_waiting WHERE chain_id = %s ORDER BY id",
    "diary": "SELECT what, subject_kind, facts FROM journal_entry WHERE chain_id = %s ORDER BY id",
}


def in_minutes(text: str) -> str:
    """The engine's way of saying a time in minutes since 1970."""
    from django.db import connection

    names = {"starts_at": "b.starts_at", "ends_at": "b.ends_at", "state_at": "b.state_at",
             "shift_starts": "s.starts_at", "shift_ends": "s.ends_at"}  # fmt: skip
    if connection.vendor == "postgresql":
        way = "CAST(FLOOR(EXTRACT(EPOCH FROM {column}) / 60) AS BIGINT)"
    else:
        way = "CAST(strftime('%%s', {column}) / 60 AS INTEGER)"
    return text.format(**{name: way.format(column=column) for name, column in names.items()})
