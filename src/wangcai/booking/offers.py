"""What is read before a booking is planned: the services asked for, and the animals they are for. One statement each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wangcai.booking.minutes import read_day
from wangcai.kernel.public import fetch

_SERVICES = """
SELECT s.variant_id, v.name, s.kind, s.minutes, s.buffer_minutes, s.needs, s.species
FROM catalogue_service s JOIN catalogue_variant v ON v.id = s.variant_id
LEFT JOIN catalogue_storeprice p ON p.variant_id = v.id AND p.chain_id = v.chain_id AND p.store_id = %s
WHERE s.chain_id = %s AND s.variant_id IN ({marks})
"""
_OFFERED = " AND s.ended_at IS NULL AND v.ended_at IS NULL AND (p.id IS NULL OR p.offered)"
_PETS = """
SELECT p.id, p.name, p.species, p.household_id, p.height_cm, p.died_on,
  (SELECT w.grams FROM customers_weight w WHERE w.pet_id = p.id ORDER BY w.at DESC, w.id DESC LIMIT 1)
FROM customers_pet p WHERE p.chain_id = %s AND p.id IN ({pets})
UNION ALL
SELECT -c.id, c.name, '', c.household_id, NULL, NULL, NULL
FROM customers_customer c WHERE c.chain_id = %s AND c.id IN ({customers})
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A service as booking needs it; minutes at the usual pace."""

    id: int
    name: str
    kind: str
    minutes: int
    buffer: int
    needs: tuple[dict[str, Any], ...]
    species: tuple[str, ...]

    @property
    def stay(self) -> bool:
        return self.kind == "board"


@dataclass(frozen=True, slots=True)
class Guest:
    """A pet as rooms see it: grams and centimetres, None where nobody measured."""

    id: int
    name: str
    species: str
    household_id: int | None
    height_cm: int | None
    died_on: date | None
    weight_g: int | None


def read_offers(*, chain_id: int, store_id: int, ids: Iterable[int], ended: bool = False) -> dict[int, Offer]:
    """The services of these variants that the store offers now; with `ended` also those it did once."""
    wanted = sorted(set(ids))
    text = _SERVICES.format(marks=marks(wanted)) + ("" if ended else _OFFERED)
    rows = fetch(text, [store_id, chain_id, *(wanted or [0])])
    return {
        row[0]: Offer(
            row[0], row[1], row[2], row[3], row[4],
            tuple(json.loads(row[5]) if isinstance(row[5], str) else row[5]), words(row[6]),
        )
        for row in rows
    }  # fmt: skip


def read_guests(*, chain_id: int, pets: Iterable[int], customers: Iterable[int]) -> tuple[dict[int, Guest], set[int]]:
    """The chain's own among these pets (alive or not) and customers."""
    pet_ids, customer_ids = sorted(set(pets)), sorted(set(customers))
    if not pet_ids and not customer_ids:
        return {}, set()
    text = _PETS.format(pets=marks(pet_ids), customers=marks(customer_ids))
    rows = fetch(text, [chain_id, *(pet_ids or [0]), chain_id, *(customer_ids or [0])])
    guests = {
        row[0]: Guest(row[0], row[1], row[2], row[3], row[4], read_day(row[5]), row[6]) for row in rows if row[0] > 0
    }
    return guests, {-row[0] for row in rows if row[0] < 0}


def marks(values: list[Any]) -> str:
    """`%s, %s, …` for an IN list; one for an empty list, to be filled with an id nobody has."""
    return ", ".join(["%s"] * (len(values) or 1))


def words(text: str) -> tuple[str, ...]:
    """`cat, dog` → ("cat", "dog")."""
    return tuple(word.strip() for word in text.split(",") if word.strip())
