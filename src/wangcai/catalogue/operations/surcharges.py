"""Surcharges: what more a service may cost, as rules of the chain."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from wangcai.catalogue.events import SurchargeSet
from wangcai.catalogue.models import Product, Service, Surcharge, Variant
from wangcai.catalogue.operations.products import HIGHEST_PRICE, NewVariant, create_product
from wangcai.catalogue.rules import require_setup
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now

# What the software recognises by itself; without one a person chooses the surcharge.
RULES = {
    "holiday": _("节假日"),
    "peak": _("旺季"),
    "late_pickup": _("超时接回"),
    "over_24h": _("寄养超过整天"),
    "second_pet": _("同住的第二只"),
    "no_show": _("爽约"),
    "cancel": _("临时取消"),
}


class SurchargeUnclear(Refusal):
    code = "surcharge_unclear"
    sentence = _("加收的算法看不懂：请选按次、按天、按时间或按比例，并写出金额；按天只用于寄养，由人来选。")
    field = "amount"


class RuleTaken(Refusal):
    code = "rule_taken"
    sentence = _("“{name}”已经用了这条自动规则，请先停用它。")
    field = "when"


@once
def set_surcharge(
    *, code: str, name: str, by: Actor, basis: str = Surcharge.Basis.FIXED, amount: int = 0, when: str = "",
    service_kind: str = "", ceiling_fen: int = 0, sku: str = "", ended: bool = False, at: datetime | None = None,
) -> Surcharge:  # fmt: skip
    """Make or change the surcharge of this code; its fee for the bill is made with it.

    `amount` is fen, or basis points for a percentage (negative only for second_pet, the discount of a shared room).
    """
    require_setup(by, prices=True)
    code, name = clean_line(code, most=30), clean_line(name, most=60)
    if not code or not name:
        raise Missing(what=_("代码和名称"), field="name")
    values: dict[str, Any] = {
        "name": name, "basis": basis, "amount": amount, "when": when, "service_kind": service_kind,
        "ceiling_fen": ceiling_fen,
    }  # fmt: skip
    _check(by, code, values, ended=ended)
    row = Surcharge.objects.of(by).filter(code=code).select_related("variant").first()
    before = {field: getattr(row, field) for field in values} if row else dict.fromkeys(values)
    was_ended = row.ended_at is not None if row else False
    changes: dict[str, list[Any]] = {f: [before[f], v] for f, v in values.items() if before[f] != v}
    if was_ended != ended:
        changes["ended"] = [was_ended, ended]
    if not changes and row:
        return row
    if row is None:
        row = Surcharge(chain_id=by.chain_id, code=code, variant=_fee(by, name, amount, basis, sku, at))
    for field, value in values.items():
        setattr(row, field, value)
    if was_ended != ended:
        row.ended_at = (at or now()) if ended else None
    row.save()
    record(SurchargeSet(subject_id=row.pk, code=code, name=name, changes=changes), by=by, at=at)
    return row


def _check(by: Actor, code: str, values: dict[str, Any], *, ended: bool) -> None:
    amount, when = values["amount"], values["when"]
    if values["basis"] not in Surcharge.Basis.values or not -HIGHEST_PRICE <= amount <= HIGHEST_PRICE:
        raise SurchargeUnclear
    if values["basis"] == Surcharge.Basis.DAY and (when or values["service_kind"] not in ("", Service.Kind.BOARD)):
        raise SurchargeUnclear(field="basis")
    if (amount < 0 and when != "second_pet") or values["ceiling_fen"] < 0:
        raise SurchargeUnclear
    if (when and when not in RULES) or values["service_kind"] not in ("", *Service.Kind.values):
        raise NotFound(field="when")
    if when and not ended:
        same = Surcharge.objects.of(by).filter(when=when, ended_at=None).exclude(code=code)
        other = (
            same.filter(service_kind__in={"", values["service_kind"]}).first()
            if values["service_kind"]
            else same.first()
        )
        if other:
            raise RuleTaken(name=other.name)


def _fee(by: Actor, name: str, amount: int, basis: str, sku: str, at: datetime | None) -> Variant:
    price = amount if basis != Surcharge.Basis.PERCENT and amount > 0 else 0
    product = create_product(
        name=name, kind=Product.Kind.FEE, by=by, at=at,
        variants=[NewVariant(price_fen=price, sku=sku, name=name, counted=False)],
    )  # fmt: skip
    return product.variants.get()
