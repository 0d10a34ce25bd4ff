"""What was accepted."""

from wangcai.handover.models import Acceptance, AcceptanceLine
from wangcai.orders.public import Order


def acceptance_of(order: Order) -> Acceptance | None:
    """The order's acceptance, if it has been handed over."""
    return Acceptance.objects.of(order.chain_id).filter(order=order).select_related("signature").first()


def verdicts_of(acceptance: Acceptance) -> list[AcceptanceLine]:
    """Every line with its verdict and photo."""
    return list(acceptance.lines.select_related("line", "photo").order_by("line__position"))
