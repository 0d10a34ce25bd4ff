"""What can happen in a training programme. Entries stand in the timeline of the pet and its owner (F36)."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import DURING, Happening


@dataclass(frozen=True, kw_only=True)
class ProgrammeSet(Happening):
    WHAT = "programme.set"
    SUBJECT = "programme"
    STAGE = DURING
    ICON = "target"
    SENTENCE = _("训练课程“{name}”：{sessions} 节，{goals} 个目标")
    name: str
    sessions: int
    goals: int


@dataclass(frozen=True, kw_only=True)
class ProgrammeEnded(Happening):
    WHAT = "programme.ended"
    SUBJECT = "programme"
    STAGE = DURING
    ICON = "ban"
    SENTENCE = _("训练课程“{name}”不再开")
    name: str


def about_enrollment(enrollment: Any) -> dict[str, Any]:
    """The ids every entry about a pet in a programme carries."""
    return {
        "subject_id": enrollment.pk, "store_id": enrollment.store_id, "customer_id": enrollment.customer_id,
        "pet_id": enrollment.pet_id, "programme": enrollment.programme.name,
    }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _OfEnrollment(Happening):
    SUBJECT: ClassVar[str] = "enrollment"
    STAGE: ClassVar[str] = DURING
    programme: str


@dataclass(frozen=True, kw_only=True)
class PetEnrolled(_OfEnrollment):
    WHAT = "enrollment.opened"
    ICON = "target"
    SENTENCE = _("开始训练课程“{programme}”")


@dataclass(frozen=True, kw_only=True)
class SessionAdded(_OfEnrollment):
    WHAT = "enrollment.session"
    ICON = "trending-up"
    SENTENCE = _("“{programme}”第 {number} 节，平均 {average} 分")
    number: int
    average: str
    booking_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class EnrollmentPassed(_OfEnrollment):
    WHAT = "enrollment.passed"
    ICON = "star"
    SENTENCE = _("“{programme}”达标，可以回家")
    sessions: int


@dataclass(frozen=True, kw_only=True)
class EnrollmentEnded(_OfEnrollment):
    WHAT = "enrollment.ended"
    ICON = "player-stop"
    SENTENCE = _("“{programme}”提前结束：{reason}")
    reason: str
