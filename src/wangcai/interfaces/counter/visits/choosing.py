"""What is chosen on the booking form, and what can be chosen next: pets, services with minutes and price, times, rooms."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import RoomOffer, Slot, Want, free_rooms, free_slots, skills_of, workers_on
from wangcai.care.public import PricedWant, priced_wants
from wangcai.catalogue.public import Service, services_offered
from wangcai.customers.public import ActiveFlag, Customer, Pet, active_flags, customer_for, pets_of
from wangcai.interfaces.ui.components.text import clock, money
from wangcai.kernel.public import NotFound, Refusal, local, moment, now

STEP = 30  # minutes between the times that are offered
ARRIVES, LEAVES = "14:00", "12:00"
PAST = timedelta(hours=1)


@dataclass
class PetChoice:
    """One pet of the household: is it coming, for what, when, and what that takes and costs."""

    pet: Pet
    flags: list[ActiveFlag]
    chosen: bool = False
    services: list[Service] = field(default_factory=list)
    addons: list[Service] = field(default_factory=list)
    service: Service | None = None
    picked: list[int] = field(default_factory=list)
    start: str = ""
    room: str = ""
    shares: str = ""
    sheet: PricedWant | None = None
    refusal: Refusal | None = None
    slots: list[tuple[str, str]] = field(default_factory=list)
    rooms: list[tuple[str, str, str]] = field(default_factory=list)
    partners: list[tuple[str, str]] = field(default_factory=list)
    free: list[tuple[str, str]] = field(default_factory=list)

    @property
    def service_options(self) -> list[tuple[str, str]]:
        return [(str(row.variant_id), row.variant.name) for row in self.services]

    @property
    def service_id(self) -> str:
        return str(self.service.variant_id) if self.service else ""

    @property
    def reasons(self) -> list[str]:
        """Why so long and so much; a stay has no minutes to explain."""
        if self.sheet is None:
            return []
        return [str(reason) for reason in self.sheet.quote.reasons if not (self.stay and reason.code == "usual")]

    @property
    def stay(self) -> bool:
        return bool(self.service and self.service.kind == Service.Kind.BOARD)


@dataclass
class Choice:
    """The whole form as it stands."""

    customer: Customer | None = None
    pets: list[PetChoice] = field(default_factory=list)
    day: date = date.min
    until: date = date.min
    arrives: str = ARRIVES
    leaves: str = LEAVES
    worker: str = ""
    workers: list[tuple[str, str]] = field(default_factory=list)
    wishes: str = ""
    override: str = ""
    channels: tuple[tuple[str, Any], ...] = (("counter", _("当面")), ("phone", _("电话")))
    channel: str = "counter"
    query: str = ""
    quote_refusal: Refusal | None = None

    @property
    def coming(self) -> list[PetChoice]:
        return [each for each in self.pets if each.chosen and each.service]

    @property
    def has_slots(self) -> bool:
        return any(not each.stay for each in self.coming)

    @property
    def has_stays(self) -> bool:
        return any(each.stay for each in self.coming)

    @property
    def total_from(self) -> int:
        return sum(each.sheet.quote.price_from_fen for each in self.coming if each.sheet)

    @property
    def total_to(self) -> int:
        return sum(each.sheet.quote.price_to_fen for each in self.coming if each.sheet)

    @property
    def deposit(self) -> int:
        return sum(each.sheet.want.deposit_fen for each in self.coming if each.sheet)


def read_choice(request: Any, sent: Any) -> Choice:
    """The form as it was sent (or linked to), with everything that can be chosen from there."""
    zone, at = request.store.timezone, now()
    start = _moment(sent.get("start", ""), request)
    today = local(at, zone).date()
    first = local(start, zone).date() if start else _day(sent.get("day", ""), today)
    choice = Choice(
        day=max(first, today), arrives=_time(sent.get("arrives", ""), _usual_arrival(max(first, today), at, zone)), leaves=_time(sent.get("leaves", ""), LEAVES),
        worker=sent.get("worker", ""), wishes=sent.get("wishes", "")[:500], override=sent.get("override", "")[:200],
        channel="phone" if sent.get("channel") == "phone" else "counter", query=sent.get("q", "")[:60],
    )  # fmt: skip
    choice.until = max(_day(sent.get("until", ""), choice.day + timedelta(days=1)), choice.day + timedelta(days=1))
    if sent.get("customer", "").isdigit():
        choice.customer = customer_for(request.actor, int(sent["customer"]))
        choice.pets = _pets(request, choice.customer, sent, start)
    _quote(request, choice)
    _times(request, choice, sent)
    return choice


def _pets(request: Any, customer: Customer, sent: Any, start: datetime | None) -> list[PetChoice]:
    """The pets of the household with what each may have; a single pet is chosen by itself."""
    living = [pet for pet in pets_of(customer) if pet.died_on is None]
    flags = active_flags([pet.pk for pet in living], request.actor)
    offered: dict[str, list[Service]] = {}
    for species in {pet.species for pet in living}:
        offered[species] = services_offered(request.actor, request.store, species=species)
    wanted = {int(value) for value in sent.getlist("pet") if value.isdigit()}
    found = []
    for pet in living:
        each = PetChoice(pet, flags[pet.pk], chosen=pet.pk in wanted or len(living) == 1)
        each.services = [row for row in offered[pet.species] if not row.addon]
        asked = sent.get(f"service-{pet.pk}", "") or sent.get("service", "")
        each.service = next((row for row in each.services if str(row.variant_id) == asked), None)
        if each.service:
            each.addons = [row for row in offered[pet.species] if row.addon and row.kind == each.service.kind]
        picked = set(sent.getlist(f"addon-{pet.pk}"))
        each.picked = [row.variant_id for row in each.addons if str(row.variant_id) in picked]
        each.start = sent.get(f"start-{pet.pk}", "") or (start.isoformat() if start else "")
        each.room = sent.get(f"room-{pet.pk}", "") or sent.get("room", "")
        each.shares = sent.get(f"shares-{pet.pk}", "")
        found.append(each)
    return found


def wants_of(request: Any, choice: Choice) -> list[Want]:
    """The form as wishes. A time that is not chosen yet stands at noon of the day: good for a price, not for a booking."""
    zone, coming = request.store.timezone, choice.coming
    order = {str(each.pet.pk): number for number, each in enumerate(coming)}
    wants = []
    for each in coming:
        begins = _moment(each.start, request) or moment(choice.day, time(12), zone)
        ends = None
        if each.stay:
            begins = moment(choice.day, time.fromisoformat(choice.arrives), zone)
            ends = moment(choice.until, time.fromisoformat(choice.leaves), zone)
        shares = order.get(each.shares) if each.stay else None
        wants.append(
            Want(
                each.service.variant_id,
                begins,
                pet_id=each.pet.pk,
                ends_at=ends,
                addons=tuple(each.picked),  # type: ignore[union-attr]
                worker_id=int(choice.worker) if choice.worker.isdigit() and not each.stay else None,
                room_id=int(each.room) if each.room.isdigit() and each.stay and shares is None else None,
                shares=shares,
                wishes=choice.wishes,
            )
        )
    return wants


def _quote(request: Any, choice: Choice) -> None:
    """Minutes and price of each pet that comes: shown before the time is chosen."""
    wants = wants_of(request, choice)
    for number, (each, want) in enumerate(zip(choice.coming, wants, strict=True)):
        try:
            # A sharer's price needs the other's room: quoted with all, taken for itself.
            each.sheet = (
                priced_wants(store=request.store, wants=wants, by=request.actor)[number]
                if want.shares is not None
                else (priced_wants(store=request.store, wants=[want], by=request.actor)[0])
            )
        except NotFound:
            raise
        except Refusal as refusal:
            each.refusal = refusal


def _times(request: Any, choice: Choice, sent: Any) -> None:
    """Free times and rooms for what is chosen so far."""
    store = request.store
    if choice.has_slots:
        anybody = [("", str(_("谁有空都行")))]
        choice.workers = anybody + [(str(row.pk), row.name) for row in _workers(request, choice)]
    stays = [each for each in choice.coming if each.stay]
    for each in choice.coming:
        if each.refusal or each.sheet is None or each.service is None:
            continue
        want = each.sheet.want
        if each.stay:
            others = [other for other in stays if other is not each and not other.shares]
            each.partners = [
                (str(other.pet.pk), str(other.pet))
                for other in others
                if other.pet.household_id == each.pet.household_id
            ]
            if want.shares is None:
                sharers = 1 + sum(other.shares == str(each.pet.pk) for other in stays)
                offers = free_rooms(
                    store=store, pet=each.pet, starts_at=want.starts_at, ends_at=want.ends_at, pets=sharers
                )  # type: ignore[arg-type]
                each.rooms = [room_choice(offer) for offer in offers if offer.fits or offer.overridable]
            continue
        worker = int(choice.worker) if choice.worker.isdigit() else None
        try:
            found = free_slots(
                store=store,
                service_id=want.service_id,
                first_day=choice.day,
                minutes=want.minutes,
                addons=want.addons,
                worker_id=worker,
                step=STEP,
            )
        except Refusal as refusal:
            each.refusal = refusal
            continue
        each.slots = _slots(found, each.start)


def _workers(request: Any, choice: Choice) -> list[Any]:
    """Who is at work that day, as the calendar knows them, and can do all that is wished for."""
    rows = workers_on(by=request.actor, store=request.store, day=choice.day)
    wished = {
        need.get("skill", "")
        for each in choice.coming if each.service and not each.stay
        for need in each.service.needs if need.get("kind") == "worker"
    } - {""}  # fmt: skip
    able: dict[int, set[str]] = {}
    for skill in skills_of(by=request.actor, accounts=[row.resource.account_id for row in rows]) if wished else ():
        if skill.expires_on is None or skill.expires_on >= choice.day:
            able.setdefault(skill.account_id, set()).add(skill.code)
    return [row.resource for row in rows if row.present and wished <= able.get(row.resource.account_id, set())]


def _slots(found: list[Slot], chosen: str) -> list[tuple[str, str]]:
    rows = {slot.starts_at.isoformat(): clock(slot.starts_at) for slot in found}
    return sorted(rows.items())


def room_choice(offer: RoomOffer) -> tuple[str, str, str]:
    """One room to choose: its price a night, and what stands against it."""
    room = offer.resource
    price = money(room.offer.price_fen) if room.offer else ""
    words = "；".join(str(reason) for reason in offer.reasons)
    return str(room.pk), f"{room.name} {price}".strip(), words or room.area


def _day(text: str, usual: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return usual


def _usual_arrival(day: date, at: datetime, zone: str) -> str:
    """When a stay begins unless somebody says so: who stands at the counter in the evening comes now."""
    here = local(at, zone)
    if day != here.date() or f"{here:%H:%M}" < ARRIVES:
        return ARRIVES
    soon = here + timedelta(minutes=15 - here.minute % 15)
    return f"{soon:%H:%M}" if soon.date() == day else "23:59"


def _time(text: str, usual: str) -> str:
    try:
        return f"{time.fromisoformat(text):%H:%M}"
    except ValueError:
        return usual


def _moment(text: str, request: Any) -> datetime | None:
    """A moment as it was sent: with its zone, or on the store's clock."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=request.zone)
