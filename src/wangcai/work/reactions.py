"""Things that happened to customers and pets and want a person."""

from datetime import timedelta
from typing import Any

from wangcai.customers.public import Customer, Pet, WordLeft, WordPassedOn
from wangcai.journal.public import react_to
from wangcai.kernel.public import system_actor
from wangcai.shops.public import Store
from wangcai.work.kinds import FOUND
from wangcai.work.operations.handling import close_tasks
from wangcai.work.operations.opening import open_task

SOON = timedelta(minutes=30)


@react_to(WordLeft)
def somebody_tells_the_owner(happening: WordLeft, entry: Any) -> None:
    """A stranger found a pet and left word: somebody of the family's store, else of the first one, calls the owner."""
    pet = Pet.objects.of(entry.chain_id).filter(pk=entry.pet_id).first()
    store = _store_of(pet) if pet else None
    if pet and store:
        open_task(
            store=store, kind=FOUND, subject=("pet", pet.pk), title=str(pet), permission="customers.write",
            due_at=entry.happened_at + SOON, by=system_actor(entry.chain_id), at=entry.happened_at,
        )  # fmt: skip


@react_to(WordPassedOn)
def nothing_left_to_tell(happening: WordPassedOn, entry: Any) -> None:
    """The owner knows."""
    close_tasks(
        chain_id=entry.chain_id, subject=("pet", entry.pet_id), kinds=[FOUND], by=system_actor(entry.chain_id),
        at=entry.happened_at,
    )  # fmt: skip


def _store_of(pet: Pet) -> Store | None:
    family = Customer.objects.of(pet.chain_id).filter(household_id=pet.household_id, merged_into=None)
    usual = family.exclude(home_store=None).select_related("home_store").first() if pet.household_id else None
    return usual.home_store if usual else Store.objects.of(pet.chain_id).order_by("pk").first()
