"""Free slots: one range read of what is taken, one of who is there, and integer bitmaps (S6)."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from wangcai.booking.minutes import (
    DAY,
    STEP,
    day_edges,
    day_of_minute,
    every,
    members,
    minute_after,
    minute_of,
    moment_of,
    runs,
)
from wangcai.booking.offers import Offer, read_offers
from wangcai.booking.picture import Picture, look
from wangcai.booking.places import Place
from wangcai.booking.planning import Part, Planner, cap_passed
from wangcai.booking.rooms import Lodging, read_lodging
from wangcai.booking.rules import NotOffered
from wangcai.booking.wants import Want
from wangcai.kernel.public import now

MOST_DAYS = 62
# How far a refusal looks for times that work, in days, and how many starts it tries in each stretch of them.
SEASON, MOST_TRIES = 75, 600
LATER, EARLIER = ((0, 15), (15, 45), (45, SEASON)), ((-14, 1), (-44, -14), (-SEASON, -44))
YEAR = 366
FAR = ((SEASON, 120), (120, 180), (180, 270), (270, YEAR))


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that can be booked now, and who would do it (None where the service needs nobody)."""

    starts_at: datetime
    ends_at: datetime
    worker_id: int | None


def free_slots(
    *,
    store: Any,
    service_id: int,
    first_day: date,
    days: int = 1,
    minutes: int | None = None,
    addons: tuple[int, ...] = (),
    worker_id: int | None = None,
    step: int = STEP,
    at: datetime | None = None,
) -> list[Slot]:
    """The starts, every `step` minutes, at which `book` would say yes; earliest first, the least loaded person each.

    `minutes` is the work at the usual pace (None: the service's own and its add-ons'). Days are the store's. Four
    statements, however many people and bookings there are. Refuses with NotOffered.
    """
    offers = read_offers(chain_id=store.chain_id, store_id=store.pk, ids=[service_id, *addons])
    if len(offers) != len({service_id, *addons}):
        raise NotOffered
    offer = offers[service_id]
    if minutes is None:
        minutes = offer.minutes + sum(offers[addon].minutes for addon in addons)
    low, high = day_edges(first_day, store.timezone, min(days, MOST_DAYS))
    earliest = max(low, minute_after(at or now()))
    if earliest >= high:
        return []
    picture = picture_for(store, [offer], low, high + DAY, asked=high)
    want = Want(service_id, moment_of(low), addons=addons, worker_id=worker_id, minutes=minutes)
    part = Part(want, offer, low, minutes)
    window = every(step, picture.low, picture.high) & picture.bits(earliest, high)
    return list(_slots(picture, part, window, step, first_day, days))


def picture_for(store: Any, offers: list[Offer], low: int, high: int, asked: int | None = None) -> Picture:
    """The picture that is needed to plan these services."""
    kinds = {need["kind"] for offer in offers for need in offer.needs}
    bare = any(not offer.stay and all(need["kind"] != "worker" for need in offer.needs) for offer in offers)
    return look(store=store, kinds=kinds, low=low, high=high, hours=bare, asked=asked)


def starts_by_worker(picture: Picture, part: Part) -> dict[Place | None, int]:
    """Worker → the minutes at which the part could begin with this worker (None: a service that needs nobody)."""
    people = [need for need in part.offer.needs if need["kind"] == "worker"]
    others = [need for need in part.offer.needs if need["kind"] != "worker"]
    buffer = part.offer.buffer
    beside: dict[int, int] = {}

    def others_free(length: int) -> int:
        if length not in beside:
            beside[length] = picture.bits(picture.low, picture.high)
            for need in others:
                beside[length] &= _any_free(picture, [p for p in picture.places if p.kind == need["kind"]], length)
            if not others and not people:
                beside[length] = runs(picture.open, length)
        return beside[length]

    if not people:
        return {None: others_free(max(part.minutes + buffer, 1))}
    found: dict[Place | None, int] = {}
    for place in picture.places:
        if place.kind != "worker" or part.want.worker_id not in (None, place.id) or not place.skilled(people[0]):
            continue
        length = max(place.span(part.minutes) + buffer, 1)
        bits = runs(picture.free(place), length)
        found[place] = bits & others_free(length) & _skilled_bits(picture, place, people[0]) if bits else 0
    return found


def _any_free(picture: Picture, places: list[Place], length: int) -> int:
    bits = 0
    for place in places:
        bits |= runs(picture.free(place), length)
    return bits


def _skilled_bits(picture: Picture, place: Place, need: dict[str, Any]) -> int:
    """Until the end of the day on which the skill expires."""
    last = place.skills.get(need.get("skill", ""), (0, None))[1]
    always = picture.bits(picture.low, picture.high)
    return always if last is None else always & picture.bits(picture.low, day_edges(last, picture.zone)[1])


