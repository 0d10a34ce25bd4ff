"""Many files at once, from an old system: a few statements for a whole batch instead of several for each row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from wangcai.customers import finding
from wangcai.customers.events import CustomerCreated, PetAdded
from wangcai.customers.models import Address, Carer, Consent, Customer, Household, Pet, PetMove, Phone, Weight
from wangcai.customers.numbers import next_codes
from wangcai.journal.public import record_all
from wangcai.kernel.public import Actor, NotAllowed, clean_line, clean_text, insert_rows, now, public_id, writing
from wangcai.lookup.public import forget_subject

AT_ONCE = 500
# Rows that belong to the file itself: they go with it and are no reason to keep it.
OWN_PARTS = {Phone, Address, Consent, Carer, PetMove, Weight}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCustomer:
    """A customer as an old system knew him: cleaned by the importer. An external reference alone is enough."""

    source: str
    external_ref: str = ""
    name: str = ""
    phone: str = ""
    mail: str = ""
    wechat: str = ""
    note: str = ""
    birthday: date | None = None
    address: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPet:
    """A pet with its owner's file (None: nobody known yet)."""

    source: str
    species: str
    external_ref: str = ""
    customer_id: int | None = None
    name: str = ""
    breed_id: int | None = None
    breed_text: str = ""
    sex: str = ""
    neutered: bool | None = None
    born_on: date | None = None
    chip: str = ""
    licence: str = ""
    note: str = ""
    grams: int = 0


def open_customers(
    *, customers: Sequence[ImportedCustomer], by: Actor, at: datetime | None = None, findable: bool = True
) -> list[int]:
    """Open a file for each, in one transaction; returns their ids in the order given. External references must be free.

    `findable=False` where their pets are opened next, which brings the whole family into the look-up.
    """
    _must_import(by)
    at = at or now()
    ids: list[int] = []
    with writing():
        for start in range(0, len(customers), AT_ONCE):
            ids += _open_customers(customers[start : start + AT_ONCE], by, at, findable)
    return ids


def open_pets(*, pets: Sequence[ImportedPet], by: Actor, at: datetime | None = None) -> list[int]:
    """Open a file for each pet in its owner's household, in one transaction; returns their ids in the order given."""
    _must_import(by)
    at = at or now()
    ids: list[int] = []
    with writing():
        for start in range(0, len(pets), AT_ONCE):
            ids += _open_pets(pets[start : start + AT_ONCE], by, at)
    return ids


def forget_files(*, customer_ids: Iterable[int], pet_ids: Iterable[int], by: Actor) -> tuple[set[int], set[int]]:
    """Remove files nothing was built on (the undo of an import); returns the ids of customers and pets that were removed.

    Whoever has an order, a message or anything else beyond the file itself stays.
    """
    _must_import(by)
    with writing():
        pets = _unused(by, Pet, set(pet_ids))
        for batch in _batches(pets):
            Pet.objects.of(by).filter(pk__in=batch).delete()
        customers = _without_pets(by, _unused(by, Customer, set(customer_ids)))
        homes: set[int] = set()
        for batch in _batches(customers):
            rows = Customer.objects.of(by).filter(pk__in=batch)
            homes |= set(rows.exclude(household=None).values_list("household_id", flat=True))
            rows.delete()
        for batch in _batches(_unused(by, Household, homes)):
            Household.objects.of(by).filter(pk__in=batch).delete()
        for kind, gone in (("pet", pets), ("customer", customers)):
            for pk in gone:
                forget_subject(by.chain_id, kind, pk)
    return customers, pets


def _must_import(by: Actor) -> None:
    if not (by.may("customers.import") or by.may("orders.import")):
        raise NotAllowed(permission="customers.import")


