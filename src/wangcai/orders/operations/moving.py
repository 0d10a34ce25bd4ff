"""Statuses change here and nowhere else: one guarded UPDATE whose row count is the answer."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, now, run
from wangcai.orders import states
from wangcai.orders.events import OrderMoved
from wangcai.orders.models import Order
from wangcai.orders.models.order import Fulfilment
from wangcai.orders.operations.placing import stage_due


class WrongStage(Refusal):
    code = "wrong_stage"
    sentence = _("订单 {number} 现在是“{status}”，不能这样做，请刷新看看。")
    status = 409


class VisitMovesIt(Refusal):
    code = "visit_moves_it"
    sentence = _("{number} 是到店服务的账单：它跟着宠物走，请在这次预约的页面上办。")
    status = 409


def refuse_visit(order: Order) -> None:
    """The order of a visit follows its pets: nobody confirms, cancels, changes, picks or hands it over by itself."""
    if order.fulfilment == Fulfilment.VISIT:
        raise VisitMovesIt(number=order.number)


@once
def move_order(
    *, order: Order, to: str, by: Actor, at: datetime | None = None, owner: Any = None, cause: int | None = None
) -> Order:
    """Move an order to its next status and record it. Refuses with WrongStage what states.MOVES does not hold, and visits.

    No permission of its own: it is called by use cases that asked for theirs. `owner` is who has the stage now.
    """
    refuse_visit(order)
    return change_status(order=order, to=to, by=by, at=at or now(), owner=owner, cause=cause)


def change_status(
    *, order: Order, to: str, by: Actor, at: datetime, owner: Any = None, cause: int | None = None, silent: bool = False
) -> Order:
    """The guarded change inside a running use case; `silent` leaves the journal to the caller's own happening."""
    before = order.status
    due_at = stage_due(to, at, order.wanted_at, order.store) if to in states.TIMED else None
    sold = at if to in {states.DELIVERED, states.COMPLETED} and order.sold_at is None else order.sold_at
    owner_id = getattr(owner, "pk", owner) or order.owner_id
    changed = states.may_move(before, to, order.fulfilment) and run(
        "UPDATE orders_order SET status = %s, status_at = %s, due_at = %s, sold_at = %s, owner_id = %s"
        " WHERE id = %s AND chain_id = %s AND status = %s",
        [to, at, due_at, sold, owner_id, order.pk, by.chain_id, before],
    )
    if not changed:
        now_is = Order.objects.of(by).filter(pk=order.pk).values_list("status", flat=True).first() or before
        raise WrongStage(number=order.number, status=str(states.LABELS[now_is]))
    order.status, order.status_at, order.due_at, order.sold_at, order.owner_id = to, at, due_at, sold, owner_id
    if not silent:
        record(
            OrderMoved(
                subject_id=order.pk,
                store_id=order.store_id,
                customer_id=order.customer_id,
                number=order.number,
                from_status=before,
                to_status=to,
                fulfilment=order.fulfilment,
            ),
            by=by,
            at=at,
            cause=cause,
        )
    return order
