"""What owners do by themselves: agree to a text when booking, answer a reminder, and what they are reminded of."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from wangcai.care.events.door import VisitHappening
from wangcai.care.events.work import CareHappening


@dataclass(frozen=True, kw_only=True)
class AgreementAccepted(VisitHappening):
    """`version_id` and `digest` name the wording that was read; the name that was typed stands in the order's note."""

    WHAT = "visit.agreement_accepted"
    ICON = "signature"
    SENTENCE = _("网上预约时同意了《{title}》第 {edition} 版")
    version_id: int
    title: str
    edition: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class VisitAcknowledged(CareHappening):
    """The owner answered a reminder: 1, I am coming."""

    WHAT = "booking.acknowledged"
    ICON = "message-check"
    SENTENCE = _("主人回复确认会来（{channel}）")
    channel: str
