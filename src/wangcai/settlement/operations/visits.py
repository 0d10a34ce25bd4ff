"""Deposits of visits: asked for, given back by the shop's table when cancelled, kept when nobody came (F23).

A deposit is a payment on an order that is not sold yet. What the shop keeps becomes a fee line and the order a sale:
from that moment it is income. The booking's own state is the gate, so a fee is never taken twice.
"""

from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, release_booking, states
from wangcai.care.public import Visit, bookings_of, follow, visit_of
from wangcai.catalogue.public import Surcharge, surcharge_amount
from wangcai.handover.public import accept_visit
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, Refusal, basis_points, clean_line, now
from wangcai.orders.public import (
    NewLine,
    Order,
    OrderLine,
    add_visit_lines,
    call_off,
    change_status,
    drop_visit_line,
    settle_lines,
)
from wangcai.orders.public import states as order_states
from wangcai.settlement.events import DepositSettled
from wangcai.settlement.models import Payment
from wangcai.settlement.operations.paying import due_of, give_back_part, lock_account
from wangcai.shops.public import setting

NEVER_CAME = (states.HELD, states.REQUESTED, states.BOOKED)


class StillHere(Refusal):
    code = "pet_is_here"
    sentence = _("这只宠物已经到店，不能再取消，请走交接。")
    status = 409


class TooEarly(Refusal):
    code = "too_early_for_no_show"
    sentence = _("还没到爽约的时间：约定过后 {minutes} 分钟再点。")
    status = 409


class TableUnclear(Refusal):
    code = "cancel_table_unclear"
    sentence = _("取消规则写得不对，请按“48:100, 24:50, 0:0”的样子填。")


def paid_on(order: Order) -> int:
    """What lies on an order now, in fen: payments less refunds."""
    sums = dict(
        Payment.objects.of(order.chain_id).filter(order=order).values_list("kind").annotate(sum=Sum("amount_fen"))
    )
    return sums.get("payment", 0) - sums.get("refund", 0)


def deposit_due(visit: Visit) -> int:
    """What is still to pay in advance for the pets of a visit that have not come yet, in fen."""
    wanted = sum(booking.deposit_fen for booking in bookings_of(visit) if booking.state in NEVER_CAME)
    return max(min(wanted, visit.order.total_fen) - paid_on(visit.order), 0)


def kept_share(table: str, hours: float) -> int:
    """The percent of a deposit the shop keeps when somebody cancels so many hours before. `48:100, 24:50, 0:0` gives back."""
    try:
        rules = sorted(
            (
                (float(left), int(right))
                for left, right in (part.split(":") for part in table.split(",") if part.strip())
            ),
            reverse=True,
        )
    except ValueError as error:
        raise TableUnclear from error
    if any(not 0 <= percent <= 100 for _hours, percent in rules):
        raise TableUnclear
    back = next((percent for least, percent in rules if hours >= least), 0)
    return 100 - back


def fee_if_cancelled(booking: Booking, at: datetime) -> int:
    """What cancelling now would cost, in fen: shown before anybody presses the button."""
    visit = visit_of(booking)
    if visit is None:
        return 0
    hours = (booking.starts_at - at).total_seconds() / 3600
    percent = kept_share(setting(booking.store, "visits.cancel_table"), hours)
    return basis_points(_paid_for(booking, visit), percent * 100)


def fee_if_no_show(booking: Booking) -> int:
    """What charging a no-show would cost, in fen: the deposit, or the shop's own fee where that is more.

    The fee is a sum, or a share of the price that was said when booking; what was not paid in advance stays owed.
    """
    visit = visit_of(booking)
    if visit is None:
        return 0
    rule = _rule(booking, "no_show")
    own = surcharge_amount(rule, price_fen=booking.price_from_fen) if rule and rule.basis != "minutes" else 0
    return max(_paid_for(booking, visit), own)


@once
def cancel_visit_booking(
    *, booking: Booking, reason: str, waive: str = "", by: Actor, at: datetime | None = None
) -> Booking:
    """Cancel one pet's booking: the table decides what is kept of the deposit, the rest goes back the way it came.

    `waive` (a reason) keeps nothing. Refuses StillHere, ReasonMissing, and WrongState for one that is over already.
    """
    by.require_at("booking.write", booking)
    at = at or now()
    if booking.state in states.HERE:
        raise StillHere
    fee = 0 if clean_line(waive) else fee_if_cancelled(booking, at)
    return _settle(booking, to=states.CANCELLED, when="cancel", fee=fee, reason=reason, waive=waive, by=by, at=at)


