"""Customers in lists: newest first, keyset paged; and the numbers that stand beside a found name."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from wangcai.customers.models import Customer, Flag, Pet, Phone
from wangcai.kernel.public import Actor, now
from wangcai.lookup.public import find

PAGE = 40
NEW_DAYS = 30
CHIPS = ("", "new", "flags", "no_phone", "no_pet")


def customers_page(by: Actor, chip: str = "", before: int | None = None, limit: int = PAGE) -> list[Customer]:
    """Living files, newest first. `chip`: new (30 days), flags (a pet with a warning), no_phone, no_pet. Three queries."""
    by.require("customers.see")
    files = Customer.objects.of(by).filter(merged_into=None)
    if before:
        files = files.filter(pk__lt=before)
    if chip == "new":
        files = files.filter(created_at__gte=now() - timedelta(days=NEW_DAYS))
    elif chip == "flags":
        up = Flag.objects.filter(pet__household=OuterRef("household"), ended_at=None)
        files = files.filter(Exists(up))
    elif chip == "no_phone":
        files = files.filter(phones=None)
    elif chip == "no_pet":
        files = files.filter(~Exists(Pet.objects.filter(household=OuterRef("household"))))
    return list(with_parts(files).order_by("-pk")[:limit])


def customers_found(by: Actor, query: str, limit: int = PAGE) -> list[Customer]:
    """Files found under the query, best first: by the person or by a pet of the household."""
    by.require("customers.see")
    hits = find(by, query, kinds=("customer", "pet"), limit=limit)
    pets = [h.target_id for h in hits if h.kind == "pet"]
    homes = dict(Pet.objects.of(by).filter(pk__in=pets).values_list("pk", "household_id")) if pets else {}
    people = [h.target_id for h in hits if h.kind == "customer"]
    wanted = Q(pk__in=people) | Q(household_id__in={h for h in homes.values() if h})
    files = list(with_parts(Customer.objects.of(by).filter(wanted, merged_into=None)))
    place: dict[tuple[str, int | None], int] = {}
    for position, hit in enumerate(hits):
        own = ("home", homes.get(hit.target_id)) if hit.kind == "pet" else ("person", hit.target_id)
        place.setdefault(own, position)
    files.sort(
        key=lambda c: (min(place.get(("person", c.pk), limit), place.get(("home", c.household_id), limit)), -c.pk)
    )
    return files[:limit]


def with_parts(files: QuerySet[Customer]) -> QuerySet[Customer]:
    """The files with telephone numbers and pets, read in two more queries."""
    return files.select_related("home_store").prefetch_related("phones", "household__pets__breed")


def first_phones(by: Actor, customers: Sequence[int], pets: Sequence[int]) -> dict[tuple[str, int], str]:
    """A number for each customer and for each pet (its household's first): {("pet", 7): "138…"}. At most two queries;
    two more where somebody has no number, whose file may have become part of another."""
    found: dict[tuple[str, int], str] = {}
    if customers:
        rows = Phone.objects.of(by).filter(customer_id__in=customers).order_by("position", "pk")
        for pk, number in rows.values_list("customer_id", "number"):
            found.setdefault(("customer", pk), number)
        unreached = [pk for pk in customers if ("customer", pk) not in found]
        merged = Customer.objects.of(by).filter(pk__in=unreached).exclude(merged_into=None) if unreached else ()
        numbers = Phone.objects.of(by).filter(customer_id__in=[file.merged_into_id for file in merged])
        first: dict[int, str] = {}
        for pk, number in numbers.order_by("position", "pk").values_list("customer_id", "number") if merged else ():
            first.setdefault(pk, number)
        found |= {("customer", file.pk): first[keep] for file in merged if (keep := file.merged_into_id or 0) in first}
    if pets:
        rows = Phone.objects.of(by).filter(customer__household__pets__in=pets, customer__merged_into=None)
        for pk, number in rows.order_by("position", "pk").values_list("customer__household__pets", "number"):
            found.setdefault(("pet", pk), number)
    return found
