"""What can happen to a message. The entry stands in the timeline of its subject (an order, a pet)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening
from wangcai.messages.wordings import CHANNELS, EVENTS


@dataclass(frozen=True, kw_only=True)
class _AboutMessage(Happening):
    subject_kind: str
    message_id: int
    event: str
    channel: str

    @property
    def SUBJECT(self) -> str:  # type: ignore[override]  # noqa: N802  the subject is what the message is about
        return self.subject_kind

    def sentence(self) -> str:
        words = {"event": EVENTS.get(self.event, self.event), "channel": CHANNELS.get(self.channel, self.channel)}
        return str(self.SENTENCE).format(**{**self.facts(), **words})


@dataclass(frozen=True, kw_only=True)
class MessageSent(_AboutMessage):
    WHAT = "message.sent"
    STAGE = DURING
    ICON = "message"
    SENTENCE = _("已用{channel}告知客人：{event}")


@dataclass(frozen=True, kw_only=True)
class MessageFailed(_AboutMessage):
    WHAT = "message.failed"
    STAGE = DURING
    ICON = "alert-circle"
    SENTENCE = _("{channel}没有发出去（{event}）：{reason}")

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class WordingChanged(Happening):
    WHAT = "message.wording_changed"
    SUBJECT = "template"
    ICON = "pencil"
    SENTENCE = _("改了通知的文字：{event}（{channel}，{language}）")

    event: str
    channel: str
    language: str


@dataclass(frozen=True, kw_only=True)
class MessageTriedAgain(_AboutMessage):
    WHAT = "message.tried_again"
    STAGE = DURING
    ICON = "refresh"
    SENTENCE = _("让没发出去的{channel}再发一次：{event}")


@dataclass(frozen=True, kw_only=True)
class SimulationSet(Happening):
    WHAT = "message.simulation_set"
    SUBJECT = "simulation"
    ICON = "robot"
    SENTENCE = _("模拟通道 {channel}：{mode}")

    channel: str
    mode: str