@once
def mark_no_show(*, booking: Booking, charge: bool, reason: str = "", by: Actor, at: datetime | None = None) -> Booking:
    """Nobody came. Charging keeps the deposit (or the shop's no-show fee); waiving needs a reason.

    Refuses TooEarly before the shop's minutes have passed, StillHere, Missing.
    """
    by.require_at("booking.write", booking)
    at, reason = at or now(), clean_line(reason)
    minutes = setting(booking.store, "visits.no_show_minutes")
    if booking.state in states.HERE:
        raise StillHere
    if at < booking.starts_at + timedelta(minutes=minutes):
        raise TooEarly(minutes=minutes)
    if not charge and not reason:
        raise Missing(what=_("免收的原因"), field="reason")
    fee = fee_if_no_show(booking) if charge else 0
    words = reason or gettext("没有来")
    waive = "" if charge else reason
    return _settle(booking, to=states.NO_SHOW, when="no_show", fee=fee, reason=words, waive=waive, by=by, at=at)


def _paid_for(booking: Booking, visit: Visit) -> int:
    """This pet's part of what was paid in advance: all of it where it is the only one, else by the deposits asked for.

    Never more than its own deposit then: what was paid for the others, here, gone or cancelled before, is theirs.
    """
    pets, paid = bookings_of(visit), paid_on(visit.order)
    if len(pets) == 1:
        return paid
    wanted = sum(each.deposit_fen for each in pets)
    return min(paid * booking.deposit_fen // wanted, booking.deposit_fen) if wanted else 0


def _rule(booking: Booking, when: str) -> Surcharge | None:
    rules = Surcharge.objects.of(booking.chain_id).filter(when=when, ended_at=None)
    return rules.select_related("variant").first()


def _settle(
    booking: Booking, *, to: str, when: str, fee: int, reason: str, waive: str, by: Actor, at: datetime
) -> Booking:
    """Let go of the time, take the pet's lines off the bill, put what is kept on it, give the rest back."""
    visit = visit_of(booking)
    # The move is the gate: of two that press at once, the second finds the booking over.
    release_booking(booking=booking, to=to, reason=reason, by=by, at=at)
    if visit is None:
        return booking
    order = visit.order
    lock_account(order)
    lines = order.lines.exclude(state=OrderLine.State.CANCELLED).filter(booking_id=booking.pk)
    for line_id in list(lines.values_list("pk", flat=True)):
        drop_visit_line(order=order, line_id=line_id, by=by, at=at)
    rule = _rule(booking, when) if fee else None
    if rule:
        line = NewLine(rule.variant_id, 1, pet_id=booking.pet_id, base_fen=fee, text=rule.name, booking_id=booking.pk)
        add_visit_lines(order=order, lines=(line,), by=by, at=at)
    kept = fee if rule else 0
    back = 0
    if all(each.state in states.NOT_COMING for each in bookings_of(visit)):
        back = _close(order, reason=reason, by=by, at=at)
    else:
        # The others decide where the visit stands now; the last of them may have gone home already.
        follow(visit, by=by, at=at)
        accept_visit(visit, by=by, at=at)
    record(
        DepositSettled(
            **about_booking(booking), number=order.number, why=when, kept_fen=kept, back_fen=back, waived=clean_line(waive),
        ),
        by=by,
        at=at,
    )  # fmt: skip
    return booking


def _close(order: Order, *, reason: str, by: Actor, at: datetime) -> int:
    """Nobody comes any more: with something kept the order is a sale, without it is cancelled. Returns what went back."""
    order.refresh_from_db()
    if order.total_fen == 0:
        back = _give_back(order, paid_on(order), reason=reason, by=by, at=at)
        call_off(order=order, reason=reason, by=by, at=at)
        return back
    back = _give_back(order, max(paid_on(order) - order.total_fen, 0), reason=reason, by=by, at=at)
    if order.status == order_states.CONFIRMED:
        change_status(order=order, to=order_states.RECEIVED, by=by, at=at, silent=True)
    lines = order.lines.exclude(state=OrderLine.State.CANCELLED)
    settle_lines(order=order, accepted={line.pk: line.quantity for line in lines}, by=by, at=at)
    if due_of(order) == 0:
        change_status(order=order, to=order_states.COMPLETED, by=by, at=at)
    return back


def _give_back(order: Order, amount: int, *, reason: str, by: Actor, at: datetime) -> int:
    """Refund by the way it came, the newest payment first."""
    left = amount
    payments = Payment.objects.of(order.chain_id).filter(order=order, kind=Payment.Kind.PAYMENT).order_by("-id")
    for payment in payments.select_related("order"):
        given = payment.refunds.aggregate(sum=Sum("amount_fen"))["sum"] or 0
        part = min(left, payment.amount_fen - given)
        if part > 0:
            give_back_part(payment=payment, amount_fen=part, reason=reason, by=by, at=at)
            left -= part
    return amount - left
