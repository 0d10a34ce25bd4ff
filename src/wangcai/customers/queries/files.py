"""Reading files: one customer or pet, the pets of a customer, numbers, flags, consents. Always within the chain."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from wangcai.customers.flags import KINDS, flag_label
from wangcai.customers.models import Address, Carer, Consent, Customer, Flag, Pet, Phone
from wangcai.kernel.public import Actor, NotFound, Refusal, among, fetch, kept, normal_phone


@dataclass(frozen=True, slots=True)
class ActiveFlag:
    """A warning that is up: its words, whether it is about safety, and its icon."""

    id: int
    pet_id: int
    kind: str
    label: str
    note: str
    safety: bool
    icon: str


def customer_for(by: Actor, customer_id: int) -> Customer:
    """The living file behind an id (a merged one leads to its keeper). NotFound where there is none of this chain."""
    by.require("customers.see")
    found = _files(by.chain_id, customer_id)
    if not found:
        raise NotFound
    return found[0].merged_into or found[0]


@kept
def _files(chain_id: int, customer_id: int) -> QuerySet[Customer]:
    return Customer.objects.of(chain_id).select_related("merged_into", "household", "home_store").filter(pk=customer_id)


def pet_for(by: Actor, pet_id: int) -> Pet:
    """A pet's file; NotFound where there is none of this chain."""
    by.require("customers.see")
    pet = Pet.objects.of(by).select_related("breed", "household", "photo").filter(pk=pet_id).first()
    if pet is None:
        raise NotFound
    return pet


def file_ids(customer: Customer) -> list[int]:
    """The ids under which this customer's history is kept: the file's own and those of all files merged into it."""
    return [customer.pk, *_merged_into(customer.chain_id, customer.pk)]


def living_file(customer: Customer | None) -> Customer | None:
    """The file somebody is reached by: what was merged since leads to its keeper. A query only where it was merged."""
    if customer is None or customer.merged_into_id is None:
        return customer
    return customer.merged_into


def all_file_ids(chain_id: int, customer_id: int | None) -> list[int]:
    """Every id under which the person behind this one has a history, whichever of the files it names."""
    if customer_id is None:
        return []
    found = _files(chain_id, customer_id)
    return file_ids(found[0].merged_into or found[0]) if found else [customer_id]


@kept
def _merged_into(chain_id: int, customer_id: int) -> QuerySet[Customer, int]:
    merged = Customer.objects.of(chain_id).filter(merged_into_id=customer_id)
    return merged.order_by("pk").values_list("pk", flat=True)


def customers_by_phone(by: Actor, number: str) -> list[Customer]:
    """Every living file with this telephone number, oldest first; nothing for what is not a number."""
    try:
        digits = normal_phone(number)
    except Refusal:
        return []
    return list(Customer.objects.of(by).filter(phones__number=digits, merged_into=None).distinct().order_by("pk"))


def customer_by_ref(by: Actor, source: str, external_ref: str) -> Customer | None:
    """The living file of another system's customer number."""
    found = (
        Customer.objects.of(by).filter(source=source, external_ref=external_ref).select_related("merged_into").first()
    )
    return (found.merged_into or found) if found else None


def pets_of(customer: Customer) -> list[Pet]:
    """The pets of the customer's household, then those he or she cares for, in the order of their files."""
    pets = _pets(customer.chain_id, customer.pk, customer.household_id)
    return sorted(pets, key=lambda p: (p.died_on is not None, p.household_id != customer.household_id, p.pk))


@kept
def _pets(chain_id: int, customer_id: int, household_id: int | None) -> QuerySet[Pet]:
    # Two keys, each through its own index: OR over a join reads every pet of the chain.
    pets = Pet.objects.of(chain_id)
    cared_for = Q(pk__in=Carer.objects.of(chain_id).filter(customer_id=customer_id).values("pet_id"))
    wanted = cared_for if household_id is None else cared_for | Q(household_id=household_id)
    return pets.filter(wanted).select_related("breed", "photo")


def family_of(customer: Customer) -> list[Customer]:
    """The other living members of the household."""
    if not customer.household_id:
        return []
    return _family(customer.chain_id, customer.household_id, customer.pk)


@kept
def _family(chain_id: int, household_id: int, customer_id: int) -> QuerySet[Customer]:
    same = Customer.objects.of(chain_id).filter(household_id=household_id, merged_into=None)
    return same.exclude(pk=customer_id).order_by("pk")


def active_flags(pet_ids: Iterable[int], chain: object | None = None) -> dict[int, list[ActiveFlag]]:
    """Warnings that are up, by pet, safety first. One query; every pet asked for has an entry.

    The ids come from rows already narrowed to a chain; give `chain` where they come from outside.
    """
    found: dict[int, list[ActiveFlag]] = {pet_id: [] for pet_id in pet_ids}
    if not found:
        return found
    if chain is None:
        rows = _flags_up(tuple(found))
    else:
        rows = list(Flag.objects.of(chain).filter(pet_id__in=found, ended_at=None).order_by("pk"))
    for row in rows:
        kind = KINDS.get(row.kind)
        flag = ActiveFlag(
            row.pk, row.pet_id, row.kind, flag_label(row.kind), row.note,
            kind.safety if kind else True, kind.icon if kind else "alert-triangle",
        )  # fmt: skip
        found[row.pet_id].append(flag)
    for flags in found.values():
        flags.sort(key=lambda f: (not f.safety, f.id))
    return found


def flag_kinds(chain_id: int, pet_ids: Iterable[int]) -> list[tuple[int, str]]:
    """(pet, kind) of the warnings that are up, the oldest first: for a board of hundreds. One query."""
    condition, ids = among("pet_id", pet_ids)
    text = (
        f"SELECT pet_id, kind FROM customers_flag WHERE chain_id = %s AND ended_at IS NULL AND {condition} ORDER BY id"  # noqa: S608
    )
    return fetch(text, [chain_id, ids])  # type: ignore[return-value]


@kept
def _flags_up(pet_ids: tuple[int, ...]) -> QuerySet[Flag]:
    return Flag.objects.across_chains().filter(pet_id__in=pet_ids, ended_at=None).order_by("pk")


def consent_now(customer: Customer) -> dict[tuple[str, str], Consent]:
    """The newest word on each purpose and channel."""
    return {(row.purpose, row.channel): row for row in _consents(customer.chain_id, customer.pk)}


@kept
def _consents(chain_id: int, customer_id: int) -> QuerySet[Consent]:
    return Consent.objects.of(chain_id).filter(customer_id=customer_id).order_by("at", "pk")


@kept
def numbers_of(chain_id: int, customer_id: int) -> QuerySet[Phone]:
    """The customer's numbers, the one to ring first at the top."""
    return Phone.objects.of(chain_id).filter(customer_id=customer_id).order_by("position", "pk")


@kept
def addresses_of(chain_id: int, customer_id: int) -> QuerySet[Address]:
    """The addresses in use."""
    return Address.objects.of(chain_id).filter(customer_id=customer_id, ended_at=None).order_by("position", "pk")


def may_reach(customer: Customer, purpose: str, channel: str) -> bool:
    """May we write to the customer for this purpose on this channel?

    Service words are allowed until refused; everything else only after a yes. A word on the channel counts before one
    on all channels.
    """
    said = consent_now(customer)
    word = said.get((purpose, channel)) or said.get((purpose, ""))
    return word.given if word else purpose == Consent.Purpose.SERVICE
