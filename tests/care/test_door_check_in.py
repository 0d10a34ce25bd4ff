"""The gates at the door: health inquiry, vaccines to the last day, signature; then the pet is ours (F15, F27)."""

from datetime import date

import pytest

from tests.care.door import CALM, answered, bath_booked, door_shop, picture, signed, stay_booked, vaccinated
from tests.cast import build_shop
from tests.visits import at
from wangcai.booking.public import Booking, WrongState
from wangcai.care.public import (
    AlreadyDecided,
    AnswerUnclear,
    Belonging,
    CheckIn,
    HealthInquiry,
    InquiryClosed,
    InquiryMissing,
    InquiryRefused,
    InquiryUndecided,
    InquiryUnsigned,
    Job,
    NoInquiry,
    PlanUnsigned,
    StressUnclear,
    VaccineGaps,
    WeightMissing,
    answer_inquiry,
    check_in,
    decide_inquiry,
    gates,
    is_first_visit,
)
from wangcai.catalogue.public import Service
from wangcai.customers.public import Weight
from wangcai.journal.public import Entry
from wangcai.kernel.public import Actor, Missing, NotAllowed, NotFound
from wangcai.orders.public import Order


@pytest.fixture
def shop(db):
    return door_shop()


def come_in(shop, booking, **more):
    values = {"weight_g": 18_200, "stress": 1, "by": shop.groomer, "at": at(10)}
    return check_in(booking=booking, **{**values, **more})


def outside(shop, booking):
    """Nothing of the pet's coming in was written."""
    booking.refresh_from_db()
    return (
        booking.state == "booked"
        and not CheckIn.objects.of(shop.chain).exists()
        and not Job.objects.of(shop.chain).exists()
        and not Entry.objects.filter(what="care.checked_in").exists()
    )


def test_a_first_visit_without_inquiry_stays_outside(shop):
    booking = bath_booked(shop)
    with pytest.raises(InquiryMissing):
        come_in(shop, booking)
    assert outside(shop, booking)


def test_a_calm_inquiry_lets_the_dog_in_and_everything_is_written(shop):
    booking = bath_booked(shop)
    inquiry = answered(shop, booking)
    assert (inquiry.decision, inquiry.red, inquiry.first_visit) == ("clear", [], True)
    photo = picture(shop, "leash")
    came = come_in(
        shop,
        booking,
        rhythm="each",
        live_view=True,
        belongings=[("牵引绳", 1, photo), (" ", 1, None), ("罐头", 6, None)],
    )
    booking.refresh_from_db()
    assert booking.state == "arrived" and Order.objects.of(shop.chain).get().status == "picking"
    assert (came.weight_g, came.stress, came.rhythm, came.live_view) == (18_200, 1, "each", True)
    assert sorted(Belonging.objects.of(shop.chain).values_list("name", "quantity")) == [("牵引绳", 1), ("罐头", 6)]
    assert Weight.objects.of(shop.chain).filter(pet=shop.shandian).order_by("-pk").first().grams == 18_200
    assert Job.objects.of(shop.chain).get().booking_id == booking.pk
    entry = Entry.objects.get(what="care.checked_in")
    assert (entry.pet_id, entry.customer_id, entry.store_id) == (shop.shandian.pk, shop.wang.pk, shop.store.pk)
    assert entry.facts["belongings"] == 2


@pytest.mark.parametrize(("question", "answer"), [
    ("vomit", "yes"), ("stool", "diarrhoea"), ("vaccine", "none"), ("diet", "none"), ("surgery", "recent"), ("season", "pregnant"),
])  # fmt: skip
def test_a_red_answer_waits_for_somebody(shop, question, answer):
    booking = bath_booked(shop)
    inquiry = answered(shop, booking, **{question: answer})
    assert inquiry.red == [question] and inquiry.decision == ""
    with pytest.raises(InquiryUndecided):
        come_in(shop, booking)
    assert outside(shop, booking)


def test_a_manager_accepts_with_a_reason_and_nobody_else(shop):
    booking = bath_booked(shop)
    inquiry = answered(shop, booking, vomit="yes")
    for person in (shop.clerk, shop.groomer):
        with pytest.raises(NotAllowed):
            decide_inquiry(inquiry=inquiry, decision="accept", reason="没事", by=person)
    with pytest.raises(Missing):
        decide_inquiry(inquiry=inquiry, decision="accept", reason=" ", by=shop.manager)
    inquiry.refresh_from_db()
    assert inquiry.decision == ""
    decide_inquiry(inquiry=inquiry, decision="accept", reason="昨天晕车吐，今天正常", by=shop.manager)
    with pytest.raises(AlreadyDecided):
        decide_inquiry(inquiry=inquiry, decision="refuse", reason="改主意", by=shop.manager)
    come_in(shop, booking)
    assert CheckIn.objects.of(shop.chain).count() == 1
    facts = Entry.objects.get(what="inquiry.decided").facts
    assert "晕车" not in str(facts) and facts["decision"] == "accept"


@pytest.mark.parametrize("decision", ["refuse", "vet"])
def test_refused_or_vet_first_keeps_the_door_shut(shop, decision):
    booking = bath_booked(shop)
    inquiry = answered(shop, booking, stool="blood")
    decide_inquiry(inquiry=inquiry, decision=decision, reason="便血", by=shop.clerk)
    with pytest.raises(InquiryRefused):
        come_in(shop, booking)
    assert outside(shop, booking)


