"""What can happen to a feeding, a dose or a walk after it was written down."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.care import kinds
from wangcai.care.events.work import CareHappening


@dataclass(frozen=True, kw_only=True)
class RoundCorrected(CareHappening):
    WHAT = "care.round_corrected"
    ICON = "pencil"
    SENTENCE = _("更正“{name}”：{before} 改成 {after}（{reason}）")
    round_id: int
    name: str
    from_outcome: str
    outcome: str
    reason: str

    def sentence(self) -> str:
        words = {**kinds.OUTCOMES, "due": gettext("没给")}
        return str(self.SENTENCE).format(
            name=self.name, before=words.get(self.from_outcome, self.from_outcome),
            after=words.get(self.outcome, self.outcome), reason=self.reason,
        )  # fmt: skip
