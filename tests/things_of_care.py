"""One real thing of the service process for every parameter of an address: what strangers are tried with."""

import uuid
from datetime import date, time, timedelta
from io import BytesIO

from PIL import Image

from tests.care.stays import checked_in, opened, sop, stay
from tests.cast import Shop
from tests.visits import build_services
from wangcai.booking import public as booking
from wangcai.care import public as care
from wangcai.care.public import Belonging, CareRound, RoomCleaning
from wangcai.catalogue.public import Surcharge
from wangcai.customers import public as customers
from wangcai.customers.public import FoundNotice, VaccinePlan
from wangcai.files.public import keep_photo
from wangcai.handover.public import PetHandover, ReportQuestion
from wangcai.kernel.public import now


def things_of_care(shop: Shop) -> dict[str, object]:
    """豆豆 boards with everything that can happen to her; the owner may do it all."""
    shop.services = build_services(shop)
    by, moment = shop.by("boss"), now()
    stays = stay(shop, shop.services, starts=moment - timedelta(hours=1), ends=moment + timedelta(days=2))
    checked_in(stays)
    return {
        "booking_id": stays.pk,
        "stay": stays.public_id,
        "visit": stays.visit,
        **_at_work(shop, stays, by, moment),
        **_at_the_door(shop, stays, by, moment),
        **_on_the_calendar(shop, by, moment),
        **_in_the_files(shop, by, moment),
        **_in_training(shop, by, moment),
    }


def _at_work(shop, stays, by, moment):
    sop(shop, code="boarding")
    job = opened(shop, stays)
    care.start_job(job=job, by=by)
    pause = care.pause_job(job=job, reason="咳嗽", by=by)
    schedule = care.set_schedule(booking=stays, kind="feed", name="猫粮", times=["08:00", "18:00"], by=by)
    photo = care.add_media(booking=stays, data=picture(), client_key=uuid.uuid4(), other_pets=True, by=by)
    fell = care.report_incident(store=shop.store, kind="cut", happened_at=moment, what="爪子破了", booking=stays, by=by)
    room = shop.services.places["Q1"]
    cleaning = RoomCleaning.objects.create(
        chain=shop.chain, room=room, store=shop.store, day=date(2026, 11, 22), due_at=moment
    )
    return {
        "job_id": job.pk,
        "step_id": job.steps.first().pk,
        "pause_id": pause.pk,
        "schedule_id": schedule.pk,
        "round_id": CareRound.objects.of(shop.chain).first().pk,
        "media_id": photo.pk,
        "incident_id": fell.pk,
        "cleaning_id": cleaning.pk,
        "round": "opening",
    }


def _at_the_door(shop, stays, by, moment):
    visit = care.visit_of(stays)
    knots = Surcharge.objects.of(shop.chain).select_related("variant").get(code="knots")
    photo = keep_photo(store=shop.store, data=picture(), purpose="extra", by=by)
    extra = care.ask_extra(booking=stays, surcharge=knots, price_fen=9900, reason="腋下打结", photo=photo, by=by)
    report = PetHandover.objects.create(
        chain=shop.chain, store=shop.store, booking=stays, order=visit.order, written_at=moment, written_by=by.key
    )
    asked = ReportQuestion.objects.create(chain=shop.chain, handover=report, words="吃得好吗", asked_at=moment)
    thing = Belonging.objects.create(chain=shop.chain, booking=stays, name="罐头", at=moment, by=by.key)
    room = shop.services.places["Q1"]
    care.set_camera(room=room, name="", address="test:", opens=time(0), closes=time(23, 59), minutes_a_day=60, by=by)
    ticket = care.take_number(store=shop.store, customer=shop.lin, pet=shop.doudou, by=by)
    return {
        "request_id": extra.pk, "extra_id": extra.pk, "report_id": report.pk, "question_id": asked.pk,
        "thing_id": thing.pk, "room_id": room.pk, "ticket_id": ticket.pk, "code": "knots", "order_line": visit.order.pk,
    }  # fmt: skip


def _on_the_calendar(shop, by, moment):
    places, mei = shop.services.places, shop.people["xiaomei"]
    begins = moment + timedelta(days=60)
    shift = booking.plan_shift(
        store=shop.store, account=mei, starts_at=begins, ends_at=begins + timedelta(hours=8), by=by
    )
    swap = booking.ask_swap(shift=shift, to=shop.people["aqiang"], by=by)
    later = begins + timedelta(days=2)
    leave = booking.ask_leave(
        store=shop.store, account=mei, starts_at=later, ends_at=later + timedelta(days=1), reason="回家", by=by
    )
    waits = booking.wait_for(
        store=shop.store, customer=shop.lin, pet=shop.doudou, service_id=shop.services.offer["V1002"].pk,
        from_at=begins, to_at=begins + timedelta(hours=6), by=by,
    )  # fmt: skip
    hold = booking.block(resource=places["T2"], starts_at=begins, ends_at=later, why="kept", by=by)
    skill = booking.Skill.objects.of(shop.chain).filter(account=mei).first()
    return {
        "shift_id": shift.pk, "swap_id": swap.pk, "leave_id": leave.pk, "waiting_id": waits.pk, "block": hold.pk,
        "skill_id": skill.pk, "resource_id": places["T1"].pk, "service": shop.services.offer["V1001"].pk,
    }  # fmt: skip


def _in_the_files(shop, by, moment):
    record = customers.record_health(pet=shop.doudou, kind="illness", code="cold", given_on=date(2026, 1, 1), by=by)
    pair = customers.pair_apart(one=shop.doudou, other=shop.shandian, reason="打架", by=by)
    remark = customers.remember(kind="likes", text="喜欢三文鱼", pet=shop.doudou, by=by)
    card = customers.PetCard.objects.create(
        chain=shop.chain, pet=shop.doudou, number="C1", token_hash=uuid.uuid4().hex, made_at=moment, made_by=by.key
    )
    notice = FoundNotice.objects.create(chain=shop.chain, pet=shop.doudou, card=card, words="在楼下")
    plan = VaccinePlan.objects.create(chain=shop.chain, species="cat", code="fvr", name="猫三联", months=12)
    return {
        "record_id": record.pk, "pair_id": pair.pk, "remark_id": remark.pk, "notice_id": notice.pk,
        "plan_id": plan.pk, "pet": shop.doudou.public_id,
    }  # fmt: skip


def _in_training(shop, by, moment):
    course = care.set_programme(
        variant=shop.services.offer["V3001"],
        name="不怕吹风",
        sessions=4,
        goals=[("听得见", 3)],
        criteria=["不躲"],
        by=by,
    )
    pupil = care.enroll(programme=course, store=shop.store, pet=shop.doudou, customer=shop.lin, by=by)
    return {"programme_id": course.pk, "enrollment_id": pupil.pk, "text_id": sop(shop, code="training").text_id}


def picture() -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (320, 240), "orange").save(buffer, "JPEG")
    return buffer.getvalue()
