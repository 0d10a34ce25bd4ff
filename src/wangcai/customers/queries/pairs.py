"""Who must be kept apart from whom: pairs somebody named, and rules by what the pets are."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from wangcai.customers.events_health import APART_LABELS
from wangcai.customers.models import Flag, IncompatiblePair, Pet, Species

PAIR, MALES, ISOLATION = "pair", "males", "isolation"


@dataclass(frozen=True, slots=True)
class Apart:
    """Two pets that must not share a room, be neighbours or play together; `code` is pair, males or isolation."""

    one_id: int
    other_id: int
    code: str
    reason: str = ""

    def __str__(self) -> str:
        label = str(APART_LABELS[self.code])
        return f"{label}：{self.reason}" if self.reason else label


def apart_from(pet_ids: Iterable[int], chain: Any | None = None) -> list[Apart]:
    """Which of these pets must be kept apart, two by two, lower id first. Three queries; none for a single pet.

    Named pairs hold everywhere, even within a household. By rule: a pet under isolation from every other; male dogs known
    not to be neutered, unless they live together. Give `chain` where the ids come from outside.
    """
    ids = sorted(set(pet_ids))
    if len(ids) < 2:
        return []
    pairs = IncompatiblePair.objects.of(chain) if chain else IncompatiblePair.objects.across_chains()
    named = {
        (one, other): reason
        for one, other, reason in pairs.filter(one__in=ids, other__in=ids, ended_at=None).values_list(
            "one_id", "other_id", "reason"
        )
    }
    pets = Pet.objects.of(chain) if chain else Pet.objects.across_chains()
    males = dict(
        pets.filter(pk__in=ids, species=Species.DOG, sex=Pet.Sex.MALE, neutered=False).values_list("pk", "household_id")
    )
    flags = Flag.objects.of(chain) if chain else Flag.objects.across_chains()
    sick = set(flags.filter(pet_id__in=ids, kind=ISOLATION, ended_at=None).values_list("pet_id", flat=True))
    found = []
    for one, other in itertools.combinations(ids, 2):
        if (one, other) in named:
            found.append(Apart(one, other, PAIR, named[one, other]))
        elif one in sick or other in sick:
            found.append(Apart(one, other, ISOLATION))
        elif one in males and other in males and (males[one] is None or males[one] != males[other]):
            found.append(Apart(one, other, MALES))
    return found


def pairs_of(pet: Pet) -> list[IncompatiblePair]:
    """The pairs of a pet that hold, with both pets."""
    rows = IncompatiblePair.objects.of(pet.chain_id).filter(Q(one=pet) | Q(other=pet), ended_at=None)
    return list(rows.select_related("one__household", "other__household").order_by("pk"))
