"""Which band of a service's table a pet falls into, and how a band is said."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.models import Band, Service
from wangcai.customers.public import Pet, Species, Weight
from wangcai.kernel.public import Actor

SPECIES_WORDS = {"cat": _("猫"), "dog": _("狗"), "rabbit": _("兔"), "bird": _("鸟"), "other": _("其他")}
SIZE_WORDS = {"toy": _("玩具型"), "small": _("小型"), "medium": _("中型"), "large": _("大型"), "giant": _("巨型")}
COAT_WORDS = {
    "smooth": _("光毛"), "short": _("短毛"), "double": _("双层毛"), "long": _("长毛"), "curly": _("卷毛"),
    "wire": _("刚毛"), "hairless": _("无毛"),
}  # fmt: skip
# A dog of an unknown breed is as large as it is heavy: up to so many grams.
SIZES_BY_WEIGHT = ((4_000, "toy"), (10_000, "small"), (25_000, "medium"), (45_000, "large"))


@dataclass(frozen=True, slots=True)
class Measure:
    """What of a pet decides the band."""

    known: bool = False
    species: str = ""
    size: str = ""
    coat: str = ""
    breed_id: int | None = None
    weight_g: int | None = None
    estimated: bool = False


def takes(service: Service, species: str) -> bool:
    """Is the service for this species? Empty means any."""
    return not service.species or species in service.species.replace(" ", "").split(",")


def measure_of(by: Actor, pet: Pet | None) -> Measure:
    """What the file knows of the pet; a dog not weighed yet is as heavy as its breed's standard. One query."""
    if pet is None:
        return Measure()
    breed = pet.breed
    found = Weight.objects.of(by).filter(pet=pet).order_by("-at", "-pk").values_list("grams", flat=True).first()
    standard = breed.weight_to_g if breed else None
    return Measure(
        known=True, species=pet.species, size=(breed.size if breed else "") or _size_by_weight(pet.species, found),
        coat=pet.coat_kind or (breed.coat if breed else ""), breed_id=pet.breed_id, weight_g=found or standard, estimated=not found and bool(standard),
    )  # fmt: skip


def _size_by_weight(species: str, grams: int | None) -> str:
    if species != Species.DOG or not grams:
        return ""
    return next((size for most, size in SIZES_BY_WEIGHT if grams <= most), "giant")


def fits(band: Band, measure: Measure) -> bool:
    """May the band hold for the pet? What is not known yet (a pet not chosen, a weight) may be anything."""
    return not measure.known or (
        band.species in ("", measure.species)
        and band.size in ("", measure.size)
        and band.coat in ("", measure.coat)
        and band.breed_id in (None, measure.breed_id)
        and (band.up_to_g is None or measure.weight_g is None or measure.weight_g <= band.up_to_g)
    )


def width(band: Band) -> tuple[Any, ...]:
    """Narrow before wide: breed, then coat, then weight, then size, then species."""
    return (band.breed_id is None, not band.coat, band.up_to_g or 10**9, not band.size, not band.species, band.pk)


def band_words(band: Band) -> str:
    """A band as people say it: 狗 · 双层毛 · 40 kg 以内."""
    words = []
    if band.species:
        words.append(SPECIES_WORDS.get(band.species, band.species))
    if band.size:
        words.append(SIZE_WORDS.get(band.size, band.size))
    if band.coat:
        words.append(COAT_WORDS.get(band.coat, band.coat))
    if band.up_to_g:
        words.append(_("{weight} kg 以内").format(weight=f"{band.up_to_g / 1000:g}"))
    return " · ".join(str(word) for word in words) or str(_("不分大小"))
