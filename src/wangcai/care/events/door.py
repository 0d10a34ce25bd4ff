"""What can happen at the door: a visit is booked, the health is asked, the plan signed, the pet taken in, more agreed on.

Facts are codes, ids, times and fen; what the owner said of the pet's health stands in its own row, never here.
"""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.care.events.work import CareHappening
from wangcai.journal.public import BEFORE, Happening
from wangcai.kernel.public import format_money


@dataclass(frozen=True, kw_only=True)
class VisitHappening(Happening):
    SUBJECT = "visit"
    STAGE = BEFORE
    ICON = "calendar-event"
    number: str = ""


def about_visit(visit: object) -> dict:
    """The ids and the number every entry about a visit as a whole carries."""
    return {
        "subject_id": visit.pk,  # type: ignore[attr-defined]
        "store_id": visit.store_id,  # type: ignore[attr-defined]
        "customer_id": visit.customer_id,  # type: ignore[attr-defined]
        "number": visit.order.number,  # type: ignore[attr-defined]
    }


@dataclass(frozen=True, kw_only=True)
class VisitBooked(VisitHappening):
    WHAT = "visit.booked"
    SENTENCE = _("预约到店 {number}：{pets} 只宠物")
    pets: int
    channel: str
    total_fen: int
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class VisitConfirmed(VisitHappening):
    WHAT = "visit.confirmed"
    ICON = "checks"
    SENTENCE = _("店里确认了预约 {number}")


@dataclass(frozen=True, kw_only=True)
class VisitRepriced(CareHappening):
    WHAT = "visit.repriced"
    ICON = "receipt"
    from_fen: int
    to_fen: int

    def sentence(self) -> str:
        words = gettext("金额重新算过 {before} → {after}")
        return words.format(before=format_money(self.from_fen), after=format_money(self.to_fen))


@dataclass(frozen=True, kw_only=True)
class InquiryAnswered(CareHappening):
    WHAT = "inquiry.answered"
    ICON = "stethoscope"
    STAGE = BEFORE
    inquiry_id: int
    red: int
    first_visit: bool
    ahead: bool = False

    def sentence(self) -> str:
        if self.ahead and self.red:
            return gettext("主人在手机上答了健康问询：{count} 项亮红，请打电话").format(count=self.red)
        if self.ahead:
            return gettext("主人在手机上答了健康问询，没有异常；到店时确认并签名")
        if self.red:
            return gettext("健康问询：{count} 项亮红，等人决定").format(count=self.red)
        return gettext("健康问询完成，没有异常")


@dataclass(frozen=True, kw_only=True)
class InquiryDecided(CareHappening):
    WHAT = "inquiry.decided"
    ICON = "shield-check"
    STAGE = BEFORE
    inquiry_id: int
    decision: str

    def sentence(self) -> str:
        words = {
            "refuse": gettext("健康问询亮红：这次不接"),
            "vet": gettext("健康问询亮红：请先看医生"),
            "accept": gettext("健康问询亮红：店长写明原因后放行"),
        }
        return words.get(self.decision, self.decision)


@dataclass(frozen=True, kw_only=True)
class PetCheckedIn(CareHappening):
    """`live_view`: the owner may watch the room; whoever has cameras reacts to it."""

    WHAT = "care.checked_in"
    ICON = "door-enter"
    weight_g: int | None
    stress: int
    rhythm: str
    live_view: bool
    no_forced_contact: bool
    belongings: int

    def sentence(self) -> str:
        return gettext("接宠入店：应激 {stress} 级，随身物品 {count} 件").format(
            stress=self.stress, count=self.belongings
        )


@dataclass(frozen=True, kw_only=True)
class _OfPlan(CareHappening):
    STAGE = BEFORE
    plan_id: int
    number: int


@dataclass(frozen=True, kw_only=True)
class PlanDrafted(_OfPlan):
    WHAT = "plan.drafted"
    ICON = "clipboard-text"
    SENTENCE = _("拟定方案第 {number} 稿：{items} 项照顾")
    items: int


@dataclass(frozen=True, kw_only=True)
class PlanChanged(_OfPlan):
    WHAT = "plan.changed"
    ICON = "edit"
    SENTENCE = _("改了方案第 {number} 稿：{items} 项照顾，要再念一遍")
    items: int
    ceiling_fen: int


@dataclass(frozen=True, kw_only=True)
class PlanReadBack(_OfPlan):
    WHAT = "plan.read_back"
    ICON = "message-2"
    SENTENCE = _("方案第 {number} 稿已念给主人听")


@dataclass(frozen=True, kw_only=True)
class PlanSigned(_OfPlan):
    WHAT = "plan.signed"
    ICON = "signature"
    way: str
    digest: str
    price_fen: int
    ceiling_fen: int

    def sentence(self) -> str:
        ways = {"tablet": gettext("平板签字"), "link": gettext("手机链接"), "paper": gettext("纸质单拍照")}
        return gettext("主人签了方案第 {number} 稿（{way}）").format(
            number=self.number, way=ways.get(self.way, self.way)
        )


@dataclass(frozen=True, kw_only=True)
class ExtraAsked(CareHappening):
    WHAT = "extra.asked"
    ICON = "help-circle"
    request_id: int
    name: str
    price_fen: int

    def sentence(self) -> str:
        return gettext("要加“{name}”{amount}，等主人答复").format(name=self.name, amount=format_money(self.price_fen))


@dataclass(frozen=True, kw_only=True)
class ExtraAnswered(CareHappening):
    WHAT = "extra.answered"
    ICON = "message-check"
    request_id: int
    name: str
    price_fen: int
    yes: bool
    by_channel: str

    def sentence(self) -> str:
        words = {
            "ceiling": gettext("加“{name}”{amount}，在签好的上限内"),
        }.get(self.by_channel, gettext("主人同意加“{name}”{amount}") if self.yes else gettext("主人不要“{name}”"))
        return words.format(name=self.name, amount=format_money(self.price_fen))
