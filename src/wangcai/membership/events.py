"""What can happen to a membership."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import Happening


@dataclass(frozen=True, kw_only=True)
class TierSet(Happening):
    """A customer's tier changed; codes from and to, empty for none."""

    WHAT = "membership.tier_set"
    SUBJECT = "customer"
    ICON = "crown"

    before: str
    after: str
    name: str = ""

    def sentence(self) -> str:
        if not self.after:
            return gettext("不再是会员")
        return gettext("成为{name}").format(name=self.name)


@dataclass(frozen=True, kw_only=True)
class TierChanged(Happening):
    WHAT = "membership.tier_changed"
    SUBJECT = "tier"
    ICON = "crown"
    SENTENCE = _("会员等级“{name}”：商品减 {goods_off}‱，服务减 {services_off}‱")

    name: str
    goods_off: int
    services_off: int
