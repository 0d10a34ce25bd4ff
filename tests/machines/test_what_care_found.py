"""What the machine of care found on its first day: each told once by hand."""

import pytest

from tests.care.door import answered, bath_booked, door_shop, picture, signed, stay_booked, vaccinated
from tests.cast import NOON
from tests.visits import at
from wangcai.booking.public import Booking, Want, WrongState
from wangcai.care.operations.jobs import PetNotHere
from wangcai.care.public import (
    CareRound,
    Job,
    NothingToAdd,
    PlanClosed,
    answer_extra,
    ask_extra,
    book_visit,
    bookings_of,
    change_plan,
    check_in,
    decide_pause,
    draft_plan,
    finish_job,
    give_round,
    note_attempt,
    pause_job,
    read_back,
    set_schedule,
    sign_plan,
    skip_step,
    start_job,
    visit_of,
)
from wangcai.catalogue.public import Surcharge
from wangcai.delivery.public import start_picking
from wangcai.handover.public import Acceptance, LineVerdict, accept_order, hand_over_pet, outcomes_of, write_report
from wangcai.journal.public import Entry, drain
from wangcai.orders.public import Changes, VisitMovesIt, cancel_order, change_order, confirm_order, order_for
from wangcai.settlement.public import Payment, Tender, cancel_visit_booking, mark_no_show, paid_on, take_payments

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    made = door_shop()
    vaccinated(made, at(0, day=60).date())
    return made


def fresh(booking):
    return Booking.objects.of(booking.chain_id).select_related("store__chain", "pet", "customer").get(pk=booking.pk)


def bill(booking):
    return visit_of(booking).order


def came(shop, booking, moment=NOON):
    answered(shop, booking)
    check_in(booking=booking, weight_g=18_000, stress=0, by=shop.clerk, at=moment)
    return Job.objects.of(shop.chain).get(booking=booking)


def begun(shop, booking):
    return start_job(job=came(shop, booking), by=shop.groomer, at=NOON)


def stopped(shop, booking, decision="stop"):
    pause = pause_job(job=begun(shop, booking), reason="发抖", by=shop.groomer, at=NOON)
    note_attempt(pause=pause, way="phone", reached=True, by=shop.clerk, at=NOON)
    return decide_pause(pause=pause, decision=decision, decider="主人", by=shop.clerk, at=NOON)


def gone(shop, booking):
    booking = fresh(booking)
    outcome = dict.fromkeys(outcomes_of(booking), (True, ""))
    write_report(booking=booking, outcome=outcome, by=shop.groomer, at=NOON)
    return hand_over_pet(
        booking=booking, collector=booking.customer, signature=picture(shop, f"h{booking.pk}"), by=shop.clerk, at=NOON
    )


def bathed(shop, booking):
    job = begun(shop, booking)
    for step in job.steps.all():
        skip_step(step=step, reason="试", by=shop.groomer, at=NOON)
    finish_job(job=job, by=shop.groomer, at=NOON)
    return gone(shop, booking)


def two_baths(shop):
    wants = [
        Want(shop.services.offer["V1001"].pk, at(hour), pet_id=pet.pk)
        for hour, pet in ((10, shop.shandian), (17, shop.doudou))
    ]
    return book_visit(store=shop.store, customer=shop.wang, wants=wants, by=shop.clerk, at=NOON)


def pay(shop, order, fen):
    take_payments(order=order, tenders=[Tender("cash", fen)], by=shop.clerk, at=NOON)


def test_a_pet_on_the_table_is_not_taken_in_again(shop):
    booking = bath_booked(shop)
    begun(shop, booking)
    with pytest.raises(WrongState):
        check_in(booking=fresh(booking), weight_g=18_000, stress=0, belongings=[("绳", 1)], by=shop.clerk, at=NOON)
    assert fresh(booking).state == "started" and Entry.objects.filter(what="care.checked_in").count() == 1


