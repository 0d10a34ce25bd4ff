"""Steps of a job card: each with the proof it wants. Frozen while the job is paused (F29)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.care.events.work import StepSeconded, StepSkipped, StepTicked, StepUndone, TimerStarted
from wangcai.care.models import Job, JobStep
from wangcai.care.operations.consuming import use_lot
from wangcai.care.operations.jobs import about_job, moved
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now

Need = JobStep.Need


class ProofMissing(Refusal):
    code = "proof_missing"
    sentence = _("“{step}”要{proof}才算做完。")


class TimerRunning(Refusal):
    code = "timer_running"
    sentence = _("“{step}”要满 {minutes} 分钟，还差 {left} 分钟。")


class SamePerson(Refusal):
    code = "same_person"
    sentence = _("“{step}”要另一个人来核对，不能自己核对自己。")


class StepOver(Refusal):
    code = "step_over"
    sentence = _("“{step}”已经做过了，请刷新看看。")
    status = 409


PROOFS = {
    Need.PHOTO: _("拍一张照片"),
    Need.VALUE: _("填上数值"),
    Need.TIMER: _("先开始计时"),
    Need.LOT: _("扫用掉的产品"),
}


@once
def tick_step(
    *,
    step: JobStep,
    value: str = "",
    photo: StoredFile | None = None,
    code: str = "",
    lot_id: int | None = None,
    pieces: int = 1,
    by: Actor,
    at: datetime | None = None,
) -> JobStep:
    """Tick a step with the proof it needs: a photo, a value, a timer that ran out, the product that was used.

    `code` is what the scanner read (or `lot_id` what was chosen); `pieces` leave the stock, 0 when the bottle was open
    already. Refuses with ProofMissing, TimerRunning, JobFrozen, StepOver.
    """
    job, moment = _working(step, by), at or now()
    _refuse_without_proof(step, value, photo, code or lot_id, moment)
    lot = (
        use_lot(step=step, job=job, code=code, lot_id=lot_id, pieces=pieces, by=by, at=moment)
        if step.need == Need.LOT
        else None
    )
    if not _open(step).update(done_at=moment, done_by=by.key, value=clean_line(value, most=60), photo=photo, lot=lot):
        raise StepOver(step=step.text)
    step.refresh_from_db()
    record(StepTicked(**about_step(step, job), need=step.need, lot_id=step.lot_id), by=by, at=at)
    return step


@once
def second_tick(*, step: JobStep, by: Actor, at: datetime | None = None) -> JobStep:
    """Another person looked too. `by` is that person, proven by PIN or signed in; never the one who ticked."""
    job = _working(step, by)
    ticked = JobStep.objects.of(by).filter(pk=step.pk, done_at__isnull=False, second_by="", skipped_reason="")
    if step.need != Need.SECOND or not ticked.exists():
        raise StepOver(step=step.text)
    if not ticked.exclude(done_by=by.key).update(second_by=by.key):
        raise SamePerson(step=step.text)
    step.refresh_from_db()
    record(StepSeconded(**about_step(step, job)), by=by, at=at)
    return step


@once
def start_timer(*, step: JobStep, by: Actor, at: datetime | None = None) -> JobStep:
    """The minutes begin (disinfect 10 min). Started again while it runs it goes on as it was."""
    job, moment = _working(step, by), at or now()
    if step.need != Need.TIMER:
        raise StepOver(step=step.text)
    if _open(step).filter(timer_at__isnull=True).update(timer_at=moment):
        step.refresh_from_db()
        record(TimerStarted(**about_step(step, job), minutes=step.minutes), by=by, at=at)
    return step


@once
def skip_step(*, step: JobStep, reason: str, by: Actor, at: datetime | None = None) -> JobStep:
    """Leave a step out, with a reason that stands in the card."""
    job, reason = _working(step, by), clean_line(reason)
    if not reason:
        raise Missing(what=_("跳过的原因"), field="reason")
    if not _open(step).update(skipped_reason=reason, done_at=at or now(), done_by=by.key):
        raise StepOver(step=step.text)
    step.refresh_from_db()
    record(StepSkipped(**about_step(step, job), reason=reason), by=by, at=at)
    return step


@once
def undo_step(*, step: JobStep, by: Actor, at: datetime | None = None) -> JobStep:
    """Take a tick or a skip back while the job runs. What left the stock stays gone, so a scanned product stays."""
    job = _working(step, by)
    done = JobStep.objects.of(by).filter(pk=step.pk, done_at__isnull=False, lot__isnull=True)
    if not done.update(done_at=None, done_by="", second_by="", skipped_reason="", value="", photo=None):
        raise StepOver(step=step.text)
    step.refresh_from_db()
    record(StepUndone(**about_step(step, job)), by=by, at=at)
    return step


def about_step(step: JobStep, job: Job) -> dict[str, Any]:
    """The ids and words every entry about a step carries."""
    return {**about_job(job), "step_id": step.pk, "code": step.code, "step": step.text}


def _working(step: JobStep, by: Actor) -> Job:
    """The running job of this step. The row is locked: a pause or the end waits, or has come first and refuses."""
    if step.chain_id != by.chain_id:
        raise NotFound
    job = Job.objects.of(by).select_related("booking").select_for_update(of=("self",)).get(pk=step.job_id)
    by.require_at("care.work", job)
    if job.state != Job.State.RUNNING:
        raise moved(job, by)
    return job


def _open(step: JobStep) -> Any:
    return JobStep.objects.of(step.chain_id).filter(pk=step.pk, done_at__isnull=True, skipped_reason="")


def _refuse_without_proof(step: JobStep, value: str, photo: Any, product: Any, at: datetime) -> None:
    given = {Need.PHOTO: photo, Need.VALUE: clean_line(value), Need.TIMER: step.timer_at, Need.LOT: product}
    if step.need in given and not given[step.need]:
        raise ProofMissing(step=step.text, proof=PROOFS[step.need], step_id=step.pk)
    if step.need == Need.TIMER:
        left = step.timer_at + timedelta(minutes=step.minutes) - at
        if left > timedelta(0):
            minutes = -(-int(left.total_seconds()) // 60)
            raise TimerRunning(step=step.text, minutes=step.minutes, left=minutes)
