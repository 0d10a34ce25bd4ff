"""What can happen to the files of customers and pets. Facts are names of fields and codes, never the words in them."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.customers.flags import flag_label
from wangcai.journal.public import BEFORE, Happening

FIELD_LABELS = {
    "name": _("姓名"), "salutation": _("称呼"), "wechat": _("微信"), "mail": _("邮箱"), "birthday": _("生日"),
    "preferred_channel": _("联系方式偏好"), "contact_hours": _("联系时间"), "style": _("沟通风格"), "family": _("家庭"),
    "note": _("备注"), "language": _("语言"), "home_store": _("常去门店"), "phones": _("电话"), "addresses": _("地址"),
    "species": _("种类"), "breed": _("品种"), "breed_text": _("品种写法"), "sex": _("性别"), "neutered": _("绝育"),
    "born_on": _("生日"), "born_estimated": _("年龄估计"), "adopted_on": _("到家日"), "coat": _("毛色"),
    "coat_kind": _("毛型"), "height_cm": _("肩高"),
    "temperament": _("性格"), "health": _("健康史"), "allergies": _("过敏"), "diet": _("饮食"), "vet": _("医院"),
    "chip": _("芯片号"), "licence": _("犬证号"), "photo": _("照片"), "died_on": _("离世"), "blocked_at": _("已停用"),
}  # fmt: skip
ROLE_LABELS = {"owner": _("主人"), "may_collect": _("可接走"), "pays": _("付款")}
PURPOSE_LABELS = {"service": _("服务通知"), "marketing": _("营销"), "photos": _("照片使用"), "data": _("资料保存")}
CHANNEL_LABELS = {"": _("全部渠道"), "sms": _("短信"), "mail": _("邮件"), "wechat": _("微信"), "phone": _("电话")}


def field_words(fields: list[str]) -> str:
    """`["name", "mail"]` → 姓名、邮箱."""
    return _("、").join(str(FIELD_LABELS.get(name, name)) for name in fields)


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(Happening):
    WHAT, SUBJECT, STAGE, ICON = "customer.created", "customer", BEFORE, "user-plus"
    SENTENCE = _("建立客户档案 {code}")
    code: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerChanged(Happening):
    WHAT, SUBJECT, STAGE, ICON = "customer.changed", "customer", BEFORE, "edit"
    fields: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        return str(_("更新了客户的{fields}")).format(fields=field_words(self.fields))


@dataclass(frozen=True, kw_only=True)
class CustomersMerged(Happening):
    WHAT, SUBJECT, STAGE, ICON = "customer.merged", "customer", BEFORE, "arrows-join"
    SENTENCE = _("{dropped_code} 并入 {kept_code}：电话 {phones}、地址 {addresses}、宠物 {pets}")
    dropped_id: int = 0
    dropped_code: str = ""
    kept_code: str = ""
    phones: int = 0
    addresses: int = 0
    pets: int = 0


@dataclass(frozen=True, kw_only=True)
class PhoneRevealed(Happening):
    WHAT, SUBJECT, STAGE, ICON = "customer.phone_revealed", "customer", BEFORE, "eye"
    SENTENCE = _("查看了完整电话")
    phone_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Happening):
    WHAT, SUBJECT, STAGE, ICON = "customer.consent", "customer", BEFORE, "shield-check"
    purpose: str = ""
    channel: str = ""
    given: bool = True
    source: str = ""

    def sentence(self) -> str:
        words = _("同意{purpose}（{channel}）") if self.given else _("拒绝{purpose}（{channel}）")
        return str(words).format(
            purpose=PURPOSE_LABELS.get(self.purpose, self.purpose),
            channel=CHANNEL_LABELS.get(self.channel, self.channel),
        )


@dataclass(frozen=True, kw_only=True)
class LinkMade(Happening):
    WHAT, SUBJECT, STAGE, ICON = "link.made", "link", BEFORE, "link"
    SENTENCE = _("发出查看链接，{days} 天内有效")
    shows_kind: str = ""
    shows_id: int = 0
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class LinkRevoked(Happening):
    WHAT, SUBJECT, STAGE, ICON = "link.revoked", "link", BEFORE, "link-off"
    SENTENCE = _("收回查看链接")
    shows_kind: str = ""
    shows_id: int = 0


@dataclass(frozen=True, kw_only=True)
class PetAdded(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.added", "pet", BEFORE, "paw"
    SENTENCE = _("建立宠物档案 {code}")
    code: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class PetChanged(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.changed", "pet", BEFORE, "edit"
    fields: list[str] = field(default_factory=list)
    # From and to of short facts (sex, neutered, dates); free text is named only.
    changes: dict[str, Any] = field(default_factory=dict)

    def sentence(self) -> str:
        return str(_("更新了宠物的{fields}")).format(fields=field_words(self.fields))


@dataclass(frozen=True, kw_only=True)
class PetMoved(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.moved", "pet", BEFORE, "home-move"
    SENTENCE = _("换了家庭，旧记录留在档案里")
    from_household: int | None = None
    to_household: int | None = None


@dataclass(frozen=True, kw_only=True)
class CarerSet(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.carer", "pet", BEFORE, "users"
    carer_id: int = 0
    roles: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        if not self.roles:
            return str(_("取消一位照顾人"))
        roles = _("、").join(str(ROLE_LABELS.get(r, r)) for r in self.roles)
        return str(_("照顾人：{roles}")).format(roles=roles)


@dataclass(frozen=True, kw_only=True)
class FlagRaised(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.flag_raised", "pet", BEFORE, "alert-triangle"
    kind: str = ""

    def sentence(self) -> str:
        return str(_("标记警示：{flag}")).format(flag=flag_label(self.kind))


@dataclass(frozen=True, kw_only=True)
class FlagEnded(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.flag_ended", "pet", BEFORE, "circle-check"
    kind: str = ""

    def sentence(self) -> str:
        return str(_("解除警示：{flag}")).format(flag=flag_label(self.kind))


@dataclass(frozen=True, kw_only=True)
class PetWeighed(Happening):
    WHAT, SUBJECT, STAGE, ICON = "pet.weighed", "pet", BEFORE, "scale"
    grams: int = 0

    def sentence(self) -> str:
        return str(_("体重 {weight} kg")).format(weight=f"{self.grams / 1000:.2f}".rstrip("0").rstrip("."))
