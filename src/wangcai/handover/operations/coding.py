"""Send the customer the code of the order."""

from datetime import datetime

from wangcai.handover.codes import handover_code
from wangcai.kernel.public import Actor, local, now
from wangcai.orders.public import Order, WrongStage, states, tell_about_order


def send_handover_code(*, order: Order, by: Actor, at: datetime | None = None) -> bool:
    """Send the code by message, at any time of day because somebody stands at the door. Once an hour; False: sent already.

    The outbox and its entry in the diary are the record.
    """
    by.require_at("handover.accept", order)
    if order.status not in (states.READY, states.SHIPPED):
        raise WrongStage(number=order.number, status=str(states.LABELS[order.status]))
    hour = local(at or now(), "UTC").strftime("%y%m%d%H")
    told = tell_about_order(
        order,
        "handover_code",
        dedupe=f"order:{order.pk}:code:{hour}",
        facts={"code": handover_code(order)},
        urgent=True,
    )
    return bool(told)
