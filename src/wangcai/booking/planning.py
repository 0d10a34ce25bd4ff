"""Choosing people, tables and rooms for a set of wishes: all of them at once, or nothing.

Pure thinking over a picture: a few nested choices with a way back, the most bound wish first, the least loaded person
first. The database has the last word; after it refused, the same thinking starts again over a fresh picture.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wangcai.booking.minutes import day_edges
from wangcai.booking.offers import Guest, Offer
from wangcai.booking.picture import Picture
from wangcai.booking.places import Place
from wangcai.booking.rooms import Lodging, over_cap, room_faults
from wangcai.booking.wants import Want
from wangcai.customers.public import Apart
from wangcai.shops.public import setting

MOST_TRIES = 20_000


@dataclass(slots=True, eq=False)
class Part:
    """One wish made ready: minutes since 1970, `minutes` of work at the usual pace, `stay_ends` for a stay.

    `prefer` are resources to keep where they still fit (a booking that is moved). `with_it` are the pets that share the
    room; `shares` is the part whose room this one sleeps in.
    """

    want: Want
    offer: Offer
    begins: int
    minutes: int
    stay_ends: int | None = None
    guest: Guest | None = None
    shares: "Part | None" = None
    with_it: list["Part"] = field(default_factory=list)
    prefer: frozenset[int] = frozenset()

    @property
    def needs(self) -> list[dict[str, Any]]:
        """People first: their pace decides how long the rest is taken."""
        if self.shares is not None or self.want.shares_booking_id is not None:
            return []
        return sorted(self.offer.needs, key=lambda need: need["kind"] != "worker")

    @property
    def pets(self) -> list[Guest | None]:
        return [self.guest, *(part.guest for part in self.with_it)]

    @property
    def pet_ids(self) -> list[int]:
        return [guest.id for guest in self.pets if guest is not None]

    @property
    def bound(self) -> int:
        return int(self.want.worker_id is not None) + int(self.want.room_id is not None)


@dataclass(slots=True, eq=False)
class Chosen:
    """What a part gets. `ends` is the end of the work, `takes` are (resource, begins, ends) with the buffer."""

    part: Part
    ends: int
    worker: Place | None = None
    room: Place | None = None
    takes: list[tuple[int, int, int]] = field(default_factory=list)
    trouble: Apart | None = None


class Planner:
    """`lenient` also takes rooms that have something against them (a manager said why)."""

    def __init__(
        self, picture: Picture, parts: list[Part], lodging: Lodging | None = None, *, lenient: bool = False
    ) -> None:
        self.picture, self.lodging, self.lenient = picture, lodging, lenient
        self.parts = sorted(parts, key=lambda part: -part.bound)
        self.chosen = {id(part): Chosen(part, self.work_end(part, None)) for part in parts}
        self.order = parts
        self.tries = 0

    def solve(self) -> list[Chosen] | None:
        """The choices in the order of the parts, or None where not all of them go together."""
        tasks = [(part, need) for part in self.parts for need in part.needs]
        if not self.place(tasks, 0):
            return None
        for part in self.order:
            if part.shares is not None:
                self.chosen[id(part)].room = self.chosen[id(part.shares)].room
        return [self.chosen[id(part)] for part in self.order]

    def place(self, tasks: list[tuple[Part, dict[str, Any]]], number: int) -> bool:
        if number == len(tasks):
            return True
        part, need = tasks[number]
        chosen = self.chosen[id(part)]
        for candidate in self.candidates(part, need):
            self.tries += 1
            if self.tries > MOST_TRIES:
                return False
            ends = self.work_end(part, candidate if candidate.kind == "worker" else chosen.worker)
            until = ends + part.offer.buffer
            if not self.picture.is_free(candidate, part.begins, until):
                continue
            trouble = self.trouble(part, candidate, until)
            if trouble is not None and not self.lenient:
                continue
            before = (chosen.ends, chosen.worker, chosen.room, chosen.trouble)
            self.take(chosen, candidate, ends, until, trouble)
            if self.place(tasks, number + 1):
                return True
            self.give_back(chosen, candidate, before)
        return False

    def take(self, chosen: Chosen, place: Place, ends: int, until: int, trouble: Apart | None) -> None:
        begins, taken = chosen.part.begins, self.picture.taken
        taken[place.id] = taken.get(place.id, 0) | self.picture.bits(begins, until)
        chosen.takes.append((place.id, begins, until))
        chosen.ends = ends
        if place.kind == "worker":
            chosen.worker = place
        elif place.kind == "room":
            chosen.room, chosen.trouble = place, trouble
            if self.lodging is not None:
                self.lodging.lodgers += [(place.id, begins, until, pet) for pet in chosen.part.pet_ids]

    def give_back(self, chosen: Chosen, place: Place, before: tuple[Any, ...]) -> None:
        _place, begins, until = chosen.takes.pop()
        self.picture.taken[place.id] &= ~self.picture.bits(begins, until)
        if place.kind == "room" and self.lodging is not None and chosen.part.pet_ids:
            del self.lodging.lodgers[-len(chosen.part.pet_ids) :]
        chosen.ends, chosen.worker, chosen.room, chosen.trouble = before

    def work_end(self, part: Part, worker: Place | None) -> int:
        if part.stay_ends is not None:
            return part.stay_ends
        return part.begins + (worker.span(part.minutes) if worker is not None else part.minutes)

    def trouble(self, part: Part, place: Place, until: int) -> Apart | None:
        if place.kind != "room" or self.lodging is None:
            return None
        return self.lodging.trouble(place, part.pet_ids, part.begins, until)

    def candidates(self, part: Part, need: dict[str, Any]) -> Iterator[Place]:
        """Those that could serve the need, the best first."""
        day = self.picture.day(part.begins)
        found = [place for place in self.picture.places if serves(place, part, need, day)]
        if need["kind"] == "room":
            return iter(sorted(found, key=lambda p: (
                p.id not in part.prefer, self.trouble(part, p, self.work_end(part, None)) is not None,
                p.quiet, p.most_pets, p.id,
            )))  # fmt: skip
        today = day_edges(day, self.picture.zone) if need["kind"] == "worker" else None
        return iter(sorted(found, key=lambda p: (
            p.id not in part.prefer, self.picture.load(p, today) if today else 0, p.id
        )))  # fmt: skip


def serves(place: Place, part: Part, need: dict[str, Any], day: Any) -> bool:
    """Could this resource serve the need, were it free?"""
    if place.kind != need["kind"]:
        return False
    if place.kind == "worker":
        return part.want.worker_id in (None, place.id) and place.skilled(need, day)
    if place.kind == "room":
        if part.want.room_id is not None:
            if place.id != part.want.room_id:
                return False
        elif place.offer_id not in (None, part.offer.id):
            return False
        return not any(room_faults(place, guest, pets=len(part.pets)) for guest in part.pets)
    return True


def cap_passed(picture: Picture, chosen: list[Chosen]) -> tuple[date, int, int] | None:
    """(day, rooms, cap) where the chosen rooms would bring the store over its cap."""
    rooms = {place.id for place in picture.places if place.kind == "room"}
    takes = [take for choice in chosen for take in choice.takes if take[0] in rooms]
    return over_cap(picture, takes, setting(picture.store, "booking.cap_percent")) if takes else None
