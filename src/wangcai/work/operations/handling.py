"""A task is accepted, handed back, given to somebody else, closed. Every step is one guarded update."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotAllowed, Refusal, clean_line, now
from wangcai.shops.public import Account
from wangcai.work.events import TaskAccepted, TaskAssigned, TaskClosed, TaskHandedBack
from wangcai.work.models import Task
from wangcai.work.operations.opening import about, find_person


class AlreadyTaken(Refusal):
    code = "already_taken"
    sentence = _("这个任务已经有人接了，请看下一个。")
    status = 409


class NotYours(Refusal):
    code = "not_yours"
    sentence = _("这个任务不在您手上，请刷新看看现在是谁的。")
    status = 409


class TaskOver(Refusal):
    code = "task_over"
    sentence = _("这个任务已经结束了。")
    status = 409


@once
def accept_task(*, task: Task, by: Actor, at: datetime | None = None) -> Task:
    """Take the task. It may have been meant for a colleague who has not taken it yet; of two who try, one has it."""
    by.require_at("work.take", task)
    by.require(task.permission, task.store_id)
    if by.kind != "staff":
        raise NotAllowed(permission="work.take")
    taken = _open(task).filter(accepted_at__isnull=True).update(owner_id=by.id, accepted_at=at or now())
    task.refresh_from_db()
    if not taken:
        raise TaskOver if task.state != Task.State.OPEN else AlreadyTaken
    record(TaskAccepted(**about(task)), by=by, at=at)
    return task


@once
def hand_back_task(*, task: Task, reason: str, by: Actor, at: datetime | None = None) -> Task:
    """Give the task back with a reason; it looks for another person at once."""
    reason = clean_line(reason)
    if not reason:
        raise Missing(what=_("交回的原因"), field="reason")
    next_owner = find_person(task.store, task.permission, without=[by.id])
    changed = _open(task).filter(owner_id=by.id).update(owner=next_owner, accepted_at=None, note=reason)
    if not changed:
        raise NotYours
    task.refresh_from_db()
    record(TaskHandedBack(**about(task), reason=reason), by=by, at=at)
    return task


@once
def assign_task(*, task: Task, account: Account, by: Actor, at: datetime | None = None) -> Task:
    """Give the task to somebody by hand. Needs `work.assign`; the person must belong to the same chain."""
    by.require_at("work.assign", task)
    if account.chain_id != task.chain_id or not account.is_active:
        raise NotYours
    if not _open(task).update(owner=account, accepted_at=None):
        raise TaskOver
    task.refresh_from_db()
    record(TaskAssigned(**about(task)), by=by, at=at)
    return task


@once
def close_task(*, task: Task, by: Actor, note: str = "", at: datetime | None = None) -> Task:
    """Done, by the person who holds it or a manager."""
    by.require_at("work.take", task)
    rows = _open(task)
    if not by.may("work.assign", task.store_id):
        rows = rows.filter(Q(owner_id=by.id))
    if not rows.update(
        state=Task.State.DONE, closed_at=at or now(), closed_by=by.key, note=clean_line(note) or task.note
    ):
        task.refresh_from_db()
        raise NotYours if task.state == Task.State.OPEN else TaskOver
    task.refresh_from_db()
    record(TaskClosed(**about(task)), by=by, at=at)
    return task


@once
def close_tasks(
    *,
    chain_id: int,
    subject: tuple[str, int],
    kinds: Iterable[str] | None = None,
    by: Actor,
    dropped: bool = False,
    at: datetime | None = None,
) -> None:
    """The thing is done (or will not be): close its open tasks of these kinds, all kinds by default."""
    rows = Task.objects.of(chain_id).filter(subject_kind=subject[0], subject_id=subject[1], state=Task.State.OPEN)
    if kinds is not None:
        rows = rows.filter(kind__in=list(kinds))
    state = Task.State.DROPPED if dropped else Task.State.DONE
    for task in rows:
        if _open(task).update(state=state, closed_at=at or now(), closed_by=by.key):
            record(TaskClosed(**about(task), dropped=dropped), by=by, at=at)


def _open(task: Task) -> QuerySet[Task]:
    return Task.objects.of(task.chain_id).filter(pk=task.pk, state=Task.State.OPEN)
