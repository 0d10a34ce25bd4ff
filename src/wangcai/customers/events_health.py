"""What can happen to a pet's health records, its companions, its card and what is remembered of it. No free text."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import AFTER, BEFORE, Happening

KIND_LABELS = {"vaccine": _("疫苗"), "deworming": _("驱虫"), "surgery": _("手术"), "illness": _("患病")}
REMARK_LABELS = {"health": _("身体"), "likes": _("喜好"), "style": _("沟通方式"), "last": _("上次")}
APART_LABELS = {"pair": _("相克"), "males": _("都是未绝育的公犬"), "isolation": _("传染病隔离")}


@dataclass(frozen=True, kw_only=True)
class HealthRecorded(Happening):
    """Dates are ISO; `proof`: a photo came with it."""

    WHAT, SUBJECT, STAGE, ICON = "pet.health_recorded", "pet", BEFORE, "vaccine"
    record_id: int = 0
    kind: str = ""
    code: str = ""
    name: str = ""
    given_on: str = ""
    due_on: str = ""
    proof: bool = False

    def sentence(self) -> str:
        what = self.name or str(KIND_LABELS.get(self.kind, self.kind))
        if self.kind in ("vaccine", "deworming"):
            return gettext("登记{what}：{given_on}，有效至 {due_on}").format(
                what=what, given_on=self.given_on, due_on=self.due_on
            )
        return gettext("登记{what}：{given_on}").format(what=what, given_on=self.given_on)


@dataclass(frozen=True, kw_only=True)
class HealthVerified(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.health_verified", "pet", BEFORE, "shield-check"
    SENTENCE = _("核实了{name}，有效至 {due_on}")
    record_id: int = 0
    code: str = ""
    name: str = ""
    due_on: str = ""


@dataclass(frozen=True, kw_only=True)
class HealthWithdrawn(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.health_withdrawn", "pet", BEFORE, "ban"
    SENTENCE = _("作废一条{name}记录")
    record_id: int = 0
    code: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class VaccinePlanSet(Happening):
    """`changes` maps a field to [before, after]."""

    WHAT, SUBJECT, ICON = "customers.vaccine_plan_set", "vaccine_plan", "vaccine"
    SENTENCE = _("疫苗计划“{name}”改了")
    species: str = ""
    code: str = ""
    name: str = ""
    changes: dict[str, list[Any]] | None = None


@dataclass(frozen=True, kw_only=True)
class PairSet(Happening):
    """One entry for each of the two, so that it stands on both timelines."""

    WHAT, SUBJECT, STAGE, ICON = "pet.pair_set", "pet", BEFORE, "alert-triangle"
    SENTENCE = _("标记相克：不与 {other_code} 同住、相邻或一起活动")
    other_id: int = 0
    other_code: str = ""


@dataclass(frozen=True, kw_only=True)
class PairEnded(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.pair_ended", "pet", BEFORE, "circle-check"
    SENTENCE = _("解除与 {other_code} 的相克")
    other_id: int = 0
    other_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Remembered(Happening):
    WHAT, STAGE, ICON = "remark.remembered", BEFORE, "notes"
    SUBJECT = "remark"
    kind: str = ""
    private: bool = False

    def sentence(self) -> str:
        return gettext("记下一条提示：{kind}").format(kind=REMARK_LABELS.get(self.kind, self.kind))


@dataclass(frozen=True, kw_only=True)
class RemarkMentioned(Happening):
    WHAT, SUBJECT, STAGE, ICON = "remark.mentioned", "remark", BEFORE, "message"
    kind: str = ""

    def sentence(self) -> str:
        return gettext("向客人提起了：{kind}").format(kind=REMARK_LABELS.get(self.kind, self.kind))


@dataclass(frozen=True, kw_only=True)
class RemarkEnded(Happening):
    WHAT, SUBJECT, STAGE, ICON = "remark.ended", "remark", BEFORE, "circle-check"
    kind: str = ""

    def sentence(self) -> str:
        return gettext("撤下一条提示：{kind}").format(kind=REMARK_LABELS.get(self.kind, self.kind))


@dataclass(frozen=True, kw_only=True)
class CardMade(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.card_made", "pet", BEFORE, "qrcode"
    number: str = ""
    again: bool = False

    def sentence(self) -> str:
        words = gettext("补办身份卡 {number}，旧卡即刻失效") if self.again else gettext("制作身份卡 {number}")
        return words.format(number=self.number)


@dataclass(frozen=True, kw_only=True)
class CardEnded(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.card_ended", "pet", BEFORE, "ban"
    SENTENCE = _("身份卡 {number} 挂失")
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class WordLeft(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.found", "pet", AFTER, "map-pin"
    SENTENCE = _("有人扫了它的身份卡并留言，请尽快转告主人")
    notice_id: int = 0


@dataclass(frozen=True, kw_only=True)
class WordPassedOn(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.found_passed_on", "pet", AFTER, "send"
    SENTENCE = _("已把拾到者的留言转告主人")
    notice_id: int = 0
