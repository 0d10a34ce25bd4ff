"""Picked up late: the fee is proposed by the shop's rule, and a person decides whether it is charged (F19, F23)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, states
from wangcai.care.public import put_on_bill, visit_of
from wangcai.catalogue.public import Surcharge
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Refusal, basis_points, now
from wangcai.orders.public import NewLine, OrderLine
from wangcai.settlement.events import LateFeeCharged
from wangcai.settlement.operations.paying import lock_account

# An owner who stands in a queue at the door is not late.
GRACE = timedelta(minutes=15)
QUARTER = 15


class NothingLate(Refusal):
    code = "nothing_late"
    sentence = _("没有超时，或超时费已经记过了，请刷新看看。")
    status = 409


@dataclass(frozen=True, slots=True)
class LateFee:
    """What the shop's rule says: whole minutes after the agreed time, and the fee in fen."""

    surcharge: Surcharge
    minutes: int
    amount_fen: int


def late_fee(booking: Booking, at: datetime | None = None) -> LateFee | None:
    """The fee for picking up now; None in time, without a rule, or when it is on the bill already.

    Late counts from the agreed end, or from when the pet was ready where that was later: the shop's own delay is free.
    """
    if booking.state not in states.HERE:
        return None
    due = max(booking.ends_at, booking.state_at) if booking.state == states.READY else booking.ends_at
    late = (at or now()) - due
    if late <= GRACE:
        return None
    rule = Surcharge.objects.of(booking.chain_id).filter(when="late_pickup", ended_at=None)
    found = rule.select_related("variant").first()
    if found is None or _charged(booking, found):
        return None
    minutes = int(late.total_seconds() // 60)
    amount = _amount(found, booking, minutes)
    return LateFee(found, minutes, amount) if amount else None


def _charged(booking: Booking, rule: Surcharge) -> bool:
    lines = OrderLine.objects.of(booking.chain_id).filter(booking=booking, variant_id=rule.variant_id)
    return lines.exclude(state=OrderLine.State.CANCELLED).exists()


def _amount(rule: Surcharge, booking: Booking, minutes: int) -> int:
    if rule.basis == Surcharge.Basis.MINUTES:
        return rule.amount * -(-minutes // QUARTER)
    if rule.basis == Surcharge.Basis.PERCENT:
        own = OrderLine.objects.of(booking.chain_id).filter(booking=booking, variant_id=booking.service_id)
        return basis_points(sum(own.values_list("unit_fen", flat=True)[:1]), rule.amount)
    return rule.amount or rule.variant.price_fen


@once
def charge_late_fee(*, booking: Booking, by: Actor, at: datetime | None = None) -> OrderLine:
    """Put the late fee on the bill, once a booking. Refuses NothingLate and what adding a line refuses."""
    by.require_at("handover.pets", booking)
    at = at or now()
    visit = visit_of(booking)
    if visit is None:
        raise NothingLate
    # Of two who press at once the second finds the line.
    lock_account(visit.order)
    fee = late_fee(booking, at)
    if fee is None:
        raise NothingLate
    line = NewLine(fee.surcharge.variant_id, 1, pet_id=booking.pet_id, base_fen=fee.amount_fen, text=fee.surcharge.name)
    made = put_on_bill(booking=booking, line=line, by=by, at=at)
    record(
        LateFeeCharged(
            subject_id=booking.pk, store_id=booking.store_id, customer_id=booking.customer_id, pet_id=booking.pet_id,
            number=visit.order.number, minutes=fee.minutes, amount_fen=fee.amount_fen,
        ),
        by=by,
        at=at,
    )  # fmt: skip
    return made
