"""Whoever is invited from the waitlist is told, and has the whole half hour from then on (F24).

Not in quiet hours: the place is held over them, and the word goes out when they end, if the place is still to be had.
"""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings

from wangcai.booking.public import Waiting, keep_invitation, states
from wangcai.customers.public import make_share_link
from wangcai.kernel.public import Refusal, local, now, system_actor
from wangcai.messages.public import tell_customer, was_told
from wangcai.shops.public import quiet_until

log = logging.getLogger("wangcai.care")


def tell_waiters(*, at: datetime | None = None) -> int:
    """Everybody invited and not told yet, in all stores; returns how many notices were made. For the loop.

    It goes before the held times are let go: nobody loses a place that they never heard of.
    """
    at = at or now()
    return sum(tell_waiter(waiting, at) for waiting in invited())


def invited() -> Any:
    """Open invitations to people with a file, oldest first. One query."""
    rows = Waiting.objects.across_chains().filter(state=Waiting.State.INVITED, booking__state=states.HELD)
    return (
        rows.exclude(customer=None).select_related("store__chain", "customer", "pet", "service", "booking")
        .order_by("invited_at", "pk")
    )  # fmt: skip


def tell_waiter(waiting: Waiting, at: datetime) -> int:
    """One notice with its link, once; 0 in quiet hours and where it was told, answered or is past."""
    dedupe, store, by = f"invited:{waiting.booking_id}", waiting.store, system_actor(waiting.chain_id)
    if quiet_until(at, store) or was_told(waiting.chain_id, dedupe):
        return 0
    try:
        booking = keep_invitation(waiting=waiting, by=by, at=at)
    except Refusal as refusal:  # answered in this very moment, or the time has come
        log.info("invitation of %s: %s", waiting.pk, refusal.code)
        return 0
    _link, token = make_share_link(
        subject_kind="waiting", subject_id=waiting.pk, customer=waiting.customer, by=by, days=1
    )
    base = store.settings.get("public_url") or store.chain.settings.get("public_url") or settings.PUBLIC_URL
    facts = {
        "pet": str(waiting.pet or ""), "service": waiting.service.name,
        "when": f"{local(booking.starts_at, store.timezone):%m-%d %H:%M}",
        "until": f"{local(booking.held_until or at, store.timezone):%H:%M}",
        "link": f"{base.rstrip('/')}/p/invited/{token}",
    }  # fmt: skip
    made = tell_customer(
        chain_id=waiting.chain_id, store=store, customer=waiting.customer, event="waitlist_invited",
        subject=("waiting", waiting.pk), facts=facts, dedupe=dedupe, at=at,
    )  # fmt: skip
    return len(made)
