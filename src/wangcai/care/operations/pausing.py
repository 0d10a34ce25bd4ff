"""暂停服务: something is wrong – stop at once, talk to the owner, go on only with his or her word (obligation 2.16, F30)."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.events.work import JobPaused, OwnerTried, PauseDecided
from wangcai.care.kinds import DECISIONS, WAYS
from wangcai.care.models import ContactAttempt, Job, JobPause, Observation
from wangcai.care.operations.jobs import State, about_job, moved, worked_seconds
from wangcai.care.operations.stages import move_pet
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now
from wangcai.work.public import CALL, close_tasks, open_task

CALL_WITHIN = timedelta(minutes=10)


class PauseOver(Refusal):
    code = "pause_over"
    sentence = _("这次暂停已经有了决定，请刷新看看。")
    status = 409


class OwnerNotAsked(Refusal):
    code = "owner_not_asked"
    sentence = _("先联系到主人：还没有一次接通的记录，不能写主人的决定。")


class ServicePaused(Refusal):
    code = "service_paused"
    sentence = _("这只宠物的服务已暂停，等主人决定以后才能加项目。")
    status = 409


@once
def pause_job(
    *, job: Job, reason: str, observation: Observation | None = None, by: Actor, at: datetime | None = None
) -> JobPause:
    """Stop now. The clock stands still, the checklist is frozen, and a call task opens for somebody at work."""
    by.require_at("care.work", job)
    moment, reason = at or now(), clean_line(reason)
    if not reason:
        raise Missing(what=_("为什么暂停"), field="reason")
    fresh = Job.objects.of(by).select_related("booking__pet", "store__chain").get(pk=job.pk)
    changed = (
        Job.objects.of(by)
        .filter(pk=job.pk, state=State.RUNNING, running_since=fresh.running_since)
        .update(state=State.PAUSED, running_since=None, worked_s=worked_seconds(fresh, moment))
    )
    if not changed:
        raise moved(job, by)
    pause = _write(fresh, reason, observation, by, moment)
    pet = fresh.booking.pet
    open_task(
        store=fresh.store, kind=CALL, subject=("job", job.pk), title=f"{fresh.number} {pet or ''} {reason}",
        permission="care.check_in", due_at=moment + CALL_WITHIN, prefer=by.id if by.kind == "staff" else None, by=by,
        at=at,
    )  # fmt: skip
    record(JobPaused(**about_job(fresh), reason=reason, pause_id=pause.pk), by=by, at=at)
    job.refresh_from_db()
    return pause


@once
def note_attempt(
    *, pause: JobPause, way: str, reached: bool, note: str = "", by: Actor, at: datetime | None = None
) -> ContactAttempt:
    """We tried to reach the owner: how, reached or not, what was said."""
    job = _job_of(pause, by)
    if way not in WAYS:
        raise Missing(what=_("怎么联系的"), field="way")
    if not JobPause.objects.of(by).filter(pk=pause.pk, decided_at=None).exists():
        raise PauseOver
    attempt = ContactAttempt.objects.create(
        chain_id=by.chain_id, pause=pause, way=way, reached=reached, note=clean_line(note), at=at or now(), by=by.key
    )
    record(OwnerTried(**about_booking(job.booking), pause_id=pause.pk, way=way, reached=reached), by=by, at=at)
    return attempt


@once
def decide_pause(
    *, pause: JobPause, decision: str, decider: str, note: str = "", by: Actor, at: datetime | None = None
) -> JobPause:
    """The owner's word: continue, stop, or to the vet. Refused while nobody reached the owner.

    Continue lets the clock run again. Stop and vet end the job; a grooming pet is then ready to be fetched, a boarding
    pet keeps its room.
    """
    job, moment, decider = _job_of(pause, by), at or now(), clean_line(decider, most=60)
    if decision not in DECISIONS:
        raise Missing(what=_("主人的决定"), field="decision")
    if not decider:
        raise Missing(what=_("谁决定的"), field="decider")
    reached = pause.attempts.filter(reached=True).order_by("-at").first()
    if reached is None:
        raise OwnerNotAsked
    changed = (
        JobPause.objects.of(by)
        .filter(pk=pause.pk, decided_at=None)
        .update(
            decision=decision, decided_at=moment, decided_by=by.key, decider=decider, channel=reached.way,
            note=clean_line(note),
        )
    )  # fmt: skip
    if not changed:
        raise PauseOver
    _follow(job, decision, by, moment)
    close_tasks(chain_id=by.chain_id, subject=("job", job.pk), kinds=[CALL], by=by, at=at)
    pause.refresh_from_db()
    happening = PauseDecided(**about_job(job), pause_id=pause.pk, decision=decision, by_channel=reached.way)
    record(happening, by=by, at=at)
    return pause


def refuse_while_paused(booking: Booking) -> None:
    """Nothing is added to the bill of a pet whose service stands still."""
    if stands_still(booking):
        raise ServicePaused


def stands_still(booking: Booking) -> bool:
    """Does the work on this pet wait for its owner's decision?"""
    return Job.objects.of(booking.chain_id).filter(booking=booking, state=State.PAUSED).exists()


def _write(job: Job, reason: str, observation: Observation | None, by: Actor, at: datetime) -> JobPause:
    seen = observation if observation and observation.booking_id == job.booking_id else None
    try:
        with transaction.atomic():
            return JobPause.objects.create(
                chain_id=by.chain_id, job=job, observation=seen, reason=reason, paused_at=at, paused_by=by.key
            )
    except IntegrityError as error:
        raise moved(job, by) from error


def _follow(job: Job, decision: str, by: Actor, at: datetime) -> None:
    paused = Job.objects.of(by).filter(pk=job.pk, state=State.PAUSED)
    if decision == JobPause.Decision.CONTINUE:
        changed = paused.update(state=State.RUNNING, running_since=at)
    else:
        changed = paused.update(state=State.STOPPED, finished_at=at, finished_by=by.key)
    if not changed:
        raise moved(job, by)
    booking = job.booking
    if decision != JobPause.Decision.CONTINUE and booking.kind == Booking.Kind.SLOT and booking.state == states.STARTED:
        move_pet(booking=booking, to=states.READY, by=by, at=at)


def _job_of(pause: JobPause, by: Actor) -> Job:
    if pause.chain_id != by.chain_id:
        raise NotFound
    job = Job.objects.of(by).select_related("booking").get(pk=pause.job_id)
    if not by.may("care.work", job.store_id):
        # The front desk makes the call, too.
        by.require_at("care.check_in", job)
    return job
