"""The words of a plan as they are read out and signed: one text, the same for everybody who reads it later."""

from typing import Any

from django.utils.translation import gettext as _

from wangcai.booking.public import Booking
from wangcai.care.models import Plan, Visit
from wangcai.care.operations.round_fees import plan_lines
from wangcai.kernel.public import format_money, local
from wangcai.orders.public import OrderLine


def bill_lines(booking: Booking) -> tuple[list[dict[str, Any]], int]:
    """(lines, sum in fen) of this pet on the bill as it stands now, and what its feeding and medicine will come to."""
    given, instead = plan_lines(booking)
    lines = OrderLine.objects.of(booking.chain_id).filter(booking=booking).exclude(state=OrderLine.State.CANCELLED)
    found = [
        {"text": line.text, "quantity": line.quantity, "unit_fen": line.unit_fen, "net_fen": line.net_fen}
        for line in lines.order_by("position")
        if line.pk not in instead
    ] + given
    return found, sum(line["net_fen"] for line in found)


def plan_text(plan: Plan, booking: Booking, visit: Visit | None) -> str:
    """The whole text: what is done for how long and how much, what is watched, what may come on top, the agreement."""
    parts = [
        *_head(plan, booking, visit),
        "",
        _("一、项目与价格"),
        *(_line(line) for line in plan.content["lines"]),
        _("合计 {amount}").format(amount=format_money(plan.price_fen)),
        "",
        _("二、这样照顾"),
        *([_item(item) for item in plan.items if not item["removed"]] or [_("· 没有特别要照顾的地方")]),
        "",
        _("三、要注意"),
        *([f"· {caution['text']}" for caution in plan.cautions] or [_("· 没有")]),
        "",
        _("四、可能加收（上限以内直接做，超过先问您）"),
        *([_extra(extra) for extra in plan.extras] or [_("· 没有；要加先问您")]),
    ]
    if plan.agreement is not None:
        agreement = plan.agreement
        head = _("五、{title}（第 {number} 版）").format(title=agreement.text.title, number=agreement.number)
        parts += ["", head, agreement.content["text"]]
    return "\n".join(parts)


def _head(plan: Plan, booking: Booking, visit: Visit | None) -> list[str]:
    """Who, what, when, with whom; what is not known makes no line."""
    store, content = booking.store, plan.content
    begins, ends = _clock(booking.starts_at, store), _clock(booking.ends_at, store)
    facts = (
        _("方案确认单 第 {number} 稿").format(number=plan.number),
        _("门店：{store}").format(store=store.name),
        _("单号：{number}").format(number=visit.order.number) if visit else "",
        _("宠物：{pet}（{code}）").format(pet=content["pet"], code=booking.pet.code if booking.pet else ""),
        _("服务：{service}").format(service=content["service"]),
        _("时间：{begins} 至 {ends}").format(begins=begins, ends=ends),
        _("预计 {minutes} 分钟").format(minutes=plan.minutes) if plan.minutes else "",
        _("房间：{room}").format(room=content["room"]) if content["room"] else "",
        _("服务人员：{worker}").format(worker=content["worker"]) if content["worker"] else "",
        _("主人的要求：{wishes}").format(wishes=content["wishes"]) if content["wishes"] else "",
    )
    return [fact for fact in facts if fact]


def _clock(at: Any, store: Any) -> str:
    return f"{local(at, store.timezone):%Y-%m-%d %H:%M}"


def _line(line: dict[str, Any]) -> str:
    if "schedule" in line:
        text = (
            _("· {text} 每天 {price}，约 {n} 天 = {sum}（按实际给的天数收）")
            if line["per"] == "day"
            else _("· {text} 每次 {price}，约 {n} 次 = {sum}（按实际给的次数收）")
        )
        price, total = format_money(line["unit_fen"]), format_money(line["net_fen"])
        return text.format(text=line["text"], price=price, n=line["quantity"], sum=total)
    return f"· {line['text']} {format_money(line['unit_fen'])} × {line['quantity']} = {format_money(line['net_fen'])}"


def _item(item: dict[str, Any]) -> str:
    return _("· {text}（因为：{reason}）").format(text=item["text"], reason=item["reason"])


def _extra(extra: dict[str, Any]) -> str:
    if not extra["ceiling_fen"]:
        return _("· {name}：每次先问").format(name=extra["name"])
    return _("· {name}：每次 {price}，上限 {ceiling}").format(
        name=extra["name"], price=format_money(extra["price_fen"]), ceiling=format_money(extra["ceiling_fen"])
    )
