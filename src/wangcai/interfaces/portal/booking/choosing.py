"""What an owner has chosen so far and what can be chosen next: only what can really be booked is shown."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from wangcai.booking.public import Resource, Skill, Want, free_rooms, free_slots, occupancy
from wangcai.care.public import Gate, online_gate
from wangcai.catalogue.public import Service, ServiceQuote, quote_service, services_offered
from wangcai.customers.public import Pet, pets_of
from wangcai.interfaces.portal.home.session import Visitor
from wangcai.kernel.public import Refusal, local, moment, now
from wangcai.shops.public import Store

DAYS = 14  # of times shown at once
FEW = 12
AHEAD = 60  # days one may book ahead
STEP = 15  # minutes between the times that can be asked for; shown are the half hours
ARRIVES, LEAVES = time(14), time(12)
NAMES = ("store", "pet", "service", "addon", "worker", "day", "until", "start", "room")


@dataclass
class Choice:
    """The booking page as it stands. Links carry the whole choice, so it works without script and can be come back to."""

    visitor: Visitor
    stores: list[Store]
    said: dict[str, Any]
    pets: list[Pet] = field(default_factory=list)
    pet: Pet | None = None
    services: list[tuple[Service, ServiceQuote]] = field(default_factory=list)
    service: Service | None = None
    addons: list[Service] = field(default_factory=list)
    quote: ServiceQuote | None = None
    workers: list[Resource] = field(default_factory=list)
    worker: Resource | None = None
    day: date | None = None
    until: date | None = None
    first: date = date.min
    last: date = date.min
    days: list[tuple[date, int]] = field(default_factory=list)
    slots: list[datetime] = field(default_factory=list)
    start: datetime | None = None
    rooms: list[Resource] = field(default_factory=list)
    room: Resource | None = None
    gate: Gate | None = None
    refusal: Refusal | None = None

    @property
    def store(self) -> Store:
        return self.visitor.store

    @property
    def stay(self) -> bool:
        return bool(self.service and self.service.kind == Service.Kind.BOARD)

    @property
    def picked(self) -> tuple[int, ...]:
        return tuple(each.variant_id for each in self.addons if str(each.variant_id) in self.said["addon"])

    @property
    def ready(self) -> bool:
        """Is there a time (and for a stay a room) to ask for?"""
        return bool(self.pet and self.service and self.start and (not self.stay or self.room))

    @property
    def ends_at(self) -> datetime | None:
        return moment(self.until, LEAVES, self.store.timezone) if self.stay and self.until else None

    def url(self, base: str, **change: Any) -> str:
        """The page's address with something else chosen; what depended on it falls away."""
        order = NAMES
        first = min(order.index(name) for name in change)
        keep = {n: self.said[n] for n in order[:first] if n != "addon" and self.said.get(n)}
        if first > order.index("addon"):
            keep["addon"] = self.said["addon"]
        keep |= {name: value for name, value in change.items() if value}
        # The page is long on a phone: the next thing to choose is where one lands.
        place = "ask" if {"start", "room"} & set(change) else "times" if first > NAMES.index("pet") else "services"
        return f"{base}?{urlencode(keep, doseq=True)}#{place}"

    def want(self) -> Want:
        """The choice as a wish."""
        assert self.pet and self.service and self.start  # noqa: S101  `ready` was asked
        return Want(
            self.service.variant_id, self.start, pet_id=self.pet.pk, ends_at=self.ends_at, addons=self.picked,
            worker_id=self.worker.pk if self.worker and not self.stay else None,
            room_id=self.room.pk if self.room and self.stay else None, wishes=str(self.said.get("wishes", ""))[:300],
        )  # fmt: skip


def read_choice(visitor: Visitor, stores: list[Store], sent: Any) -> Choice:
    """Read what was chosen, step by step; a step that does not fit ends the reading, never the page."""
    said = {name: sent.get(name, "") for name in (*NAMES, "wishes")} | {"addon": sent.getlist("addon")}
    store = next((each for each in stores if str(each.pk) == said["store"]), visitor.store)
    choice = Choice(visitor.at(store), stores, said)
    choice.pets = [pet for pet in pets_of(visitor.customer) if pet.died_on is None]
    only = choice.pets[0] if len(choice.pets) == 1 and not said["pet"] else None
    choice.pet = next((pet for pet in choice.pets if str(pet.public_id) == said["pet"]), only)
    if choice.pet is None:
        return choice
    said["pet"] = str(choice.pet.public_id)
    _services(choice)
    if choice.service is None:
        return choice
    today = local(now(), store.timezone).date()
    choice.first, choice.last = today, today + timedelta(days=AHEAD)
    choice.day, choice.until = _day(said["day"], choice), _day(said["until"], choice)
    try:
        _stay(choice) if choice.stay else _slots(choice)
    except Refusal as refusal:
        choice.refusal = refusal
    if choice.ready:
        end = choice.until if choice.stay else local(choice.start, store.timezone).date()  # type: ignore[arg-type]
        choice.gate = online_gate(service=choice.service, pet=choice.pet, until=end or today)
    return choice


