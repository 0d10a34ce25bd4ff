"""Tell the customer about an order, with a link to its page. Each happening is told once."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from wangcai.customers.public import make_share_link
from wangcai.kernel.public import format_money, local, system_actor
from wangcai.messages.public import Message, tell_customer, was_told
from wangcai.orders.models import Order
from wangcai.shops.public import Chain

LINK_DAYS = 30
NO_LINK = ("order_cancelled",)


def tell_about_order(
    order: Order, event: str, *, dedupe: str, facts: Mapping[str, Any] | None = None, urgent: bool = False
) -> list[Message]:
    """Put one notice about an order in the outbox; told before under `dedupe`, nothing happens."""
    if was_told(order.chain_id, dedupe) or order.store is None:
        return []
    language = (order.customer.language if order.customer else "") or "zh-hans"
    with translation.override(language):
        known = {key: str(value) for key, value in (facts or {}).items()}
        known = order_facts(order, link=event not in NO_LINK) | known
    return tell_customer(
        chain_id=order.chain_id, store=order.store, customer=order.customer, event=event, subject=("order", order.pk),
        facts=known, dedupe=dedupe, phone=order.contact_phone, mail=order.contact_mail, urgent=urgent,
    )  # fmt: skip


def order_facts(order: Order, *, link: bool = True) -> dict[str, str]:
    """What every notice about an order may say."""
    chain = Chain.objects.get(pk=order.chain_id)
    wanted = ""
    if order.wanted_at:
        wanted = _("约定 {time}").format(time=local(order.wanted_at, order.store.timezone).strftime("%m-%d %H:%M"))
    return {
        "number": order.number,
        "name": order.contact_name or (order.customer.name if order.customer else ""),
        "total": format_money(order.total_fen, chain.currency),
        "promised": wanted,
        "link": portal_link(order, chain) if link else "",
    }


def portal_link(order: Order, chain: Chain) -> str:
    """A fresh secret link to the order's page. Only its digest is stored, so every notice has one of its own."""
    _link, token = make_share_link(
        subject_kind="order", subject_id=order.pk, customer=order.customer, by=system_actor(order.chain_id),
        days=LINK_DAYS,
    )  # fmt: skip
    base = order.store.settings.get("public_url") or chain.settings.get("public_url") or settings.PUBLIC_URL
    return f"{base.rstrip('/')}/p/{token}"
