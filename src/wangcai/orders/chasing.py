"""No answer in time: somebody calls the customer (F39)."""

from datetime import datetime

from wangcai.kernel.public import now, system_actor
from wangcai.orders import states
from wangcai.orders.models import OrderException
from wangcai.work.public import CALL, Task, open_task

BATCH = 50


def chase_answers(*, at: datetime | None = None) -> int:
    """Open a call task for each offer whose time to answer has passed, once; returns how many. Called by the loop."""
    moment = at or now()
    silent = OrderException.objects.across_chains().filter(
        answered_at=None, answer_due_at__lt=moment, order__status=states.RECEIVED
    )
    opened = 0
    for exception in silent.select_related("order__store__chain", "line").order_by("answer_due_at")[:BATCH]:
        order = exception.order
        tasks = Task.objects.of(order.chain_id).filter(kind=CALL, subject_kind="order", subject_id=order.pk)
        if tasks.filter(opened_at__gte=exception.answer_due_at).exists() or tasks.filter(state="open").exists():
            continue
        open_task(
            store=order.store, kind=CALL, subject=("order", order.pk), title=f"{order.number} {exception.line.text}",
            permission="orders.offer", due_at=moment, prefer=order.owner_id, by=system_actor(order.chain_id), at=moment,
        )  # fmt: skip
        opened += 1
    return opened
