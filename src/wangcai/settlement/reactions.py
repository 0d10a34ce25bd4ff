"""What settlement does after something happened earlier on the way."""

from wangcai.journal.public import Entry, react_to
from wangcai.kernel.public import system_actor
from wangcai.orders.public import Order, OrderMoved, states
from wangcai.settlement.operations.paying import complete_if_settled


@react_to(OrderMoved)
def complete_what_is_paid(happening: OrderMoved, entry: Entry) -> None:
    """A delivered order on which nothing is due is 已完成; one that is not paid waits for its payment."""
    if happening.to_status != states.DELIVERED:
        return
    order = Order.objects.of(entry.chain_id).filter(pk=happening.subject_id).first()
    if order is not None:
        complete_if_settled(order=order, by=system_actor(entry.chain_id), at=entry.happened_at)
