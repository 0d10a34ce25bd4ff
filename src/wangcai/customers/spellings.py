"""Reading breed names as other people write them: `Retriever, Labrador`, `LABRADOR retriever`, 拉布拉多."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wangcai.customers.models import Breed
from wangcai.kernel.public import folded

SURE, LIKELY, DOUBTFUL, UNKNOWN = "sure", "likely", "doubtful", "unknown"
_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")
# Words that tell a coat or a variety, not a breed.
_COATS = {"coat", "coated", "haired", "hair", "short", "long", "smooth", "wire", "rough", "wirehaired", "shorthaired", "longhaired",
          "standard", "miniature", "mini", "toy", "giant", "dog", "cat", "mix", "mixed", "cross", "purebred", "犬", "猫", "狗"}  # fmt: skip


def breed_key(text: str) -> str:
    """The words of a spelling, folded and in alphabetical order: commas, case and order no longer matter."""
    return " ".join(sorted(_WORD.findall(folded(text))))


@dataclass(frozen=True)
class BreedReader:
    """A chain's breeds, read once, for reading many spellings."""

    exact: dict[tuple[str, str], Breed]
    plain: dict[tuple[str, str], list[Breed]]

    def match(self, species: str, text: str) -> tuple[Breed | None, str]:
        """(breed, certainty): sure — the same words; likely — the same but for coat or size; doubtful — one breed shares
        the rarer words (for a person to decide); unknown — (None, unknown). Empty text is unknown."""
        key = breed_key(text)
        if not key:
            return None, UNKNOWN
        if (species, key) in self.exact:
            return self.exact[species, key], SURE
        found = self.plain.get((species, _without_coat(key)), [])
        if len(found) == 1:
            return found[0], LIKELY
        return self._sharing(species, key)

    def _sharing(self, species: str, key: str) -> tuple[Breed | None, str]:
        words = set(key.split()) - _COATS
        best: dict[int, tuple[int, Breed]] = {}
        for (of_species, known), breed in self.exact.items():
            shared = words & set(known.split())
            if of_species == species and shared:
                score = max(len(shared), best.get(breed.pk, (0, breed))[0])
                best[breed.pk] = (score, breed)
        top = max((score for score, _ in best.values()), default=0)
        leaders = [breed for score, breed in best.values() if score == top]
        return (leaders[0], DOUBTFUL) if len(leaders) == 1 else (None, DOUBTFUL if leaders else UNKNOWN)


def _without_coat(key: str) -> str:
    return " ".join(word for word in key.split() if word not in _COATS)


def breed_reader(chain: object) -> BreedReader:
    """Read a chain's breeds (one query)."""
    return reader_of(Breed.objects.of(chain).order_by("pk"))


def reader_of(breeds: Iterable[Breed]) -> BreedReader:
    exact: dict[tuple[str, str], Breed] = {}
    plain: dict[tuple[str, str], list[Breed]] = {}
    for breed in breeds:
        for key in {*breed.aliases, breed_key(breed.name), breed_key(breed.name_en)} - {""}:
            exact.setdefault((breed.species, key), breed)
            short = _without_coat(key)
            if short and breed not in plain.setdefault((breed.species, short), []):
                plain[breed.species, short].append(breed)
    return BreedReader(exact, plain)


def match_breed(chain: object, species: str, text: str) -> tuple[Breed | None, str]:
    """Read one spelling; for many use `breed_reader(chain).match(species, text)`."""
    return breed_reader(chain).match(species, text)
