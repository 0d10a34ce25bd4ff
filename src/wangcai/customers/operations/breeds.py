"""Breeds: a chain's own list, begun from the known ones, and reading the spellings of other lists."""

from wangcai.customers.breeds_known import LINES
from wangcai.customers.models import Breed
from wangcai.customers.spellings import breed_key
from wangcai.journal.public import once
from wangcai.kernel.public import Actor, clean_line


@once
def seed_breeds(*, by: Actor) -> None:
    """Give the actor's chain the known breeds it does not have yet; what the chain changed stays as it is."""
    rows = []
    for line in LINES.strip().splitlines():
        species, name, english, size, nose, others = line.split("|")
        aliases = sorted({breed_key(other) for other in (name, english, *others.split(";")) if other})
        rows.append(
            Breed(chain_id=by.chain_id, species=species, name=name, name_en=english, size=size,
                  short_nosed=nose == "n", aliases=aliases)
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