def _open_customers(batch: Sequence[ImportedCustomer], by: Actor, at: datetime, findable: bool) -> list[int]:
    chain_id, codes = by.chain_id, next_codes(by.chain_id, "customer", len(batch))
    homes = insert_rows(Household._meta.db_table, ("chain_id", "name"), [(chain_id, "")] * len(batch))
    rows = [
        Customer(
            chain_id=chain_id, public_id=public_id(), code=code, household_id=home, name=clean_line(c.name, most=80),
            mail=clean_line(c.mail, most=120), wechat=clean_line(c.wechat, most=60), note=clean_text(c.note),
            birthday=c.birthday, source=c.source, external_ref=c.external_ref, created_at=at,
        )
        for c, code, home in zip(batch, codes, homes, strict=True)
    ]  # fmt: skip
    ids = [row.pk for row in Customer.objects.bulk_create(rows)]
    Phone.objects.bulk_create(
        Phone(chain_id=chain_id, customer_id=pk, number=c.phone) for pk, c in zip(ids, batch, strict=True) if c.phone
    )
    Address.objects.bulk_create(
        Address(
            chain_id=chain_id,
            customer_id=pk,
            text=clean_line(c.address, most=200),
            district=clean_line(c.district, most=60),
        )
        for pk, c in zip(ids, batch, strict=True)
        if c.address or c.district
    )
    record_all(
        [CustomerCreated(subject_id=row.pk, customer_id=row.pk, code=row.code, source=row.source) for row in rows],
        by=by,
        at=at,
    )
    if findable:
        finding.refresh(chain_id, customers=ids)
    return ids


def _open_pets(batch: Sequence[ImportedPet], by: Actor, at: datetime) -> list[int]:
    chain_id, codes = by.chain_id, next_codes(by.chain_id, "pet", len(batch))
    owners = {pet.customer_id for pet in batch if pet.customer_id}
    homes = dict(Customer.objects.of(by).filter(pk__in=owners).values_list("pk", "household_id"))
    rows = [
        Pet(
            chain_id=chain_id, public_id=public_id(), code=code, household_id=homes.get(p.customer_id or 0),
            name=clean_line(p.name, most=60), species=p.species, breed_id=p.breed_id,
            breed_text=clean_line(p.breed_text, most=120), sex=p.sex, neutered=p.neutered, born_on=p.born_on,
            chip=clean_line(p.chip, most=30), licence=clean_line(p.licence, most=30), note=clean_text(p.note),
            source=p.source, external_ref=p.external_ref, created_at=at,
        )
        for p, code in zip(batch, codes, strict=True)
    ]  # fmt: skip
    Pet.objects.bulk_create(rows)
    pairs = list(zip(rows, batch, strict=True))
    PetMove.objects.bulk_create(
        PetMove(chain_id=chain_id, pet=row, household_id=row.household_id, from_at=at)
        for row, _p in pairs
        if row.household_id
    )
    Carer.objects.bulk_create(
        Carer(chain_id=chain_id, pet=row, customer_id=p.customer_id, owner=True, may_collect=True, pays=True)
        for row, p in pairs
        if p.customer_id
    )
    Weight.objects.bulk_create(
        Weight(chain_id=chain_id, pet=row, grams=p.grams, at=at, by=by.key) for row, p in pairs if p.grams
    )
    record_all(
        [
            PetAdded(subject_id=r.pk, pet_id=r.pk, customer_id=p.customer_id, code=r.code, source=r.source)
            for r, p in pairs
        ],
        by=by,
        at=at,
    )
    finding.refresh(chain_id, pets=[row.pk for row in rows])
    return [row.pk for row in rows]


def _unused(by: Actor, model: type[models.Model], ids: set[int]) -> set[int]:
    """Those of `ids` that no row of any stage points to, other than their own parts."""
    ids = set(model.objects.of(by).filter(pk__in=ids).values_list("pk", flat=True)) if len(ids) <= AT_ONCE else ids  # type: ignore[attr-defined]
    used: set[int] = set()
    # Hidden ones too: later stages point here without leaving a name.
    for relation in model._meta.get_fields(include_hidden=True):
        there: Any = relation.related_model
        if not (relation.auto_created and relation.is_relation) or relation.concrete or there in OWN_PARTS:
            continue
        name = relation.field.attname
        for batch in _batches(ids):
            found = there._base_manager.filter(**{f"{name}__in": batch}).values_list(name, flat=True)
            used |= set(found.distinct())
    return ids - used


def _without_pets(by: Actor, customer_ids: set[int]) -> set[int]:
    """Those whose household has no pet and who care for none."""
    kept: set[int] = set()
    for batch in _batches(customer_ids):
        rows = Customer.objects.of(by).filter(pk__in=batch)
        kept |= set(
            rows.filter(models.Q(household__pets__isnull=False) | models.Q(cares__isnull=False)).values_list(
                "pk", flat=True
            )
        )
    return customer_ids - kept


def _batches(ids: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(ids)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