def _slots(picture: Picture, part: Part, window: int, step: int, first: date, days: int) -> Iterator[Slot]:
    starts = {worker: bits & window for worker, bits in starts_by_worker(picture, part).items()}
    doubtful = needs_a_look(part)
    for offset in range(days):
        edges = day_edges(first + timedelta(days=offset), picture.zone)
        begins, whole = edges[0] - picture.low, (1 << edges[1] - edges[0]) - 1
        today = {worker: bits >> begins & whole for worker, bits in starts.items()}
        found: list[tuple[int, Place | None]] = []
        done = 0
        for worker in sorted(today, key=lambda w: (picture.load(w, edges), w.id) if w is not None else (0, 0)):
            found += [(minute, worker) for minute in members(today[worker] & ~done, edges[0], step)]
            done |= today[worker]
        for minute, worker in sorted(found, key=lambda pair: pair[0]):
            if not doubtful or can_begin(picture, [part], minute - part.begins):
                length = worker.span(part.minutes) if worker is not None else part.minutes
                yield Slot(moment_of(minute), moment_of(minute + length), worker.id if worker is not None else None)


def needs_a_look(part: Part) -> bool:
    """Bitmaps know one resource of a kind; a service that needs two of a kind is planned in full."""
    kinds = [need["kind"] for need in part.offer.needs]
    return len(set(kinds)) < len(kinds)


def can_begin(picture: Picture, parts: list[Part], later: int, lodging: Lodging | None = None) -> bool:
    """Would these parts, so many minutes later, all go together? The picture is left as it was."""
    taken, lodgers = dict(picture.taken), list(lodging.lodgers) if lodging else []
    try:
        chosen = Planner(picture, shifted(parts, later), lodging).solve()
        return chosen is not None and cap_passed(picture, chosen) is None
    finally:
        picture.taken = taken
        if lodging:
            lodging.lodgers = lodgers


def shifted(parts: list[Part], later: int) -> list[Part]:
    """The same parts, later by so many minutes."""
    moved = {
        id(part): dataclasses.replace(
            part, begins=part.begins + later, stay_ends=None if part.stay_ends is None else part.stay_ends + later
        )
        for part in parts
    }
    for part in moved.values():
        part.shares = moved[id(part.shares)] if part.shares is not None else None
        part.with_it = [moved.get(id(other), other) for other in part.with_it]
    return list(moved.values())


def next_times(*, store: Any, parts: list[Part], lead: Part, at: datetime, count: int = 3) -> list[str]:
    """The next times at which the part that failed, with all that belong to it, then works; ISO, UTC.

    A fortnight is looked at first, as that is nearly always enough; a full house is looked through for a season. Where
    nothing comes then, the nearest times before the wish are offered, and at last those of a year.
    """
    if any(part.offer.stay for part in parts):
        return _next_days(store, parts, lead, at, count)
    soonest = minute_of(at) + lead.begins - min(part.begins for part in parts) + 1
    found: list[str] = []
    for windows, before in ((LATER, None), (EARLIER, lead.begins), (FAR, None)):
        for first, last in windows if not found else ():
            low = soonest if before else max(lead.begins + 1, soonest)
            if len(found) < count:
                starts = _starts(store, parts, lead, first, last, low, before)
                found += _fitting(parts, lead, starts, count - len(found))
    return found


def _starts(
    store: Any, parts: list[Part], lead: Part, first: int, last: int, low: int, high: int | None
) -> tuple[Picture | None, list[int]]:
    """(the picture of these days from the wish on, minutes the part could begin at in them); before `high`: latest first."""
    day = picture_low(store, parts)
    begins, ends = max(low, day + first * DAY), min(day + last * DAY, high or day + last * DAY)
    if begins >= ends:
        return None, []
    picture = picture_for(store, [part.offer for part in parts], day + first * DAY, day + (last + 1) * DAY)
    starts = 0
    for bits in starts_by_worker(picture, lead).values():
        starts |= bits
    found = list(members(starts & picture.bits(begins, ends), picture.low, STEP))
    return picture, found if high is None else found[::-1]


def _fitting(parts: list[Part], lead: Part, starts: tuple[Picture | None, list[int]], count: int) -> list[str]:
    picture, minutes = starts
    if picture is None:
        return []
    fits = (m for m in minutes[:MOST_TRIES] if can_begin(picture, parts, m - lead.begins))
    return [moment_of(minute).isoformat() for minute in islice(fits, count)]


def _next_days(store: Any, parts: list[Part], lead: Part, at: datetime, count: int) -> list[str]:
    """The same hour on another day: the next ones, else the nearest before, else those of a year."""
    first = min(part.begins for part in parts)
    last = max(part.stay_ends or part.begins + part.minutes for part in parts)
    back = min((first - minute_of(at) - 1) // DAY, SEASON)
    found: list[str] = []
    for days in (range(1, SEASON + 1), range(-1, -back - 1, -1), range(SEASON + 1, YEAR)):
        if not found and days:
            low, high = min(days[0], days[-1], 0), max(days[0], days[-1], 0)
            picture = picture_for(
                store, [part.offer for part in parts], picture_low(store, parts) + low * DAY, last + (high + 2) * DAY
            )
            lodging = read_lodging(picture, [pet for part in parts for pet in part.pet_ids])
            fits = (by for by in days if can_begin(picture, parts, by * DAY, lodging))
            found = [moment_of(lead.begins + by * DAY).isoformat() for by in islice(fits, count)]
    return found


def picture_low(store: Any, parts: list[Part]) -> int:
    """The first minute of the earliest day of these parts."""
    return day_edges(day_of_minute(min(part.begins for part in parts), store.timezone), store.timezone)[0]
