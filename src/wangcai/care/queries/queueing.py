"""The queue as boards show it, a ticket by its owner's link, and how long people wait by hour."""

from dataclasses import dataclass, field
from datetime import datetime

from wangcai.care.models import QueueTicket
from wangcai.kernel.public import Actor, NotFound, digest, local, now
from wangcai.shops.public import Store, visible_stores

WITH = ("customer", "pet", "guide", "booking__service", "store")


@dataclass(frozen=True, slots=True)
class Queue:
    """One store's day: who waits (longest first), who is served, who was (newest first)."""

    waiting: list[QueueTicket] = field(default_factory=list)
    served: list[QueueTicket] = field(default_factory=list)
    over: list[QueueTicket] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HourWait:
    """How long people who came in this hour of the day waited. `hour` None is the whole day; seconds."""

    hour: int | None
    tickets: int
    median_s: int
    p90_s: int


def queue_of(by: Actor, store: Store, *, at: datetime | None = None) -> Queue:
    """Today's tickets of a store. One query."""
    day = local(at or now(), store.timezone).date()
    rows = QueueTicket.objects.of(by).filter(store=store, day=day).select_related(*WITH).order_by("came_at", "pk")
    found = list(rows[:500])
    return Queue(
        [t for t in found if t.started_at is None and t.left_at is None],
        [t for t in found if t.started_at and t.ended_at is None],
        [t for t in reversed(found) if t.ended_at or t.left_at],
    )


def ticket_for(by: Actor, ticket_id: int) -> QueueTicket:
    """One ticket; NotFound when it is not in a store this actor sees."""
    ticket = QueueTicket.objects.of(by).filter(pk=ticket_id).select_related(*WITH).first()
    if ticket is None or not by.sees(ticket.store_id):
        raise NotFound
    return ticket


def ticket_by_token(token: str) -> tuple[QueueTicket, int]:
    """(ticket, how many wait before it) for who has the link of the ticket. NotFound from the next day on."""
    if not token:
        raise NotFound
    rows = QueueTicket.objects.across_chains().filter(token_hash=digest(token))
    ticket = rows.select_related("store__chain").first()
    if ticket is None or ticket.day != local(now(), ticket.store.timezone).date():
        raise NotFound
    before = QueueTicket.objects.of(ticket.chain_id).filter(
        store_id=ticket.store_id, day=ticket.day, kind=ticket.kind, number__lt=ticket.number, started_at=None,
        left_at=None,
    )  # fmt: skip
    return ticket, before.count() if ticket.started_at is None else 0


def waiting_times(
    by: Actor, *, start: datetime, end: datetime, store: Store | None = None, kind: str = ""
) -> list[HourWait]:
    """Waiting of those who were served, by the store's hour in which they came; the first row is all hours together.

    Median and the time in which nine of ten were called, by nearest rank. Two queries. Needs care.reports.
    """
    by.require("care.reports", store.pk if store else None)
    stores = {one.pk: one for one in ([store] if store else visible_stores(by))}
    rows = QueueTicket.objects.of(by).filter(
        store_id__in=stores, came_at__gte=start, came_at__lt=end, started_at__isnull=False
    )
    if kind:
        rows = rows.filter(kind=kind)
    waits: dict[int | None, list[int]] = {}
    for store_id, came, started in rows.values_list("store_id", "came_at", "started_at"):
        seconds = max(int((started - came).total_seconds()), 0)
        for hour in (None, local(came, stores[store_id].timezone).hour):
            waits.setdefault(hour, []).append(seconds)
    hours = sorted(waits, key=lambda hour: -1 if hour is None else hour)
    return [HourWait(hour, len(waits[hour]), rank(waits[hour], 50), rank(waits[hour], 90)) for hour in hours]


def rank(values: list[int], percent: int) -> int:
    """The smallest value that so many percent do not pass; 0 of nothing."""
    if not values:
        return 0
    ordered = sorted(values)
    return ordered[max(-(-len(ordered) * percent // 100), 1) - 1]
