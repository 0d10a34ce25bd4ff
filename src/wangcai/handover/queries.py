"""What was accepted."""

from wangcai.booking.public import Booking
from wangcai.handover.models import Acceptance, AcceptanceLine, PetHandover
from wangcai.orders.public import Order


def acceptance_of(order: Order) -> Acceptance | None:
    """The order's acceptance, if it has been handed over."""
    return Acceptance.objects.of(order.chain_id).filter(order=order).select_related("signature").first()


def verdicts_of(acceptance: Acceptance) -> list[AcceptanceLine]:
    """Every line with its verdict and photo."""
    return list(acceptance.lines.select_related("line", "photo").order_by("line__position"))


def report_of(booking: Booking) -> PetHandover | None:
    """The report of how a pet goes home, with its questions."""
    reports = PetHandover.objects.of(booking.chain_id).filter(booking=booking)
    return reports.select_related("collector", "signature", "order").prefetch_related("questions").first()
