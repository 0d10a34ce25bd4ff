"""Something more turned up: within what the owner signed it is added at once, beyond it waits for the yes (F28)."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.events.door import ExtraAnswered, ExtraAsked
from wangcai.care.models import CareSchedule, ExtraRequest, Job, JobStep, Plan
from wangcai.care.operations.pausing import stands_still
from wangcai.care.operations.round_fees import bill_rounds
from wangcai.care.operations.visits import put_on_bill
from wangcai.care.queries.visits import signed_plan_of
from wangcai.care.rules import require_any, require_care
from wangcai.catalogue.public import Surcharge, Variant
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, now
from wangcai.orders.public import NewLine

Answer = ExtraRequest.Answer
CEILING = "ceiling"
MAY_ASK = ("care.work", "care.plan", "orders.change")


class ExtraSettled(Refusal):
    code = "extra_answered"
    sentence = _("这一项已经有答复了，请刷新看看。")
    status = 409


class PriceUnclear(Refusal):
    code = "extra_price_unclear"
    sentence = _("请写加收的金额。")
    field = "price"


class NothingToAdd(Refusal):
    code = "nothing_to_add"
    sentence = _("这次服务已经结束，不能再加项目。")
    status = 409


@once
def ask_extra(
    *, booking: Booking, surcharge: Surcharge | None = None, variant: Variant | None = None, price_fen: int | None,
    reason: str, photo: StoredFile | None = None, by: Actor, at: datetime | None = None,
) -> ExtraRequest:  # fmt: skip
    """Ask for a fee or a further service. Added at once while the signed plan's ceiling holds; else it waits for a yes.
    So does everything while the work on the pet stands still: nothing is charged then without asking (F30).

    `price_fen` None takes the surcharge's or the variant's own price. Refuses Missing (the reason), PriceUnclear, NothingToAdd.
    """
    require_any(by, MAY_ASK, booking)
    variant = surcharge.variant if surcharge else variant
    if variant is None or variant.chain_id != by.chain_id or (photo is not None and photo.chain_id != by.chain_id):
        raise NotFound
    if booking.state in states.OVER:
        raise NothingToAdd
    reason = clean_line(reason)
    if not reason:
        raise Missing(what=_("为什么要加"), field="reason")
    if price_fen is None:
        price_fen = (surcharge.amount if surcharge else 0) or variant.price_fen
    if price_fen < 0:
        raise PriceUnclear
    at, code = at or now(), surcharge.code if surcharge else ""
    plan = held_plan(booking)
    within = plan is not None and not stands_still(booking) and within_ceiling(plan, booking, code, price_fen)
    request = ExtraRequest.objects.create(
        chain_id=by.chain_id, booking=booking, plan=plan, variant=variant, code=code,
        name=surcharge.name if surcharge else variant.name, price_fen=price_fen, reason=reason, photo=photo,
        within_ceiling=within, asked_at=at, asked_by=by.key,
    )  # fmt: skip
    if within:
        return agree(request, channel=CEILING, by=by, at=at)
    happening = ExtraAsked(**about_booking(booking), request_id=request.pk, name=request.name, price_fen=price_fen)
    record(happening, by=by, at=at)
    return request


def held_plan(booking: Booking) -> Plan | None:
    """What was signed, held until the transaction ends: two extras at once count one after the other."""
    plan = signed_plan_of(booking)
    return Plan.objects.of(booking.chain_id).select_for_update().get(pk=plan.pk) if plan else None


def within_ceiling(plan: Plan, booking: Booking, code: str, price_fen: int) -> bool:
    """Did the owner agree to this beforehand? Counted with what was added of the same kind, and of all kinds together."""
    extra = next((extra for extra in plan.extras if code and extra["code"] == code), None)
    if extra is None:
        return False
    added = ExtraRequest.objects.of(booking.chain_id).filter(booking=booking, answer=Answer.YES, within_ceiling=True)
    of_kind = added.filter(code=code).aggregate(sum=Sum("price_fen"))["sum"] or 0
    of_all = added.aggregate(sum=Sum("price_fen"))["sum"] or 0
    return of_kind + price_fen <= extra["ceiling_fen"] and of_all + price_fen <= plan.ceiling_fen


@once
def answer_extra(
    *, request: ExtraRequest, yes: bool, channel: str, by: Actor, at: datetime | None = None
) -> ExtraRequest:
    """The owner's word on a request: yes puts it on the bill and on the job card, no ends it. The first answer counts.

    Refuses ExtraSettled, and a yes that comes after the pet went home or was cancelled (NothingToAdd).
    """
    booking = request.booking
    if by.kind == "customer":
        require_care(by, "care.plan", booking)
    else:
        require_any(by, MAY_ASK, booking)
    at = at or now()
    if yes and booking.state in states.OVER:
        raise NothingToAdd
    if yes:
        return agree(request, channel=clean_line(channel, most=10), by=by, at=at)
    changed = ExtraRequest.objects.of(by).filter(pk=request.pk, answer=Answer.WAITING)
    answer = {
        "answer": Answer.NO,
        "answered_at": at,
        "answered_by": by.key,
        "answer_channel": clean_line(channel, most=10),
    }
    if not changed.update(**answer):
        raise ExtraSettled
    request.refresh_from_db()
    record(_answered(request, yes=False, channel=channel), by=by, at=at)
    return request


def agree(request: ExtraRequest, *, channel: str, by: Actor, at: datetime) -> ExtraRequest:
    """A yes: one guarded change, then the line on the bill and the step on the card."""
    changed = ExtraRequest.objects.of(by).filter(pk=request.pk, answer=Answer.WAITING)
    if not changed.update(answer=Answer.YES, answered_at=at, answered_by=by.key, answer_channel=channel):
        raise ExtraSettled
    booking = request.booking
    rounds = CareSchedule.objects.of(by).filter(asked=request).select_related("fee", "booking__store__chain").first()
    if rounds is not None:
        bill_rounds(rounds, by=by, at=at)  # what was given; the rest follows as it is given
        request.refresh_from_db()
        record(_answered(request, yes=True, channel=channel), by=by, at=at)
        return request
    line = NewLine(request.variant_id, 1, pet_id=booking.pet_id, base_fen=request.price_fen, text=request.name)
    made = put_on_bill(booking=booking, line=line, by=by, at=at)
    # Asked while the bill is held: a hand-over or a cancellation waits for this, or has come first.
    if Booking.objects.of(by).filter(pk=booking.pk, state__in=states.OVER).exists():
        raise NothingToAdd
    ExtraRequest.objects.of(by).filter(pk=request.pk).update(line=made)
    _add_step(request)
    request.refresh_from_db()
    record(_answered(request, yes=True, channel=channel), by=by, at=at)
    return request


def _add_step(request: ExtraRequest) -> None:
    """What was agreed on is a step of the running job from now on: before the yes there is nothing to tick."""
    job = (
        Job.objects.of(request.chain_id).filter(booking=request.booking).exclude(state__in=("done", "stopped")).first()
    )
    if job is None:
        return
    top = job.steps.aggregate(top=Max("position"))["top"] or 0
    JobStep.objects.create(
        chain_id=request.chain_id,
        job=job,
        position=top + 1,
        code=f"extra-{request.pk}",
        text=request.name,
        from_plan=True,
    )


def _answered(request: ExtraRequest, *, yes: bool, channel: str) -> ExtraAnswered:
    ids: dict[str, Any] = about_booking(request.booking)
    return ExtraAnswered(
        **ids, request_id=request.pk, name=request.name, price_fen=request.price_fen, yes=yes, by_channel=channel
    )
