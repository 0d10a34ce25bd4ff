"""What an owner has chosen so far, as the booking page shows it and as its links carry it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from wangcai.booking.public import Resource, Want
from wangcai.care.public import Gate, asked_first, must_prepay
from wangcai.catalogue.public import Service, ServiceQuote, quote_service
from wangcai.customers.public import Pet
from wangcai.interfaces.portal.home.session import Visitor
from wangcai.kernel.public import Refusal, moment
from wangcai.shops.public import Store

NAMES = ("store", "pet", "service", "addon", "worker", "together", "day", "until", "start", "room")
SEVERAL = ("pet", "service", "addon", "room")
ARRIVES, LEAVES = time(14), time(12)
APART = "0"  # of `together`: each in a room of its own


@dataclass
class Guest:
    """One pet that comes along: what it may have, what was chosen for it, and what that takes and costs."""

    pet: Pet
    number: int
    services: list[tuple[Service, ServiceQuote]] = field(default_factory=list)
    service: Service | None = None
    addons: list[Service] = field(default_factory=list)
    picked: tuple[int, ...] = ()
    quote: ServiceQuote | None = None
    at: datetime | None = None
    rooms: list[Resource] = field(default_factory=list)
    room: Resource | None = None
    gate: Gate | None = None

    def addon_code(self, variant_id: int) -> str:
        """How an add-on of this pet is written in the address."""
        return f"{variant_id}.{self.number}" if self.number else str(variant_id)


@dataclass
class Choice:
    """The booking page as it stands. Links carry the whole choice, so it works without script and can be come back to."""

    visitor: Visitor
    stores: list[Store]
    said: dict[str, Any]
    pets: list[Pet] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    workers: list[Resource] = field(default_factory=list)
    worker: Resource | None = None
    day: date | None = None
    until: date | None = None
    first: date = date.min
    last: date = date.min
    days: list[date] = field(default_factory=list)
    slots: list[tuple[datetime, ...]] = field(default_factory=list)
    starts: tuple[datetime, ...] = ()
    may_share: bool = False
    refusal: Refusal | None = None

    @property
    def store(self) -> Store:
        return self.visitor.store

    @property
    def several(self) -> bool:
        return len(self.guests) > 1

    @property
    def chosen(self) -> bool:
        """Is it said for every pet what is to be done?"""
        return bool(self.guests) and all(guest.service for guest in self.guests)

    @property
    def stay(self) -> bool:
        first = self.guests[0].service if self.guests else None
        return bool(first and first.kind == Service.Kind.BOARD)

    @property
    def share(self) -> bool:
        """Do they sleep in one room?"""
        return self.stay and self.several and self.may_share and self.said["together"] != APART

    @property
    def start(self) -> datetime | None:
        return self.starts[0] if self.starts else None

    @property
    def ready(self) -> bool:
        """Is there a time (and for a stay a room) to ask for?"""
        return bool(self.chosen and self.starts and (not self.stay or all(guest.room for guest in self.guests)))

    @property
    def ends_at(self) -> datetime | None:
        return moment(self.until, LEAVES, self.store.timezone) if self.stay and self.until else None

    @property
    def confirms_itself(self) -> bool:
        """Does it stand at once, or wait for the shop's yes?"""
        if asked_first(self.store, self.visitor.customer.pk):
            return False
        return all(guest.service.confirms_itself for guest in self.guests if guest.service)

    @property
    def deposit_fen(self) -> int:
        """What is asked for in advance: the whole price of who did not come twice."""
        prepaid = must_prepay(self.store, self.visitor.customer.pk)
        return sum(q.price_from_fen if prepaid else q.deposit_fen for g in self.guests if (q := g.quote))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What was chosen before the day, as pairs for a form that goes on from there."""
        return [(name, value) for name in NAMES[: NAMES.index("day")] for value in listed(self.said[name])]

    @property
    def kept_with_days(self) -> list[tuple[str, str]]:
        days = [("day", self.day), ("until", self.until if self.stay else None)]
        return [*self.kept, *((name, day.isoformat()) for name, day in days if day)]

    def url(self, base: str, **change: Any) -> str:
        """The page's address with something else chosen; what depended on it falls away."""
        first = min(NAMES.index(name) for name in change)
        keep = {name: self.said[name] for name in NAMES[:first] if self.said.get(name)}
        keep |= {name: value for name, value in change.items() if value}
        # The page is long on a phone: the next thing to choose is where one lands.
        place = "ask" if {"start", "room"} & set(change) else "times" if first > NAMES.index("pet") else "services"
        return f"{base}?{urlencode(keep, doseq=True)}#{place}"

    def wants(self) -> list[Want]:
        """The choice as wishes, one a pet; `ready` was asked."""
        worker = self.worker.pk if self.worker and not self.stay else None
        wishes = str(self.said.get("wishes", ""))[:300]
        return [
            Want(
                guest.service.variant_id, guest.at or self.starts[0], pet_id=guest.pet.pk, ends_at=self.ends_at,
                addons=guest.picked, worker_id=worker, wishes=wishes,
                room_id=guest.room.pk if guest.room and self.stay and not (self.share and guest.number) else None,
                shares=0 if self.share and guest.number else None,
            )
            for guest in self.guests if guest.service
        ]  # fmt: skip


def listed(value: Any) -> list[str]:
    return [each for each in (value if isinstance(value, list) else [value]) if each]


def quoted(choice: Choice, guest: Guest, service: Service, **more: Any) -> ServiceQuote | None:
    """What it takes and costs for this pet with what was picked; None where it is not offered for it."""
    try:
        return quote_service(
            by=choice.visitor.actor, store=choice.store, variant_id=service.variant_id, pet=guest.pet,
            addons=guest.picked, **more,
        )  # fmt: skip
    except Refusal:
        return None
