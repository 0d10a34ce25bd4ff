"""The times and rooms that can be chosen: for one pet, or for several that come together."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from wangcai.booking.public import Resource, Skill, Want, free_group_slots, free_rooms, free_slots, occupancy
from wangcai.interfaces.portal.booking.choice import ARRIVES, Choice, quoted
from wangcai.kernel.public import local, moment, now
from wangcai.shops.public import Store

DAYS = 14  # of times shown at once
FEW = 12
AHEAD = 60  # days one may book ahead
STEP = 15  # minutes between the times that can be asked for; shown are the half hours


def find_times(choice: Choice) -> None:
    """Free days and times, or rooms for the nights; and the price of the chosen day."""
    _rooms(choice) if choice.stay else _slots(choice)


def _slots(choice: Choice) -> None:
    """Days with free times, the times of the chosen day, the people who could do it."""
    skills = {n.get("skill", "") for g in choice.guests for n in g.service.needs if n["kind"] == "worker"}  # type: ignore[union-attr]
    # One person is asked for where one can do it all.
    if len(skills) == 1:
        choice.workers = workers_for(choice.store, skills.pop())
        choice.worker = next((w for w in choice.workers if str(w.pk) == choice.said["worker"]), None)
    by_day = _free(choice)
    choice.days = list(by_day)
    if choice.day is None and choice.days:
        choice.day = choice.days[0]
        by_day = _free(choice) if choice.several and choice.day != choice.first else by_day
    today = by_day.get(choice.day, []) if choice.day else []
    choice.starts = next((each for each in today if each[0].isoformat() == choice.said["start"]), ())
    shown = set(shown_slots([each[0] for each in today], choice.start))
    choice.slots = [each for each in today if each[0] in shown]
    on = choice.day or choice.first
    for number, guest in enumerate(choice.guests):
        guest.at = choice.starts[number] if choice.starts else None
        guest.quote = quoted(choice, guest, guest.service, on=on) or guest.quote


def _free(choice: Choice) -> dict[date, list[tuple[datetime, ...]]]:
    """Day → when each of them could begin; the other days of several pets give their first time only."""
    day = choice.day
    first = day if day and day >= choice.first + timedelta(days=DAYS) else choice.first
    worker = choice.worker.pk if choice.worker else None
    wants = [
        Want(
            g.service.variant_id, now(), minutes=(g.quote.minutes if g.quote else 0) or None, addons=g.picked,
            worker_id=worker,
        )
        for g in choice.guests if g.service
    ]  # fmt: skip
    found: list[tuple[datetime, ...]]
    if choice.several:
        slots = free_group_slots(store=choice.store, wants=wants, first_day=first, days=DAYS, in_full=day or first)
        found = [slot.starts for slot in slots]
    else:
        only = wants[0]
        times = free_slots(
            store=choice.store, service_id=only.service_id, first_day=first, days=DAYS, minutes=only.minutes,
            addons=only.addons, step=STEP, worker_id=worker,
        )  # fmt: skip
        found = [(slot.starts_at,) for slot in times]
    by_day: dict[date, list[tuple[datetime, ...]]] = {}
    for starts in found:
        by_day.setdefault(local(starts[0], choice.store.timezone).date(), []).append(starts)
    return by_day


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


def _rooms(choice: Choice) -> None:
    """The rooms that are free for all nights, under the store's safety line: one for all of them, or one each."""
    if choice.day is None or choice.until is None or choice.until <= choice.day:
        return
    nights = (choice.until - choice.day).days
    start = moment(choice.day, ARRIVES, choice.store.timezone)
    choice.starts = (start,) * len(choice.guests)
    room_for = _under_the_line(choice, nights) if start > now() else 0
    common = _common_rooms(choice) if choice.several and room_for else []
    choice.may_share = bool(common)
    if choice.share:
        for guest in choice.guests:
            guest.rooms, guest.room = common, _said_room(choice, 0, common)
    elif room_for >= len(choice.guests):
        _each_its_own(choice)
    for guest in choice.guests:
        shares = choice.share and guest.number > 0
        guest.quote = quoted(choice, guest, guest.service, on=choice.day, nights=nights, shares=shares) or guest.quote


def _common_rooms(choice: Choice) -> list[Resource]:
    """The rooms all of them could share: one household, the same price, big enough."""
    homes = {guest.pet.household_id for guest in choice.guests}
    offers = {guest.service.variant_id for guest in choice.guests if guest.service}
    if len(homes) > 1 or None in homes or len(offers) > 1:
        return []
    several = len(choice.guests)
    fitting = [_fitting(choice, guest.number, pets=several) for guest in choice.guests]
    everywhere = set.intersection(*({room.pk for room in rooms} for rooms in fitting))
    return [room for room in fitting[0] if room.pk in everywhere]


def _each_its_own(choice: Choice) -> None:
    """A room for each; what one has is not shown to the next."""
    gone: set[int] = set()
    for guest in choice.guests:
        guest.rooms = [room for room in _fitting(choice, guest.number) if room.pk not in gone]
        guest.room = _said_room(choice, guest.number, guest.rooms)
        if guest.room is None:
            return
        gone.add(guest.room.pk)


def _under_the_line(choice: Choice, nights: int) -> int:
    """How many rooms may still be taken on the fullest of these nights."""
    counted = occupancy(choice.store, choice.day or choice.first, nights)
    return min((cap - taken for taken, _usable, cap in counted.values()), default=0)


def _fitting(choice: Choice, number: int, *, pets: int = 1) -> list[Resource]:
    guest, ends = choice.guests[number], choice.ends_at
    if guest.service is None or ends is None:
        return []
    offers = free_rooms(store=choice.store, pet=guest.pet, starts_at=choice.starts[0], ends_at=ends, pets=pets)
    return [
        each.resource for each in offers
        if each.fits and each.resource.offer_id in (None, guest.service.variant_id)
    ]  # fmt: skip


def _said_room(choice: Choice, number: int, rooms: list[Resource]) -> Resource | None:
    said = choice.said["room"]
    return next((room for room in rooms if number < len(said) and str(room.pk) == said[number]), None)


def insist(choice: Choice, starts: tuple[datetime, ...]) -> None:
    """Hold to what was sent although the page would not show it now: these times, these rooms of the chosen price."""
    if choice.ready or not choice.chosen:
        return
    if not choice.stay:
        choice.starts = starts if len(starts) == len(choice.guests) else ()
        for guest, at in zip(choice.guests, choice.starts, strict=False):
            guest.at = at
        return
    said = choice.said["room"]
    choice.may_share = choice.several and len(said) == 1
    for guest in choice.guests:
        code = said[0 if choice.share else guest.number] if len(said) > (0 if choice.share else guest.number) else ""
        offered = Q(offer=None) | Q(offer_id=guest.service.variant_id if guest.service else None)
        rooms = Resource.objects.of(choice.store.chain_id).filter(
            offered, store=choice.store, kind="room", ended_at=None
        )
        guest.room = rooms.filter(pk=code).first() if code.isdigit() and len(code) < 16 else None
