"""Who may, and what must be known before an order can be confirmed (0.15, F38)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wangcai.customers.public import Customer
from wangcai.kernel.public import Actor, Refusal, basis_points
from wangcai.membership.public import UnknownCustomer
from wangcai.orders.drafts import MOST_LINES, MOST_PIECES, NewLine, NewOrder
from wangcai.orders.models.order import Channel, Fulfilment
from wangcai.shops.public import setting


class DiscountTooHigh(Refusal):
    code = "discount_too_high"
    sentence = _("您最多可以优惠 {percent}%，再多请店长授权。")
    field = "discount"
    status = 403


class BadQuantity(Refusal):
    code = "bad_quantity"
    sentence = _("数量要在 1 到 100000 之间。")
    field = "quantity"


class NoLines(Refusal):
    code = "no_lines"
    sentence = _("订单里还没有商品，请先加一件。")
    field = "lines"


class TooManyLines(Refusal):
    code = "too_many_lines"
    sentence = _("一张订单最多 {most} 项，请分成两单。")
    field = "lines"


class UnknownWord(Refusal):
    code = "unknown_word"
    sentence = _("“{word}”不在可选项里。")


class UnknownPet(Refusal):
    code = "unknown_pet"
    sentence = _("找不到这只宠物，请重新选择。")
    field = "pet"


class DiscountAbovePrice(Refusal):
    code = "discount_above_price"
    sentence = _("优惠比金额还高，请改小。")
    field = "discount"


def check_draft(order: NewOrder) -> None:
    """Refuse what no order can be: no lines, impossible quantities, unknown channel or fulfilment."""
    if order.channel not in Channel.values:
        raise UnknownWord(word=order.channel[:20], field="channel")
    if order.fulfilment not in Fulfilment.values:
        raise UnknownWord(word=order.fulfilment[:20], field="fulfilment")
    if not order.lines:
        raise NoLines
    if len(order.lines) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    for line in order.lines:
        check_quantity(line.quantity)
        if line.discount_fen < 0 or (line.unit_fen is not None and line.unit_fen < 0):
            raise DiscountAbovePrice
    if order.discount_fen < 0 or order.delivery_fen < 0:
        raise DiscountAbovePrice


def check_change(order: Any, field: str, value: Any) -> None:
    """Refuse a new value no order can have: another chain's customer, an unknown way, a fee below zero."""
    if field == "customer_id" and value and not Customer.objects.of(order.chain_id).filter(pk=value).exists():
        raise UnknownCustomer(field="customer")
    if field == "fulfilment" and value not in Fulfilment.values:
        raise UnknownWord(word=str(value)[:20], field="fulfilment")
    if field == "delivery_fen" and value < 0:
        raise DiscountAbovePrice


def check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= MOST_PIECES:
        raise BadQuantity


def check_discounts(*, order: NewOrder, store: Any, goods_fen: int, by: Actor) -> None:
    """A clerk may take off a share set by the store; a manager any; a price override needs till.price."""
    off = order.discount_fen + sum(line.discount_fen for line in order.lines)
    if any(line.unit_fen is not None for line in order.lines):
        by.require_at("till.price", store)
    if not off or by.may("till.discount_any", store.pk):
        return
    by.require_at("till.discount", store)
    percent = setting(store, "till.discount_percent")
    if off > basis_points(goods_fen, percent * 100):
        raise DiscountTooHigh(percent=percent)


def has_overrides(lines: tuple[NewLine, ...]) -> bool:
    return any(line.unit_fen is not None or line.discount_fen for line in lines)


def missing_information(order: Any) -> list[tuple[str, Any]]:
    """(field, label) of what must still be asked before the order can be confirmed. Takes an Order or a NewOrder."""
    missing: list[tuple[str, Any]] = []
    if order.fulfilment == Fulfilment.COUNTER:
        return missing
    if order.fulfilment == Fulfilment.VISIT:
        return missing if order.customer_id else [("customer", _("客户"))]
    if not order.contact_name and not order.customer_id:
        missing.append(("contact_name", pgettext_lazy("order", "称呼")))
    if not order.contact_phone:
        missing.append(("contact_phone", _("电话")))
    if order.fulfilment == Fulfilment.DELIVERY:
        if not order.address:
            missing.append(("address", _("送货地址")))
        if not order.wanted_at:
            missing.append(("wanted_at", _("期望送达时间")))
    elif order.occasion and not order.wanted_at:
        missing.append(("wanted_at", _("具体到小时的时间（有特殊日子）")))
    return missing