def test_after_the_vet_it_may_be_decided_again_or_answered_anew(shop):
    booking = bath_booked(shop)
    inquiry = answered(shop, booking, cough="yes")
    decide_inquiry(inquiry=inquiry, decision="vet", reason="咳", by=shop.clerk)
    decide_inquiry(inquiry=inquiry, decision="accept", reason="医生证明只是着凉", by=shop.manager)
    assert gates(booking) == []
    answered(shop, booking, cough="no", manner="shy")
    assert HealthInquiry.objects.of(shop.chain).get().decision == "clear"


def test_every_question_is_answered_with_what_is_there(shop):
    booking = bath_booked(shop)
    silent = {code: value for code, value in CALM.items() if code != "stool"}
    for answers in (silent, {**CALM, "stool": "purple"}):
        with pytest.raises(AnswerUnclear) as refusal:
            answer_inquiry(
                booking=booking, answers=answers, signer="王", signature=picture(shop, str(len(answers))), by=shop.clerk
            )
        assert refusal.value.field == "answer-stool"
    assert not HealthInquiry.objects.of(shop.chain).exists()


def test_it_is_signed_on_the_tablet_or_on_paper(shop):
    booking = bath_booked(shop)
    with pytest.raises(InquiryUnsigned):
        answer_inquiry(booking=booking, answers=CALM, signer="王先生", by=shop.clerk)
    with pytest.raises(NotFound):
        answer_inquiry(booking=booking, answers=CALM, paper=picture(build_shop("other")), by=shop.clerk)
    assert not HealthInquiry.objects.of(shop.chain).exists()
    assert answer_inquiry(booking=booking, answers=CALM, paper=picture(shop), by=shop.clerk).paper_id


def test_the_owner_answers_at_home_by_the_link(shop):
    booking = bath_booked(shop)
    owner = Actor(chain_id=shop.chain.pk, kind="customer", id=shop.wang.pk)
    assert answer_inquiry(booking=booking, answers=CALM, signer="王先生", by=owner).by == f"customer:{shop.wang.pk}"
    stranger = Actor(chain_id=build_shop("other").chain.pk, kind="customer", id=1)
    with pytest.raises(NotFound):
        answer_inquiry(booking=booking, answers=CALM, signer="王先生", by=stranger)


def test_a_known_pet_is_asked_for_news_only(shop):
    first = bath_booked(shop)
    answered(shop, first)
    come_in(shop, first)
    with pytest.raises(InquiryClosed):
        answered(shop, first)
    again = bath_booked(shop, day=2)
    assert not is_first_visit(again)
    inquiry = answer_inquiry(booking=again, answers={"news": "no"}, by=shop.clerk)
    assert (inquiry.first_visit, inquiry.decision, inquiry.answers) == (False, "clear", {"news": "no"})
    with pytest.raises(AnswerUnclear):
        answer_inquiry(booking=again, answers={"news": "yes"}, signer="王", signature=picture(shop), by=shop.clerk)
    full = answer_inquiry(
        booking=again, answers={**CALM, "news": "yes", "vomit": "yes"}, signature=picture(shop, "b"), by=shop.clerk
    )
    assert full.red == ["vomit"]


def test_a_service_without_a_form_asks_nothing(shop):
    booking = bath_booked(shop)
    Service.objects.of(shop.chain).filter(variant_id=booking.service_id).update(inquiry="")
    with pytest.raises(NoInquiry):
        answered(shop, booking)
    come_in(shop, booking)


def test_a_vaccine_that_lapses_on_day_three_of_five_shuts_the_door(shop):
    booking = stay_booked(shop)
    answered(shop, booking)
    signed(shop, booking)
    record = vaccinated(shop, date(2026, 11, 25))
    with pytest.raises(VaccineGaps) as refusal:
        come_in(shop, booking, weight_g=4200)
    assert "狂犬" in str(refusal.value) and outside(shop, booking)
    record.due_on = date(2026, 11, 27)
    record.save()
    come_in(shop, booking, weight_g=4200, at=at(14))
    booking.refresh_from_db()
    assert booking.state == "arrived"


def test_a_stay_is_signed_before_it_begins(shop):
    booking = stay_booked(shop)
    vaccinated(shop, date(2027, 1, 1))
    answered(shop, booking)
    with pytest.raises(PlanUnsigned):
        come_in(shop, booking, weight_g=4200)
    assert outside(shop, booking)
    assert [gate.code for gate in gates(booking)] == ["plan_unsigned"]


def test_stress_is_seen_and_weight_taken_unless_it_must_not_be_touched(shop):
    booking = bath_booked(shop)
    answered(shop, booking)
    with pytest.raises(StressUnclear):
        come_in(shop, booking, stress=None)
    with pytest.raises(StressUnclear):
        come_in(shop, booking, stress=5)
    with pytest.raises(WeightMissing):
        come_in(shop, booking, weight_g=None)
    assert outside(shop, booking)
    come_in(shop, booking, weight_g=None, stress=4, no_forced_contact=True)
    assert CheckIn.objects.of(shop.chain).get().no_forced_contact


def test_who_may_not_and_who_comes_twice(shop):
    booking = bath_booked(shop)
    answered(shop, booking)
    with pytest.raises(NotAllowed):
        come_in(shop, booking, by=shop.picker)
    with pytest.raises(NotFound):
        come_in(shop, booking, by=build_shop("other").by("boss"))
    assert outside(shop, booking)
    come_in(shop, booking)
    with pytest.raises(WrongState):
        come_in(shop, Booking.objects.of(shop.chain).select_related("store", "pet").get(pk=booking.pk))
    assert CheckIn.objects.of(shop.chain).count() == 1
    assert Entry.objects.filter(what="care.checked_in").count() == 1
