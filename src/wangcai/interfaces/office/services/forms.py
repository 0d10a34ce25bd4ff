"""Forms of the settings of services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import KIND_LABELS, SKILL_LABELS
from wangcai.catalogue.public import SPECIES_WORDS, SURCHARGE_RULES, Service, Surcharge
from wangcai.customers.public import HEALTH_LABELS, VaccinePlan
from wangcai.interfaces.office.services.tabs import KINDS
from wangcai.kernel.public import Actor, parse_amount, plain_amount
from wangcai.knowledge.public import current_texts

MANY = forms.CheckboxSelectMultiple
BASES = {
    "fixed": _("按次"),
    "day": _("按天（寄养）"),
    "minutes": _("按时间（每 15 分钟）"),
    "percent": _("按价格的比例"),
}
NEEDS = [(kind, label) for kind, label in KIND_LABELS.items() if kind != "worker"]


def money(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=12, required=required, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )


class NewServiceForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=120)
    kind = forms.ChoiceField(label=_("种类"), choices=list(KINDS.items()), widget=forms.RadioSelect, initial="groom")
    price = money(_("价格"), required=True)
    minutes = forms.IntegerField(label=_("时长（分钟）"), min_value=0, max_value=1440, initial=60)


class ServiceForm(forms.Form):
    """Everything of a service beside its bands."""

    kind = forms.ChoiceField(label=_("种类"), choices=list(KINDS.items()), widget=forms.RadioSelect)
    minutes = forms.IntegerField(label=_("时长（分钟，没有档位时）"), min_value=0, max_value=1440)
    buffer_minutes = forms.IntegerField(label=_("做完后的打扫（分钟）"), min_value=0, max_value=1440)
    species = forms.MultipleChoiceField(
        label=_("接待"),
        choices=list(SPECIES_WORDS.items()),
        widget=MANY,
        required=False,
        help_text=_("一项都不选就都接。"),
    )
    skill = forms.ChoiceField(label=_("要会什么的员工"), required=False)
    needs = forms.MultipleChoiceField(label=_("还要占用"), choices=NEEDS, widget=MANY, required=False)
    addon = forms.BooleanField(label=_("只能加在别的服务上"), required=False)
    vaccines = forms.MultipleChoiceField(label=_("必须有的疫苗（管到离店那天）"), widget=MANY, required=False)
    sop = forms.ChoiceField(label=_("操作规范"), required=False)
    agreement = forms.ChoiceField(label=_("要签的协议"), required=False)
    inquiry = forms.ChoiceField(label=_("健康问询"), required=False)
    deposit = money(_("订金（元）"))
    deposit_percent = forms.IntegerField(label=_("或价格的百分之"), min_value=0, max_value=100, required=False)
    online = forms.BooleanField(label=_("客人可以自己约"), required=False)
    confirms_itself = forms.BooleanField(label=_("约了就算数，不用店里再确认"), required=False)
    photos_default = forms.BooleanField(label=_("默认给主人发照片"), required=False)

    def __init__(self, *args: Any, by: Actor, **more: Any) -> None:
        super().__init__(*args, **more)
        texts: dict[str, list[tuple[str, str]]] = {}
        for version in current_texts(by):
            texts.setdefault(version.text.kind, []).append((version.text.code, version.text.title))
        for kind in ("sop", "agreement", "inquiry"):
            self._offer(kind, [("", _("不用")), *texts.get(kind, [])])
        self._offer("skill", [("", _("不用人")), ("any", _("谁都行")), *SKILL_LABELS.items()])
        plans = VaccinePlan.objects.of(by).filter(kind="vaccine").order_by("pk").values_list("code", "name")
        self._offer("vaccines", list(dict(plans).items()))

    def _offer(self, field: str, choices: list[tuple[str, Any]]) -> None:
        """The choices of a field; what the service has already stays choosable."""
        known = {code for code, _words in choices}
        had = self.initial.get(field) or []
        more = [(code, code) for code in ([had] if isinstance(had, str) else had) if code and code not in known]
        self.fields[field].choices = [*choices, *more]  # type: ignore[attr-defined]

    @staticmethod
    def of(service: Service) -> dict[str, Any]:
        worker = next((need for need in service.needs if need["kind"] == "worker"), None)
        plain = ("kind", "minutes", "buffer_minutes", "addon", "sop", "agreement", "inquiry", "online", "confirms_itself",
                 "photos_default", "vaccines")  # fmt: skip
        return {
            **{name: getattr(service, name) for name in plain},
            "species": [code for code in service.species.split(",") if code],
            "skill": worker.get("skill", "any") if worker else "",
            "needs": [need["kind"] for need in service.needs if need["kind"] != "worker"],
            "deposit": plain_amount(service.deposit_fen), "deposit_percent": service.deposit_basis_points // 100,
        }  # fmt: skip

    def facts(self, service: Service) -> dict[str, Any]:
        """Arguments of `set_service`; the deposit only where it changed, since it is a price."""
        data = dict(self.cleaned_data)
        skill, kinds = data.pop("skill"), data.pop("needs")
        had = next((need for need in service.needs if need["kind"] == "worker"), {})
        worker = [] if not skill else [{"kind": "worker"}] if skill == "any" else [{"kind": "worker", "skill": skill}]
        if worker and had.get("skill") == skill and had.get("level"):
            worker[0]["level"] = had["level"]
        data["needs"] = worker + [{"kind": kind} for kind in kinds]
        data["species"] = ",".join(data["species"])
        price = {
            "deposit_fen": parse_amount(data.pop("deposit") or "0"),
            "deposit_basis_points": (data.pop("deposit_percent") or 0) * 100,
        }
        return data | {name: value for name, value in price.items() if getattr(service, name) != value}


class SurchargeForm(forms.Form):
    code = forms.SlugField(label=_("代码"), max_length=30)
    name = forms.CharField(label=_("名称（账单上这样写）"), max_length=60)
    service_kind = forms.ChoiceField(label=_("用于"), choices=[("", _("全部服务")), *KINDS.items()], required=False)
    when = forms.ChoiceField(
        label=_("什么时候加"), choices=[("", _("人来选")), *SURCHARGE_RULES.items()], required=False
    )
    basis = forms.ChoiceField(label=_("怎么算"), choices=list(BASES.items()), widget=forms.RadioSelect)
    amount = money(_("金额（元）或百分之"), required=True)
    ceiling = money(_("最多（元，0 不限）"))
    ended = forms.BooleanField(label=_("停用"), required=False)

    @staticmethod
    def of(row: Surcharge) -> dict[str, Any]:
        return {
            "code": row.code, "name": row.name, "service_kind": row.service_kind, "when": row.when, "basis": row.basis,
            "amount": plain_amount(row.amount), "ceiling": plain_amount(row.ceiling_fen), "ended": row.ended_at is not None,
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        """Arguments of `set_surcharge`. A percentage is typed as 20 and kept as 2000 basis points: the same two digits."""
        data = dict(self.cleaned_data)
        data["amount"] = parse_amount(data["amount"])
        data["ceiling_fen"] = parse_amount(data.pop("ceiling") or "0")
        return data


class PlaceForm(forms.Form):
    kind = forms.ChoiceField(label=_("是什么"), choices=NEEDS, widget=forms.RadioSelect, initial="room")
    name = forms.CharField(label=_("名称"), max_length=60)
    code = forms.CharField(label=_("编号（不填就排一个）"), max_length=20, required=False)
    area = forms.CharField(label=_("区域"), max_length=40, required=False)
    position = forms.IntegerField(label=_("排第几（相邻的号算邻居）"), min_value=0, max_value=999, initial=0)
    species = forms.MultipleChoiceField(
        label=_("给谁"), choices=list(SPECIES_WORDS.items()), widget=MANY, required=False
    )
    most_weight = forms.DecimalField(label=_("最重（kg）"), min_value=0, max_value=500, required=False, localize=False)
    most_height_cm = forms.IntegerField(label=_("最高（cm）"), min_value=1, max_value=300, required=False)
    most_pets = forms.IntegerField(label=_("最多几只（同一家）"), min_value=1, max_value=50, initial=1)
    quiet = forms.BooleanField(label=_("安静"), required=False)
    offer_id = forms.ChoiceField(label=_("每晚按哪项收"), required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, nights: list[tuple[int, str]], worker: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["offer_id"].choices = [("", _("不单独收")), *nights]  # type: ignore[attr-defined]
        if worker:
            for name in ("kind", "species", "most_weight", "most_height_cm", "most_pets", "quiet", "offer_id", "area"):
                del self.fields[name]
            self.fields["pace"] = forms.IntegerField(
                label=_("速度（100 是平常，120 慢两成）"), min_value=10, max_value=500
            )

    def values(self) -> dict[str, Any]:
        """Arguments of `add_resource`."""
        data = dict(self.cleaned_data)
        if "most_weight" in data:
            weight = data.pop("most_weight")
            data["most_weight_g"] = int(weight * 1000) if weight else None
            data["species"] = ",".join(data["species"])
            data["offer_id"] = int(data["offer_id"]) if data["offer_id"] else None
        if not data.get("code"):
            data.pop("code", None)
        return data


class PlanForm(forms.Form):
    species = forms.ChoiceField(label=_("给谁"), choices=list(SPECIES_WORDS.items()), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("属于"), choices=[(k, HEALTH_LABELS[k]) for k in ("vaccine", "deworming")], widget=forms.RadioSelect
    )
    code = forms.SlugField(label=_("代码"), max_length=30)
    name = forms.CharField(label=_("名称"), max_length=60)
    months = forms.IntegerField(label=_("管几个月"), min_value=1, max_value=60)
    required = forms.BooleanField(label=_("必须"), required=False)
    source = forms.CharField(label=_("依据"), max_length=120, required=False)
