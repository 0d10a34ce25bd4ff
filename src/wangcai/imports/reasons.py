"""Why one row was not stored, by code: a sentence that says what to do with the cell."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Any] = {
    "empty": _("“{field}”是空的，请填上"),
    "not_a_number": _("“{text}”不是数"),
    "not_whole": _("“{text}”应是整数"),
    "quantity_zero": _("数量是 0，没有卖出也没有退回"),
    "quantity_too_large": _("数量 {text} 太大，请核对"),
    "price_negative": _("价格是负数：坏账或调账不是卖东西，请在账上处理"),
    "price_too_fine": _("价格 {text} 比最小的硬币还细，请四舍五入后再导"),
    "price_too_large": _("价格 {text} 太大，请核对"),
    "price_zero": _("价格为 0 又没有客户：是库存调整，不是销售"),
    "bad_debt": _("坏账调整单（A 开头）不是销售，请在账上处理"),
    "credit_positive": _("取消单（C 开头）里的数量是正数，不知道是卖还是退"),
    "customer_differs": _("同一张单出现了两位客户，这一行的客户和第一行不同"),
    "order_differs": _("单号 {text} 已经存过，但内容不一样；没有改动，请核对"),
    "number_too_long": _("编号“{text}”太长"),
    "date_unclear": _("“{text}”不是看得懂的日期"),
    "date_ambiguous": _("“{text}”分不清哪个是月哪个是日；请在对应关系里写明 date_order"),
    "date_far": _("日期 {text} 不在 1970 年到明年之间"),
    "phone_unclear": _("电话“{text}”不完整"),
    "mail_unclear": _("邮箱“{text}”不完整"),
    "species_unclear": _("“{text}”不是认识的物种（猫、狗、兔、鸟、其他）"),
    "sex_unclear": _("“{text}”不是公或母"),
    "weight_unclear": _("体重“{text}”看不懂，请写公斤数，如 4.2"),
    "code_unclear": _("编码“{text}”里有不能用的字符"),
    "owner_missing": _("没有主人的电话、姓名或编号，不知道是谁的宠物"),
    "owner_unknown": _("没有编号为“{text}”的客户，请先导入客户"),
    "licence_repeated": _("证号 {text} 在第 {first} 行已经用在另一只宠物上"),
    "repeated_differs": _("编号 {text} 在第 {first} 行出现过，但内容不同"),
    "barcode_taken": _("条码 {text} 已经用在别的商品上"),
    "too_many_cells": _("这一行比列名多出了格子，可能有多余的逗号或少了引号"),
    "same_phone": _("电话与“{text}”相同，可能是同一位客户"),
    "breed_unknown": _("品种“{text}”没有对上，原文已保留"),
    "breed_doubtful": _("品种“{text}”猜作“{guess}”，请核对"),
    "refused": _("{text}"),
}


class CellFault(Exception):  # noqa: N818  names what is wrong with a cell
    """One cell that cannot be used. `field` is our name of the column."""

    def __init__(self, field: str, code: str, /, **details: Any) -> None:
        super().__init__(code)
        self.field, self.code, self.details = field, code, details


def reason_of(code: str, **details: Any) -> str:
    """The sentence for a person, in the language of the moment."""
    details = {key: str(value)[:60] for key, value in details.items()}
    return str(REASONS[code]).format(**{"text": "", "field": "", "first": "", "guess": "", **details})[:300]
