"""A task opens and finds its person by itself."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, clean_line, now
from wangcai.shops.public import Account, Store, on_duty
from wangcai.work.events import TaskOpened
from wangcai.work.models import Task


@once
def open_task(
    *,
    store: Store,
    kind: str,
    subject: tuple[str, int],
    title: str,
    permission: str,
    due_at: datetime,
    by: Actor,
    prefer: int | None = None,
    at: datetime | None = None,
) -> Task:
    """Open a task, or return the open one of this kind about this subject.

    It goes to somebody who is on duty in the store and holds the permission: `prefer` (an account id) when he or she is
    one of them, otherwise whoever has the fewest open tasks. With nobody there it waits for whoever comes.
    """
    moment = at or now()
    owner = find_person(store, permission, prefer=prefer)
    made = Task.objects.bulk_create(
        [
            Task(
                chain_id=store.chain_id, store=store, kind=kind, subject_kind=subject[0], subject_id=subject[1],
                title=clean_line(title, most=120), permission=permission, owner=owner, due_at=due_at, opened_at=moment,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    task = (
        Task.objects.of(store.chain_id)
        .filter(kind=kind, subject_kind=subject[0], subject_id=subject[1], state=Task.State.OPEN)
        .get()
    )
    if task.opened_at == moment and made:
        record(TaskOpened(**about(task)), by=by, at=at)
    return task


def find_person(
    store: Store, permission: str, *, prefer: int | None = None, without: Iterable[int] = ()
) -> Account | None:
    """Who should do it: on duty here, allowed, preferred, least loaded. None when nobody is."""
    barred = set(without)
    there = [account for account in on_duty(store, permission) if account.pk not in barred]
    if not there:
        return None
    liked = next((account for account in there if account.pk == prefer), None)
    if liked:
        return liked
    load = dict(
        Task.objects.of(store.chain_id)
        .filter(state=Task.State.OPEN, owner__in=[account.pk for account in there])
        .values_list("owner")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return min(there, key=lambda account: (load.get(account.pk, 0), account.pk))


def about(task: Task) -> dict:
    """The ids and facts every entry about a task carries."""
    return {
        "subject_kind": task.subject_kind,
        "subject_id": task.subject_id,
        "store_id": task.store_id,
        "task_id": task.pk,
        "kind": task.kind,
        "owner_id": task.owner_id,
    }
