"""What can happen to the roster: on the timeline of the person it is about. Facts carry ids and the store's clock."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.booking.labels import skill_label
from wangcai.journal.public import Happening


@dataclass(frozen=True, kw_only=True)
class RosterHappening(Happening):
    """`subject_id` is the account."""

    SUBJECT: ClassVar[str] = "staff"
    ICON: ClassVar[str] = "calendar-user"


@dataclass(frozen=True, kw_only=True)
class ShiftPlanned(RosterHappening):
    WHAT = "roster.shift_planned"
    SENTENCE = _("排班：{when} 至 {until}")
    when: str
    until: str


@dataclass(frozen=True, kw_only=True)
class ShiftDropped(RosterHappening):
    WHAT = "roster.shift_dropped"
    SENTENCE = _("取消排班：{when} 至 {until}")
    when: str
    until: str


@dataclass(frozen=True, kw_only=True)
class WeekCopied(Happening):
    WHAT = "roster.week_copied"
    SUBJECT = "store"
    ICON = "copy"
    SENTENCE = _("把 {first} 一周的排班复制到 {to}：{shifts} 个班次")
    first: str
    to: str
    shifts: int


@dataclass(frozen=True, kw_only=True)
class LeaveAsked(RosterHappening):
    WHAT = "roster.leave_asked"
    ICON = "calendar-off"
    SENTENCE = _("申请请假：{when} 至 {until}")
    leave_id: int
    when: str
    until: str


@dataclass(frozen=True, kw_only=True)
class LeaveDecided(RosterHappening):
    WHAT = "roster.leave_decided"
    ICON = "calendar-off"
    leave_id: int
    when: str
    until: str
    state: str
    hits: int = 0
    shorts: int = 0

    def sentence(self) -> str:
        words = {
            "approved": gettext("准假：{when} 至 {until}，影响 {hits} 个预约"),
            "refused": gettext("没有准假：{when} 至 {until}"),
            "withdrawn": gettext("撤回请假：{when} 至 {until}"),
        }
        said = words.get(self.state, self.state).format(when=self.when, until=self.until, hits=self.hits)
        return said + gettext("，有 {n} 段少于最少在岗").format(n=self.shorts) if self.shorts else said


@dataclass(frozen=True, kw_only=True)
class SwapMoved(RosterHappening):
    WHAT = "roster.swap_moved"
    ICON = "switch-horizontal"
    swap_id: int
    to_id: int
    when: str
    state: str

    def sentence(self) -> str:
        words = {
            "asked": gettext("请人换班：{when}"),
            "agreed": gettext("对方同意换班：{when}"),
            "approved": gettext("换班已批准：{when}"),
            "refused": gettext("换班没有成：{when}"),
        }
        return words.get(self.state, self.state).format(when=self.when)


@dataclass(frozen=True, kw_only=True)
class SkillGranted(RosterHappening):
    WHAT = "roster.skill_granted"
    ICON = "certificate"
    code: str
    level: int
    until: str = ""

    def sentence(self) -> str:
        return gettext("可以做{skill}（{level} 级）").format(skill=skill_label(self.code), level=self.level)


@dataclass(frozen=True, kw_only=True)
class SkillEnded(RosterHappening):
    WHAT = "roster.skill_ended"
    ICON = "certificate-off"
    code: str

    def sentence(self) -> str:
        return gettext("不再做{skill}").format(skill=skill_label(self.code))


@dataclass(frozen=True, kw_only=True)
class CoverSet(Happening):
    WHAT = "roster.cover_set"
    SUBJECT = "store"
    ICON = "users"
    SENTENCE = _("改了最少在岗人数")
    rows: int
