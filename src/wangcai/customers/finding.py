"""How customers and pets are found: what the look-up knows of each file, kept in step by every operation here."""

from collections.abc import Iterable, Iterator
from itertools import batched

from django.db.models import Prefetch, QuerySet

from wangcai.customers.models import Carer, Customer, Pet
from wangcai.lookup.public import Subject, forget_subject, index_many

BATCH = 500


def refresh(chain_id: int, *, customers: Iterable[int] = (), pets: Iterable[int] = ()) -> None:
    """Bring the named files up to date in the look-up; the families of the named ones come along."""
    customer_ids, pet_ids = set(customers), set(pets)
    # Ids first, each by its own index: one query with OR over joins would read whole tables.
    families = Customer.objects.of(chain_id).exclude(household=None)
    animals = Pet.objects.of(chain_id)
    cares = Carer.objects.of(chain_id)
    homes: set[int] = set()
    if customer_ids:
        homes |= set(families.filter(pk__in=customer_ids).values_list("household_id", flat=True))
        pet_ids |= set(cares.filter(customer_id__in=customer_ids).values_list("pet_id", flat=True))
    if pet_ids:
        homes |= set(animals.filter(pk__in=pet_ids).exclude(household=None).values_list("household_id", flat=True))
        customer_ids |= set(cares.filter(pet_id__in=pet_ids).values_list("customer_id", flat=True))
    if homes:
        customer_ids |= set(families.filter(household_id__in=homes).values_list("pk", flat=True))
        pet_ids |= set(animals.filter(household_id__in=homes).values_list("pk", flat=True))
    people = Customer.objects.of(chain_id).filter(pk__in=customer_ids, merged_into=None)
    index_many([*_customer_subjects(people), *_pet_subjects(animals.filter(pk__in=pet_ids))])


def forget_customer(chain_id: int, customer_id: int) -> None:
    """A merged file is found no more; its codes lead to the one that lives on."""
    forget_subject(chain_id, "customer", customer_id)


def every_customer(chain_id: int) -> Iterator[Subject]:
    """Subjects of all living customers of a chain, oldest first."""
    ids = Customer.objects.of(chain_id).filter(merged_into=None).order_by("id").values_list("id", flat=True)
    for batch in batched(list(ids), BATCH):
        yield from _customer_subjects(Customer.objects.of(chain_id).filter(pk__in=batch))


def every_pet(chain_id: int) -> Iterator[Subject]:
    """Subjects of all pets of a chain, oldest first."""
    ids = Pet.objects.of(chain_id).order_by("id").values_list("id", flat=True)
    for batch in batched(list(ids), BATCH):
        yield from _pet_subjects(Pet.objects.of(chain_id).filter(pk__in=batch))


def _customer_subjects(customers: QuerySet[Customer]) -> Iterator[Subject]:
    files = list(customers.order_by("id").prefetch_related("phones", "household__pets"))
    old = _old_codes(files)
    for file in files:
        pets = [p.name for p in file.household.pets.all() if p.name] if file.household else []
        yield Subject(
            chain_id=file.chain_id, kind="customer", target_id=file.pk, title=str(file),
            detail=" · ".join([file.code, *pets]), texts=(file.name, *pets),
            codes=(file.code, file.external_ref, file.mail, file.wechat, *old.get(file.pk, ())),
            phones=[p.number for p in file.phones.all()],
        )  # fmt: skip


def _old_codes(files: list[Customer]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    if files:
        merged = Customer.objects.of(files[0].chain_id).filter(merged_into__in=files)
        for keep, code, ref in merged.values_list("merged_into_id", "code", "external_ref"):
            found.setdefault(keep, []).extend(c for c in (code, ref) if c)
    return found


def _pet_subjects(pets: QuerySet[Pet]) -> Iterator[Subject]:
    living = Customer.objects.filter(merged_into=None).prefetch_related("phones")
    rows = (
        pets.order_by("id")
        .select_related("breed")
        .prefetch_related(Prefetch("household__customers", queryset=living), "carers__customer__phones")
    )
    for pet in rows:
        people = {c.pk: c for c in pet.household.customers.all()} if pet.household else {}
        people |= {c.customer_id: c.customer for c in pet.carers.all()}
        names = [p.name for p in people.values() if p.name]
        breed = pet.breed.name if pet.breed else pet.breed_text
        yield Subject(
            chain_id=pet.chain_id, kind="pet", target_id=pet.pk, title=str(pet),
            detail=" · ".join([part for part in (breed, *names) if part]), texts=(pet.name, *names),
            codes=(pet.code, pet.chip, pet.licence, pet.external_ref),
            phones=[n.number for p in people.values() for n in p.phones.all()],
        )  # fmt: skip
