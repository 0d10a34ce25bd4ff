"""What the rows of a report are called. Customers by name or file code, never by telephone."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from wangcai.catalogue.public import Category, Variant
from wangcai.customers.public import Customer
from wangcai.kernel.public import Actor
from wangcai.shops.public import Store, staff_names

DELIVERY, DISCOUNT, NONE = "delivery", "discount", ""
AT_ONCE = 500


def labels_for(by: Actor, group: str, keys: Iterable[str]) -> dict[str, str]:
    """Key → words for one grouping; keys without words are shown as they are."""
    keys = list(keys)
    if group == "item":
        words = {str(pk): f"{name} · {sku}" for pk, name, sku in _rows(Variant, by, keys, "pk", "name", "sku")}
        return words | {DELIVERY: _("运费"), DISCOUNT: _("整单优惠"), NONE: _("没有货号")}
    if group == "category":
        words = {str(pk): name for pk, name in _rows(Category, by, keys, "pk", "name")}
        return words | {DELIVERY: _("运费"), DISCOUNT: _("整单优惠"), NONE: _("未分类")}
    if group == "customer":
        rows = _rows(Customer, by, keys, "pk", "name", "code", "external_ref")
        return {str(pk): name or ref or code for pk, name, code, ref in rows} | {NONE: _("散客")}
    if group == "store":
        return {str(pk): name for pk, name in _rows(Store, by, keys, "pk", "name")}
    if group == "staff":
        return staff_names(by.chain_id, keys)
    if group == "channel":
        return channel_words()
    if group == "hour":
        return {key: f"{key}:00–{key}:59" for key in keys}
    return {}


def label_of(by: Actor, group: str, key: str) -> str:
    """What one row is called."""
    return labels_for(by, group, [key]).get(key, key)


def channel_words() -> dict[str, str]:
    return {
        "till": _("收银台"), "tablet": _("顾客自助"), "phone": _("电话"), "paper": _("纸单"), "api": _("接口"), "import": _("历史导入"),
    }  # fmt: skip


def _rows(model: Any, by: Actor, keys: list[str], *fields: str) -> Iterable[tuple[Any, ...]]:
    ids = [int(key) for key in keys if key.isdigit()]
    for start in range(0, len(ids), AT_ONCE):
        yield from model.objects.of(by).filter(pk__in=ids[start : start + AT_ONCE]).values_list(*fields)
