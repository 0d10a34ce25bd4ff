"""What can happen while a pet is in our care. The entry stands in the timelines of the pet and its owner."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.care import kinds, ranges
from wangcai.journal.public import DURING, Happening


@dataclass(frozen=True, kw_only=True)
class CareHappening(Happening):
    SUBJECT: ClassVar[str] = "booking"
    STAGE: ClassVar[str] = DURING


@dataclass(frozen=True, kw_only=True)
class _OfJob(CareHappening):
    job_id: int
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class JobOpened(_OfJob):
    WHAT = "job.opened"
    ICON = "clipboard-list"
    SENTENCE = _("开出服务单 {number}：{steps} 步")
    steps: int
    sop_version: int | None = None


@dataclass(frozen=True, kw_only=True)
class JobStarted(_OfJob):
    WHAT = "job.started"
    ICON = "player-play"
    SENTENCE = _("开始服务 {number}")


@dataclass(frozen=True, kw_only=True)
class _OfStep(_OfJob):
    step_id: int
    code: str
    step: str


@dataclass(frozen=True, kw_only=True)
class StepTicked(_OfStep):
    WHAT = "job.step_ticked"
    ICON = "check"
    SENTENCE = _("做完“{step}”")
    need: str = ""
    lot_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class StepSeconded(_OfStep):
    WHAT = "job.step_seconded"
    ICON = "checks"
    SENTENCE = _("第二个人核对“{step}”")


@dataclass(frozen=True, kw_only=True)
class StepSkipped(_OfStep):
    WHAT = "job.step_skipped"
    ICON = "player-skip-forward"
    SENTENCE = _("跳过“{step}”：{reason}")
    reason: str


@dataclass(frozen=True, kw_only=True)
class StepUndone(_OfStep):
    WHAT = "job.step_undone"
    ICON = "arrow-back-up"
    SENTENCE = _("撤回“{step}”")


@dataclass(frozen=True, kw_only=True)
class TimerStarted(_OfStep):
    WHAT = "job.timer_started"
    ICON = "hourglass"
    SENTENCE = _("“{step}”开始计时 {minutes} 分钟")
    minutes: int


@dataclass(frozen=True, kw_only=True)
class JobFinished(_OfJob):
    WHAT = "job.finished"
    ICON = "circle-check"
    SENTENCE = _("服务完成 {number}，用时 {minutes} 分钟")
    minutes: int
    skipped: int = 0


@dataclass(frozen=True, kw_only=True)
class PetObserved(CareHappening):
    WHAT = "care.observed"
    ICON = "heartbeat"
    kind: str
    value: int
    red: bool = False

    def sentence(self) -> str:
        words = gettext("观察 {kind}：{value}（超出正常范围）") if self.red else gettext("观察 {kind}：{value}")
        return words.format(kind=ranges.KINDS.get(self.kind, self.kind), value=ranges.shown(self.kind, self.value))


@dataclass(frozen=True, kw_only=True)
class JobPaused(_OfJob):
    WHAT = "job.paused"
    ICON = "hand-stop"
    SENTENCE = _("暂停服务 {number}：{reason}")
    reason: str
    pause_id: int


@dataclass(frozen=True, kw_only=True)
class OwnerTried(CareHappening):
    WHAT = "job.owner_tried"
    ICON = "phone-call"
    pause_id: int
    way: str
    reached: bool

    def sentence(self) -> str:
        return gettext("联系主人：已接通") if self.reached else gettext("联系主人：没有接通")


@dataclass(frozen=True, kw_only=True)
class PauseDecided(_OfJob):
    WHAT = "job.pause_decided"
    ICON = "message-check"
    pause_id: int
    decision: str
    by_channel: str

    def sentence(self) -> str:
        return gettext("主人决定：{choice}").format(choice=kinds.DECISIONS.get(self.decision, self.decision))


@dataclass(frozen=True, kw_only=True)
class MediaKept(CareHappening):
    WHAT = "care.media_kept"
    ICON = "camera"
    media_id: int
    kind: str
    purpose: str
    other_pets: bool = False

    def sentence(self) -> str:
        return gettext("录了一段视频") if self.kind == "video" else gettext("拍了一张照片")


@dataclass(frozen=True, kw_only=True)
class MediaHeld(CareHappening):
    WHAT = "care.media_held"
    ICON = "eye-off"
    SENTENCE = _("一张照片有别家宠物入镜，不发给主人")
    media_id: int


@dataclass(frozen=True, kw_only=True)
class DigestSent(CareHappening):
    WHAT = "care.digest_sent"
    ICON = "photo-share"
    SENTENCE = _("把 {count} 张照片发给主人")
    count: int


@dataclass(frozen=True, kw_only=True)
class ScheduleSet(CareHappening):
    WHAT = "care.schedule_set"
    ICON = "calendar-repeat"
    SENTENCE = _("安排“{name}”，每天 {times} 次")
    schedule_id: int
    kind: str
    name: str
    times: int


@dataclass(frozen=True, kw_only=True)
class ScheduleEnded(CareHappening):
    WHAT = "care.schedule_ended"
    ICON = "calendar-off"
    SENTENCE = _("不再安排“{name}”")
    schedule_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class RoundGiven(CareHappening):
    WHAT = "care.round_given"
    ICON = "bowl"
    round_id: int
    kind: str
    name: str
    outcome: str

    def sentence(self) -> str:
        words = {
            "given": gettext("“{name}”已给"),
            "partly": gettext("“{name}”只吃了一部分"),
            "refused": gettext("“{name}”没有吃"),
        }.get(self.outcome, "{name}")
        return words.format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class RoomCleaned(Happening):
    WHAT = "care.room_cleaned"
    SUBJECT = "room"
    STAGE = DURING
    ICON = "wash"
    SENTENCE = _("{room} 已打扫")
    room: str


@dataclass(frozen=True, kw_only=True)
class CleaningMissed(Happening):
    WHAT = "care.cleaning_missed"
    SUBJECT = "room"
    STAGE = DURING
    ICON = "alarm"
    SENTENCE = _("{room} 到点没打扫，已报店长")
    room: str


@dataclass(frozen=True, kw_only=True)
class _OfIncident(Happening):
    SUBJECT: ClassVar[str] = "incident"
    STAGE: ClassVar[str] = DURING


@dataclass(frozen=True, kw_only=True)
class IncidentReported(_OfIncident):
    WHAT = "incident.reported"
    ICON = "alert-triangle"
    kind: str
    booking_id: int | None = None

    def sentence(self) -> str:
        return gettext("事故：{kind}").format(kind=kinds.INCIDENTS.get(self.kind, self.kind))


@dataclass(frozen=True, kw_only=True)
class IncidentChanged(_OfIncident):
    WHAT = "incident.changed"
    ICON = "pencil"
    SENTENCE = _("补充了事故记录")
    changed: list[str]


@dataclass(frozen=True, kw_only=True)
class IncidentOwnerTold(_OfIncident):
    WHAT = "incident.owner_told"
    ICON = "phone-check"
    SENTENCE = _("已把事故告诉主人")


@dataclass(frozen=True, kw_only=True)
class IncidentClosed(_OfIncident):
    WHAT = "incident.closed"
    ICON = "circle-check"
    SENTENCE = _("事故处理完毕")
    cost_fen: int


@dataclass(frozen=True, kw_only=True)
class PremisesChecked(Happening):
    WHAT = "premises.checked"
    SUBJECT = "premises_check"
    STAGE = DURING
    ICON = "home-check"
    SENTENCE = _("环境巡检：{score} 分")
    round: str
    score: int
