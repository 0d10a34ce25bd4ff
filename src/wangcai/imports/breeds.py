"""Spellings of breeds in a file, matched with the chain's own list; each spelling is read once."""

from dataclasses import dataclass, replace

from django.db import transaction

from wangcai.customers.public import DOUBTFUL, UNKNOWN, Breed, BreedReader, breed_reader, seed_breeds
from wangcai.kernel.public import Actor, writing

# These say that nobody knows, which is an answer and no doubt.
NO_BREED = {"", "mix", "mixed", "unknown", "混种", "串串", "不详", "未知", "其他"}


@dataclass(frozen=True, slots=True)
class Match:
    """`doubt` is empty, breed_doubtful (a guess for a person to decide) or breed_unknown; `first` on its first appearance."""

    breed_id: int | None = None
    name: str = ""
    doubt: str = ""
    first: bool = False


class Breeds:
    """A chain's breeds, read once for a whole file. `keep=False` (rehearsal) leaves a chain without breeds without them."""

    def __init__(self, by: Actor, *, keep: bool) -> None:
        self.reader = reader_for(by, keep=keep)
        self.known: dict[tuple[str, str], Match] = {}

    def match(self, species: str, text: str) -> Match:
        """The breed a spelling means. A doubtful one is not linked, only named."""
        key = (species, text.strip().lower())
        found = self.known.get(key)
        if found is None:
            found = self._read(species, text)
            self.known[key] = replace(found, first=False)
        return found

    def _read(self, species: str, text: str) -> Match:
        if text.strip().lower() in NO_BREED:
            return Match(first=True)
        breed, certainty = self.reader.match(species, text)
        if certainty == UNKNOWN or breed is None:
            return Match(doubt="breed_unknown", first=True)
        if certainty == DOUBTFUL:
            return Match(name=breed.name, doubt="breed_doubtful", first=True)
        return Match(breed_id=breed.pk, name=breed.name, first=True)


def reader_for(by: Actor, *, keep: bool) -> BreedReader:
    """The chain's own list; one that has none yet begins with the usual one."""
    if Breed.objects.of(by).exists():
        return breed_reader(by)
    with writing(), transaction.atomic():
        seed_breeds(by=by)
        reader = breed_reader(by)
        transaction.set_rollback(not keep)
    return reader
