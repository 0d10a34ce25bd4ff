"""Spellings of breeds in a file, matched with the chain's own list; each spelling is read once."""

from dataclasses import dataclass

from wangcai.customers.public import DOUBTFUL, UNKNOWN, breed_reader
from wangcai.kernel.public import Actor

# These say that nobody knows, which is an answer and no doubt.
NO_BREED = {"", "mix", "mixed", "unknown", "混种", "串串", "不详", "未知", "其他"}


@dataclass(frozen=True, slots=True)
class Match:
    """`doubt` is empty, breed_doubtful (a guess for a person to decide) or breed_unknown."""

    breed_id: int | None = None
    name: str = ""
    doubt: str = ""


class Breeds:
    """A chain's breeds, read once for a whole file."""

    def __init__(self, by: Actor) -> None:
        self.reader = breed_reader(by)
        self.known: dict[tuple[str, str], Match] = {}

    def match(self, species: str, text: str) -> Match:
        """The breed a spelling means. A doubtful one is not linked, only named."""
        key = (species, text.strip().lower())
        if key not in self.known:
            self.known[key] = self._read(species, text)
        return self.known[key]

    def _read(self, species: str, text: str) -> Match:
        if text.strip().lower() in NO_BREED:
            return Match()
        breed, certainty = self.reader.match(species, text)
        if certainty == UNKNOWN or breed is None:
            return Match(doubt="breed_unknown")
        if certainty == DOUBTFUL:
            return Match(name=breed.name, doubt="breed_doubtful")
        return Match(breed_id=breed.pk, name=breed.name)
