"""What was said and what the bill says, line by line, with the reason of every difference (F56)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wangcai.booking.public import Booking, states
from wangcai.care.public import ExtraRequest, Plan, Visit, bookings_of, extras_of
from wangcai.orders.public import OrderLine

# Why a row differs; "" is as it was said.
SAME, AGREED, CEILING, NIGHTS, QUANTITY, PRICE, FEE, GOODS, DROPPED, DISCOUNT = (
    "", "agreed", "ceiling", "nights", "quantity", "price", "fee", "goods", "dropped", "discount",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One thing: what it was said to cost and what it costs now, in fen. `reason` is a sentence for people, empty when equal."""

    booking_id: int | None
    pet: str
    text: str
    said_fen: int
    bill_fen: int
    said_quantity: int = 0
    quantity: int = 0
    why: str = SAME
    reason: str = ""

    @property
    def difference_fen(self) -> int:
        return self.bill_fen - self.said_fen


@dataclass(frozen=True, slots=True)
class QuoteBill:
    """The whole visit. `signed`: every pet that comes has a signed plan; else what was said when booking counts."""

    rows: list[QuoteRow] = field(default_factory=list)
    signed: bool = False

    @property
    def said_fen(self) -> int:
        return sum(row.said_fen for row in self.rows)

    @property
    def bill_fen(self) -> int:
        return sum(row.bill_fen for row in self.rows)

    @property
    def difference_fen(self) -> int:
        return self.bill_fen - self.said_fen

    @property
    def differs(self) -> list[QuoteRow]:
        return [row for row in self.rows if row.why]


def quote_bill(visit: Visit) -> QuoteBill:
    """Compare the signed plans (else the prices said when booking) with the lines of the visit's bill. Four queries."""
    bookings = bookings_of(visit)
    plans = {
        plan.booking_id: plan
        for plan in Plan.objects.of(visit.chain_id).filter(booking__in=bookings, state=Plan.State.SIGNED)
    }
    lines = list(visit.order.lines.exclude(state=OrderLine.State.CANCELLED).order_by("position"))
    extras = {extra.line_id: extra for extra in extras_of(bookings) if extra.line_id}
    rows: list[QuoteRow] = []
    for booking in bookings:
        mine = [line for line in lines if line.booking_id == booking.pk]
        plan = plans.get(booking.pk)
        if booking.state in states.NOT_COMING:
            rows += [_new(line, booking, None) for line in mine]
        elif plan is not None:
            rows += _signed_rows(booking, plan, mine, extras)
        else:
            rows += _spoken_rows(booking, mine, extras)
    known = {booking.pk for booking in bookings}
    rows += [_new(line, None, extras.get(line.pk)) for line in lines if line.booking_id not in known]
    if visit.order.discount_fen:
        words = visit.order.discount_reason or _("整单优惠")
        rows.append(QuoteRow(None, "", _("整单优惠"), 0, -visit.order.discount_fen, 0, 1, DISCOUNT, words))
    coming = [booking for booking in bookings if booking.state not in states.NOT_COMING]
    return QuoteBill(rows, bool(coming) and all(booking.pk in plans for booking in coming))


def _signed_rows(
    booking: Booking, plan: Plan, lines: Sequence[OrderLine], extras: dict[int, ExtraRequest]
) -> list[QuoteRow]:
    """Lines of the signed plan beside the bill's of the same words; what has no partner was dropped or came on top."""
    left = list(lines)
    rows = []
    for said in plan.content.get("lines", []):
        fits = [line for line in left if line.text == said["text"]]
        line = next((one for one in fits if one.net_fen == said["net_fen"]), fits[0] if fits else None)
        if line is not None:
            left.remove(line)
        rows.append(_row(booking, said, line))
    return rows + [_new(line, booking, extras.get(line.pk)) for line in left]


