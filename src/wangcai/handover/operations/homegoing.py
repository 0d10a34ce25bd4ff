"""The pet goes home: report written, things back, the right person, a signature or the owner's code (F34)."""

from datetime import datetime

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from wangcai.booking.public import Booking, about_booking, states
from wangcai.care.public import Belonging, Job, JobPause, Visit, move_pet, visit_of
from wangcai.customers.public import Carer, Customer, all_file_ids, living_file
from wangcai.delivery.public import goods_have_left, take_goods_out
from wangcai.files.public import StoredFile
from wangcai.handover.events import OrderAccepted, PetHandedOver
from wangcai.handover.models import Acceptance, AcceptanceLine, PetHandover
from wangcai.handover.operations.accepting import NoProof, open_lines
from wangcai.journal.public import once, record
from wangcai.kernel.public import Actor, Missing, Refusal, clean_line, now
from wangcai.orders.public import Order, settle_lines
from wangcai.orders.public import states as order_states


class ReportMissing(Refusal):
    code = "report_missing"
    sentence = _("还没有写交接报告，请先写好再交给主人。")
    field = "report"


class ThingsOpen(Refusal):
    code = "belongings_open"
    sentence = _("“{name}”还没有归位：勾选带走，或写明去向。")
    field = "belongings"


class StillWorking(Refusal):
    code = "still_working"
    sentence = _("服务还没有做完（或正在暂停等主人决定），先处理好服务单。")
    status = 409


class NotOnTheList(Refusal):
    code = "not_on_the_list"
    sentence = _("“{name}”不在可以接走它的人里：请主人报手机上的接宠码，或先把此人加为可接的照顾人。")
    field = "collector"


class WrongPetCode(Refusal):
    code = "wrong_pet_code"
    sentence = _("接宠码不对，请主人打开链接再看一遍。")
    field = "code"


def collection_code(booking: Booking) -> str:
    """Six digits only the owner sees: whoever brings them may take the pet. Made from the secret key, stored nowhere."""
    made = salted_hmac("wangcai.handover.pet", str(booking.public_id), algorithm="sha256").digest()
    return f"{int.from_bytes(made[:8], 'big') % 10**6:06d}"


def may_collect(booking: Booking, customer: Customer | None) -> bool:
    """Is this person the one who booked, an owner, or on the pet's list of who may collect?"""
    if customer is None or customer.chain_id != booking.chain_id:
        return False
    if booking.customer_id in all_file_ids(booking.chain_id, customer.pk):
        return True
    carers = Carer.objects.of(booking.chain_id).filter(pet_id=booking.pet_id, customer=customer)
    return any(carer.owner or carer.may_collect for carer in carers)


def collectors_of(booking: Booking) -> list[Customer]:
    """The people who may take the pet, the one who booked first."""
    carers = Carer.objects.of(booking.chain_id).filter(pet_id=booking.pet_id).select_related("customer")
    booked = living_file(booking.customer)
    people = [booked] if booked else []
    people += [carer.customer for carer in carers if carer.owner or carer.may_collect]
    return list({person.pk: person for person in people}.values())


def may_go(booking: Booking) -> bool:
    """Is the work on this pet over: ready, or ended by its owner while it kept its room?"""
    if booking.state != states.STARTED:
        return booking.state == states.READY
    return Job.objects.of(booking.chain_id).filter(booking=booking, state=Job.State.STOPPED).exists()


