"""Breeds: a chain's own list, begun from the known ones, and reading the spellings of other lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from wangcai.customers.breeds_known import LINES
from wangcai.customers.coats import coat_of, size_of
from wangcai.customers.models import Breed, Species
from wangcai.customers.spellings import SURE, breed_key, breed_reader
from wangcai.journal.public import once
from wangcai.kernel.public import Actor, NotAllowed, clean_line, writing


@once
def seed_breeds(*, by: Actor) -> None:
    """Give the actor's chain the known breeds it does not have yet; what the chain changed stays as it is."""
    rows = []
    for line in LINES.strip().splitlines():
        species, name, english, size, nose, others = line.split("|")
        aliases = sorted({breed_key(other) for other in (name, english, *others.split(";")) if other})
        rows.append(
            Breed(chain_id=by.chain_id, species=species, name=name, name_en=english, size=size,
                  short_nosed=nose == "n", aliases=aliases, coat=coat_of(english))
        )  # fmt: skip
    Breed.objects.bulk_create(rows, ignore_conflicts=True)


@once
def teach_breed(*, breed: Breed, spelling: str, by: Actor) -> Breed:
    """From now on this chain reads `spelling` as this breed: what a person decided about a doubtful one."""
    by.require("customers.write")
    key = breed_key(clean_line(spelling, most=120))
    own = Breed.objects.of(by).select_for_update().get(pk=breed.pk)
    if key and key not in own.aliases:
        own.aliases = sorted([*own.aliases, key])
        own.save(update_fields=["aliases"])
    return own


@dataclass(frozen=True, slots=True)
class BreedFacts:
    """What a list says of a breed: whole grams and centimetres of a grown animal, how it is groomed and sheds."""

    name: str
    species: str = Species.DOG
    weight_from_g: int | None = None
    weight_to_g: int | None = None
    height_to_cm: int | None = None
    size: str = ""
    coat: str = ""
    grooming: str = ""
    shedding: str = ""


def learn_breeds(*, facts: Sequence[BreedFacts], source: str, by: Actor) -> list[int]:
    """Write facts of breeds into the chain's list and return the breeds' ids, one for each fact.

    A breed is recognised by its exact words; one the chain does not have is added. What the chain knows already stays,
    unless it came from the same source.
    """
    if not (by.may("customers.import") or by.may("booking.setup")):
        raise NotAllowed(permission="customers.import")
    source, ids = clean_line(source, most=80), []
    with writing():
        reader = breed_reader(by)
        fresh: dict[str, Breed] = {}
        for fact in facts:
            name = clean_line(fact.name, most=80)
            breed, certainty = reader.match(fact.species, name)
            key = f"{fact.species}:{breed_key(name)}"
            if certainty != SURE or breed is None:
                breed = fresh.get(key) or Breed(
                    chain_id=by.chain_id, species=fact.species, name=name, name_en=name, aliases=[breed_key(name)]
                )
            _learn(breed, fact, source)
            breed.save()
            fresh[key] = breed
            ids.append(breed.pk)
    return ids


def _learn(breed: Breed, fact: BreedFacts, source: str) -> None:
    values = {
        "weight_from_g": fact.weight_from_g,
        "weight_to_g": fact.weight_to_g,
        "height_to_cm": fact.height_to_cm,
        "size": fact.size or size_of(fact.weight_to_g),
        "coat": fact.coat or coat_of(fact.name, fact.grooming, fact.shedding),
    }
    same = breed.source == source
    for name, value in values.items():
        if value and (same or not getattr(breed, name)):
            setattr(breed, name, value)
    breed.source = breed.source or source
