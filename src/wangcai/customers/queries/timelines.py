"""The timeline of a customer with all pets and merged files, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from wangcai.customers.models import Customer, Pet, PetMove
from wangcai.customers.queries.files import file_ids
from wangcai.journal.public import Entry, Line, line_of
from wangcai.kernel.public import Actor

PAGE = 40


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a timeline is wanted: a stage (before, during, after), one pet, a kind of subject (order, pet, …)."""

    stage: str = ""
    pet_id: int | None = None
    subject: str = ""


RECENT = 500


@dataclass(frozen=True)
class FileTimeline:
    """The timeline of a customer with merged files and pets, of stores the actor sees; what bounds it is read once.

    A pet that moved away shows what happened until then and nothing later.
    """

    by: Actor
    customer: Customer
    pets: Sequence[Pet]

    @cached_property
    def files(self) -> list[int]:
        """The customer's own file and those merged into it."""
        return file_ids(self.customer)

    @cached_property
    def moved_away(self) -> list[tuple[int, datetime]]:
        """Pets that left the household, and when."""
        return _moved_away(self.customer, [p.pk for p in self.pets])

    def lines(self, narrowing: Narrowing, before: str = "", limit: int = PAGE) -> list[Line]:
        """Newest first; `before` is the `cursor` of the last line of the page above."""
        return _lines(_narrowed(self.by, self._wanted(narrowing.pet_id), narrowing), before, limit)

    def subjects(self) -> list[str]:
        """Which kinds of subject the last entries are about, for the filter."""
        entries = _narrowed(self.by, self._wanted(None), Narrowing())
        return sorted(set(entries.order_by("-pk").values_list("subject_kind", flat=True)[:RECENT]))

    def _wanted(self, only_pet: int | None) -> Q:
        wanted = Q(customer_id__in=self.files) if only_pet is None else Q(pk__in=[])
        here = [p.pk for p in self.pets if only_pet in (None, p.pk)]
        if here:
            wanted |= Q(pet_id__in=here)
        for pet_id, until in self.moved_away:
            if only_pet in (None, pet_id):
                wanted |= Q(pet_id=pet_id, happened_at__lt=until)
        return wanted


def customer_timeline(
    by: Actor,
    customer: Customer,
    pets: Sequence[Pet],
    narrowing: Narrowing | None = None,
    before: str = "",
    limit: int = PAGE,
) -> list[Line]:
    """One stretch of a customer's timeline, see FileTimeline."""
    return FileTimeline(by, customer, pets).lines(narrowing or Narrowing(), before, limit)


def pet_timeline(
    by: Actor, pet: Pet, narrowing: Narrowing = Narrowing(), before: str = "", limit: int = PAGE
) -> list[Line]:
    """Lines about one pet through all its families: for the shop, not for an owner."""
    return _lines(_narrowed(by, Q(pet_id=pet.pk), narrowing or Narrowing()), before, limit)


def cursor(line: Line) -> str:
    """Where a page ends: the time and the id of its last line."""
    return f"{line.at.isoformat()}_{line.id}"


def entry_seen(by: Actor, customer_ids: Sequence[int], pet_ids: Sequence[int], entry_id: int) -> Entry | None:
    """One entry of these files, or None where it is not theirs or in a store the actor does not see."""
    wanted = Q(customer_id__in=customer_ids) | Q(pet_id__in=pet_ids)
    return _narrowed(by, wanted, Narrowing()).filter(pk=entry_id).first()


def cause_and_effects(by: Actor, entry: Entry) -> tuple[Line | None, list[Line]]:
    """What led to an entry and what followed from it, of stores the actor sees, oldest first."""
    seen = _seen(by, Entry.objects.filter(chain_id=by.chain_id))
    cause = seen.filter(pk=entry.cause_id).first() if entry.cause_id else None
    effects = seen.filter(cause_id=entry.pk).order_by("id")[:PAGE]
    return (line_of(cause) if cause else None), [line_of(e) for e in effects]


def _moved_away(customer: Customer, still_here: Sequence[int]) -> list[tuple[int, datetime]]:
    if not customer.household_id:
        return []
    moves = PetMove.objects.of(customer.chain_id).filter(household_id=customer.household_id, to_at__isnull=False)
    ends: dict[int, datetime] = {}
    for pet_id, to_at in moves.exclude(pet_id__in=still_here).values_list("pet_id", "to_at"):
        ends[pet_id] = max(to_at, ends.get(pet_id, to_at))
    return sorted(ends.items())


def _narrowed(by: Actor, wanted: Q, narrowing: Narrowing) -> QuerySet[Entry]:
    entries = _seen(by, Entry.objects.filter(wanted, chain_id=by.chain_id))
    if narrowing.stage:
        entries = entries.filter(stage=narrowing.stage)
    if narrowing.subject:
        entries = entries.filter(subject_kind=narrowing.subject)
    return entries


def _seen(by: Actor, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    if by.store_ids is None:
        return entries
    return entries.filter(Q(store_id=None) | Q(store_id__in=by.store_ids))


def _lines(entries: QuerySet[Entry], before: str, limit: int) -> list[Line]:
    at_text, _, id_text = before.partition("_")
    if id_text.isdecimal():
        try:
            at = datetime.fromisoformat(at_text)
        except ValueError:
            return []
        entries = entries.filter(Q(happened_at__lt=at) | Q(happened_at=at, id__lt=int(id_text)))
    # The sort goes over times and ids alone; only the lines of this page are read whole.
    page = entries.order_by("-happened_at", "-id").values("pk")[:limit]
    return [line_of(entry) for entry in Entry.objects.filter(pk__in=page).order_by("-happened_at", "-id")]
