"""Courses, the pets in them, and how each goal develops."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from wangcai.care.models import Enrollment, Programme, Session
from wangcai.kernel.public import Actor, NotFound

WITH = ("programme", "pet", "customer", "approver", "store")


@dataclass(frozen=True, slots=True)
class GoalLine:
    """One goal: its score in each session (None where it was not trained), the newest one, the target."""

    code: str
    text: str
    target: int
    scores: list[tuple[str, int | None]]
    last: int | None

    @property
    def reached(self) -> bool:
        return self.last is not None and self.last >= self.target


@dataclass(frozen=True, slots=True)
class Progress:
    """A pet in a course: goals with their curves, sessions newest first."""

    enrollment: Enrollment
    goals: list[GoalLine]
    sessions: list[Session]

    @property
    def reached(self) -> int:
        return sum(1 for goal in self.goals if goal.reached)


def programmes_of(by: Actor, *, with_ended: bool = False) -> list[Programme]:
    """The chain's courses by name; one query."""
    rows = Programme.objects.of(by).select_related("variant")
    return list((rows if with_ended else rows.filter(ended_at=None)).order_by("ended_at", "name"))


def programme_for(by: Actor, programme_id: int) -> Programme:
    """One course; NotFound when it is another chain's."""
    row = Programme.objects.of(by).filter(pk=programme_id).select_related("variant").first()
    if row is None:
        raise NotFound
    return row


def enrollments_of(
    by: Actor, *, store_id: int | None = None, pet: Any = None, open_only: bool = False, limit: int = 200
) -> list[Enrollment]:
    """Pets in courses in the actor's stores, running first, with `.lessons` (how many sessions so far). One query."""
    rows = Enrollment.objects.of(by).select_related(*WITH).annotate(lessons=Count("sessions"))
    if by.store_ids is not None:
        rows = rows.filter(store_id__in=by.store_ids)
    if store_id is not None:
        rows = rows.filter(store_id=store_id)
    if pet is not None:
        rows = rows.filter(pet=pet)
    if open_only:
        rows = rows.filter(state=Enrollment.State.RUNNING)
    found = list(rows.order_by("-opened_at", "-pk")[:limit])
    return sorted(found, key=lambda one: one.state != Enrollment.State.RUNNING)


def enrollments_of_pet(chain_id: int, pet_id: int) -> list[Enrollment]:
    """For the owner's page, whose link proves who asks: the pet's courses, newest first. One query."""
    rows = Enrollment.objects.of(chain_id).filter(pet_id=pet_id).select_related(*WITH)
    return list(rows.order_by("-opened_at", "-pk")[:20])


def enrollment_for(by: Actor, enrollment_id: int) -> Enrollment:
    """One pet's course; NotFound when it is not in a store this actor sees."""
    row = Enrollment.objects.of(by).filter(pk=enrollment_id).select_related(*WITH).first()
    if row is None or not by.sees(row.store_id):
        raise NotFound
    return row


def progress_of(enrollment: Enrollment) -> Progress:
    """How each goal develops over the sessions. One query."""
    rows = Session.objects.of(enrollment.chain_id).filter(enrollment=enrollment)
    sessions = list(rows.select_related("media__file", "booking__service").order_by("number"))
    goals = []
    for goal in enrollment.goals:
        scores = [(str(session.number), session.scores.get(goal["code"])) for session in sessions]
        last = next((score for _number, score in reversed(scores) if score is not None), None)
        goals.append(GoalLine(goal["code"], goal["text"], goal.get("target", 5), scores, last))
    return Progress(enrollment, goals, sessions[::-1])
