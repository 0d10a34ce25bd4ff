"""How a booking looks on the boards, and where its pages are."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wangcai.booking.public import states

TONES = {
    states.HELD: "neutral",
    states.REQUESTED: "gold",
    states.BOOKED: "booked",
    states.ARRIVED: "arrived",
    states.STARTED: "service",
    states.READY: "ready",
    states.DONE: "done",
    states.NO_SHOW: "neutral",
}
AWAITED = (states.HELD, states.REQUESTED, states.BOOKED)
AT_WORK = (states.ARRIVED, states.STARTED)
# Nothing of these can be moved any more.
KINDS = {
    "worker": gettext_lazy("按人"),
    "table": gettext_lazy("美容台"),
    "dryer": gettext_lazy("烘干箱"),
    "ground": gettext_lazy("训练场"),
    "room": gettext_lazy("房间"),
}


def is_late(state: str, starts_at: datetime, ends_at: datetime, moment: datetime) -> bool:
    """Awaited after its start, or still at work after its end."""
    return (state in AWAITED and starts_at < moment) or (state in AT_WORK and ends_at < moment)


def tone_of(state: str, late: bool) -> str:
    return "late" if late else TONES.get(state, "neutral")


def legend() -> list[tuple[str, str]]:
    """What the colours of the boards mean."""
    shown = (states.BOOKED, states.ARRIVED, states.STARTED, states.READY, states.DONE)
    return [(TONES[state], str(states.LABELS[state])) for state in shown] + [("late", _("超时"))]


def booking_address() -> str:
    """The address of a booking up to its number: it leads on to the page of the visit."""
    return reverse("counter:booking", args=[0])[:-1]


def booking_form() -> str:
    """The address of the page that makes a booking (`?start=&worker=`, `?start=&room=`)."""
    return reverse("counter:visit_new")
