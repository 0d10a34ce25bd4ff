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
    "visit_booked": _("预约好了"),
    "care_extra": _("要加一项，请主人答复"),
    "visit_requested": _("收到预约，等确认"),
    "visit_reminder": _("到店提醒"),
    "plan_to_sign": _("方案待签字"),
    "job_ready": _("可以来接"),
    "report_ready": _("交接报告"),
    "waitlist_invited": _("候补有位"),
    "vaccine_due": _("疫苗快到期"),
    "visit_cancelled": _("预约取消了"),
    "portal_code": _("登录验证码"),
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
    "service": _("服务名"),
    "when": _("预约时间"),
    "until": _("保留到几点"),
    "vaccine": _("疫苗名"),
    "due": _("到期日"),
}
SAMPLE = {
    "name": "林女士", "store": "旺财宠物徐汇店", "phone": "021-54001234", "address": "徐汇区天平路 88 号",
    "number": "XH261122-0042", "link": "https://shop.example/p/Fz3k…", "total": "¥326.50", "promised": "今天 16:00",
    "way": "同城配送", "tracking": "SF1234567890", "item": "冻干双拼猫粮 1.8kg", "code": "418205",
    "pet": "豆豆", "count": "4", "service": "猫咪洗护", "when": "11月23日 周一 10:00", "until": "14:30",
    "vaccine": "猫三联疫苗", "due": "2026-12-20",
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
    "visit_booked": {
        ZH: ("{pet}的预约好了", "【{store}】{name}您好，{pet}的预约好了：{promised}，地址 {address}。请带上疫苗本和它熟悉的东西；先答健康问询、改时间、看进度点开：{link}"),
        EN: ("{pet} is booked", "{store}: hello {name}, {pet} is booked, {promised}, at {address}. Please bring the vaccine book and something familiar. For the health questions, another time, or to follow the visit: {link}"),
    },
    "care_extra": {
        ZH: ("{pet}要加一项，请您决定", "【{store}】{name}您好，{pet}做到一半，需要加“{item}”{total}，请点开看照片并决定，或致电 {phone}：{link}"),
        EN: ("{pet}: one more thing needs your word", "{store}: hello {name}, {pet} also needs “{item}”, {total}. Please look at the photo and decide here, or call {phone}: {link}"),
    },
    "care_photos": {
        ZH: ("{pet}的照片来了", "【{store}】{name}您好，{pet}在店里的新照片 {count} 张，点开看看：{link}"),
        EN: ("Photos of {pet}", "{store}: hello {name}, {count} new photos of {pet} are here: {link}"),
    },
    "visit_requested": {
        ZH: ("收到{pet}的预约", "【{store}】{name}您好，{pet}的{service}预约已收到：{when}，确认后会再告诉您。查看：{link}"),
        EN: ("We have your request for {pet}", "{store}: hello {name}, we have your request for {pet}, {service} on {when}, and will confirm it soon. See {link}"),
    },
    "visit_reminder": {
        ZH: ("{pet}的预约快到了", "【{store}】{name}您好，{pet}的{service}：{when}。能来请回复 1；先答健康问询、要改时间，请点开：{link}"),
        EN: ("{pet}'s visit is coming up", "{store}: hello {name}, {pet}'s {service} is on {when}. Reply 1 if you are coming; for the health questions, or to change it, open {link}"),
    },
    "plan_to_sign": {
        ZH: ("{pet}的方案请您签字", "【{store}】{pet}的方案确认单已经和您对过，请点开看一遍并签字：{link}"),
        EN: ("{pet}'s plan waits for your signature", "{store}: {pet}'s plan has been read back to you. Please read and sign it here: {link}"),
    },
    "job_ready": {
        ZH: ("{pet}可以接了", "【{store}】{pet}好了，可以来接：{address}。来接的人请出示页面上的接宠码：{link}"),
        EN: ("{pet} is ready to go home", "{store}: {pet} is ready to be collected at {address}. Whoever comes shows the code on this page: {link}"),
    },
    "report_ready": {
        ZH: ("{pet}的交接报告", "【{store}】{pet}的交接报告和前后照片在这里，七天内有问题都可以直接问：{link}"),
        EN: ("{pet}'s report", "{store}: {pet}'s report with pictures before and after is here. Ask us anything within seven days: {link}"),
    },
    "waitlist_invited": {
        ZH: ("候补有位：{when}", "【{store}】{pet}候补的{service}有位了：{when}，为您保留到 {until}。接受请点：{link}"),
        EN: ("A place for {pet}: {when}", "{store}: there is a place for {pet}'s {service} on {when}, held for you until {until}. Take it here: {link}"),
    },
    "vaccine_due": {
        ZH: ("{pet}的{vaccine}快到期", "【{store}】{name}您好，{pet}的{vaccine}到 {due} 为止，请记得补种；打好后可以把疫苗本拍给我们：{link}"),
        EN: ("{pet}'s {vaccine} is due", "{store}: hello {name}, {pet}'s {vaccine} holds until {due}. Once renewed, send us a photo of the book: {link}"),
    },
    "visit_cancelled": {
        ZH: ("{pet}的预约已取消", "【{store}】{pet} {when} 的{service}预约已取消。如有疑问请致电 {phone}。"),
        EN: ("{pet}'s visit is cancelled", "{store}: {pet}'s {service} on {when} is cancelled. Questions? Call {phone}."),
    },
    "portal_code": {
        ZH: ("登录验证码", "【{store}】您的验证码是 {code}，十分钟内有效。店员不会向您要它，请不要告诉别人。"),
        EN: ("Your code", "{store}: your code is {code}, valid for ten minutes. Our staff never ask for it; tell nobody."),
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
