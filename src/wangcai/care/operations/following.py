"""The order of a visit follows its pets: nobody moves it by hand."""

from collections.abc import Collection
from datetime import datetime

from wangcai.booking.public import Booking, states
from wangcai.care.models import Visit
from wangcai.care.queries.visits import visit_of
from wangcai.kernel.public import Actor
from wangcai.orders.public import Order, change_status
from wangcai.orders.public import states as order_states

HERE = (states.ARRIVED, states.STARTED, states.READY, states.DONE)
# From a stage to the next.
STEPS = {
    order_states.RECEIVED: order_states.CONFIRMED,
    order_states.CONFIRMED: order_states.PICKING,
    order_states.PICKING: order_states.READY,
    order_states.READY: order_states.DELIVERED,
}


def stage_of(found: Collection[str]) -> str:
    """The order's stage for the states of its pets; empty where none comes any more (care decides what then)."""
    live = [state for state in found if state not in states.NOT_COMING]
    if not live:
        return ""
    if all(state == states.DONE for state in live):
        return order_states.DELIVERED
    if all(state in (states.READY, states.DONE) for state in live):
        return order_states.READY
    if any(state in HERE for state in live):
        return order_states.PICKING
    if any(state in (states.HELD, states.REQUESTED) for state in live):
        return order_states.RECEIVED
    return order_states.CONFIRMED


def follow(visit: Visit | None, *, by: Actor, at: datetime) -> None:
    """Bring the order of a visit to the stage its bookings are in. Inside a use case that moved a booking.

    The last pet's hand-over counts the sale (已接回). With no pet coming any more the order stays: cancelling and
    its fee are decided elsewhere.
    """
    if visit is None:
        return
    # Two pets that move at once: the second waits here and then counts the first.
    order = (
        Order.objects.of(visit.chain_id)
        .select_for_update(of=("self",))
        .select_related("store__chain", "customer")
        .get(pk=visit.order_id)
    )
    found = Booking.objects.of(visit.chain_id).filter(visit=visit.key).values_list("state", flat=True)
    wanted = stage_of(list(found))
    if wanted and order.status not in (order_states.COMPLETED, order_states.CANCELLED):
        for step in _way(order.status, wanted):
            change_status(order=order, to=step, by=by, at=at, silent=step != wanted)
    visit.order = order


def follow_booking(booking: Booking, *, by: Actor, at: datetime) -> None:
    """The same, for the visit a booking belongs to."""
    follow(visit_of(booking), by=by, at=at)


def _way(status: str, wanted: str) -> list[str]:
    """The moves from a status to another: straight where the table has it, else along the line."""
    if status == wanted or status not in STEPS:
        return []
    if order_states.may_move(status, wanted, "visit"):
        return [wanted]
    line = [*STEPS, order_states.DELIVERED]
    if line.index(wanted) < line.index(status):
        return []
    return [STEPS[status], *_way(STEPS[status], wanted)]
