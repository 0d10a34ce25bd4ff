"""The shipped wording of every notice, per event, channel and language. A chain may put its own beside it.

Facts stand in {braces}; only the names in FACTS exist. Service notices never carry an offer (feature F75).
"""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SMS, MAIL = "sms", "mail"
ZH, EN = "zh-hans", "en"

EVENTS = {
    "order_received": _("收到订单"),
    "order_confirmed": _("订单已确认"),
    "order_offer": _("缺货，请客人选择"),
    "order_ready": _("可以来取"),
    "order_shipped": _("已发货"),
    "order_delivered": _("已交付"),
    "order_cancelled": _("已取消"),
    "handover_code": _("验收码"),
    "care_photos": _("宠物的照片"),
}
FACTS = {
    "name": _("客人称呼"),
    "store": _("门店名"),
    "phone": _("门店电话"),
    "address": _("门店地址"),
    "number": _("订单号"),
    "link": _("订单链接"),
    "total": _("金额"),
    "promised": _("约定时间"),
    "way": _("配送方式"),
    "tracking": _("运单号"),
    "item": _("缺的商品"),
    "code": _("验收码"),
    "pet": _("宠物名"),
    "count": _("几张照片"),
}
SAMPLE = {
    "name": "林女士", "store": "旺财宠物徐汇店", "phone": "021-54001234", "address": "徐汇区天平路 88 号",
    "number": "XH261122-0042", "link": "https://shop.example/p/Fz3k…", "total": "¥326.50", "promised": "今天 16:00",
    "way": "同城配送", "tracking": "SF1234567890", "item": "冻干双拼猫粮 1.8kg", "code": "418205",
    "pet": "豆豆", "count": "4",
}  # fmt: skip

# event → language → (subject of the mail, text). The text message is the same text in one line.
SHIPPED: dict[str, dict[str, tuple[str, str]]] = {
    "order_received": {
        ZH: ("收到您的订单 {number}", "【{store}】{name}您好，订单 {number} 已收到，我们会尽快与您核对。随时查看：{link}"),
        EN: ("We have your order {number}", "{store}: hello {name}, we have your order {number} and will read it back to you soon. Follow it here: {link}"),
    },
    "order_confirmed": {
        ZH: ("订单 {number} 已确认", "【{store}】订单 {number} 已确认，合计 {total}，{promised}。查看进度：{link}"),
        EN: ("Order {number} is confirmed", "{store}: order {number} is confirmed, {total} in all, {promised}. Follow it here: {link}"),
    },
    "order_offer": {
        ZH: ("订单 {number} 有一件商品要请您决定", "【{store}】抱歉，订单 {number} 里的“{item}”暂时缺货。请点开链接选一个办法，或致电 {phone}：{link}"),
        EN: ("Order {number}: one item needs your word", "{store}: we are sorry, “{item}” of order {number} is not there just now. Please choose what to do here, or call {phone}: {link}"),
    },
    "order_ready": {
        ZH: ("订单 {number} 备好了", "【{store}】订单 {number} 已备好，请到 {address} 取货，出示页面上的验收码即可：{link}"),
        EN: ("Order {number} is ready", "{store}: order {number} is ready to collect at {address}. Show the code on this page: {link}"),
    },
    "order_shipped": {
        ZH: ("订单 {number} 已发出", "【{store}】订单 {number} 已由{way}发出，{tracking}，{promised}。查看：{link}"),
        EN: ("Order {number} is on its way", "{store}: order {number} is on its way by {way}, {tracking}, {promised}. See {link}"),
    },
    "order_delivered": {
        ZH: ("订单 {number} 已交付", "【{store}】订单 {number} 已交付，有任何问题请致电 {phone}。明细：{link}"),
        EN: ("Order {number} has been handed over", "{store}: order {number} has been handed over. Anything wrong? Call {phone}. Details: {link}"),
    },
    "order_cancelled": {
        ZH: ("订单 {number} 已取消", "【{store}】订单 {number} 已取消。如有疑问请致电 {phone}。"),
        EN: ("Order {number} is cancelled", "{store}: order {number} is cancelled. Questions? Call {phone}."),
    },
    "care_photos": {
        ZH: ("{pet}的照片来了", "【{store}】{name}您好，{pet}在店里的新照片 {count} 张，点开看看：{link}"),
        EN: ("Photos of {pet}", "{store}: hello {name}, {count} new photos of {pet} are here: {link}"),
    },
    "handover_code": {
        ZH: ("订单 {number} 的验收码", "【{store}】订单 {number} 的验收码是 {code}，核对商品后告诉送货员或店员。"),
        EN: ("The code of order {number}", "{store}: the code of order {number} is {code}. Tell it to the driver or clerk once you have checked the goods."),
    },
}  # fmt: skip

CHANNELS = {SMS: _("短信"), MAIL: _("邮件"), "none": _("没有联系方式")}
# Words that make a service notice an advertisement.
OFFER_WORDS = (
    "优惠",
    "折扣",
    "促销",
    "满减",
    "领券",
    "优惠券",
    "特价",
    "秒杀",
    "抽奖",
    "充值送",
    "sale",
    "discount",
    "coupon",
    "% off",
)
_PLACE = re.compile(r"\{(\w*)\}")


def shipped_wording(event: str, language: str) -> tuple[str, str]:
    """(subject, body) as they come with the software; Chinese where the language has none."""
    known = SHIPPED[event]
    return known.get(language) or known[ZH]


def fill(text: str, facts: Mapping[str, Any]) -> str:
    """Put the facts in. Nothing else in the text is interpreted, so a customer's name may hold braces."""
    return _PLACE.sub(lambda found: str(facts.get(found[1]) or ""), text)


def tidy(text: str) -> str:
    """What an empty fact leaves behind: doubled commas, a comma before the full stop."""
    text = re.sub(r"([，,])\s*(?:[，,]\s*)+", r"\1", text)
    text = re.sub(r"[，,]\s*([。.])", r"\1", text)
    return re.sub(r"：\s*$", "。", text).strip()


def unknown_facts(text: str) -> list[str]:
    """Names in braces that no notice knows."""
    return [name for name in _PLACE.findall(text) if name not in FACTS]


def offer_words(text: str) -> list[str]:
    """Words of an offer in this text."""
    low = text.lower()
    return [word for word in OFFER_WORDS if word in low]
