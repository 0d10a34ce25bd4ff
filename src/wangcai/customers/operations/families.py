"""Families: who lives with whom, who cares for a pet, and a pet that moves to other people."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.customers import finding
from wangcai.customers.events import CarerSet, CustomerChanged, PetMoved
from wangcai.customers.models import Carer, Customer, Pet, PetMove
from wangcai.customers.operations.opening import raise_merged
from wangcai.customers.operations.pets import household_of
from wangcai.customers.rules import must_be_ours, must_write
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, NotFound, Refusal, now

ROLES = ("owner", "may_collect", "pays")


class AlreadyThere(Refusal):
    code = "already_there"
    sentence = _("它已经在这个家庭里了。")
    field = "customer"


@once
def move_pet(*, pet: Pet, to: Customer, by: Actor, at: datetime | None = None) -> Pet:
    """The pet moves to `to`'s household. Its history stays; the old family sees nothing that comes after."""
    must_write(by)
    must_be_ours(by, pet, to)
    if to.merged_into_id:
        raise_merged(by, to)
    at = at or now()
    household = household_of(to)
    old = Pet.objects.of(by).filter(pk=pet.pk).values_list("household_id", flat=True).first()
    moved = (
        Pet.objects.of(by).filter(pk=pet.pk, household_id=old).exclude(household=household).update(household=household)
    )
    if not moved:
        raise AlreadyThere
    if old:
        PetMove.objects.of(by).get_or_create(
            pet=pet, household_id=old, to_at=None, defaults={"chain_id": by.chain_id, "from_at": pet.created_at}
        )
        PetMove.objects.of(by).filter(pet=pet, to_at=None).update(to_at=at)
    PetMove.objects.create(chain_id=by.chain_id, pet=pet, household=household, from_at=at)
    before = list(Carer.objects.of(by).filter(pet=pet).values_list("customer_id", flat=True))
    Carer.objects.of(by).filter(pet=pet).delete()
    Carer.objects.create(chain_id=by.chain_id, pet=pet, customer=to, owner=True, may_collect=True, pays=True)
    record(PetMoved(subject_id=pet.pk, pet_id=pet.pk, from_household=old, to_household=household.pk), by=by, at=at)
    old_family = Customer.objects.of(by).filter(household_id=old).values_list("pk", flat=True) if old else []
    finding.refresh(by.chain_id, customers=[to.pk, *before, *old_family], pets=[pet.pk])
    pet.refresh_from_db()
    return pet


@once
def set_carer(
    *, pet: Pet, customer: Customer, by: Actor, owner: bool = False, may_collect: bool = False, pays: bool = False,
    at: datetime | None = None,
) -> Carer | None:  # fmt: skip
    """Say what a person is to a pet: owner, may collect, pays. Nothing of the three ends the relation and returns None."""
    must_write(by)
    must_be_ours(by, pet, customer)
    if customer.merged_into_id:
        raise_merged(by, customer)
    roles = {"owner": owner, "may_collect": may_collect, "pays": pays}
    carer = None
    if any(roles.values()):
        carer, _made = Carer.objects.of(by).update_or_create(
            pet=pet, customer=customer, defaults=roles, create_defaults={"chain_id": by.chain_id, **roles}
        )
    elif not Carer.objects.of(by).filter(pet=pet, customer=customer).delete()[0]:
        raise NotFound
    given = [role for role in ROLES if roles[role]]
    record(
        CarerSet(subject_id=pet.pk, pet_id=pet.pk, customer_id=customer.pk, carer_id=customer.pk, roles=given),
        by=by,
        at=at,
    )
    finding.refresh(by.chain_id, customers=[customer.pk], pets=[pet.pk])
    return carer


@once
def join_household(*, customer: Customer, with_customer: Customer, by: Actor, at: datetime | None = None) -> Customer:
    """The two become one family: they share pets and one bill from now on; both families' members and pets come along."""
    must_write(by)
    must_be_ours(by, customer, with_customer)
    for person in (customer, with_customer):
        if person.merged_into_id:
            raise_merged(by, person)
    household = household_of(with_customer)
    if customer.household_id == household.pk:
        raise AlreadyThere
    if customer.household_id:
        unite_households(by, drop_id=customer.household_id, keep_id=household.pk)
    else:
        Customer.objects.of(by).filter(pk=customer.pk).update(household=household)
    record(CustomerChanged(subject_id=customer.pk, customer_id=customer.pk, fields=["family"]), by=by, at=at)
    finding.refresh(by.chain_id, customers=[customer.pk, with_customer.pk])
    customer.refresh_from_db()
    return customer


def unite_households(by: Actor, *, drop_id: int, keep_id: int) -> int:
    """Everybody and every pet of one household now belongs to the other; returns how many pets came along."""
    Customer.objects.of(by).filter(household_id=drop_id).update(household_id=keep_id)
    PetMove.objects.of(by).filter(household_id=drop_id).update(household_id=keep_id)
    return Pet.objects.of(by).filter(household_id=drop_id).update(household_id=keep_id)
