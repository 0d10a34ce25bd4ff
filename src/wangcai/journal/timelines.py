"""Timelines: plain queries over the diary, newest first, keyset paged."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from wangcai.journal.happenings import REGISTRY, happening_of
from wangcai.journal.models import Entry
from wangcai.kernel.public import kept

PAGE = 40


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline as a page shows it."""

    id: int
    at: datetime
    what: str
    stage: str
    icon: str
    sentence: str
    actor: str
    subject_kind: str
    subject_id: int
    store_id: int | None
    pet_id: int | None
    cause_id: int | None
    facts: dict


def timeline(
    *,
    chain_id: int,
    subject: tuple[str, int] | None = None,
    customer_id: int | None = None,
    pet_ids: Iterable[int] = (),
    stage: str = "",
    what: str = "",
    before: int | None = None,
    limit: int = PAGE,
) -> list[Line]:
    """Lines about a subject, or about a customer and pets, newest first; `before` is the last id of the page above."""
    if subject and not customer_id and not pet_ids and not stage and not what and not before and limit == PAGE:
        return [line_of(entry) for entry in _about(chain_id, *subject)]
    wanted = Q()
    if subject:
        wanted |= Q(subject_kind=subject[0], subject_id=subject[1])
    if customer_id:
        wanted |= Q(customer_id=customer_id)
    pet_ids = list(pet_ids)
    if pet_ids:
        wanted |= Q(pet_id__in=pet_ids)
    if not wanted:
        return []
    entries = Entry.objects.filter(wanted, chain_id=chain_id)
    if stage:
        entries = entries.filter(stage=stage)
    if what:
        entries = entries.filter(what=what)
    if before:
        entries = entries.filter(id__lt=before)
    return [line_of(entry) for entry in entries.order_by("-id")[:limit]]


@kept
def _about(chain_id: int, kind: str, subject_id: int) -> QuerySet[Entry]:
    about = Entry.objects.filter(chain_id=chain_id, subject_kind=kind, subject_id=subject_id)
    return about.order_by("-id")[:PAGE]


def entry_line(*, chain_id: int, entry_id: int) -> Line | None:
    """One line, or None where the chain has no such entry."""
    entry = Entry.objects.filter(chain_id=chain_id, pk=entry_id).first()
    return line_of(entry) if entry else None


def effects_of(*, chain_id: int, entry_id: int) -> list[Line]:
    """The lines that name this one as their cause, oldest first."""
    return [line_of(e) for e in Entry.objects.filter(chain_id=chain_id, cause_id=entry_id).order_by("id")[:PAGE]]


def line_of(entry: Entry) -> Line:
    happening = happening_of(entry)
    kind = REGISTRY.get(entry.what)
    return Line(
        id=entry.pk,
        at=entry.happened_at,
        what=entry.what,
        stage=entry.stage,
        icon=kind.ICON if kind else "point",
        sentence=happening.sentence() if happening else entry.what,
        actor=entry.actor,
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        store_id=entry.store_id,
        pet_id=entry.pet_id,
        cause_id=entry.cause_id,
        facts=entry.facts,
    )
