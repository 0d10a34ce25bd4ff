"""A shop whose services a program may book at any hour, on days that are always ahead of the real clock."""

from datetime import timedelta

from tests.care.door import CALM, door_shop
from wangcai.booking.public import Shift
from wangcai.kernel.public import now

CALM_ANSWERS = CALM


def visit_shop():
    """Without a roster and opening hours everybody is always there."""
    shop = door_shop()
    Shift.objects.of(shop.chain).delete()
    return shop


def ahead(days=7, hour=2, minute=0):
    """A moment so many days from today, in UTC (2:00 is ten in the shop)."""
    day = (now() + timedelta(days=days)).date()
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}:00Z"


def day_ahead(days=7):
    return ahead(days)[:10]


def bath_wish(shop, starts=None, **more):
    return {
        "service_id": shop.services.offer["V1001"].pk,
        "pet_id": shop.shandian.pk,
        "starts_at": starts or ahead(),
        **more,
    }


def stay_wish(shop, first=7, nights=3, **more):
    wish = {"service_id": shop.services.offer["V2002"].pk, "pet_id": shop.doudou.pk}
    return {**wish, "starts_at": ahead(first, 6), "ends_at": ahead(first + nights, 4), **more}


def booking_of(answer):
    return answer["bookings"][0]


def care_things(shop):
    """One real thing of the first store for every parameter of a path about visits."""
    from datetime import date

    from tests.care.stays import checked_in, opened, sop, stay
    from wangcai.booking.public import block
    from wangcai.care.public import Belonging, CareRound, Visit, set_schedule
    from wangcai.customers.public import record_health

    manager, places = shop.manager, shop.services.places
    sop(shop, code="boarding")
    booking = stay(shop, shop.services, starts=now() - timedelta(hours=1), ends=now() + timedelta(days=2))
    checked_in(booking)
    job = opened(shop, booking)
    set_schedule(booking=booking, kind="feed", name="猫粮", times=["08:00", "18:00"], by=manager)
    thing = Belonging.objects.create(chain=shop.chain, booking=booking, name="罐头", at=now(), by="system:0")
    begins = now() + timedelta(days=40)
    hold = block(resource=places["T2"], starts_at=begins, ends_at=begins + timedelta(hours=1), why="kept", by=manager)
    health = record_health(pet=shop.doudou, kind="illness", code="cold", given_on=date(2026, 1, 1), by=manager)
    return {
        "booking_id": booking.pk,
        "visit_id": Visit.objects.of(shop.chain).get(key=booking.visit).pk,
        "service_id": shop.services.offer["V1001"].pk,
        "job_id": job.pk,
        "step_id": job.steps.first().pk,
        "round_id": CareRound.objects.of(shop.chain).first().pk,
        "belonging_id": thing.pk,
        "resource_id": places["T1"].pk,
        "block_id": hold.pk,
        "record_id": health.pk,
    }


def care_bodies(shop):
    """A body that would pass, so that only the right to do it is asked."""
    span = {"starts_at": ahead(50), "ends_at": ahead(51)}
    return {
        "book_visit": {"store": "XH", "customer_id": shop.wang.pk, "wants": [bath_wish(shop)]},
        "move_booking": {"ends_at": ahead(3)},
        "change_room": {"room_id": shop.services.places["C1"].pk, "from_at": ahead(1)},
        "cancel_booking": {"reason": "x"},
        "mark_no_show": {"charge": True},
        "answer_inquiry": {"answers": CALM_ANSWERS},
        "decide_inquiry": {"decision": "vet", "reason": "x"},
        "sign_plan": {"signer": "x"},
        "check_in": {"stress": 1, "weight_g": 4000},
        "skip_step": {"reason": "x"},
        "observe": {"kind": "mood", "value": 2},
        "ask_extra": {"code": "knots", "reason": "x"},
        "give_round": {"outcome": "given"},
        "write_report": {"outcome": {"skin": {"ok": True}}},
        "hand_over_pet": {"collector_id": shop.lin.pk},
        "add_resource": {"store": "XH", "kind": "table", "name": "台"},
        "change_resource": {"note": "x"},
        "block_resource": {**span, "why": "kept"},
        "record_health": {"kind": "illness", "code": "cough", "given_on": "2026-01-01"},
    }


def care_queries(shop):
    """What a reading operation must be asked with."""
    day = day_ahead()
    return {
        "list_free_slots": {"first_day": day},
        "list_free_rooms": {"pet_id": shop.doudou.pk, "starts_at": ahead(7), "ends_at": ahead(9)},
        "list_rounds": {"day": day},
    }


# What a groomer may: see the day, take pets in, work with them, give them back.
GROOMER_MAY = {
    "list_services", "quote_service", "list_free_slots", "list_free_rooms", "list_bookings", "get_booking", "get_visit",
    "preview_cancellation", "list_gates", "list_questions", "get_inquiry", "answer_inquiry", "decide_inquiry", "get_plan", "draft_plan",
    "read_back", "sign_plan", "check_in", "get_job", "start_job", "finish_job", "tick_step", "start_timer", "skip_step",
    "list_observations", "observe", "ask_extra", "list_rounds", "give_round", "list_points", "get_report", "write_report",
    "list_belongings", "settle_belonging", "hand_over_pet", "list_resources", "block_resource", "unblock_resource",
    "list_health", "record_health", "withdraw_health",
}  # fmt: skip
CHAIN_WIDE = {"list_health", "record_health", "verify_health", "withdraw_health"}
OWN_CHAIN_ONLY = {"list_services", "list_bookings", "list_resources", "add_resource", "list_rounds"}
