"""What can happen to a booking. Facts carry ids, states and the store's wall clock, never names of customers or pets."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.booking import states
from wangcai.journal.public import BEFORE, DURING, Happening
from wangcai.kernel.public import local


@dataclass(frozen=True, kw_only=True)
class BookingHappening(Happening):
    SUBJECT: ClassVar[str] = "booking"
    STAGE: ClassVar[str] = BEFORE
    ICON: ClassVar[str] = "calendar-event"
    service: str = ""


def about_booking(booking: Any) -> dict[str, Any]:
    """The ids that every entry about one pet's booking carries: `BookingMoved(**about_booking(booking), …)`."""
    return {
        "subject_id": booking.pk,
        "store_id": booking.store_id,
        "customer_id": booking.customer_id,
        "pet_id": booking.pet_id,
    }


def wall(at: Any, zone: str) -> str:
    """A time as the store's clock shows it: `2026-11-23 10:00`, read the same in every language."""
    return f"{local(at, zone):%Y-%m-%d %H:%M}"


@dataclass(frozen=True, kw_only=True)
class BookingMade(BookingHappening):
    WHAT = "booking.made"
    SENTENCE = _("预约{service}：{when}")
    state: str
    kind: str
    channel: str
    when: str
    until: str
    worker_id: int | None = None
    room_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class BookingMoved(BookingHappening):
    WHAT = "booking.moved"
    ICON = "calendar-repeat"
    SENTENCE = _("预约改为 {when}（原 {before}）")
    before: str
    when: str
    until: str
    worker_id: int | None = None
    room_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class RoomChanged(BookingHappening):
    WHAT = "booking.room_changed"
    STAGE = DURING
    ICON = "door-enter"
    SENTENCE = _("{when} 起换到{room}（原{before}）")
    when: str
    room: str
    before: str
    room_id: int
    before_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class BookingAdvanced(BookingHappening):
    WHAT = "booking.advanced"
    STAGE = DURING
    ICON = "arrow-right"
    from_state: str
    to_state: str

    def sentence(self) -> str:
        return gettext("预约：{from_state} → {to_state}").format(
            from_state=states.LABELS.get(self.from_state, self.from_state),
            to_state=states.LABELS.get(self.to_state, self.to_state),
        )


@dataclass(frozen=True, kw_only=True)
class BookingReleased(BookingHappening):
    """Cancelled, not shown up, or a held time that ran out: its people and places are free again."""

    WHAT = "booking.released"
    ICON = "circle-x"
    from_state: str
    to_state: str
    when: str
    reason: str

    def sentence(self) -> str:
        return gettext("{when} 的预约{to_state}：{reason}").format(
            when=self.when, to_state=states.LABELS.get(self.to_state, self.to_state), reason=self.reason
        )


@dataclass(frozen=True, kw_only=True)
class RulePassed(BookingHappening):
    """A manager let something pass and said why; written on the timelines of both animals. `rule`: pair, males, isolation, cap."""

    WHAT = "booking.rule_passed"
    ICON = "alert-triangle"
    rule: str
    reason: str
    other_id: int | None = None

    def sentence(self) -> str:
        rule = {
            "pair": gettext("相克的宠物住得近"),
            "males": gettext("未绝育的公犬住得近"),
            "isolation": gettext("隔离中的宠物旁边住了别的宠物"),
            "cap": gettext("超过入住安全线"),
        }.get(self.rule, self.rule)
        return gettext("店长放行“{rule}”：{reason}").format(rule=rule, reason=self.reason)


@dataclass(frozen=True, kw_only=True)
class ResourceHappening(Happening):
    SUBJECT: ClassVar[str] = "resource"
    ICON: ClassVar[str] = "door"
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class ResourceBlocked(ResourceHappening):
    WHAT = "resource.blocked"
    ICON = "lock"
    SENTENCE = _("{name} 停用：{when} 至 {until}")
    why: str
    when: str
    until: str


@dataclass(frozen=True, kw_only=True)
class ResourceUnblocked(ResourceHappening):
    WHAT = "resource.unblocked"
    ICON = "lock-open"
    SENTENCE = _("{name} 恢复可用")
    why: str
