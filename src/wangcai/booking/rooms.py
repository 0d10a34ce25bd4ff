"""Which room suits which animal: hard restrictions, and who must be kept apart from whom (F16, F20, F21)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from wangcai.booking import states
from wangcai.booking.minutes import day_edges
from wangcai.booking.offers import Guest, marks
from wangcai.booking.picture import Picture
from wangcai.booking.places import Place
from wangcai.customers.public import Apart, apart_from
from wangcai.kernel.public import fetch


def room_faults(room: Place, guest: Guest | None, *, pets: int = 1) -> list[str]:
    """Why the room cannot take the animal; empty where it can. Weight and height unknown is no fault."""
    faults = []
    if pets > room.most_pets:
        faults.append(_("最多住 {most} 只").format(most=room.most_pets))
    if guest is None:
        return faults
    if room.species and guest.species not in room.species:
        faults.append(_("不收这个种类的宠物"))
    if room.most_weight_g and guest.weight_g and guest.weight_g > room.most_weight_g:
        faults.append(_("体重上限 {most} kg").format(most=f"{room.most_weight_g / 1000:g}"))
    if room.most_height_cm and guest.height_cm and guest.height_cm > room.most_height_cm:
        faults.append(_("身高上限 {most} cm").format(most=room.most_height_cm))
    return faults


@dataclass(slots=True)
class Lodging:
    """Who sleeps where and when, and who must be kept apart."""

    rooms: dict[int, Place]
    lodgers: list[tuple[int, int, int, int]] = field(default_factory=list)
    apart: dict[frozenset[int], Apart] = field(default_factory=dict)

    def trouble(self, room: Place, pets: Iterable[int], begins: int, ends: int) -> Apart | None:
        """The first thing that speaks against these pets in this room at this time."""
        mine = list(pets)
        for place_id, from_minute, to_minute, other in self.lodgers:
            if from_minute >= ends or to_minute <= begins or other in mine:
                continue
            place = self.rooms.get(place_id)
            if place is None or (place.id != room.id and not place.next_to(room)):
                continue
            found = self.between(mine, other)
            if found:
                return found
        for number, pet in enumerate(mine):
            found = self.between(mine[:number], pet)
            if found:
                return found
        return None

    def between(self, pets: list[int], other: int) -> Apart | None:
        found = (self.apart.get(frozenset((pet, other))) for pet in pets)
        return next((apart for apart in found if apart is not None), None)


def read_lodging(picture: Picture, pets: Iterable[int]) -> Lodging:
    """Who sleeps in the picture's rooms, and what is known of them and of `pets`: four statements."""
    held: dict[int, list[tuple[int, int, int]]] = {}
    for room, begins, ends, booking, _why in picture.holds:
        if booking:
            held.setdefault(booking, []).append((room, begins, ends))
    lodging = Lodging({place.id: place for place in picture.places if place.kind == "room"})
    ids = sorted(held)
    if ids:
        live = list(states.LIVE)
        rows = fetch(
            f"SELECT id, pet_id, shares_id FROM booking_booking WHERE chain_id = %s"  # noqa: S608  only marks are put in
            f" AND (id IN ({marks(ids)}) OR shares_id IN ({marks(ids)})) AND state IN ({marks(live)})",
            [picture.store.chain_id, *ids, *ids, *live],
        )
        for booking, pet, shares in rows:
            if pet:
                lodging.lodgers += [(*stay, pet) for stay in held.get(shares or booking, [])]
    everybody = {*pets, *(pet for _room, _begins, _ends, pet in lodging.lodgers)}
    kept_apart = apart_from(everybody, picture.store.chain_id)
    lodging.apart = {frozenset((apart.one_id, apart.other_id)): apart for apart in kept_apart}
    return lodging


def night_counts(
    picture: Picture, first: int, last: int, more: Iterable[tuple[int, int, int]] = ()
) -> dict[date, tuple[int, int]]:
    """Per calendar day of the stretch: (rooms slept in, usable rooms).

    A day's rooms are those taken over its midnight, or only within it; rooms that are broken, isolated or kept free then
    are not usable. `more` are (room, begins, ends) that would come on top.
    """
    rooms = {place.id for place in picture.places if place.kind == "room"}
    day, last_day = picture.day(first), picture.day(max(first, last - 1))
    days = [date.fromordinal(number) for number in range(day.toordinal(), last_day.toordinal() + 1)]
    edges = [day_edges(day, picture.zone) for day in days]
    midnights = [ends for _begins, ends in edges]
    taken: list[set[int]] = [set() for _day in days]
    shut: list[set[int]] = [set() for _day in days]
    for room, begins, ends, _booking, why in (*picture.holds, *((*one, 0, "booking") for one in more)):
        into = taken if why == "booking" else shut
        if room not in rooms or why == "cleaning":
            continue
        slept, until = bisect_right(midnights, begins), bisect_left(midnights, ends)
        if slept == until < len(days) and begins >= edges[slept][0]:
            until += 1
        for number in range(slept, until):
            into[number].add(room)
    return {day: (len(taken[number]), len(rooms - shut[number])) for number, day in enumerate(days)}


def cap_of(usable: int, percent: int) -> int:
    """How many rooms may be slept in before a manager must say why; at least one."""
    return max(1, usable * percent // 100) if usable else 0


def over_cap(picture: Picture, takes: list[tuple[int, int, int]], percent: int) -> tuple[date, int, int] | None:
    """(day, rooms, cap) of the first day on which these rooms on top pass the cap."""
    if not takes:
        return None
    first, last = min(begins for _room, begins, _ends in takes), max(ends for _room, _begins, ends in takes)
    for day, (taken, usable) in night_counts(picture, first, last, takes).items():
        if taken > cap_of(usable, percent):
            return day, taken, cap_of(usable, percent)
    return None
