"""Written off as a no-show, and there after all: the pet is looked after, so its visit is on a bill again (F23)."""

from datetime import datetime

from wangcai.booking.public import Booking, advance_booking, states
from wangcai.care.models import Visit
from wangcai.care.operations.following import follow
from wangcai.care.operations.pricing import lines_of, requote
from wangcai.care.operations.visits import CHANNELS, RUNNING, reprice
from wangcai.care.queries.visits import visit_of
from wangcai.kernel.public import Actor, system_actor
from wangcai.orders.public import Fulfilment, NewOrder, OrderLine, place_order


def come_after_all(booking: Booking, *, by: Actor, at: datetime) -> None:
    """Take the pet in and put the service on the bill it was taken off; on a new one where that is closed.

    What was kept for the no-show stays as it is. Runs inside check-in; refuses what is not free any more.
    """
    advance_booking(booking=booking, to=states.ARRIVED, by=by, at=at)
    visit = visit_of(booking)
    if visit is None:
        return
    if visit.order.status in RUNNING and not _closed(visit):
        reprice(booking, by=by, at=at)
        follow(visit, by=by, at=at)
        return
    store = visit.store
    lines = tuple(lines_of(booking, requote(booking=booking, store=store, by=by), 1))
    draft = NewOrder(
        channel=CHANNELS.get(booking.channel, "phone"), fulfilment=Fulfilment.VISIT, lines=lines,
        customer_id=visit.customer_id, contact_name=visit.customer.name if visit.customer else "",
        wanted_at=booking.starts_at, wishes=booking.wishes,
    )  # fmt: skip
    # Who takes pets in may take this one in: the software writes the bill that follows from it.
    visit.order = place_order(store=store, order=draft, by=system_actor(by.chain_id), at=at)
    visit.save(update_fields=["order"])
    follow(visit, by=by, at=at)


def _closed(visit: Visit) -> bool:
    """Nobody was expected any more and what is kept still waits to be paid: its lines are settled for good."""
    lines = OrderLine.objects.of(visit.chain_id).filter(order=visit.order_id)
    return lines.filter(state__in=(OrderLine.State.ACCEPTED, OrderLine.State.REFUSED)).exists()
