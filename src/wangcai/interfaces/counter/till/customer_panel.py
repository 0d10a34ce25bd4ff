"""Who stands at the counter: name, tier, last visit, figures, pets with their safety flags."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils.html import format_html
from django.utils.translation import gettext as _

from wangcai.customers.public import Customer, active_flags, pets_of
from wangcai.interfaces.counter.till.ticket import Ticket
from wangcai.interfaces.ui.components.cards import tag
from wangcai.interfaces.ui.components.text import ago
from wangcai.kernel.public import Actor, format_money, masked_phone
from wangcai.orders.public import orders_of


@dataclass(frozen=True, slots=True)
class Panel:
    """What the head of the ticket shows of a customer."""

    customer_id: int
    title: str
    detail: str
    figures: list[tuple[str, str]]
    pets: list[dict[str, Any]]


def panel_of(by: Actor, store: Any, ticket: Ticket) -> Panel | None:
    """The ticket's customer, or None for a walk-in. Five queries."""
    if not ticket.customer_id:
        return None
    customer = Customer.objects.of(by).filter(pk=ticket.customer_id).first()
    if customer is None:
        return None
    phone, name = customer.phones.first(), customer.name or customer.code
    seen = orders_of(by).filter(customer=customer, sold_at__isnull=False)
    past = seen.aggregate(visits=Count("pk"), spent=Sum("total_fen"), last=Max("sold_at"))
    parts = [masked_phone(phone.number) if phone else "", _last_visit(past["last"])]
    return Panel(
        customer_id=customer.pk,
        title=format_html("{} {}", name, tag(ticket.tier, "gold")) if ticket.tier else name,
        detail=" · ".join(part for part in parts if part),
        figures=[
            (_("累计消费"), format_money(past["spent"] or 0)),
            (_("来店"), _("{n} 次").format(n=past["visits"])),
            (_("每次"), format_money((past["spent"] or 0) // past["visits"]) if past["visits"] else "—"),
        ],
        pets=_pets(customer),
    )


def _last_visit(at: datetime | None) -> str:
    return _("上次 {ago}").format(ago=ago(at)) if at else _("第一次来")


def _pets(customer: Customer) -> list[dict[str, Any]]:
    pets = [pet for pet in pets_of(customer) if pet.died_on is None][:3]
    flags = active_flags([pet.pk for pet in pets])
    return [
        {
            "name": pet.name or pet.code,
            "species": pet.species,
            "detail": pet.breed.name if pet.breed_id else pet.breed_text,
            "flags": flags[pet.pk],
        }
        for pet in pets
    ]