def test_a_changed_plan_stands_in_the_diary_and_a_dead_one_is_not_signed(shop):
    booking = bath_booked(shop)
    plan = change_plan(plan=draft_plan(booking=booking, by=shop.clerk), added=["多梳"], by=shop.clerk)
    assert Entry.objects.get(what="plan.changed").facts["number"] == plan.number
    read_back(plan=plan, by=shop.clerk)
    cancel_visit_booking(booking=booking, reason="改主意", by=shop.clerk, at=NOON)
    values = {"way": "tablet", "signer": "王", "signature": picture(shop), "by": shop.clerk}
    for act in (
        lambda: sign_plan(plan=plan, **values),
        lambda: read_back(plan=plan, by=shop.clerk),
        lambda: change_plan(plan=plan, by=shop.clerk),
    ):
        with pytest.raises(PlanClosed):
            act()
    plan.refresh_from_db()
    assert plan.state == "read_back"


def test_a_yes_after_the_pet_went_home_adds_nothing(shop):
    visit = two_baths(shop)
    first, _other = bookings_of(visit)
    asked = ask_extra(
        booking=first, variant=shop.services.offer["V1003"], price_fen=2000, reason="长", by=shop.clerk, at=NOON
    )
    bathed(shop, first)
    before = bill(first).total_fen
    asked.refresh_from_db()
    with pytest.raises(NothingToAdd):
        answer_extra(request=asked, yes=True, channel="phone", by=shop.clerk, at=NOON)
    asked.refresh_from_db()
    assert (bill(first).total_fen, asked.answer) == (before, "")


def test_nothing_is_added_without_asking_while_the_work_stands_still(shop):
    booking = bath_booked(shop)
    signed(shop, booking)
    pause_job(job=begun(shop, booking), reason="发抖", by=shop.groomer, at=NOON)
    knots = Surcharge.objects.of(shop.chain).get(code="knots")
    asked = ask_extra(booking=booking, surcharge=knots, price_fen=3000, reason="结", by=shop.groomer, at=NOON)
    assert (asked.within_ceiling, asked.answer, bill(booking).total_fen) == (False, "", 14800)


def test_no_round_is_given_to_a_pet_that_went_home(shop):
    booking = stay_booked(shop)
    signed(shop, booking)
    stopped(shop, booking)
    set_schedule(booking=fresh(booking), kind="feed", name="猫粮", times=["18:00"], by=shop.clerk, at=NOON)
    gone(shop, booking)
    due = CareRound.objects.of(shop.chain).first()
    with pytest.raises(PetNotHere):
        give_round(round=due, outcome="given", by=shop.groomer, at=NOON)
    due.refresh_from_db()
    assert due.state == "due" and not Entry.objects.filter(what="care.round_given").exists()


def test_a_stay_whose_service_was_ended_can_go_home(shop):
    booking = stay_booked(shop)
    signed(shop, booking)
    stopped(shop, booking)
    assert fresh(booking).state == "started"  # it keeps its room
    gone(shop, booking)
    assert (fresh(booking).state, bill(booking).status) == ("done", "delivered")


def test_the_last_pet_is_cancelled_after_the_first_went_home(shop):
    visit = two_baths(shop)
    first, other = bookings_of(visit)
    bathed(shop, first)
    assert bill(first).status == "picking"
    cancel_visit_booking(booking=other, reason="不来了", by=shop.clerk, at=NOON)
    order = bill(first)
    assert order.status == "delivered" and Acceptance.objects.of(shop.chain).filter(order=order).count() == 1
    pay(shop, order, order.total_fen)
    assert order_for(shop.clerk, order.pk).status == "completed"


