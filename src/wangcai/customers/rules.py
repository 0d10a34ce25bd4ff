"""Who may do what with the files of customers and pets. Files belong to the chain, so a right in any store is enough."""

from wangcai.customers.models import Carer, Customer, Pet
from wangcai.kernel.public import Actor, NotAllowed, NotFound, masked_phone

# Who reads and writes notes that are for managers only.
PRIVATE = "work.assign"


def must_write(by: Actor) -> None:
    """Refuse who may not change files."""
    by.require("customers.write")


def must_write_or_order(by: Actor) -> None:
    """Whoever takes an order may open the file it needs."""
    if not (by.may("customers.write") or by.may("orders.place") or by.may("orders.import")):
        raise NotAllowed(permission="customers.write")


def must_be_ours(by: Actor, *rows: object) -> None:
    """Refuse rows of another chain like rows that are not there."""
    if any(row is not None and row.chain_id != by.chain_id for row in rows):  # type: ignore[attr-defined]
        raise NotFound


def sees_phones(by: Actor) -> bool:
    """May the actor read telephone numbers in full without asking?"""
    return by.may("customers.phones")


def shown_phone(by: Actor, customer: object, number: str) -> str:
    """The number as this actor may see it: in full, or 138****8000. `customer` is the file it belongs to, or None."""
    must_be_ours(by, customer)
    return number if sees_phones(by) else masked_phone(number)


def must_write_health(by: Actor, pet: Pet) -> None:
    """Who keeps files or takes pets in may write health records; a customer those of the own pets."""
    if by.kind == "customer":
        if not keeps(by, pet):
            raise NotFound
    elif not (by.may("customers.write") or by.may("care.check_in")):
        raise NotAllowed(permission="customers.write")


def keeps(by: Actor, pet: Pet) -> bool:
    """Is the customer of the pet's household, or one who cares for it?"""
    person = Customer.objects.of(by).filter(pk=by.id, merged_into=None).values_list("household_id", flat=True)
    if pet.chain_id != by.chain_id or not person.exists():
        return False
    if pet.household_id and person.first() == pet.household_id:
        return True
    return Carer.objects.of(by).filter(pet=pet, customer_id=by.id).exists()
