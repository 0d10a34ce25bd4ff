"""The timeline of a customer with all pets and merged files, newest first.

A family with years of history is read through the diary's indexes by time: each file and each pet is one strand that
gives its newest entries, and only what a page shows is read whole. (One condition with OR sorted every entry there is.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from wangcai.customers.models import Customer, Pet, PetMove
from wangcai.customers.queries.files import file_ids
from wangcai.journal.public import Entry, Line, line_of
from wangcai.kernel.public import Actor, fetch, kept, value_for_database

PAGE, RECENT = 40, 500
_COLUMNS = ", ".join(field.column for field in Entry._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What of a timeline is wanted: a stage (before, during, after), one pet, a kind of subject (order, pet, …)."""

    stage: str = ""
    pet_id: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Strand:
    """The entries of one file (`customer_id`) or of one pet (`pet_id`), of a pet that moved away until then."""

    column: str
    id: int
    until: datetime | None = None


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
        return _lines(self.by, self._strands(narrowing.pet_id), narrowing, before, limit)

    def subjects(self) -> list[str]:
        """Which kinds of subject the last entries are about, for the filter."""
        text, values = _newest(self.by, self._strands(None), Narrowing(), None, RECENT)
        rows = fetch(f"SELECT DISTINCT subject_kind FROM ({text}) AS newest", values)  # noqa: S608  own text
        return sorted(kind for (kind,) in rows)

    def _strands(self, only_pet: int | None) -> list[Strand]:
        strands = [Strand("customer_id", pk) for pk in self.files] if only_pet is None else []
        strands += [Strand("pet_id", p.pk) for p in self.pets if only_pet in (None, p.pk)]
        return strands + [Strand("pet_id", pk, until) for pk, until in self.moved_away if only_pet in (None, pk)]


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
    return _lines(by, [Strand("pet_id", pet.pk)], narrowing or Narrowing(), before, limit)


def cursor(line: Line) -> str:
    """Where a page ends: the time and the id of its last line."""
    return f"{line.at.isoformat()}_{line.id}"


def entry_seen(by: Actor, customer_ids: Sequence[int], pet_ids: Sequence[int], entry_id: int) -> Entry | None:
    """One entry of these files, or None where it is not theirs or in a store the actor does not see."""
    wanted = Q(customer_id__in=customer_ids) | Q(pet_id__in=pet_ids)
    return _seen(by, Entry.objects.filter(wanted, chain_id=by.chain_id, pk=entry_id)).first()


def cause_and_effects(by: Actor, entry: Entry) -> tuple[Line | None, list[Line]]:
    """What led to an entry and what followed from it, of stores the actor sees, oldest first."""
    seen = _seen(by, Entry.objects.filter(chain_id=by.chain_id))
    cause = seen.filter(pk=entry.cause_id).first() if entry.cause_id else None
    effects = seen.filter(cause_id=entry.pk).order_by("id")[:PAGE]
    return (line_of(cause) if cause else None), [line_of(e) for e in effects]


def _moved_away(customer: Customer, still_here: Sequence[int]) -> list[tuple[int, datetime]]:
    if not customer.household_id:
        return []
    ends: dict[int, datetime] = {}
    for pet_id, to_at in _moves_from(customer.chain_id, customer.household_id):
        if pet_id not in still_here:
            ends[pet_id] = max(to_at, ends.get(pet_id, to_at))
    return sorted(ends.items())


@kept
def _moves_from(chain_id: int, household_id: int) -> QuerySet[Any]:
    moves = PetMove.objects.of(chain_id).filter(household_id=household_id, to_at__isnull=False)
    return moves.values_list("pet_id", "to_at")


def _seen(by: Actor, entries: QuerySet[Entry]) -> QuerySet[Entry]:
    if by.store_ids is None:
        return entries
    return entries.filter(Q(store_id=None) | Q(store_id__in=by.store_ids))


def _lines(by: Actor, strands: Sequence[Strand], narrowing: Narrowing, before: str, limit: int) -> list[Line]:
    above = None
    at_text, _, id_text = before.partition("_")
    if id_text.isdecimal():
        try:
            above = (datetime.fromisoformat(at_text), int(id_text))
        except ValueError:
            return []
    if not strands:
        return []
    text, values = _newest(by, strands, narrowing, above, limit)
    whole = (
        f"SELECT {_COLUMNS} FROM journal_entry WHERE id IN (SELECT id FROM ({text}) AS newest)"  # noqa: S608  own text
        " ORDER BY happened_at DESC, id DESC"
    )
    return [line_of(entry) for entry in Entry.objects.raw(whole, [value_for_database(value) for value in values])]


def _newest(
    by: Actor, strands: Sequence[Strand], narrowing: Narrowing, above: tuple[datetime, int] | None, limit: int
) -> tuple[str, list[Any]]:
    """Id, time and subject kind of the newest entries of all strands: each one's newest, then the newest of those."""
    also, of_all = _conditions(by, narrowing, above)
    parts, values = [], []
    for number, strand in enumerate(strands):
        until = " AND happened_at < %s" if strand.until else ""
        parts.append(
            f"SELECT * FROM (SELECT id, happened_at, subject_kind FROM journal_entry WHERE chain_id = %s"  # noqa: S608
            f" AND {strand.column} = %s{until}{also} ORDER BY happened_at DESC, id DESC LIMIT {limit:d}) AS strand{number}"
        )
        values += [by.chain_id, strand.id, *([strand.until] if strand.until else []), *of_all]
    return f"{' UNION '.join(parts)} ORDER BY happened_at DESC, id DESC LIMIT {limit:d}", values


def _conditions(by: Actor, narrowing: Narrowing, above: tuple[datetime, int] | None) -> tuple[str, list[Any]]:
    """What every strand is narrowed to: stores the actor sees, stage, kind of subject, older than a line."""
    text, values = "", []
    if by.store_ids is not None:
        inside = f" OR store_id IN ({', '.join(['%s'] * len(by.store_ids))})" if by.store_ids else ""
        text += f" AND (store_id IS NULL{inside})"
        values += sorted(by.store_ids)
    for column, wanted in (("stage", narrowing.stage), ("subject_kind", narrowing.subject)):
        if wanted:
            text += f" AND {column} = %s"
            values.append(wanted)
    if above:
        text += " AND (happened_at, id) < (%s, %s)"
        values += above
    return text, values
