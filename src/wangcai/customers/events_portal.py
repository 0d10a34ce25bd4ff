"""What can happen at the owner's door: who came in by a code, and that the door was shut. Never a number, never a code."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.journal.public import BEFORE, Happening


@dataclass(frozen=True, kw_only=True)
class PortalCodeSent(Happening):
    """`known`: somebody of ours has this number; a code for a stranger is written down and sent to nobody."""

    WHAT, SUBJECT, STAGE, ICON = "portal.code_sent", "portal_code", BEFORE, "message"
    SENTENCE = _("发了一次性登录码")
    known: bool = False


@dataclass(frozen=True, kw_only=True)
class PortalEntered(Happening):
    WHAT, SUBJECT, STAGE, ICON = "portal.entered", "customer", BEFORE, "key"
    SENTENCE = _("主人用手机验证码登录了自己的页面")
    code_id: int = 0


# Why staff end what opens an owner's pages. Words of the house, so that no personal data gets into the diary.
SHUT_WHY = {
    "lost": _("手机丢了"),
    "number": _("换了手机号"),
    "passed_on": _("链接转给了别人"),
    "asked": _("主人要求"),
    "other": _("其他原因"),
}


@dataclass(frozen=True, kw_only=True)
class PortalShut(Happening):
    """`why` is a code of SHUT_WHY; older entries have none."""

    WHAT, SUBJECT, STAGE, ICON = "portal.shut", "customer", BEFORE, "lock"
    codes: int = 0
    links: int = 0
    why: str = ""

    def sentence(self) -> str:
        said = gettext("关掉了主人的网上页面：{codes} 个登录、{links} 个链接失效").format(
            codes=self.codes, links=self.links
        )
        return gettext("{words}（{why}）").format(words=said, why=SHUT_WHY[self.why]) if self.why in SHUT_WHY else said


# Why a customer may not book by himself any more.
BLOCK_WHY = {
    "no_shows": _("多次约了不来"),
    "unpaid": _("欠款没有付"),
    "conduct": _("对店里的人不好"),
    "danger": _("宠物伤过人或别的宠物"),
    "other": _("其他原因"),
}


@dataclass(frozen=True, kw_only=True)
class CustomerBlocked(Happening):
    """`why` is a code of BLOCK_WHY."""

    WHAT, SUBJECT, STAGE, ICON = "customer.blocked", "customer", BEFORE, "lock"
    why: str = ""

    def sentence(self) -> str:
        return gettext("不再接网上预约（{why}）").format(why=BLOCK_WHY.get(self.why, self.why))


@dataclass(frozen=True, kw_only=True)
class CustomerUnblocked(Happening):
    WHAT, SUBJECT, STAGE, ICON = "customer.unblocked", "customer", BEFORE, "key"
    SENTENCE = _("又可以网上预约了")
