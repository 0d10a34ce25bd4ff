"""A store's calendar in memory for a window of minutes: what there is, who is at work, what is taken.

Booking and the list of free slots look at the same picture, so a slot that is shown is a slot that can be booked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from wangcai.booking.minutes import between, day_of_minute, stretch, union
from wangcai.booking.places import Place, read_places
from wangcai.booking.presence import Presence, opening, read_presence
from wangcai.kernel.public import among, fetch

# Holds of one resource never overlap: only the nearest that begins before the window can reach into it.
_NEAREST = """
FROM booking_resource r JOIN booking_hold h ON h.id = (
  SELECT n.id FROM booking_hold n WHERE n.resource_id = r.id AND n.begins < %s ORDER BY n.begins DESC LIMIT 1)
WHERE {one_of_them} AND h.ends > %s
"""
_HOLDS = f"""
SELECT resource_id, begins, ends, booking_id, why FROM booking_hold
WHERE {{theirs}} AND begins >= %s AND begins < %s
UNION ALL
SELECT h.resource_id, h.begins, h.ends, h.booking_id, h.why {_NEAREST}
"""
# One row for each resource: a row for each hold would cost more than all that is done with it.
_TAKEN = f"""
SELECT resource_id, {{begins}}, {{ends}} FROM booking_hold
WHERE {{theirs}} AND begins >= %s AND begins < %s GROUP BY resource_id
UNION ALL
SELECT h.resource_id, CAST(h.begins AS {{text}}), CAST(h.ends AS {{text}}) {_NEAREST}
"""
type Taken = tuple[int, int, int, int | None, str]


@dataclass(slots=True)
class Picture:
    """`taken`: resource → set of minutes. `holds` are the rows behind rooms: (resource, begins, ends, booking, why)."""

    store: Any
    low: int
    high: int
    places: list[Place]
    presence: Presence | None
    open: int
    taken: dict[int, int] = field(default_factory=dict)
    holds: list[Taken] = field(default_factory=list)

    @property
    def zone(self) -> str:
        return self.store.timezone

    def look_again(self) -> None:
        """Read what is taken now. Of rooms also by whom and why; of the rest the index alone answers."""
        rooms = [place.id for place in self.places if place.kind == "room"]
        others = [place.id for place in self.places if place.kind != "room"]
        self.holds, self.taken = [], {}
        if rooms:
            self.holds = read_holds(rooms, self.low, self.high)
            found: dict[int, list[tuple[int, int]]] = {}
            for resource, begins, ends, _booking, _why in self.holds:
                found.setdefault(resource, []).append((begins, ends))
            self.taken = {resource: union(rows, self.low, self.high) for resource, rows in found.items()}
        if others:
            self.taken |= read_taken(others, self.low, self.high)

    def bits(self, begins: int, ends: int) -> int:
        return stretch(begins, ends, self.low, self.high)

    def there(self, place: Place) -> int:
        """The minutes at which it could be used at all."""
        if place.kind == "worker" and self.presence is not None:
            return self.presence.of(place.account_id)
        return self.bits(self.low, self.high) if place.kind == "room" else self.open

    def free(self, place: Place) -> int:
        return self.there(place) & ~self.taken.get(place.id, 0)

    def is_free(self, place: Place, begins: int, ends: int) -> bool:
        """Is the whole stretch free? Minutes outside the window count as taken."""
        if begins < self.low or ends > self.high:
            return False
        wanted = self.bits(begins, ends)
        return self.free(place) & wanted == wanted

    def load(self, place: Place, edges: tuple[int, int]) -> int:
        """Minutes taken of it between two minutes: a store's calendar day."""
        begins, ends = edges
        return (self.taken.get(place.id, 0) >> begins - self.low & (1 << ends - begins) - 1).bit_count()

    def day(self, minute: int) -> date:
        return day_of_minute(minute, self.zone)


def read_holds(resources: list[int], low: int, high: int) -> list[Taken]:
    """Everything that takes one of these resources within the window, with the booking and the reason."""
    (theirs, ids), (one_of_them, _ids) = among("resource_id", resources), among("r.id", resources)
    text = _HOLDS.format(theirs=theirs, one_of_them=one_of_them)
    return fetch(text, [ids, low, high, low, ids, low])  # type: ignore[return-value]


def read_taken(resources: list[int], low: int, high: int) -> dict[int, int]:
    """Resource → the minutes of the window that are taken: one range read of an index that holds all it needs."""
    (theirs, ids), (one_of_them, _ids) = among("resource_id", resources), among("r.id", resources)
    if connection.vendor == "postgresql":
        words = {"begins": "string_agg(CAST(begins AS text), ',')", "ends": "string_agg(CAST(ends AS text), ',')"}
    else:
        words = {"begins": "group_concat(begins)", "ends": "group_concat(ends)"}
    text = _TAKEN.format(theirs=theirs, one_of_them=one_of_them, text="text", **words)
    taken: dict[int, int] = {}
    for resource, begins, ends in fetch(text, [ids, low, high, low, ids, low]):
        bits = between(map(int, begins.split(",")), map(int, ends.split(",")), low, high)
        taken[resource] = taken.get(resource, 0) | bits
    return taken


def look(
    *, store: Any, kinds: Iterable[str], low: int, high: int, hours: bool = False, asked: int | None = None
) -> Picture:
    """The picture of a window: three statements (four to six where opening hours are needed).

    `hours`: tables and grounds are only free while the store is open; without it the people's hours bound them.
    """
    wanted = set(kinds)
    places = read_places(chain_id=store.chain_id, store_id=store.pk, kinds=wanted)
    presence = read_presence(store=store, low=low, high=high, asked=asked) if "worker" in wanted else None
    always = (1 << high - low) - 1
    picture = Picture(
        store=store, low=low, high=high, places=places, presence=presence,
        open=opening(store=store, low=low, high=high) if hours else always,
    )  # fmt: skip
    picture.look_again()
    return picture
