"""A feeding, a dose or a walk with a fee that came after the signature is asked for as any other extra (F28, F33)."""

from datetime import datetime

from django.utils.translation import gettext as _

from wangcai.booking.public import about_booking
from wangcai.care.events.door import ExtraAsked
from wangcai.care.models import CareSchedule, ExtraRequest, Plan
from wangcai.care.operations.extras import CEILING, agree, held_plan, within_ceiling
from wangcai.care.operations.pausing import stands_still
from wangcai.care.operations.round_fees import charged, expected, price_words, round_fees, words
from wangcai.journal.public import record
from wangcai.kernel.public import Actor


def ask_owner(schedule: CareSchedule, *, by: Actor, at: datetime) -> None:
    """A fee that came after the signature: within what was signed it is agreed, beyond it waits for the owner's yes.

    A plan that was read back but not signed is to be read again, with this in it.
    """
    booking = schedule.booking
    Plan.objects.of(booking.chain_id).filter(booking=booking, state=Plan.State.READ_BACK).update(
        state=Plan.State.DRAFT, text="", digest="", read_back_at=None, read_back_by=""
    )
    plan = held_plan(booking)
    if schedule.fee is None or plan is None or _signed_already(schedule, plan):
        return
    total = expected(schedule) * schedule.fee_fen
    said = (
        _("签字以后的新安排，{price}，到接走约 {n} 天")
        if schedule.fee_per == schedule.Per.DAY
        else _("签字以后的新安排，{price}，到接走约 {n} 次")
    )
    reason = said.format(price=price_words(schedule.fee_per, schedule.fee_fen), n=expected(schedule))
    row = next((row for row in round_fees(booking.chain_id) if row.variant.pk == schedule.fee_id), None)
    code = row.code if row else ""
    within = not stands_still(booking) and within_ceiling(plan, booking, code, total)
    schedule.asked = ExtraRequest.objects.create(
        chain_id=booking.chain_id, booking=booking, plan=plan, variant=schedule.fee, code=code,
        name=words(schedule)[:80], price_fen=total, reason=reason[:200], within_ceiling=within,
        asked_at=at, asked_by=by.key,
    )  # fmt: skip
    schedule.save(update_fields=["asked"])
    if within:
        agree(schedule.asked, channel=CEILING, by=by, at=at)
        return
    happening = ExtraAsked(
        **about_booking(booking), request_id=schedule.asked.pk, name=schedule.asked.name, price_fen=total
    )
    record(happening, by=by, at=at)


def _signed_already(schedule: CareSchedule, plan: Plan) -> bool:
    """A change of hour or dose is an end and a new order: the same fee within the signed sum needs no new yes."""
    rows = CareSchedule.objects.of(schedule.chain_id).filter(booking=schedule.booking, fee=schedule.fee, asked=None)
    rows = rows.exclude(pk=schedule.pk).select_related("booking__store")
    mine = {row.pk: row for row in rows}
    said = sum(line["net_fen"] for line in plan.content.get("lines", []) if line.get("schedule") in mine)
    used = sum((charged(row) if row.ended_at else expected(row)) * row.fee_fen for row in mine.values())
    return used + expected(schedule) * schedule.fee_fen <= said
