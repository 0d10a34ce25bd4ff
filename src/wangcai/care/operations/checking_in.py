"""接宠: the pet comes in. Every gate is asked here, whoever opens the door and by whatever page (F15, F27, F28)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, WrongState, about_booking, states
from wangcai.care.events.door import PetCheckedIn
from wangcai.care.models import Belonging, CheckIn, HealthInquiry
from wangcai.care.operations.coming_late import come_after_all
from wangcai.care.operations.inquiry import InquiryUnconfirmed, answered_ahead, inquiry_form
from wangcai.care.operations.jobs import open_job
from wangcai.care.operations.stages import move_pet
from wangcai.care.queries.visits import inquiry_of, service_of_booking, signed_plan_of
from wangcai.catalogue.public import Service
from wangcai.customers.public import vaccine_gaps, weigh_pet
from wangcai.files.public import StoredFile
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, NotFound, Refusal, clean_line, local, now

Decision = HealthInquiry.Decision


class InquiryMissing(Refusal):
    code = "inquiry_missing"
    sentence = _("还没有做健康问询，请先和主人一起填。")
    field = "inquiry"


class InquiryUndecided(Refusal):
    code = "inquiry_undecided"
    sentence = _("健康问询亮红，还没有人决定：不接、先看医生，或请店长写明原因放行。")
    field = "inquiry"


class InquiryRefused(Refusal):
    code = "inquiry_refused"
    sentence = _("健康问询的决定是“{decision}”，现在不能入店。")
    field = "inquiry"


class VaccineGaps(Refusal):
    """`details["gaps"]`: what is missing, as words."""

    code = "vaccine_gaps"
    sentence = _("疫苗不齐：{gaps}。请核实疫苗本，或改期。")
    field = "vaccines"


class PlanUnsigned(Refusal):
    code = "plan_unsigned"
    sentence = _("这项服务要先签方案和协议，请先复述方案再请主人签字。")
    field = "plan"


class StressUnclear(Refusal):
    code = "stress_unclear"
    sentence = _("请选择入店时的应激程度（0–4）。")
    field = "stress"


class WeightMissing(Refusal):
    code = "weight_missing"
    sentence = _("请先称重；实在不能碰的，勾选“不强行接触”再入店。")
    field = "weight"


@dataclass(frozen=True, slots=True)
class Brought:
    """A thing that came with the pet."""

    name: str
    quantity: int = 1
    photo: StoredFile | None = None


def last_day(booking: Booking) -> date:
    """The last day of the booking on the store's calendar: until then the vaccines must hold."""
    return local(booking.ends_at, booking.store.timezone).date()


def gates(booking: Booking) -> list[Refusal]:
    """What still keeps this pet outside, in the order it is settled; empty when it may come in."""
    found: list[Refusal] = []
    service = service_of_booking(booking)
    inquiry = inquiry_of(booking)
    if inquiry is None and inquiry_form(booking) is not None:
        found.append(InquiryMissing())
    elif inquiry is not None and inquiry.red and inquiry.decision == "":
        found.append(InquiryUndecided())
    elif inquiry is not None and inquiry.decision in (Decision.REFUSE, Decision.VET):
        words = {Decision.REFUSE: _("这次不接"), Decision.VET: _("先看医生")}
        found.append(InquiryRefused(decision=str(words[inquiry.decision])))
    elif inquiry is not None and answered_ahead(inquiry) and inquiry_form(booking) is not None:
        found.append(InquiryUnconfirmed())
    if service is not None and booking.pet is not None:
        gaps = vaccine_gaps(booking.pet, service, last_day(booking))
        if gaps:
            found.append(VaccineGaps(gaps="；".join(str(gap) for gap in gaps), codes=[gap.code for gap in gaps]))
    if service is not None and needs_signature(service) and signed_plan_of(booking) is None:
        found.append(PlanUnsigned())
    return found


def needs_signature(service: Service) -> bool:
    """Does the owner sign before the pet comes in?"""
    return bool(service.agreement)


@once
def check_in(
    *, booking: Booking, weight_g: int | None, stress: int | None, no_forced_contact: bool = False, rhythm: str = "none",
    live_view: bool = False, belongings: Sequence[Brought | tuple] = (), by: Actor, at: datetime | None = None,
) -> CheckIn:  # fmt: skip
    """The pet is ours now: weight in grams, stress 0–4 as seen, its things, how the owner wants to hear from us.

    Refuses each open gate (inquiry, vaccines to the last day, signature), a state that is not 已预约 (WrongState),
    StressUnclear and WeightMissing. Opens the job card.
    """
    by.require_at("care.check_in", booking)
    at = at or now()
    if booking.pet is None:
        raise Missing(what=_("宠物"), field="pet")
    if stress is None or not 0 <= stress <= 4:
        raise StressUnclear
    if rhythm not in CheckIn.Rhythm.values:
        raise NotFound
    before = booking.state
    # The table knows a way back from the grooming table to 已到店: it is not another arrival.
    if before not in (states.BOOKED, states.NO_SHOW):
        raise WrongState(state=str(states.LABELS[before]))
    for gate in gates(booking):
        raise gate
    if not weight_g and not no_forced_contact:
        raise WeightMissing
    # The move is the gate of two at once: the second finds the pet inside.
    if before == states.NO_SHOW:
        come_after_all(booking, by=by, at=at)
    else:
        move_pet(booking=booking, to=states.ARRIVED, by=by, at=at)
    brought = [item if isinstance(item, Brought) else Brought(*item) for item in belongings]
    came, _made = CheckIn.objects.of(by).update_or_create(
        chain_id=by.chain_id, booking=booking,
        defaults={
            "weight_g": weight_g or None, "stress": stress, "no_forced_contact": no_forced_contact, "rhythm": rhythm,
            "live_view": live_view, "at": at, "by": by.key,
        },
    )  # fmt: skip
    if weight_g:
        weigh_pet(pet=booking.pet, grams=weight_g, by=by, at=at)
    kept = _keep_belongings(booking, brought, by, at)
    happening = PetCheckedIn(
        **about_booking(booking), weight_g=weight_g or None, stress=stress, rhythm=rhythm, live_view=live_view,
        no_forced_contact=no_forced_contact, belongings=kept,
    )  # fmt: skip
    record(happening, by=by, at=at)
    open_job(booking=booking, by=by, at=at)
    return came


def _keep_belongings(booking: Booking, brought: list[Brought], by: Actor, at: datetime) -> int:
    """What came with it; a photo of another chain is NotFound."""
    rows = []
    for item in brought:
        name = clean_line(item.name, most=60)
        if not name:
            continue
        if item.photo is not None and item.photo.chain_id != by.chain_id:
            raise NotFound
        quantity = min(max(item.quantity, 1), 99)
        rows.append(
            Belonging(
                chain_id=by.chain_id, booking=booking, name=name, quantity=quantity, photo=item.photo, at=at, by=by.key
            )
        )
    Belonging.objects.bulk_create(rows)
    return len(rows)
