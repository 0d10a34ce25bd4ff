"""Opening and changing a pet's file."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers import finding
from wangcai.customers.events import PetAdded, PetChanged
from wangcai.customers.models import Breed, Carer, Coat, Customer, Household, Pet, PetMove, Species
from wangcai.customers.numbers import next_codes
from wangcai.customers.rules import must_be_ours, must_write
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, clean_line, clean_text, now

LINES = {
    "name": 60,
    "breed_text": 120,
    "coat": 60,
    "temperament": 200,
    "allergies": 300,
    "diet": 300,
    "vet": 120,
    "chip": 30,
    "licence": 30,
}
TEXTS = {"health", "note"}
FACTS = {"species", "breed", "sex", "neutered", "born_on", "born_estimated", "adopted_on", "died_on", "photo",
         "coat_kind", "height_cm"}  # fmt: skip
PLAIN_TYPES = (str, int, bool, type(None))


class SpeciesUnknown(Refusal):
    code = "species_unknown"
    sentence = _("请选择种类：猫、狗、兔、鸟或其他。")
    field = "species"


class CoatUnknown(Refusal):
    code = "coat_unknown"
    sentence = _("请从列表里选毛型。")
    field = "coat_kind"


class HeightUnclear(Refusal):
    code = "height_unclear"
    sentence = _("肩高请填 1 到 150 厘米。")
    field = "height_cm"


class DateAhead(Refusal):
    code = "date_ahead"
    sentence = _("这个日期还没到，请检查年份。")


class DiedBeforeBorn(Refusal):
    code = "died_before_born"
    sentence = _("离世日期早于生日，请检查。")
    field = "died_on"


@once
def add_pet(
    *, species: str, by: Actor, customer: Customer | None = None, name: str = "", at: datetime | None = None,
    source: str = "", external_ref: str = "", **more: Any,
) -> Pet:  # fmt: skip
    """Open a pet's file in the customer's household (made where there is none); the customer becomes its owner.

    `more` are fields of the file, see `change_pet`.
    """
    must_write(by)
    must_be_ours(by, customer)
    at = at or now()
    values = cleaned(by, {"species": species, "name": name, **more})
    household = household_of(customer) if customer else None
    (code,) = next_codes(by.chain_id, "pet")
    pet = Pet.objects.create(
        chain_id=by.chain_id, code=code, household=household, created_at=at, source=clean_line(source, most=30),
        external_ref=clean_line(external_ref, most=60), **values,
    )  # fmt: skip
    if customer and household:
        PetMove.objects.create(chain_id=by.chain_id, pet=pet, household=household, from_at=at)
        Carer.objects.create(chain_id=by.chain_id, pet=pet, customer=customer, owner=True, may_collect=True, pays=True)
    customer_id = customer.pk if customer else None
    record(
        PetAdded(subject_id=pet.pk, pet_id=pet.pk, customer_id=customer_id, code=code, source=pet.source), by=by, at=at
    )
    finding.refresh(by.chain_id, pets=[pet.pk])
    return pet


def household_of(customer: Customer) -> Household:
    """The customer's household; a first one is made where there is none."""
    if customer.household is None:
        household = Household.objects.create(chain_id=customer.chain_id, name="")
        Customer.objects.of(customer.chain_id).filter(pk=customer.pk, household=None).update(household=household)
        customer.refresh_from_db(fields=["household"])
    assert customer.household is not None
    return customer.household


@once
def change_pet(*, pet: Pet, by: Actor, at: datetime | None = None, **changes: Any) -> Pet:
    """Change fields of a pet's file: name, species, breed, breed_text, sex, neutered, born_on, born_estimated, adopted_on,
    coat, temperament, health, allergies, diet, vet, chip, licence, note, photo, died_on. What is not named stays."""
    must_write(by)
    must_be_ours(by, pet)
    values = cleaned(by, changes)
    before = {name: getattr(pet, name) for name in values}
    changed = [name for name, value in values.items() if before[name] != value]
    if not changed:
        return pet
    born, died = values.get("born_on", pet.born_on), values.get("died_on", pet.died_on)
    if born and died and died < born:
        raise DiedBeforeBorn
    if not Pet.objects.of(by).filter(pk=pet.pk).update(**{name: values[name] for name in changed}):
        raise NotFound
    facts = {n: [_plain(before[n]), _plain(values[n])] for n in changed if n in FACTS}
    record(PetChanged(subject_id=pet.pk, pet_id=pet.pk, fields=changed, changes=facts), by=by, at=at)
    finding.refresh(by.chain_id, pets=[pet.pk])
    pet.refresh_from_db()
    return pet


def cleaned(by: Actor, values: dict[str, Any]) -> dict[str, Any]:
    """Field values as they may be stored. Refuses unknown species, days to come and another chain's breed or photo."""
    result: dict[str, Any] = {}
    for name, value in values.items():
        if name in LINES:
            result[name] = clean_line(value, most=LINES[name])
        elif name in TEXTS:
            result[name] = clean_text(value)
        elif name in FACTS:
            result[name] = value
        else:
            raise TypeError(f"a pet's file has no field {name!r} to set")
    if "species" in result and result["species"] not in Species.values:
        raise SpeciesUnknown
    if result.get("coat_kind") and result["coat_kind"] not in Coat.values:
        raise CoatUnknown
    if result.get("height_cm") is not None and not 1 <= result["height_cm"] <= 150:
        raise HeightUnclear
    for name in ("born_on", "adopted_on", "died_on"):
        # A store ahead of UTC may already write tomorrow's date.
        if result.get(name) and result[name].toordinal() > now().date().toordinal() + 1:
            raise DateAhead(field=name)
    must_be_ours(by, result.get("breed"), result.get("photo"))
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, Breed):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, PLAIN_TYPES) else getattr(value, "pk", None)