def _services(choice: Choice) -> None:
    """Every service for this pet with its minutes and price; what has no price here is not shown."""
    pet, by = choice.pet, choice.visitor.actor
    offered = services_offered(by, choice.store, species=pet.species if pet else "", online=True)
    for service in offered:
        if service.addon:
            continue
        quote = _quoted(choice, service, ())
        if quote is not None:
            choice.services.append((service, quote))
            if str(service.variant_id) == choice.said["service"]:
                choice.service, choice.quote = service, quote
    if choice.service is not None:
        choice.addons = [each for each in offered if each.addon and each.kind == choice.service.kind]
        if choice.picked:
            choice.quote = _quoted(choice, choice.service, choice.picked) or choice.quote


def _quoted(choice: Choice, service: Service, addons: tuple[int, ...], **more: Any) -> ServiceQuote | None:
    try:
        return quote_service(
            by=choice.visitor.actor, store=choice.store, variant_id=service.variant_id, pet=choice.pet, addons=addons,
            **more,
        )  # fmt: skip
    except Refusal:
        return None


def _slots(choice: Choice) -> None:
    """Days with free times, the times of the chosen day, the people who could do it."""
    assert choice.service and choice.quote  # noqa: S101  the caller asked
    skills = [need.get("skill", "") for need in choice.service.needs if need["kind"] == "worker"]
    first = choice.day if choice.day and choice.day >= choice.first + timedelta(days=DAYS) else choice.first
    found = free_slots(
        store=choice.store, service_id=choice.service.variant_id, first_day=first, days=DAYS,
        minutes=choice.quote.minutes or None, addons=choice.picked, step=STEP,
        worker_id=int(choice.said["worker"]) if choice.said["worker"].isdigit() else None,
    )  # fmt: skip
    if skills:
        choice.workers = workers_for(choice.store, skills[0])
        choice.worker = next((w for w in choice.workers if str(w.pk) == choice.said["worker"]), None)
    by_day: dict[date, list[datetime]] = {}
    for slot in found:
        by_day.setdefault(local(slot.starts_at, choice.store.timezone).date(), []).append(slot.starts_at)
    choice.days = [(day, len(times)) for day, times in by_day.items()]
    if choice.day is None and choice.days:
        choice.day = choice.days[0][0]
    today = by_day.get(choice.day, []) if choice.day else []
    choice.start = next((at for at in today if at.isoformat() == choice.said["start"]), None)
    choice.slots = shown_slots(today, choice.start)
    on = choice.day or choice.first
    choice.quote = _quoted(choice, choice.service, choice.picked, on=on) or choice.quote


def shown_slots(times: list[datetime], chosen: datetime | None = None) -> list[datetime]:
    """The half hours, and what was chosen; all where there are few."""
    return times if len(times) <= FEW else [at for at in times if at.minute % 30 == 0 or at == chosen]


def workers_for(store: Store, skill: str) -> list[Resource]:
    """The people of the calendar who can do it. Whether one is at work that day, the free times show."""
    people = Resource.objects.of(store.chain_id).filter(store=store, kind="worker", ended_at=None)
    if skill:
        able = Skill.objects.of(store.chain_id).filter(code=skill).values("account_id")
        people = people.filter(account_id__in=able)
    return list(people.order_by("position", "pk"))


def _stay(choice: Choice) -> None:
    """The rooms of the chosen price that are free for all nights, under the store's safety line."""
    assert choice.service and choice.pet  # noqa: S101  the caller asked
    if choice.day is None or choice.until is None or choice.until <= choice.day:
        return
    zone, nights = choice.store.timezone, (choice.until - choice.day).days
    choice.start = moment(choice.day, ARRIVES, zone)
    choice.quote = _quoted(choice, choice.service, choice.picked, on=choice.day, nights=nights) or choice.quote
    counted = occupancy(choice.store, choice.day, nights)
    if any(taken + 1 > cap for taken, _usable, cap in counted.values()) or choice.start <= now():
        return
    ends = moment(choice.until, LEAVES, zone)
    offers = free_rooms(store=choice.store, pet=choice.pet, starts_at=choice.start, ends_at=ends)
    choice.rooms = [
        each.resource for each in offers
        if each.fits and each.resource.offer_id in (None, choice.service.variant_id)
    ]  # fmt: skip
    choice.room = next((room for room in choice.rooms if str(room.pk) == choice.said["room"]), None)


def _day(text: str, choice: Choice) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if choice.first <= day <= choice.last else None