def test_a_cancelled_pet_keeps_nothing_of_what_was_paid_for_the_other(shop):
    wants = [
        Want(
            shop.services.offer["V2002"].pk, at(14, day=5), ends_at=at(11, day=8), pet_id=pet.pk,
            room_id=shop.services.places[room].pk,
        )
        for pet, room in ((shop.doudou, "Q1"), (shop.shandian, "Q2"))
    ]  # fmt: skip
    visit = book_visit(store=shop.store, customer=shop.lin, wants=wants, by=shop.clerk, at=NOON)
    first, other = bookings_of(visit)
    pay(shop, visit.order, 2 * 15120)
    for booking, kept in ((first, 7560), (other, 7560 + 15120)):
        moment = at(14, day=4 if booking is first else 5)
        cancel_visit_booking(booking=booking, reason="行程变了", by=shop.clerk, at=moment)
        assert bill(first).total_fen == (kept if booking is other else kept + 50400)
    assert (paid_on(bill(first)), bill(first).status) == (7560 + 15120, "completed")


@pytest.mark.parametrize("paid", [0, 15120])
def test_a_no_show_that_comes_after_all_is_on_a_bill(shop, paid):
    booking = stay_booked(shop, nights=4)
    signed(shop, booking)
    old = bill(booking)
    if paid:
        pay(shop, old, paid)
    mark_no_show(booking=booking, charge=bool(paid), reason="没说", by=shop.clerk, at=at(15))
    came(shop, fresh(booking), at(16))
    order = bill(booking)
    assert (order.status, order.total_fen) == ("picking", 4 * 16800) and order.pk != old.pk
    old.refresh_from_db()
    assert (old.status, old.total_fen) == ("completed" if paid else "cancelled", paid)


def test_a_no_show_in_a_visit_that_goes_on_is_on_the_same_bill(shop):
    visit = two_baths(shop)
    first, other = bookings_of(visit)
    before = visit.order.total_fen
    mark_no_show(booking=first, charge=False, reason="没说", by=shop.clerk, at=at(11))
    came(shop, fresh(first), at(11, 30))
    assert (bill(first).pk, bill(first).total_fen, bill(first).status) == (visit.order.pk, before, "picking")


def test_a_fee_that_is_paid_later_ends_the_visit(shop):
    Surcharge.objects.of(shop.chain).filter(code="no_show").update(amount=5000)
    booking = bath_booked(shop)
    mark_no_show(booking=booking, charge=True, by=shop.clerk, at=at(15))
    assert (bill(booking).status, bill(booking).total_fen) == ("received", 5000)
    pay(shop, bill(booking), 5000)
    drain()
    assert bill(booking).status == "completed" and bill(booking).sold_at is not None
    assert Payment.objects.of(shop.chain).count() == 1


ORDER_DOORS = {
    "confirm": lambda shop, order: confirm_order(order=order, channel="phone", by=shop.clerk),
    "cancel": lambda shop, order: cancel_order(order=order, reason="改主意", by=shop.clerk),
    "change": lambda shop, order: change_order(order=order, changes=Changes(fields={"note": "x"}), by=shop.clerk),
    "pick": lambda shop, order: start_picking(order=order, by=shop.picker),
    "accept": lambda shop, order: accept_order(
        order=order, place="counter", lines=[LineVerdict(line.pk, "matches", 1) for line in order.lines.all()],
        signature=picture(shop), by=shop.clerk,
    ),
}  # fmt: skip


@pytest.mark.parametrize("door", ORDER_DOORS)
def test_nobody_moves_the_bill_of_a_visit_past_its_pets(shop, door):
    booking = bath_booked(shop)
    if door == "accept":
        job = begun(shop, booking)
        for step in job.steps.all():
            skip_step(step=step, reason="试", by=shop.groomer, at=NOON)
        finish_job(job=job, by=shop.groomer, at=NOON)
    order, entries = bill(booking), Entry.objects.count()
    with pytest.raises(VisitMovesIt):
        ORDER_DOORS[door](shop, order)
    after = bill(booking)
    assert (after.status, after.total_fen, after.version) == (order.status, 14800, order.version)
    assert Entry.objects.count() == entries
