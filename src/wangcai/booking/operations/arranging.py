"""Planning parts over a picture, and saying why where it cannot be done."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from wangcai.booking.labels import KIND_LABELS
from wangcai.booking.minutes import DAY, day_edges, day_of_minute
from wangcai.booking.picture import Picture
from wangcai.booking.planning import Chosen, Part, Planner, cap_passed, serves
from wangcai.booking.queries.slots import next_times, picture_for, picture_low
from wangcai.booking.rooms import Lodging, read_lodging, room_faults
from wangcai.booking.rules import (
    NobodyFits,
    NothingFits,
    OverCap,
    PairApart,
    RoomsFull,
    RoomUnfit,
    SlotTaken,
)
from wangcai.kernel.public import Refusal


@dataclass(slots=True)
class Plan:
    """What every part gets, in the order of the parts, and the rules a manager let pass: (rule, pet, other pet)."""

    chosen: list[Chosen]
    passed: list[tuple[str, int | None, int | None]] = field(default_factory=list)


def picture_of(store: Any, parts: list[Part]) -> Picture:
    """The picture of the days these parts touch."""
    last = max(part.stay_ends or part.begins + part.minutes * 3 for part in parts)
    zone = store.timezone
    return picture_for(
        store, [p.offer for p in parts], picture_low(store, parts), day_edges(day_of_minute(last, zone), zone)[1] + DAY
    )


def arrange(*, picture: Picture, parts: list[Part], override: bool, at: datetime) -> Plan:
    """Choose for all parts together. Refuses with what stands in the way, and when it would work instead."""
    stays = any(part.offer.stay for part in parts)
    lodging = read_lodging(picture, [pet for part in parts for pet in part.pet_ids]) if stays else None
    chosen = Planner(picture, parts, lodging, lenient=override).solve()
    if chosen is None:
        explain(picture, parts, lodging, at)
    passed: list[tuple[str, int | None, int | None]] = [
        (choice.trouble.code, choice.trouble.one_id, choice.trouble.other_id) for choice in chosen if choice.trouble
    ]
    over = cap_passed(picture, chosen) if stays else None
    if over is not None:
        if not override:
            raise OverCap(day=f"{over[0]:%m-%d}", taken=over[1], cap=over[2])
        passed += [("cap", pet, None) for part in parts if part.needs for pet in part.pet_ids[:1]]
    return Plan(chosen, passed)


def explain(picture: Picture, parts: list[Part], lodging: Lodging | None, at: datetime) -> NoReturn:
    """Raise the refusal that helps most: the first part that cannot go on its own, else the last one."""
    picture.look_again()
    if lodging is not None:
        lodging = read_lodging(picture, [pet for part in parts for pet in part.pet_ids])
    for part in parts:
        for need in part.needs:
            refusal = fault_of(picture, part, need, lodging)
            if refusal is not None:
                raise with_times(refusal, picture, parts, part, at)
    raise with_times(SlotTaken(), picture, parts, parts[-1], at)


def with_times(refusal: Refusal, picture: Picture, parts: list[Part], lead: Part, at: datetime) -> Refusal:
    if isinstance(refusal, SlotTaken | NobodyFits | RoomsFull):
        refusal.details["free"] = next_times(store=picture.store, parts=parts, lead=lead, at=at)
    return refusal


def fault_of(picture: Picture, part: Part, need: dict[str, Any], lodging: Lodging | None) -> Refusal | None:
    """What stands against one need of one part, looked at alone."""
    if need["kind"] == "room":
        return room_fault(picture, part, need, lodging)
    day = picture.day(part.begins)
    able = [place for place in picture.places if serves(place, part, need, day)]
    if need["kind"] != "worker":
        if not able:
            return NothingFits(service=part.offer.name, what=KIND_LABELS[need["kind"]])
        ends = part.begins + part.minutes + part.offer.buffer
        return None if any(picture.is_free(place, part.begins, ends) for place in able) else SlotTaken()
    present = []
    for place in able:
        wanted = picture.bits(part.begins, part.begins + place.span(part.minutes) + part.offer.buffer)
        if picture.there(place) & wanted == wanted:
            present.append(place)
            if picture.free(place) & wanted == wanted:
                return None
    return SlotTaken() if present else NobodyFits(service=part.offer.name, free=[])


def room_fault(picture: Picture, part: Part, need: dict[str, Any], lodging: Lodging | None) -> Refusal | None:
    rooms = [place for place in picture.places if place.kind == "room"]
    if part.want.room_id is not None:
        named = next((place for place in rooms if place.id == part.want.room_id), None)
        if named is None:
            return NothingFits(service=part.offer.name, what=KIND_LABELS["room"])
        faults = [fault for guest in part.pets for fault in room_faults(named, guest, pets=len(part.pets))]
        if faults:
            return RoomUnfit(room=named.name, reasons="、".join(dict.fromkeys(faults)))
    able = [place for place in rooms if serves(place, part, need, None)]
    if not able:
        faults = [f for place in rooms for guest in part.pets for f in room_faults(place, guest, pets=len(part.pets))]
        if not faults:
            return NothingFits(service=part.offer.name, what=KIND_LABELS["room"])
        return RoomUnfit(room=part.offer.name, reasons="、".join(dict.fromkeys(faults)))
    until = (part.stay_ends or part.begins + part.minutes) + part.offer.buffer
    free = [place for place in able if picture.is_free(place, part.begins, until)]
    if not free:
        return SlotTaken() if part.want.room_id is not None else RoomsFull(free=[])
    for place in free:
        trouble = lodging.trouble(place, part.pet_ids, part.begins, until) if lodging else None
        if trouble is None:
            return None
    return PairApart(room=free[0].name, reason=str(trouble))
