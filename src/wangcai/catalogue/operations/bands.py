"""The table of minutes and prices of a service, and the time single pets need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.banding import COAT_WORDS, SIZE_WORDS, SPECIES_WORDS
from wangcai.catalogue.events import BandsSet, PetTimeSet
from wangcai.catalogue.models import Band, PetTime, Service, Variant
from wangcai.catalogue.operations.finding import variant_of
from wangcai.catalogue.operations.offering import DAY, MinutesUnclear
from wangcai.catalogue.operations.products import HIGHEST_PRICE
from wangcai.catalogue.rules import require_pet_time, require_setup
from wangcai.customers.public import Breed, Pet
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, clean_line, now

VISITS = 3  # so many are enough to propose
LOOKED_AT = 5  # the newest visits count
STEP = 5  # minutes
MOST_BANDS = 200


class BandUnclear(Refusal):
    code = "band_unclear"
    sentence = _("第 {row} 档看不懂：时长 1 到 1440 分钟，价格 0 或更多，最高价不低于最低价。")
    field = "bands"


class BandTwice(Refusal):
    code = "band_twice"
    sentence = _("第 {row} 档和前面的条件一样，请合并成一档。")
    field = "bands"


class TooFewVisits(Refusal):
    code = "too_few_visits"
    sentence = _("做满 {visits} 次才能按实际用时定。")


@dataclass(frozen=True, slots=True)
class NewBand:
    """One row of the table; see `Band`. Weight in grams, prices in fen."""

    minutes: int
    species: str = ""
    size: str = ""
    up_to_g: int | None = None
    coat: str = ""
    breed_id: int | None = None
    price_fen: int | None = None
    price_to_fen: int | None = None

    @property
    def condition(self) -> tuple[object, ...]:
        return (self.species, self.size, self.up_to_g, self.coat, self.breed_id)

    @property
    def price(self) -> tuple[object, ...]:
        return (*self.condition, self.price_fen, self.price_to_fen)


@once
def set_bands(*, variant: Variant, bands: Sequence[NewBand], by: Actor, at: datetime | None = None) -> Service:
    """Replace the whole table of a service. Other minutes need booking.setup, other prices goods.write as well."""
    require_setup(by)
    variant = variant_of(by, variant.pk)
    service = Service.objects.of(by).select_for_update().filter(variant=variant).first()
    if service is None:
        raise NotFound
    was = bands_of(variant)
    priced_anew = sorted(map(repr, (b.price for b in was))) != sorted(map(repr, (b.price for b in bands)))
    require_setup(by, prices=priced_anew)
    _check(by, bands)
    if sorted(map(repr, was)) == sorted(map(repr, bands)):
        return service
    Band.objects.of(by).filter(variant=variant).delete()
    Band.objects.bulk_create(
        Band(
            chain_id=by.chain_id, variant=variant, minutes=b.minutes, species=b.species, size=b.size, up_to_g=b.up_to_g,
            coat=b.coat, breed_id=b.breed_id, price_fen=b.price_fen, price_to_fen=b.price_to_fen,
        )
        for b in bands
    )  # fmt: skip
    happening = BandsSet(
        subject_id=variant.pk, name=variant.name, before=len(was), after=len(bands), prices_changed=priced_anew
    )
    record(happening, by=by, at=at)
    return service


def bands_of(variant: Variant) -> list[NewBand]:
    """The table as it stands."""
    rows = Band.objects.of(variant.chain_id).filter(variant=variant).order_by("pk")
    return [
        NewBand(b.minutes, b.species, b.size, b.up_to_g, b.coat, b.breed_id, b.price_fen, b.price_to_fen) for b in rows
    ]


def _check(by: Actor, bands: Sequence[NewBand]) -> None:
    seen: set[tuple[object, ...]] = set()
    breeds = {band.breed_id for band in bands if band.breed_id}
    if breeds and Breed.objects.of(by).filter(pk__in=breeds).count() != len(breeds):
        raise NotFound(field="breed")
    for row, band in enumerate(bands, 1):
        low, high = band.price_fen, band.price_to_fen
        clear = (
            1 <= band.minutes <= DAY
            and (band.up_to_g is None or 0 < band.up_to_g <= 10**6)
            and band.species in ("", *SPECIES_WORDS)
            and band.size in ("", *SIZE_WORDS)
            and band.coat in ("", *COAT_WORDS)
            and (low is None or 0 <= low <= HIGHEST_PRICE)
            and (high is None or (low or 0) <= high <= HIGHEST_PRICE)
        )
        if not clear or row > MOST_BANDS:
            raise BandUnclear(row=row)
        if band.condition in seen:
            raise BandTwice(row=row)
        seen.add(band.condition)


@once
def set_pet_time(
    *, pet: Pet, variant: Variant, minutes: int | None, by: Actor, reason: str = "", at: datetime | None = None
) -> PetTime | None:
    """This pet needs so many minutes for this service; None: as its kind again. Whoever books or plans care may."""
    require_pet_time(by)
    return _write_time(pet, variant, minutes, by, reason=reason, learned=False, at=at)


@once
def accept_pet_time(
    *, pet: Pet, variant: Variant, observed: Sequence[int], by: Actor, at: datetime | None = None
) -> PetTime | None:
    """Take over what the visits took: `observed` are their minutes, oldest first. Refuses fewer than three."""
    require_pet_time(by)
    minutes = proposed_minutes(observed)
    if minutes is None:
        raise TooFewVisits(visits=VISITS)
    words = "、".join(str(value) for value in observed[-LOOKED_AT:])
    return _write_time(pet, variant, minutes, by, reason=words, learned=True, at=at)


def proposed_minutes(observed: Sequence[int], planned: int | None = None) -> int | None:
    """The pet's true minutes after three visits: the median of the last five, rounded up to five minutes.

    One visit that went wrong does not move it. None with fewer visits, or where `planned` is within five minutes of it.
    """
    if len(observed) < VISITS:
        return None
    true = -(-median(observed[-LOOKED_AT:]) // STEP) * STEP
    minutes = max(int(true), STEP)
    return None if planned is not None and abs(minutes - planned) <= STEP else minutes


def _write_time(
    pet: Pet, variant: Variant, minutes: int | None, by: Actor, *, reason: str, learned: bool, at: datetime | None
) -> PetTime | None:
    if pet.chain_id != by.chain_id:
        raise NotFound
    variant = variant_of(by, variant.pk)
    if minutes is not None and not 1 <= minutes <= DAY:
        raise MinutesUnclear(least=1, most=DAY)
    rows = PetTime.objects.of(by).filter(pet=pet, variant=variant)
    if minutes is None:
        row, changed = None, rows.delete()[0] > 0
    else:
        before = rows.values_list("minutes", "learned").first()
        values = {
            "minutes": minutes,
            "learned": learned,
            "reason": clean_line(reason, most=120),
            "at": at or now(),
            "by": by.key,
        }
        row, _made = PetTime.objects.of(by).update_or_create(
            pet=pet, variant=variant, defaults=values, create_defaults={"chain_id": by.chain_id, **values}
        )
        changed = before != (minutes, learned)
    if changed:
        happening = PetTimeSet(subject_id=pet.pk, pet_id=pet.pk, service=variant.name, minutes=minutes, learned=learned)
        record(happening, by=by, at=at)
    return row
