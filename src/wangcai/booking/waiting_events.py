"""What can happen on the waitlist and to the places themselves."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.booking.events import ResourceHappening
from wangcai.booking.labels import KIND_LABELS
from wangcai.journal.public import BEFORE, Happening


@dataclass(frozen=True, kw_only=True)
class WaitingHappening(Happening):
    SUBJECT: ClassVar[str] = "waiting"
    STAGE: ClassVar[str] = BEFORE
    ICON: ClassVar[str] = "hourglass"


def about_waiting(waiting: Any) -> dict[str, Any]:
    return {
        "subject_id": waiting.pk,
        "store_id": waiting.store_id,
        "customer_id": waiting.customer_id,
        "pet_id": waiting.pet_id,
    }


@dataclass(frozen=True, kw_only=True)
class WaitingAdded(WaitingHappening):
    WHAT = "waiting.added"
    SENTENCE = _("候补{service}：{when} 至 {until}")
    service: str
    when: str
    until: str


@dataclass(frozen=True, kw_only=True)
class WaiterInvited(WaitingHappening):
    """The slot is held until `held_until`; whoever sends messages tells the customer."""

    WHAT = "waiting.invited"
    ICON = "mail-forward"
    SENTENCE = _("候补有位：{when}，保留到 {held_until}")
    booking_id: int
    when: str
    held_until: str


@dataclass(frozen=True, kw_only=True)
class InvitationKept(WaitingHappening):
    """The customer was told later than invited: the slot is held for half an hour from then."""

    WHAT = "waiting.kept"
    SENTENCE = _("候补邀请刚通知到，保留到 {held_until}")
    booking_id: int
    held_until: str


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(WaitingHappening):
    WHAT = "waiting.accepted"
    ICON = "calendar-check"
    SENTENCE = _("候补成功：{when}")
    booking_id: int
    when: str


@dataclass(frozen=True, kw_only=True)
class WaitingEnded(WaitingHappening):
    """`why`: expired, declined, withdrawn."""

    WHAT = "waiting.ended"
    ICON = "hourglass-off"
    why: str

    def sentence(self) -> str:
        return {
            "expired": gettext("候补邀请过期，没有回复"),
            "declined": gettext("候补邀请被谢绝"),
        }.get(self.why, gettext("退出候补"))


@dataclass(frozen=True, kw_only=True)
class ResourceAdded(ResourceHappening):
    WHAT = "resource.added"
    kind: str

    def sentence(self) -> str:
        return gettext("新增{kind}：{name}").format(kind=KIND_LABELS.get(self.kind, self.kind), name=self.name)


@dataclass(frozen=True, kw_only=True)
class ResourceChanged(ResourceHappening):
    WHAT = "resource.changed"
    SENTENCE = _("改了 {name} 的设置")
    changed: list[str]


@dataclass(frozen=True, kw_only=True)
class ResourceEnded(ResourceHappening):
    WHAT = "resource.ended"
    SENTENCE = _("{name} 不再使用")
