"""Late tasks go to the manager, once."""

from datetime import datetime

from wangcai.journal.public import record
from wangcai.kernel.public import now, system_actor, writing
from wangcai.work.events import TaskEscalated
from wangcai.work.models import Task
from wangcai.work.operations.opening import about, find_person

BATCH = 100


def escalate_late(*, at: datetime | None = None) -> int:
    """Show each task that passed its time to a manager on duty; returns how many. Called by the background loop."""
    moment = at or now()
    late = Task.objects.across_chains().filter(state=Task.State.OPEN, due_at__lt=moment, escalated_at__isnull=True)
    return sum(_escalate(task, moment) for task in late.select_related("store").order_by("due_at")[:BATCH])


def _escalate(task: Task, at: datetime) -> bool:
    with writing():
        manager = find_person(task.store, "work.assign")
        changed = (
            Task.objects.of(task.chain_id)
            .filter(pk=task.pk, state=Task.State.OPEN, escalated_at__isnull=True)
            .update(escalated_at=at, escalated_to=manager)
        )
        if changed:
            record(TaskEscalated(**about(task)), by=system_actor(task.chain_id), at=at)
    return bool(changed)
