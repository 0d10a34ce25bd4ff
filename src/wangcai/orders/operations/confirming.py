"""Confirmation with read-back, cancellation (0.16)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, Refusal, clean_line, now
from wangcai.orders import states
from wangcai.orders.events import OrderCancelled, OrderConfirmed
from wangcai.orders.models import Confirmation, Order, OrderLine
from wangcai.orders.operations.moving import change_status, refuse_visit
from wangcai.orders.rules import missing_information
from wangcai.stock.public import release_promises


class InformationMissing(Refusal):
    """details["fields"]: names of the missing fields."""

    code = "information_missing"
    sentence = _("还差：{what}。补齐后才能确认。")


class StillWaiting(Refusal):
    code = "still_waiting"
    sentence = _("“{item}”还在等货或等顾客答复，先处理好再确认。")


class EmptyOrder(Refusal):
    code = "empty_order"
    sentence = _("订单里已经没有商品了，请取消它。")


@once
def confirm_order(*, order: Order, channel: str, by: Actor, at: datetime | None = None) -> Order:
    """Record that the order was read back and is right; it can be picked from now on.

    Refuses: InformationMissing, StillWaiting (an exception without answer, or goods not yet there), WrongStage.
    """
    by.require_at("orders.confirm", order)
    refuse_visit(order)
    at = at or now()
    missing = missing_information(order)
    if missing:
        what = "、".join(str(label) for _name, label in missing)
        raise InformationMissing(what=what, fields=[name for name, _label in missing], field=missing[0][0])
    lines = list(order.lines.exclude(state=OrderLine.State.CANCELLED))
    if not lines:
        raise EmptyOrder
    waiting = [line for line in lines if line.state == OrderLine.State.STOCK_OUT]
    if waiting:
        raise StillWaiting(item=waiting[0].text)
    change_status(order=order, to=states.CONFIRMED, by=by, at=at, silent=True)
    Confirmation.objects.create(
        chain_id=by.chain_id,
        order=order,
        version=order.version,
        channel=channel[:10],
        wishes=order.wishes,
        at=at,
        by=by.key,
        by_name=clean_line(by.name, most=40),
    )
    record(
        OrderConfirmed(
            subject_id=order.pk,
            store_id=order.store_id,
            customer_id=order.customer_id,
            number=order.number,
            version=order.version,
            by_channel=channel[:10],
        ),
        by=by,
        at=at,
    )
    return order


@once
def cancel_order(*, order: Order, reason: str, by: Actor, at: datetime | None = None) -> Order:
    """Cancel an order that has not left the house; its goods are free for others at once. A visit's goes with its pets."""
    by.require_at("orders.cancel", order)
    refuse_visit(order)
    return call_off(order=order, reason=reason, by=by, at=at or now())


def call_off(*, order: Order, reason: str, by: Actor, at: datetime) -> Order:
    """The cancellation itself, inside a use case that asked for its own right. Refuses Missing (the reason), WrongStage."""
    reason = clean_line(reason, most=120)
    if not reason:
        raise Missing(what=_("取消原因"), field="reason")
    before = order.status
    change_status(order=order, to=states.CANCELLED, by=by, at=at, silent=True)
    ids = list(order.lines.values_list("pk", flat=True))
    release_promises(chain_id=by.chain_id, subject_kind="order_line", subject_ids=ids)
    order.lines.update(state=OrderLine.State.CANCELLED)
    order.exceptions.filter(answered_at=None).update(answered_at=at, choice="cancel", answered_by=by.key)
    record(
        OrderCancelled(
            subject_id=order.pk,
            store_id=order.store_id,
            customer_id=order.customer_id,
            number=order.number,
            from_status=before,
            reason=reason,
        ),
        by=by,
        at=at,
    )
    return order
