"""Tell the owner about a pet's visit, with a link to its page. Each happening is told once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wangcai.booking.public import Booking
from wangcai.customers.public import living_file, make_share_link
from wangcai.kernel.public import local, system_actor
from wangcai.messages.public import Message, tell_customer, was_told

LINK_DAYS = 30


def tell_owner(
    booking: Booking,
    event: str,
    *,
    dedupe: str,
    facts: Mapping[str, Any] | None = None,
    urgent: bool = False,
    at: datetime | None = None,
) -> list[Message]:
    """Put one notice about a pet's booking in the outbox; told before under `dedupe`, nothing happens."""
    owner = living_file(booking.customer)
    if owner is None or was_told(booking.chain_id, dedupe):
        return []
    with translation.override(owner.language or "zh-hans"):
        known = {
            "name": owner.name,
            "pet": str(booking.pet or ""),
            "promised": _("{begins} 开始").format(
                begins=f"{local(booking.starts_at, booking.store.timezone):%m-%d %H:%M}"
            ),
            "link": owner_link(booking),
            **{key: str(value) for key, value in (facts or {}).items()},
        }
    return tell_customer(
        chain_id=booking.chain_id, store=booking.store, customer=owner, event=event,
        subject=("booking", booking.pk), facts=known, dedupe=dedupe, urgent=urgent, at=at,
    )  # fmt: skip


def owner_link(booking: Booking) -> str:
    """A fresh secret link to the page of the pet's visit; only its digest is kept, so every notice has its own."""
    _link, token = make_share_link(
        subject_kind="booking", subject_id=booking.pk, customer=booking.customer, by=system_actor(booking.chain_id),
        days=LINK_DAYS,
    )  # fmt: skip
    store = booking.store
    base = store.settings.get("public_url") or store.chain.settings.get("public_url") or settings.PUBLIC_URL
    return f"{base.rstrip('/')}/p/{token}"
