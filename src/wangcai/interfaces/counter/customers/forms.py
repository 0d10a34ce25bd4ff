"""Forms of the files of customers and pets. They read what was typed; whether it may be is the use case's business."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wangcai.customers.public import (
    BLOCK_WHY,
    CHANNEL_LABELS,
    FLAG_KINDS,
    PURPOSE_LABELS,
    SHUT_WHY,
    Customer,
    Pet,
    Species,
)

SPECIES = [
    (Species.CAT, _("猫")),
    (Species.DOG, _("狗")),
    (Species.RABBIT, _("兔")),
    (Species.BIRD, _("鸟")),
    (Species.OTHER, _("其他")),
]
SEXES = [("", _("不清楚")), (Pet.Sex.FEMALE, _("母")), (Pet.Sex.MALE, _("公"))]
NEUTERED = [("", _("不清楚")), ("yes", _("已绝育")), ("no", _("未绝育"))]


def line(label: Any, most: int, *, required: bool = False, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, **more)


def text(label: Any, *, rows: int = 3) -> forms.CharField:
    return forms.CharField(label=label, max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": rows}))


def day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def tel(*, required: bool = False) -> forms.CharField:
    return line(
        _("电话"),
        30,
        required=required,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )


class ShutPortal(forms.Form):
    why = forms.ChoiceField(label=_("为什么"), choices=list(SHUT_WHY.items()), widget=forms.RadioSelect)


class BlockCustomer(forms.Form):
    why = forms.ChoiceField(label=_("为什么"), choices=list(BLOCK_WHY.items()), widget=forms.RadioSelect)


class NewCustomer(forms.Form):
    phone = tel()
    name = line(_("姓名"), 80)
    pet_name = line(_("宠物名"), 60)
    species = forms.ChoiceField(label=_("种类"), choices=SPECIES, widget=forms.RadioSelect, required=False)
    breed_text = line(_("品种"), 120)
    wechat = line(_("微信"), 60)
    note = text(_("备注"), rows=2)
    anyway = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("pet_name") or data.get("breed_text")) and not data.get("species"):
            self.add_error("species", _("请选择宠物的种类。"))
        return data

    def pet(self) -> dict[str, Any] | None:
        """Fields of the first pet, or None where nothing of a pet was written."""
        data = self.cleaned_data
        if not (data["species"] and (data["pet_name"] or data["breed_text"])):
            return None
        return {"name": data["pet_name"], "species": data["species"], "breed_text": data["breed_text"]}


class CustomerDetails(forms.Form):
    name = line(_("姓名"), 80)
    salutation = line(_("称呼"), 20)
    wechat = line(_("微信"), 60)
    mail = line(_("邮箱"), 120)
    birthday = day(_("生日"))
    preferred_channel = forms.ChoiceField(label=_("希望怎么联系"), choices=list(CHANNEL_LABELS.items()), required=False)
    contact_hours = line(_("联系时间"), 60)
    style = line(_("沟通风格"), 200)
    family = line(_("家里人（小孩、其他宠物）"), 300)
    note = text(_("备注"))

    @staticmethod
    def of(customer: Customer) -> dict[str, Any]:
        return {name: getattr(customer, name) for name in CustomerDetails.base_fields}


class PhoneForm(forms.Form):
    number = tel(required=True)
    label = line(_("谁的、什么时候用"), 20)


class AddressForm(forms.Form):
    text = line(_("地址"), 200, required=True)
    label = line(_("标签（家、公司）"), 20)


class ConsentForm(forms.Form):
    purpose = forms.ChoiceField(label=_("用途"), choices=list(PURPOSE_LABELS.items()), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("渠道"), choices=list(CHANNEL_LABELS.items()), required=False)
    given = forms.ChoiceField(
        label=_("客户说"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect
    )
    source = forms.ChoiceField(
        label=_("怎么说的"),
        choices=[("counter", _("当面")), ("phone", _("电话")), ("paper", _("纸面签字")), ("wechat", _("微信"))],
    )


class PetDetails(forms.Form):
    name = line(_("名字"), 60)
    species = forms.ChoiceField(label=_("种类"), choices=SPECIES, widget=forms.RadioSelect)
    breed_text = line(_("品种"), 120)
    sex = forms.ChoiceField(label=_("性别"), choices=SEXES, widget=forms.RadioSelect, required=False)
    neutered = forms.ChoiceField(label=_("绝育"), choices=NEUTERED, widget=forms.RadioSelect, required=False)
    born_on = day(_("生日"))
    age = forms.IntegerField(label=_("大约几岁（不知道生日时）"), min_value=0, max_value=60, required=False)
    adopted_on = day(_("到家日"))
    coat = line(_("毛色"), 60)
    temperament = line(_("性格"), 200)
    allergies = line(_("过敏"), 300)
    health = text(_("健康史"), rows=2)
    diet = line(_("饮食"), 300)
    vet = line(_("常去医院"), 120)
    chip = line(_("芯片号"), 30)
    licence = line(_("犬证号"), 30)
    note = text(_("备注"), rows=2)

    @staticmethod
    def of(pet: Pet) -> dict[str, Any]:
        values = {name: getattr(pet, name) for name in PetDetails.base_fields if name not in ("age", "neutered")}
        shown = pet.breed_text or (pet.breed.name if pet.breed else "")
        return {**values, "breed_text": shown, "neutered": {True: "yes", False: "no"}.get(pet.neutered, "")}

    def values(self) -> dict[str, Any]:
        """Fields of the pet's file: an age in years becomes an estimated birthday."""
        data = dict(self.cleaned_data)
        age = data.pop("age")
        data["neutered"] = {"yes": True, "no": False}.get(data["neutered"])
        if data["born_on"]:
            data["born_estimated"] = False
        elif age is not None:
            data["born_on"], data["born_estimated"] = date(timezone.localdate().year - age, 1, 1), True
        return data


class FlagForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("警示"), choices=[(k.code, k.label) for k in FLAG_KINDS.values()], widget=forms.RadioSelect
    )
    note = line(_("说明"), 200)


class WeightForm(forms.Form):
    weight = forms.DecimalField(label=_("体重"), max_digits=6, decimal_places=3, localize=False)

    def grams(self) -> int:
        return int(self.cleaned_data["weight"] * 1000)


class CarerForm(forms.Form):
    customer = line(_("谁（客户编号或完整电话）"), 30, required=True)
    roles = forms.MultipleChoiceField(
        label=_("可以"), choices=[("owner", _("是主人")), ("may_collect", _("可接走")), ("pays", _("付款"))],
        widget=forms.CheckboxSelectMultiple, required=False, help_text=_("一项都不选就取消此人。"),
    )  # fmt: skip


class PersonForm(forms.Form):
    customer = line(_("谁（客户编号或完整电话）"), 30, required=True)


class Sure(forms.Form):
    """No fields: only the button that says what it does."""
