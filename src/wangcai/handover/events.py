"""What can happen when goods change hands. Entries stand in the order's timeline."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening

PLACES = {"counter": _("柜台"), "pickup": _("自提"), "door": _("送到门口")}


@dataclass(frozen=True, kw_only=True)
class OrderAccepted(Happening):
    WHAT: ClassVar[str] = "order.accepted"
    SUBJECT: ClassVar[str] = "order"
    STAGE: ClassVar[str] = DURING
    ICON: ClassVar[str] = "signature"
    number: str
    acceptance_id: int
    place: str
    accepted: int
    refused: int
    by_code: bool = False

    def sentence(self) -> str:
        place = PLACES.get(self.place, self.place)
        if self.refused:
            return gettext("{number} {place}验收：收下 {accepted} 件，拒收 {refused} 件").format(
                number=self.number, place=place, accepted=self.accepted, refused=self.refused
            )
        return gettext("{number} {place}验收：{accepted} 件全部相符").format(
            number=self.number, place=place, accepted=self.accepted
        )


@dataclass(frozen=True, kw_only=True)
class PetGoingHome(Happening):
    SUBJECT: ClassVar[str] = "booking"
    STAGE: ClassVar[str] = DURING


@dataclass(frozen=True, kw_only=True)
class ReportWritten(PetGoingHome):
    WHAT: ClassVar[str] = "report.written"
    ICON: ClassVar[str] = "clipboard-text"
    report_id: int
    wrong: int

    def sentence(self) -> str:
        if self.wrong:
            return gettext("写好交接报告，{wrong} 项要留意").format(wrong=self.wrong)
        return gettext("写好交接报告，一切正常")


@dataclass(frozen=True, kw_only=True)
class BelongingSettled(PetGoingHome):
    WHAT: ClassVar[str] = "belonging.settled"
    ICON: ClassVar[str] = "shopping-bag"
    name: str
    missing: bool

    def sentence(self) -> str:
        text = gettext("“{name}”找不到，已写明") if self.missing else gettext("“{name}”已归位")
        return text.format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class PetHandedOver(PetGoingHome):
    WHAT: ClassVar[str] = "pet.handed_over"
    ICON: ClassVar[str] = "heart-handshake"
    report_id: int
    by_code: bool
    wrong: int

    def sentence(self) -> str:
        return gettext("交给主人（凭接宠码）") if self.by_code else gettext("交给主人，已签收")


@dataclass(frozen=True, kw_only=True)
class ReportQuestioned(PetGoingHome):
    WHAT: ClassVar[str] = "report.questioned"
    ICON: ClassVar[str] = "message-question"
    SENTENCE = _("主人对交接报告有问题")
    report_id: int
    question_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(PetGoingHome):
    WHAT: ClassVar[str] = "report.answered"
    ICON: ClassVar[str] = "message-check"
    SENTENCE = _("回答了主人关于交接报告的问题")
    question_id: int
