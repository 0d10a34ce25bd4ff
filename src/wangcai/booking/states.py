"""The states of one pet's booking and the moves between them (F18, F22, F23, F24)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HELD = "held"
REQUESTED = "requested"
BOOKED = "booked"
ARRIVED = "arrived"
STARTED = "started"
READY = "ready"
DONE = "done"
CANCELLED = "cancelled"
NO_SHOW = "no_show"

LABELS = {
    HELD: _("暂留"),
    REQUESTED: _("待店里确认"),
    BOOKED: _("已预约"),
    ARRIVED: _("已到店"),
    STARTED: _("服务中"),
    READY: _("待接回"),
    DONE: pgettext_lazy("booking", "已交接"),
    CANCELLED: _("已取消"),
    NO_SHOW: _("爽约"),
}
MOVES = {
    HELD: {REQUESTED, BOOKED, CANCELLED},
    REQUESTED: {BOOKED, CANCELLED},
    BOOKED: {ARRIVED, CANCELLED, NO_SHOW},
    ARRIVED: {STARTED, READY, BOOKED, CANCELLED},
    STARTED: {READY, ARRIVED},
    READY: {DONE, STARTED},
    DONE: set(),
    CANCELLED: set(),
    NO_SHOW: {ARRIVED},
}
# These keep their resources; the others have given them back.
LIVE = (HELD, REQUESTED, BOOKED, ARRIVED, STARTED, READY)
HERE = (ARRIVED, STARTED, READY)
# Nobody comes; and: nothing more is done for it.
NOT_COMING = (CANCELLED, NO_SHOW)
OVER = (DONE, *NOT_COMING)


def may_move(state: str, to: str) -> bool:
    """Is this move in the table?"""
    return to in MOVES[state]