def _row(booking: Booking, said: dict[str, Any], line: OrderLine | None) -> QuoteRow:
    before = (booking.pk, str(booking.pet or ""), said["text"], said["net_fen"])
    if line is None:
        words = _("还没有给，不收") if "schedule" in said else _("没有做，已从账单去掉")
        return QuoteRow(*before, 0, said["quantity"], 0, DROPPED, words)
    why, reason = SAME, ""
    if "schedule" in said and line.quantity != said["quantity"]:
        why, reason = QUANTITY, _given(said, line.quantity)
    elif line.quantity != said["quantity"]:
        why, reason = _counted(booking, said["quantity"], line.quantity)
    elif line.unit_fen != said["unit_fen"]:
        why, reason = PRICE, _("单价变了")
    elif line.net_fen != said["net_fen"]:
        why, reason = DISCOUNT, line.discount_reason or _("优惠变了")
    return QuoteRow(*before, line.net_fen, said["quantity"], line.quantity, why, reason)


def _given(said: dict[str, Any], now: int) -> str:
    """Feeding and medicine are paid as they were given."""
    text = _("说好约 {said} 天，给了 {now} 天") if said.get("per") == "day" else _("说好约 {said} 次，给了 {now} 次")
    return text.format(said=said["quantity"], now=now)


def _counted(booking: Booking, said: int, now: int) -> tuple[str, str]:
    if booking.kind != Booking.Kind.STAY:
        return QUANTITY, _("数量从 {said} 变成 {now}").format(said=said, now=now)
    nights = abs(now - said)
    more = (
        ngettext("多住 {n} 晚", "多住 {n} 晚", nights) if now > said else ngettext("少住 {n} 晚", "少住 {n} 晚", nights)
    )
    return NIGHTS, more.format(n=nights)


def _spoken_rows(booking: Booking, lines: Sequence[OrderLine], extras: dict[int, ExtraRequest]) -> list[QuoteRow]:
    """Without a signed plan: the services of the booking against the range that was said; the rest came on top."""
    own = [line for line in lines if line.kind == "service" and line.pk not in extras]
    billed = sum(line.net_fen for line in own)
    low, high = booking.price_from_fen, max(booking.price_from_fen, booking.price_to_fen)
    said = min(max(billed, low), high) if high else billed
    why, reason = (PRICE, _("和预约时说的价格不一样")) if said != billed else (SAME, "")
    rest = [_new(line, booking, extras.get(line.pk)) for line in lines if line not in own]
    if not own and not said:
        return rest
    words = "、".join(dict.fromkeys(line.text for line in own)) or booking.service.name
    return [QuoteRow(booking.pk, str(booking.pet or ""), words, said, billed, 1, 1, why, reason), *rest]


def _new(line: OrderLine, booking: Booking | None, extra: ExtraRequest | None) -> QuoteRow:
    """A line nobody spoke of before: who agreed to it, or what kind of thing it is."""
    if extra is not None and extra.within_ceiling:
        why, reason = CEILING, _("在签字的上限以内：{reason}").format(reason=extra.reason)
    elif extra is not None:
        why, reason = AGREED, _("主人同意加的：{reason}").format(reason=extra.reason)
    elif line.kind == "goods":
        why, reason = GOODS, _("另外买的商品")
    elif line.kind == "fee":
        why, reason = FEE, _("按规则收的费用")
    elif booking is not None and booking.kind == Booking.Kind.STAY and line.variant_id != booking.service_id:
        why, reason = NIGHTS, _("换了房间，按那间房的晚数算")
    elif booking is not None and booking.kind == Booking.Kind.STAY:
        why, reason = NIGHTS, _("有几晚不再同住或价格不同，另算一行")
    else:
        why, reason = AGREED, _("后来加的项目")
    pet = str(booking.pet or "") if booking else ""
    ids = booking.pk if booking else None
    return QuoteRow(ids, pet, line.text, 0, line.net_fen, 0, line.quantity, why, reason)
