"""Forms of the health page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangcai.customers.public import CARD_TEMPLATES, HEALTH_LABELS, REMARK_LABELS, VaccinePlan
from wangcai.interfaces.counter.customers.forms import day, line

OTHER = "other"


class RecordForm(forms.Form):
    """A vaccination or deworming by the chain's plan, or something else by name."""

    what = forms.ChoiceField(label=_("打了什么"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("属于"), choices=list(HEALTH_LABELS.items()), required=False)
    product = line(_("产品名"), 80)
    given_on = day(_("接种日期"))
    due_on = day(_("有效至（不填按计划算）"))
    maker = line(_("厂家"), 80)
    batch = line(_("批号"), 40)
    note = line(_("备注"), 200)
    verified = forms.BooleanField(label=_("我看过凭证，已核对"), required=False)

    def __init__(self, *args: Any, plans: list[VaccinePlan], may_verify: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.plans = {plan.code: plan for plan in plans}
        options = [(plan.code, plan.name) for plan in plans]
        self.fields["what"].choices = [*options, (OTHER, _("其他"))]  # type: ignore[attr-defined]
        self.fields["given_on"].required = True
        if not may_verify:
            del self.fields["verified"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == OTHER and not data.get("product"):
            self.add_error("product", _("请写产品名。"))
        return data

    def values(self) -> dict[str, Any]:
        """Arguments of `record_health`."""
        data = self.cleaned_data
        plan = self.plans.get(data["what"])
        return {
            "kind": plan.kind if plan else data["kind"] or "vaccine", "code": plan.code if plan else OTHER,
            "product": data["product"], "given_on": data["given_on"], "due_on": data["due_on"], "maker": data["maker"],
            "batch": data["batch"], "note": data["note"], "verified": bool(data.get("verified")),
        }  # fmt: skip


class PairForm(forms.Form):
    other = line(_("和哪只（宠物编号）"), 30, required=True)
    reason = line(_("为什么"), 200, required=True)


class RemarkForm(forms.Form):
    kind = forms.ChoiceField(label=_("关于"), choices=list(REMARK_LABELS.items()), widget=forms.RadioSelect)
    text = line(_("要记住的事"), 200, required=True)
    private = forms.BooleanField(label=_("只给店长看"), required=False)

    def __init__(self, *args: Any, may_hide: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not may_hide:
            del self.fields["private"]


class CardForm(forms.Form):
    template = forms.ChoiceField(
        label=_("样式"), choices=list(CARD_TEMPLATES.items()), widget=forms.RadioSelect, initial="classic"
    )
