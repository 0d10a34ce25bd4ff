"""Training: programmes with goals and criteria, pets in them, sessions with scores, and the named approval to go home (F36)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking
from wangcai.care.events.training import (
    EnrollmentEnded,
    EnrollmentPassed,
    PetEnrolled,
    ProgrammeEnded,
    ProgrammeSet,
    SessionAdded,
    about_enrollment,
)
from wangcai.care.models import Enrollment, Media, Programme, Session
from wangcai.catalogue.public import Variant
from wangcai.customers.public import Customer, Pet
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, clean_text, now
from wangcai.shops.public import Account, Store, staff_of

PERMISSION = "care.training"
TOP = 5
MOST = 20


class AlreadyEnrolled(Refusal):
    code = "already_enrolled"
    sentence = _("它已经在上“{programme}”了。")
    status = 409


class EnrollmentOver(Refusal):
    code = "enrollment_over"
    sentence = _("这门课已经结束，不能再改。")
    status = 409


class ScoreUnclear(Refusal):
    code = "score_unclear"
    sentence = _("“{goal}”要打 0 到 5 分。")
    field = "scores"


class CriteriaOpen(Refusal):
    code = "criteria_open"
    sentence = _("“{criterion}”还没有达到，逐条确认以后才能回家。")
    field = "criteria"


class NotTheApprover(Refusal):
    code = "not_the_approver"
    sentence = _("只有指定的批准人 {name} 可以批准回家。")
    status = 403


class OtherPet(Refusal):
    code = "other_pets_booking"
    sentence = _("选的预约或影像不是这只宠物的。")
    field = "booking"


@once
def set_programme(
    *, programme: Programme | None = None, variant: Variant, name: str, sessions: int,
    goals: Sequence[tuple[str, int]], criteria: Sequence[str], by: Actor, at: datetime | None = None,
) -> Programme:  # fmt: skip
    """Make or change a course: goals as (words, target 0–5), criteria as words. Pets already in it keep what they began with.

    Refuses Missing, ScoreUnclear.
    """
    by.require(PERMISSION)
    if variant.chain_id != by.chain_id or (programme is not None and programme.chain_id != by.chain_id):
        raise NotFound
    name = clean_line(name, most=80)
    aims = [(clean_line(words, most=80), target) for words, target in goals if clean_line(words)][:MOST]
    rules = [clean_line(words, most=120) for words in criteria if clean_line(words)][:MOST]
    for value, what, field in (
        (name, _("课程名称"), "name"), (aims, _("至少一个目标"), "goals"), (rules, _("至少一条回家标准"), "criteria"),
    ):  # fmt: skip
        if not value:
            raise Missing(what=what, field=field)
    for words, target in aims:
        if not 0 <= target <= TOP:
            raise ScoreUnclear(goal=words)
    if not 1 <= sessions <= 200:
        raise Missing(what=_("节数"), field="sessions")
    row = programme or Programme(chain_id=by.chain_id)
    row.variant, row.name, row.sessions = variant, name, sessions
    row.goals = [{"code": f"g{n}", "text": words, "target": target} for n, (words, target) in enumerate(aims, 1)]
    row.criteria = [{"code": f"c{n}", "text": words} for n, words in enumerate(rules, 1)]
    row.save()
    record(ProgrammeSet(subject_id=row.pk, name=name, sessions=sessions, goals=len(aims)), by=by, at=at)
    return row


@once
def end_programme(*, programme: Programme, by: Actor, at: datetime | None = None) -> Programme:
    """No new pets; those in it go on."""
    by.require(PERMISSION)
    if not Programme.objects.of(by).filter(pk=programme.pk, ended_at=None).update(ended_at=at or now()):
        raise NotFound
    programme.refresh_from_db()
    record(ProgrammeEnded(subject_id=programme.pk, name=programme.name), by=by, at=at)
    return programme


@once
def enroll(
    *, programme: Programme, store: Store, pet: Pet, customer: Customer | None = None, approver: Account | None = None,
    by: Actor, at: datetime | None = None,
) -> Enrollment:  # fmt: skip
    """A pet begins a course. `approver` is who alone may say that it goes home; without one, whoever leads training.

    Refuses AlreadyEnrolled.
    """
    by.require_at(PERMISSION, store)
    for thing in (programme, pet, customer):
        if thing is not None and thing.chain_id != by.chain_id:
            raise NotFound
    if programme.ended_at is not None:
        raise NotFound
    if approver is not None and approver.pk not in {one.pk for one in staff_of(store, PERMISSION)}:
        raise NotFound
    # Two who enroll the same pet at once: the second waits for the row of the pet and finds the first.
    Pet.objects.of(by).select_for_update().get(pk=pet.pk)
    running = Enrollment.objects.of(by).filter(programme=programme, pet=pet, state=Enrollment.State.RUNNING)
    if running.exists():
        raise AlreadyEnrolled(programme=programme.name)
    made = Enrollment.objects.create(
        chain_id=by.chain_id, store=store, programme=programme, pet=pet, customer=customer, goals=programme.goals,
        criteria=programme.criteria, approver=approver, opened_at=at or now(), opened_by=by.key,
    )  # fmt: skip
    record(PetEnrolled(**about_enrollment(made)), by=by, at=at)
    return made


@once
def add_session(
    *, enrollment: Enrollment, scores: Mapping[str, int | None], note: str = "", homework: str = "",
    media: Media | None = None, booking: Booking | None = None, by: Actor, at: datetime | None = None,
) -> Session:  # fmt: skip
    """One lesson: scores 0–5 by goal (a goal not trained is left out), what was seen, homework, a video, perhaps a stay.

    Refuses EnrollmentOver, ScoreUnclear (none at all, or out of 0–5), OtherPet.
    """
    by.require_at(PERMISSION, enrollment)
    for thing in (booking, media):
        if thing is not None and thing.chain_id != by.chain_id:
            raise NotFound
        if thing is not None and thing.pet_id != enrollment.pet_id:
            raise OtherPet
    held = _held(enrollment, by)
    given = _scores(held, scores)
    top = Session.objects.of(by).filter(enrollment=held).aggregate(top=Max("number"))["top"] or 0
    session = Session.objects.create(
        chain_id=by.chain_id, enrollment=held, booking=booking, number=top + 1, scores=given, note=clean_text(note),
        homework=clean_text(homework), media=media, at=at or now(), by=by.key,
    )  # fmt: skip
    average = f"{sum(given.values()) / len(given):.1f}"
    happening = SessionAdded(
        **about_enrollment(held), number=session.number, average=average, booking_id=booking.pk if booking else None
    )
    record(happening, by=by, at=at)
    return session


def _scores(enrollment: Enrollment, scores: Mapping[str, int | None]) -> dict[str, int]:
    given: dict[str, int] = {}
    for goal in enrollment.goals:
        score = scores.get(goal["code"])
        if score is None:
            continue
        if not 0 <= score <= TOP:
            raise ScoreUnclear(goal=goal["text"])
        given[goal["code"]] = score
    if not given:
        raise ScoreUnclear(goal=enrollment.goals[0]["text"] if enrollment.goals else "")
    return given


@once
def pass_enrollment(
    *, enrollment: Enrollment, met: Collection[str], by: Actor, at: datetime | None = None
) -> Enrollment:
    """The pet may go home: every criterion ticked, by the named approver. Refuses CriteriaOpen, NotTheApprover, EnrollmentOver."""
    by.require_at(PERMISSION, enrollment)
    held = _held(enrollment, by)
    if held.approver_id is not None and held.approver_id != by.id:
        raise NotTheApprover(name=held.approver.name if held.approver else "")
    open_one = next((rule for rule in held.criteria if rule["code"] not in met), None)
    if open_one is not None:
        raise CriteriaOpen(criterion=open_one["text"])
    values: dict[str, Any] = {"state": Enrollment.State.PASSED, "approver_id": held.approver_id or by.id}
    _close(held, values, by=by, at=at)
    sessions = Session.objects.of(by).filter(enrollment=held).count()
    record(EnrollmentPassed(**about_enrollment(held), sessions=sessions), by=by, at=at)
    return held


@once
def end_enrollment(*, enrollment: Enrollment, reason: str, by: Actor, at: datetime | None = None) -> Enrollment:
    """The course stops before its goal, with a reason. Refuses Missing, EnrollmentOver."""
    by.require_at(PERMISSION, enrollment)
    reason = clean_line(reason)
    if not reason:
        raise Missing(what=_("原因"), field="reason")
    held = _held(enrollment, by)
    _close(held, {"state": Enrollment.State.ENDED, "reason": reason}, by=by, at=at)
    record(EnrollmentEnded(**about_enrollment(held), reason=reason), by=by, at=at)
    return held


def _held(enrollment: Enrollment, by: Actor) -> Enrollment:
    """The row, held until the transaction ends; only one that runs."""
    rows = Enrollment.objects.of(by).select_for_update(of=("self",)).select_related("programme", "approver")
    held = rows.get(pk=enrollment.pk)
    if held.state != Enrollment.State.RUNNING:
        raise EnrollmentOver
    return held


def _close(held: Enrollment, values: dict[str, Any], *, by: Actor, at: datetime | None) -> None:
    rows = Enrollment.objects.of(by).filter(pk=held.pk, state=Enrollment.State.RUNNING)
    if not rows.update(**values, closed_at=at or now(), closed_by=by.key):
        raise EnrollmentOver
    held.refresh_from_db()
