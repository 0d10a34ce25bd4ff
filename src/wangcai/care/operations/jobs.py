"""The job card: opened at check-in by the SOP version of that moment, started, finished (F29).

A newer version binds only jobs opened after it. Worked time is kept in whole seconds and runs only while the job runs.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.events.work import JobFinished, JobOpened, JobStarted
from wangcai.care.models import Job, JobStep, Plan
from wangcai.care.operations.stages import move_pet
from wangcai.catalogue.public import Service, Variant
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, clean_line, local, now
from wangcai.knowledge.public import TextVersion, current_version
from wangcai.shops.public import take_number

State = Job.State
HERE = (states.ARRIVED, states.STARTED, states.READY)


class PetNotHere(Refusal):
    code = "pet_not_here"
    sentence = _("宠物还没有入店，请先办接宠。")
    status = 409


class JobMoved(Refusal):
    code = "job_moved"
    sentence = _("服务单 {number} 现在不能这样做（{state}），请刷新看看。")
    status = 409


class JobFrozen(Refusal):
    code = "job_frozen"
    sentence = _("服务已暂停，等主人决定以后才能继续。")
    status = 409


class StepsOpen(Refusal):
    code = "steps_open"
    sentence = _("还有 {count} 步没做：{steps}。做完，或写明原因跳过，才能完成。")


LABELS = {
    State.OPEN: _("未开始"),
    State.RUNNING: _("服务中"),
    State.PAUSED: _("已暂停"),
    State.DONE: _("已做完"),
    State.STOPPED: _("已中止"),
}


@once
def open_job(*, booking: Booking, by: Actor, at: datetime | None = None) -> Job:
    """Write the job card of a pet that came in; called twice it returns the card there is.

    Its steps are those of the service's SOP as it is now, the chosen add-ons, and what the owner signed in the plan.
    Called by check-in, which has asked for its own permission.
    """
    moment = at or now()
    found = Job.objects.of(by).filter(booking=booking).first()
    if found is not None:
        return found
    if booking.state not in HERE:
        raise PetNotHere
    sop = _sop_of(booking)
    job = Job.objects.create(
        chain_id=by.chain_id, booking=booking, store=booking.store, number=_number(booking, moment),
        worker_id=booking.worker.account_id if booking.worker else None, sop=sop, opened_at=moment,
    )  # fmt: skip
    steps = _steps_of(job, sop)
    JobStep.objects.bulk_create(steps)
    happening = JobOpened(**about_job(job), steps=len(steps), sop_version=sop.pk if sop else None)
    record(happening, by=by, at=at)
    return job


@once
def start_job(*, job: Job, by: Actor, at: datetime | None = None) -> Job:
    """The pet goes on the table or into its room. Whoever starts has the job from now on; the clock runs.

    A plan signed between check-in and now still brings its items; the SOP stays the one of the check-in.
    """
    by.require_at("care.work", job)
    moment = at or now()
    worker_id = by.id if by.kind == "staff" else job.worker_id
    changed = (
        Job.objects.of(by)
        .filter(pk=job.pk, state=State.OPEN)
        .update(state=State.RUNNING, started_at=moment, running_since=moment, worker_id=worker_id)
    )
    if not changed:
        raise moved(job, by)
    _add_late_plan(job)
    if job.booking.state == states.ARRIVED:
        move_pet(booking=job.booking, to=states.STARTED, by=by, at=moment)
    job.refresh_from_db()
    record(JobStarted(**about_job(job)), by=by, at=at)
    return job


@once
def finish_job(*, job: Job, by: Actor, at: datetime | None = None) -> Job:
    """Everything required is done, or skipped with a reason: the pet is ready. Refuses with StepsOpen otherwise."""
    by.require_at("care.work", job)
    moment = at or now()
    fresh = Job.objects.of(by).select_related("booking").get(pk=job.pk)
    still = open_steps(fresh)
    if fresh.state == State.RUNNING and still:
        raise StepsOpen(count=len(still), steps="、".join(step.text for step in still[:3]))
    worked = worked_seconds(fresh, moment)
    changed = (
        Job.objects.of(by)
        .filter(pk=job.pk, state=State.RUNNING, running_since=fresh.running_since)
        .update(state=State.DONE, running_since=None, worked_s=worked, finished_at=moment, finished_by=by.key)
    )
    if not changed:
        raise moved(job, by)
    if fresh.booking.state in (states.ARRIVED, states.STARTED):
        move_pet(booking=fresh.booking, to=states.READY, by=by, at=moment)
    job.refresh_from_db()
    skipped = job.steps.exclude(skipped_reason="").count()
    record(JobFinished(**about_job(job), minutes=round(worked / 60), skipped=skipped), by=by, at=at)
    return job


def worked_seconds(job: Job, at: datetime) -> int:
    """Whole seconds of work until `at`; pauses do not count. What is billed by time is billed by this."""
    running = int((at - job.running_since).total_seconds()) if job.running_since else 0
    return job.worked_s + max(running, 0)


def open_steps(job: Job) -> list[JobStep]:
    """Required steps that are neither done nor skipped."""
    return [step for step in job.steps.all() if step.required and not settled(step)]


def settled(step: JobStep) -> bool:
    """Done with its proof, or skipped with a reason. What needs a second person waits for that one too."""
    if step.skipped_reason:
        return True
    return step.done_at is not None and (step.need != JobStep.Need.SECOND or bool(step.second_by))


def moved(job: Job, by: Actor) -> Refusal:
    """Why a guarded change of a job found nothing to change: frozen, or somebody was quicker."""
    state = Job.objects.of(by).filter(pk=job.pk).values_list("state", flat=True).first() or job.state
    if state == State.PAUSED:
        return JobFrozen()
    return JobMoved(number=job.number, state=str(LABELS[state]))


def about_job(job: Job) -> dict[str, Any]:
    """The ids and the number every entry about a job carries."""
    return {**about_booking(job.booking), "job_id": job.pk, "number": job.number}


def _number(booking: Booking, at: datetime) -> str:
    day = local(at, booking.store.timezone).strftime("%y%m%d")
    return f"{booking.store.code.upper()}S{day}-{take_number(booking.store, 'job', day):03d}"


def _sop_of(booking: Booking) -> TextVersion | None:
    service = Service.objects.of(booking.chain_id).filter(variant_id=booking.service_id).first()
    return current_version(booking.chain_id, "sop", service.sop) if service and service.sop else None


def _steps_of(job: Job, sop: TextVersion | None) -> list[JobStep]:
    wanted: list[dict[str, Any]] = [_from_sop(step) for step in (sop.content.get("steps", []) if sop else [])]
    extra = Variant.objects.of(job.chain_id).filter(pk__in=job.booking.addons).order_by("pk")
    wanted += [{"code": f"addon-{variant.pk}", "text": variant.name} for variant in extra]
    wanted += _plan_items(job.booking)
    return [_step(job, position, step) for position, step in enumerate(wanted, start=1)]


def _step(job: Job, position: int, values: dict[str, Any]) -> JobStep:
    return JobStep(chain_id=job.chain_id, job=job, position=position, **values)


def _from_sop(step: dict[str, Any]) -> dict[str, Any]:
    known = set(JobStep.Need.values)
    return {
        "code": clean_line(step.get("code"), most=40),
        "text": clean_line(step.get("text")),
        "need": step.get("need", "") if step.get("need", "") in known else "",
        "unit": clean_line(step.get("unit"), most=12),
        "minutes": int(step.get("minutes") or 0),
        "required": bool(step.get("required", True)),
    }


def _plan_items(booking: Booking) -> list[dict[str, Any]]:
    plan = Plan.objects.of(booking.chain_id).filter(booking=booking, state=Plan.State.SIGNED).first()
    return [
        {"code": clean_line(item.get("code"), most=40), "text": clean_line(item.get("text")), "from_plan": True}
        for item in (plan.items if plan else [])
        if not item.get("removed") and item.get("text")
    ]


def _add_late_plan(job: Job) -> None:
    """Items signed after the card was written."""
    there = {(step.code, step.text) for step in job.steps.all()}
    new = [item for item in _plan_items(job.booking) if (item["code"], item["text"]) not in there]
    last = max((step.position for step in job.steps.all()), default=0)
    JobStep.objects.bulk_create(_step(job, last + number, item) for number, item in enumerate(new, start=1))
