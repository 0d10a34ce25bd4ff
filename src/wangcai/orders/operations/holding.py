"""Till tickets put aside under a name, and taken up again by one cashier only."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, clean_line, now
from wangcai.orders.events import TicketHeld, TicketRecalled
from wangcai.orders.models import HeldTicket


class TicketGone(Refusal):
    code = "ticket_gone"
    sentence = _("这张挂单已经被取走了。")
    status = 409


@once
def hold_ticket(*, store: Any, name: str, content: dict[str, Any], by: Actor, at: datetime | None = None) -> HeldTicket:
    """Put a ticket aside. `content` is what the till needs to show it again; nothing is promised to it."""
    by.require_at("till.sell", store)
    at = at or now()
    held = HeldTicket.objects.create(
        chain_id=by.chain_id,
        store=store,
        name=clean_line(name, most=40) or at.strftime("%H:%M"),
        content=content,
        held_at=at,
        held_by=by.key,
    )
    record(TicketHeld(subject_id=held.pk, store_id=store.pk, lines=len(content.get("lines", []))), by=by, at=at)
    return held


@once
def recall_ticket(*, ticket: HeldTicket, by: Actor, at: datetime | None = None) -> HeldTicket:
    """Take a held ticket up again; of two cashiers one gets it."""
    by.require_at("till.sell", ticket)
    at = at or now()
    free = HeldTicket.objects.of(by).filter(pk=ticket.pk, recalled_at=None)
    if not free.update(recalled_at=at, recalled_by=by.key):
        raise TicketGone
    record(TicketRecalled(subject_id=ticket.pk, store_id=ticket.store_id), by=by, at=at)
    ticket.refresh_from_db()
    return ticket


def held_tickets(by: Actor, store_id: int) -> list[HeldTicket]:
    """Tickets waiting in a store, oldest first."""
    return list(HeldTicket.objects.of(by).filter(store_id=store_id, recalled_at=None).order_by("id")[:50])
