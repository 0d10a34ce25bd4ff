"""What can happen to a task. The entry stands in the timeline of what the task is about."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening
from wangcai.work.kinds import LABELS


@dataclass(frozen=True, kw_only=True)
class _AboutTask(Happening):
    subject_kind: str
    task_id: int
    kind: str
    owner_id: int | None = None

    @property
    def SUBJECT(self) -> str:  # type: ignore[override]  # noqa: N802  the subject is what the task is about
        return self.subject_kind

    def sentence(self) -> str:
        return str(self.SENTENCE).format(**{**self.facts(), "kind": LABELS.get(self.kind, self.kind)})


@dataclass(frozen=True, kw_only=True)
class TaskOpened(_AboutTask):
    WHAT = "task.opened"
    STAGE = DURING
    ICON = "checklist"
    SENTENCE = _("任务：{kind}")


@dataclass(frozen=True, kw_only=True)
class TaskAccepted(_AboutTask):
    WHAT = "task.accepted"
    STAGE = DURING
    ICON = "hand-click"
    SENTENCE = _("接下任务：{kind}")


@dataclass(frozen=True, kw_only=True)
class TaskHandedBack(_AboutTask):
    WHAT = "task.handed_back"
    STAGE = DURING
    ICON = "arrow-back-up"
    SENTENCE = _("交回任务：{kind}（{reason}）")

    reason: str


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(_AboutTask):
    WHAT = "task.assigned"
    STAGE = DURING
    ICON = "user-plus"
    SENTENCE = _("改派任务：{kind}")


@dataclass(frozen=True, kw_only=True)
class TaskClosed(_AboutTask):
    WHAT = "task.closed"
    STAGE = DURING
    ICON = "check"
    SENTENCE = _("任务完成：{kind}")

    dropped: bool = False


@dataclass(frozen=True, kw_only=True)
class TaskEscalated(_AboutTask):
    WHAT = "task.escalated"
    STAGE = DURING
    ICON = "alarm"
    SENTENCE = _("任务过时，已报店长：{kind}")
