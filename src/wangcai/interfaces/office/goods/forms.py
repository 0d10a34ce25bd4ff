"""Forms of goods: what a person types, checked for form only; whether it may be done the use case says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.public import categories_of
from wangcai.kernel.public import Refusal, parse_amount


class AmountField(forms.CharField):
    """An amount in yuan as people write it; cleaned to whole fen (None where it is empty and may be)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_amount(text)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


SPECIES = [
    ("", _("不限")),
    ("dog", _("狗")),
    ("cat", _("猫")),
    ("small", _("小宠")),
    ("fish", _("水族")),
    ("bird", _("鸟")),
]


class ProductForm(forms.Form):
    """What is the same for all sizes and colours."""

    name = forms.CharField(label=_("商品名"), max_length=120)
    category = forms.ChoiceField(label=_("分类"), required=False)
    brand = forms.CharField(label=_("品牌"), max_length=60, required=False)
    species = forms.ChoiceField(label=_("给谁用"), choices=SPECIES, required=False)
    is_food = forms.BooleanField(label=_("食品（卖前看效期）"), required=False)
    is_medicine = forms.BooleanField(label=_("药品"), required=False)

    def __init__(self, *args: Any, by: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["category"].choices = [("", _("未分类"))] + [(c.code, c.name) for c in categories_of(by)]


class VariantForm(forms.Form):
    """One size and colour. Prices in yuan, weight in grams."""

    sku = forms.CharField(label=_("货号"), max_length=40, required=False, help_text=_("不填会自动编号"))
    size = forms.CharField(label=_("规格"), max_length=30, required=False)
    colour = forms.CharField(label=_("颜色"), max_length=30, required=False)
    price = AmountField(label=_("标价"))
    cost = AmountField(label=_("进价"), required=False)
    weight_g = forms.IntegerField(label=_("重量（克）"), min_value=0, max_value=1_000_000, required=False)
    has_expiry = forms.BooleanField(label=_("收货要登记到期日"), required=False)


class NewGoodsForm(ProductForm, VariantForm):
    """Product and first variant on one page, with its barcode scanned in."""

    field_order = ("barcode", "name", "price", "cost", "category", "size", "colour", "sku", "brand", "species")
    barcode = forms.CharField(
        label=_("条码"), max_length=60, required=False, help_text=_("扫一下；没有条码就空着，存好后可打店内码")
    )
    own_code = forms.BooleanField(label=_("没有条码，生成店内码"), required=False)


class DetailsForm(ProductForm, VariantForm):
    """Product and variant of an existing item; the variant's own name as shown on the till."""

    label = forms.CharField(label=_("收银显示名"), max_length=160)


class StorePriceForm(forms.Form):
    price = AmountField(label=_("本店价"), required=False, help_text=_("空着就按标价"))
    not_offered = forms.BooleanField(label=_("本店不卖"), required=False)


class BarcodeForm(forms.Form):
    code = forms.CharField(label=_("条码"), max_length=60, required=False)
    pieces = forms.IntegerField(label=_("代表几件"), min_value=1, max_value=1000, initial=1)


class LowForm(forms.Form):
    low_at = forms.IntegerField(label=_("可卖少于几件时提醒"), min_value=0, max_value=100_000)


class PiecesForm(forms.Form):
    """Moving, damaging or writing off pieces of one lot in one bin."""

    act = forms.ChoiceField(choices=[("move", ""), ("damage", ""), ("off", "")])
    bin = forms.IntegerField()
    lot = forms.IntegerField()
    quantity = forms.IntegerField(label=_("件数"), min_value=1, max_value=100_000)
    target = forms.IntegerField(label=_("移到"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=120, required=False)
    pin = forms.CharField(label=_("PIN"), max_length=8, required=False)
    second = forms.IntegerField(label=_("审批人"), required=False)


class BinForm(forms.Form):
    code = forms.CharField(label=_("编号"), max_length=20)
    name = forms.CharField(label=_("名称"), max_length=40, required=False)
    kind = forms.ChoiceField(
        label=_("用途"), choices=[("shelf", _("货架")), ("store_room", _("库房")), ("damaged", _("残损区"))]
    )
    walk = forms.IntegerField(label=_("拣货顺序"), min_value=0, max_value=100_000, required=False)
