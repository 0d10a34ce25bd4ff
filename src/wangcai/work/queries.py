"""Whose turn it is: my tasks, late tasks."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from wangcai.kernel.public import Actor, NotFound, kept, now
from wangcai.shops.public import Store
from wangcai.work.models import Task

LIMIT = 60


def my_tasks(by: Actor, *, store: Store | None = None, limit: int = LIMIT) -> list[Task]:
    """What this person has to do, by due time: own tasks, late ones sent up, and free ones he or she may take."""
    free = Q(pk__in=[])
    for store_id, permissions in by.grants.items():
        # An empty Q joined by "or" adds nothing: whoever may everything everywhere needs a condition that is always true.
        allowed = Q(pk__isnull=False) if "*" in permissions else Q(permission__in=permissions)
        free |= allowed & (Q() if store_id is None else Q(store_id=store_id))
    rows = Task.objects.of(by).filter(
        Q(owner_id=by.id) | Q(escalated_to_id=by.id) | (Q(owner__isnull=True) & free), state=Task.State.OPEN
    )
    if store is not None:
        rows = rows.filter(store=store)
    return list(rows.select_related("store", "owner").order_by("due_at", "pk")[:limit])


def count_my_tasks(by: Actor) -> int:
    """For the badge: what is mine and open."""
    return sum(_open_of(by.chain_id, by.id, by.id))


@kept
def _open_of(chain_id: int, owner_id: int, escalated_to_id: int) -> QuerySet[Any]:
    mine = Q(owner_id=owner_id) | Q(escalated_to_id=escalated_to_id)
    counted = Task.objects.of(chain_id).filter(mine, state=Task.State.OPEN).values("chain_id").annotate(n=Count("pk"))
    return counted.values_list("n", flat=True)


def late_tasks(store: Store, *, at: datetime | None = None, limit: int = LIMIT) -> list[Task]:
    """Open tasks past their time, the latest first."""
    rows = Task.objects.of(store.chain_id).filter(store=store, state=Task.State.OPEN, due_at__lt=at or now())
    return list(rows.select_related("owner").order_by("due_at")[:limit])


def open_tasks(chain_id: int, subject_kind: str, subject_ids: list[int]) -> list[Task]:
    """Open tasks about these subjects, for boards and the page of one order."""
    rows = Task.objects.of(chain_id).filter(
        subject_kind=subject_kind, subject_id__in=subject_ids, state=Task.State.OPEN
    )
    return list(rows.select_related("owner").order_by("due_at"))


def task_for(by: Actor, task_id: int) -> Task:
    """One task; NotFound when it is not in a store this actor sees."""
    task = Task.objects.of(by).filter(pk=task_id).select_related("store", "owner").first()
    if task is None or not by.sees(task.store_id):
        raise NotFound
    return task
