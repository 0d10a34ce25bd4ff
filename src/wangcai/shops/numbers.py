"""Running numbers: torn off a pad, never given twice."""

from datetime import datetime

from wangcai.kernel.public import fetch, local, now
from wangcai.shops.models import Store

TEAR_OFF = (
    "UPDATE shops_numberpad SET last = last + 1"
    " WHERE chain_id = %s AND store_id = %s AND kind = %s AND period = %s RETURNING last"
)
# Two that come first at once: the second finds the first one's pad and tears off the next sheet.
NEW_PAD = (
    "INSERT INTO shops_numberpad (chain_id, store_id, kind, period, last) VALUES (%s, %s, %s, %s, 1)"
    " ON CONFLICT (chain_id, store_id, kind, period) DO UPDATE SET last = shops_numberpad.last + 1 RETURNING last"
)


def take_number(store: Store, kind: str, period: str = "") -> int:
    """The next number of a pad, from 1. One guarded update; the row stays locked until the running transaction ends.

    A rolled-back transaction gives its number back, so pads have no gaps except where a number was used and voided.
    """
    pad = [store.chain_id, store.pk, kind, period]
    rows = fetch(TEAR_OFF, pad) or fetch(NEW_PAD, pad)
    return rows[0][0]


def order_number(store: Store, at: datetime | None = None) -> str:
    """The next order number of the store's local day, such as `XH261122-0042`.

    The pad counts up within its day: a clock that jumps back goes on counting on the earlier day's pad.
    """
    day = local(at or now(), store.timezone).strftime("%y%m%d")
    return f"{store.code.upper()}{day}-{take_number(store, 'order', day):04d}"
