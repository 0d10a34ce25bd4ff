"""The people, tables and rooms of a store with what they can, read by one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from wangcai.booking.minutes import read_day
from wangcai.booking.offers import marks, words
from wangcai.kernel.public import fetch

_PLACES = """
SELECT r.id, r.kind, r.name, r.account_id, r.pace, r.area, r.position, r.species, r.most_weight_g, r.most_height_cm,
  r.most_pets, r.quiet, r.offer_id, s.code, s.level, s.expires_on
FROM booking_resource r
LEFT JOIN shops_account a ON a.id = r.account_id
LEFT JOIN booking_skill s ON s.account_id = r.account_id AND s.chain_id = r.chain_id
WHERE r.chain_id = %s AND r.store_id = %s AND r.ended_at IS NULL AND (r.account_id IS NULL OR a.is_active)
  AND r.kind IN ({marks})
ORDER BY r.id, s.code
"""


@dataclass(slots=True, eq=False)
class Place:
    """A resource as the planner sees it. `skills`: code → (level, last day or None)."""

    id: int
    kind: str
    name: str
    account_id: int | None = None
    pace: int = 100
    area: str = ""
    position: int = 0
    species: tuple[str, ...] = ()
    most_weight_g: int | None = None
    most_height_cm: int | None = None
    most_pets: int = 1
    quiet: bool = False
    offer_id: int | None = None
    skills: dict[str, tuple[int, date | None]] = field(default_factory=dict)

    def skilled(self, need: dict[str, Any], day: date | None = None) -> bool:
        """Does it serve the need (on that day)? Tables and the like need no skill."""
        code = need.get("skill", "")
        if not code:
            return True
        level, last = self.skills.get(code, (0, None))
        return level >= (need.get("level") or 1) and (day is None or last is None or day <= last)

    def span(self, minutes: int) -> int:
        """So many minutes at the usual pace take this worker; full five minutes where the pace differs."""
        return minutes if self.pace == 100 else -(-minutes * self.pace // 500) * 5

    def next_to(self, other: "Place") -> bool:
        return self.area == other.area and bool(self.area) and abs(self.position - other.position) == 1


def read_places(*, chain_id: int, store_id: int, kinds: Iterable[str]) -> list[Place]:
    """Live resources of these kinds; people who left the chain are no resource."""
    wanted = sorted(set(kinds))
    found: dict[int, Place] = {}
    for row in fetch(_PLACES.format(marks=marks(wanted)), [chain_id, store_id, *(wanted or [""])]):
        place = found.get(row[0])
        if place is None:
            place = found[row[0]] = Place(
                id=row[0], kind=row[1], name=row[2], account_id=row[3], pace=row[4], area=row[5], position=row[6],
                species=words(row[7]), most_weight_g=row[8], most_height_cm=row[9], most_pets=row[10],
                quiet=bool(row[11]), offer_id=row[12],
            )  # fmt: skip
        if row[13]:
            place.skills[row[13]] = (row[14], read_day(row[15]))
    return list(found.values())