@once
def hand_over_pet(
    *, booking: Booking, collector: Customer | None = None, collector_name: str = "", code: str = "",
    signature: StoredFile | None = None, by: Actor, at: datetime | None = None,
) -> PetHandover:  # fmt: skip
    """Give the pet to who may take it. The last pet of a visit hands over its goods, too: they leave the stock here.

    Refuses: ReportMissing, ThingsOpen, StillWorking, NotOnTheList, WrongPetCode, NoProof, WrongState (not 待接回).
    """
    by.require_at("handover.pets", booking)
    at = at or now()
    report = PetHandover.objects.of(by).filter(booking=booking).first()
    if report is None:
        raise ReportMissing
    _refuse_open_ends(booking, by)
    if code and not constant_time_compare("".join(str(code).split()), collection_code(booking)):
        raise WrongPetCode
    name = clean_line(collector_name or (collector.name if collector else ""), most=60)
    if not name:
        raise Missing(what=_("谁来接"), field="collector")
    if not code and not may_collect(booking, collector):
        raise NotOnTheList(name=name)
    if not code and signature is None:
        raise NoProof
    if booking.state == states.STARTED and may_go(booking):
        # Its owner ended the service, and it kept its room until now.
        move_pet(booking=booking, to=states.READY, by=by, at=at)
    # The move is the gate: of two that hand over at once, the second finds the pet gone.
    move_pet(booking=booking, to=states.DONE, by=by, at=at)
    report.collector, report.collector_name, report.code_used, report.signature = collector, name, bool(code), signature
    report.handed_at, report.handed_by = at, by.key
    report.save()
    record(
        PetHandedOver(**about_booking(booking), report_id=report.pk, by_code=bool(code), wrong=_wrong(report)),
        by=by,
        at=at,
    )
    accept_visit(visit_of(booking), by=by, at=at)
    return report


def _wrong(report: PetHandover) -> int:
    return sum(1 for point in report.outcome if not point["ok"])


def _refuse_open_ends(booking: Booking, by: Actor) -> None:
    open_thing = Belonging.objects.of(by).filter(booking=booking, returned_at=None, missing_note="").first()
    if open_thing:
        raise ThingsOpen(name=open_thing.name)
    jobs = Job.objects.of(by).filter(booking=booking)
    unfinished = jobs.filter(state__in=(Job.State.OPEN, Job.State.RUNNING, Job.State.PAUSED)).exists()
    if unfinished or JobPause.objects.of(by).filter(job__in=jobs, decided_at=None).exists():
        raise StillWorking


def accept_visit(visit: Visit | None, *, by: Actor, at: datetime) -> None:
    """When the last pet of the visit went, everything on the order is accepted and its goods leave the shelf. Inside a use case.

    Who took the pet signs for it; where the last one was cancelled afterwards, who took the pet before.
    """
    if visit is None or visit.order.status != order_states.DELIVERED:
        return
    order: Order = visit.order
    if Acceptance.objects.of(by).filter(order=order).exists():
        return
    taken = PetHandover.objects.of(by).filter(order=order, handed_at__isnull=False)
    report = taken.select_related("signature").latest("handed_at", "pk")
    if not goods_have_left(order):
        take_goods_out(order=order, by=by, at=at)
    lines = open_lines(order)
    settle_lines(order=order, accepted={line.pk: line.quantity for line in lines}, by=by, at=at)
    acceptance = Acceptance.objects.create(
        chain_id=by.chain_id, store_id=order.store_id, order=order, place=Acceptance.Place.COUNTER,
        signer=report.collector_name, signature=report.signature, code_used=report.code_used, at=at, by=by.key,
        by_name=clean_line(by.name, most=40),
    )  # fmt: skip
    AcceptanceLine.objects.bulk_create(
        AcceptanceLine(
            chain_id=by.chain_id, acceptance=acceptance, line=line, verdict=AcceptanceLine.Verdict.MATCHES,
            accepted=line.quantity,
        )
        for line in lines
    )  # fmt: skip
    pieces = sum(line.quantity for line in lines)
    record(
        OrderAccepted(
            subject_id=order.pk, store_id=order.store_id, customer_id=order.customer_id, number=order.number,
            acceptance_id=acceptance.pk, place=acceptance.place, accepted=pieces, refused=0, by_code=report.code_used,
        ),
        by=by,
        at=at,
    )  # fmt: skip
