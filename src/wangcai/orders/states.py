"""The fixed statuses of an order and the moves between them (obligation 0.9, 0.20; feature F41)."""

from django.utils.translation import gettext_lazy as _

RECEIVED = "received"
CONFIRMED = "confirmed"
PICKING = "picking"
READY = "ready"
SHIPPED = "shipped"
DELIVERED = "delivered"
COMPLETED = "completed"
CANCELLED = "cancelled"

LABELS = {
    RECEIVED: _("已接单"),
    CONFIRMED: _("已确认"),
    PICKING: _("配货中"),
    READY: _("待取/待发"),
    SHIPPED: _("已发货"),
    DELIVERED: _("已交付"),
    COMPLETED: _("已完成"),
    CANCELLED: _("已取消"),
}
# The line a customer sees; an order for pick-up has no 已发货.
LINE = (RECEIVED, CONFIRMED, PICKING, READY, SHIPPED, DELIVERED, COMPLETED)
MOVES = {
    RECEIVED: {CONFIRMED, COMPLETED, CANCELLED},
    CONFIRMED: {PICKING, RECEIVED, CANCELLED},
    PICKING: {READY, RECEIVED, CANCELLED},
    READY: {SHIPPED, DELIVERED, CANCELLED},
    SHIPPED: {DELIVERED, READY},
    DELIVERED: {COMPLETED},
    COMPLETED: set(),
    CANCELLED: set(),
}
OPEN = (RECEIVED, CONFIRMED, PICKING, READY, SHIPPED, DELIVERED)
# A stage is late this many minutes after it began, unless the promise to the customer comes earlier.
# The minutes are the store's: `shops.CHOICES` holds what is usual.
TIMED = {status: f"stages.{status}" for status in OPEN}


# The same stages of a visit, in the words of care.
VISIT_LABELS = {
    RECEIVED: _("待店里确认"),
    CONFIRMED: _("已预约"),
    PICKING: _("服务中"),
    READY: _("待接回"),
    DELIVERED: _("已接回"),
}


def label_of(status: str, fulfilment: str = "") -> str:
    """What a status is called for this kind of order."""
    label = LABELS.get(status, status)
    return str(VISIT_LABELS.get(status, label) if fulfilment == "visit" else label)


# A pet may go back: called in again after it was ready, or taken home untouched. Goods never do.
VISIT_BACK = {PICKING: {CONFIRMED}, READY: {PICKING, CONFIRMED}}


def may_move(status: str, to: str, fulfilment: str = "") -> bool:
    """Is this move in the table? Visits have some of their own."""
    return to in MOVES[status] or (fulfilment == "visit" and to in VISIT_BACK.get(status, set()))
