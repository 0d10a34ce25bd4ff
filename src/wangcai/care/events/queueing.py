"""What can happen in the queue of a store and in a guided trial (F62)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import BEFORE, Happening

PREFIX = {"service": "A", "guide": "B"}
REACTIONS = {
    "loved": _("很喜欢"),
    "tried": _("试了试"),
    "ignored": pgettext_lazy("trial", "不理"),
    "scared": _("害怕"),
}


def about_ticket(ticket: Any) -> dict[str, Any]:
    """The ids every entry about a ticket carries."""
    return {
        "subject_id": ticket.pk, "store_id": ticket.store_id, "customer_id": ticket.customer_id,
        "pet_id": ticket.pet_id, "number": called(ticket),
    }  # fmt: skip


def called(ticket: Any) -> str:
    """The number as it is called: A7 for a service, B3 for a guide."""
    return f"{PREFIX.get(ticket.kind, '')}{ticket.number}"


@dataclass(frozen=True, kw_only=True)
class _OfTicket(Happening):
    SUBJECT: ClassVar[str] = "queue_ticket"
    STAGE: ClassVar[str] = BEFORE
    number: str


@dataclass(frozen=True, kw_only=True)
class NumberTaken(_OfTicket):
    WHAT = "queue.taken"
    ICON = "ticket"
    SENTENCE = _("到店取号 {number}")
    kind: str


@dataclass(frozen=True, kw_only=True)
class TicketStarted(_OfTicket):
    WHAT = "queue.started"
    ICON = "player-play"
    SENTENCE = _("叫到 {number}，等了 {minutes} 分钟")
    minutes: int


@dataclass(frozen=True, kw_only=True)
class TicketEnded(_OfTicket):
    WHAT = "queue.ended"
    ICON = "player-stop"
    minutes: int
    bought: bool | None = None

    def sentence(self) -> str:
        if self.bought is None:
            return gettext("{number} 结束，用了 {minutes} 分钟").format(number=self.number, minutes=self.minutes)
        text = gettext("{number} 导购结束：买了") if self.bought else gettext("{number} 导购结束：没有买")
        return text.format(number=self.number)


@dataclass(frozen=True, kw_only=True)
class TicketLeft(_OfTicket):
    WHAT = "queue.left"
    ICON = "door-exit"
    SENTENCE = _("{number} 没有等到，走了")


@dataclass(frozen=True, kw_only=True)
class TrialAdded(_OfTicket):
    WHAT = "queue.trial"
    ICON = "bowl-spoon"
    thing: str
    reaction: str

    def sentence(self) -> str:
        return gettext("试了“{thing}”：{reaction}").format(
            thing=self.thing, reaction=REACTIONS.get(self.reaction, self.reaction)
        )
