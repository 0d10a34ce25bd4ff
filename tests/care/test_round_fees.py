"""F33, F56: a fee for each dose or each day is said before, billed as given, once, and put right with the round."""

from datetime import timedelta

import pytest

from tests.care.door import answered, door_shop, picture, signed, stay_booked
from tests.races.crowd import at_once
from tests.visits import at
from wangcai.booking.public import Booking
from wangcai.care.public import (
    CareRound,
    CareSchedule,
    ExtraRequest,
    answer_extra,
    correct_round,
    drop_line,
    end_schedule,
    give_round,
    make_rounds,
    plan_of,
    read_back,
    set_schedule,
    sign_plan,
    signed_plan_of,
    visit_of,
)
from wangcai.care.public import RoundChanged as Changed
from wangcai.catalogue.operations.surcharges import SurchargeUnclear
from wangcai.catalogue.public import Surcharge, set_surcharge
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound, writing
from wangcai.orders.public import OrderLine, WrongStage
from wangcai.settlement.public import quote_bill

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return door_shop()


@pytest.fixture
def cat(shop):
    """豆豆's four nights, Monday two o'clock to Friday noon; the inquiry is done, nothing is signed yet."""
    booking = stay_booked(shop)
    answered(shop, booking)
    return booking


def per_day(shop):
    row = set_surcharge(
        code="medicine_day", name="喂药费（每天）", basis="day", amount=2000, service_kind="board", by=shop.by("boss")
    )
    return row.variant


def dose(shop, booking, fee, *times, **more):
    values = {"kind": "medicine", "name": "心脏药", "dose": "半片", "by": shop.by("aqiang"), "at": at(9), **more}
    return set_schedule(booking=booking, times=times or ("08:00", "20:00"), fee=fee, **values)


def here(booking):
    """The pet is in: its rounds of the first days stand."""
    booking.state = "started"
    Booking.objects.of(booking.chain_id).filter(pk=booking.pk).update(state="started")
    for day in (1, 2, 3, 4):
        make_rounds(at=at(14, day=day))
    return booking


def give(shop, row, outcome="given", **more):
    return give_round(round=row, outcome=outcome, by=shop.by("aqiang"), at=row.due_at, **more)


def billed(booking):
    """(text, quantity, net) of the fees that stand on the bill."""
    lines = OrderLine.objects.of(booking.chain_id).filter(booking=booking, kind="fee").exclude(state="cancelled")
    return [(line.text, line.quantity, line.net_fen) for line in lines.order_by("position")]


def rounds(plan):
    return list(plan.rounds.order_by("due_at"))


def row_of(booking, text="心脏药"):
    return next(row for row in quote_bill(visit_of(booking)).rows if text in row.text)


def medicine(shop):
    return shop.services.offer["E0004"]


def test_the_plan_says_what_the_doses_will_cost(shop, cat):
    dose(shop, cat, medicine(shop))
    plan = signed(shop, cat)
    assert "喂药费 · 心脏药 每次 ¥10.00，约 8 次 = ¥80.00（按实际给的次数收）" in plan.text
    assert plan.price_fen == 4 * 16800 + 8000 and billed(cat) == []
    assert not ExtraRequest.objects.of(shop.chain).exists()


def test_a_fee_by_the_day_is_said_and_billed_by_the_day(shop, cat):
    plan = dose(shop, cat, per_day(shop), "08:00", "20:00")
    text = signed(shop, cat).text
    assert "喂药费（每天） · 心脏药 每天 ¥20.00，约 5 天 = ¥100.00（按实际给的天数收）" in text
    here(cat)
    first, second, third, fourth, *_rest = rounds(plan)
    for row in (first, second, third):
        give(shop, row)
    give(shop, fourth, "refused")
    assert billed(cat) == [("喂药费（每天） · 心脏药", 2, 4000)]
    row = row_of(cat)
    assert (row.said_quantity, row.quantity, row.reason) == (5, 2, "说好约 5 天，给了 2 天")


def test_given_and_partly_are_billed_once_refused_is_not(shop, cat):
    plan = dose(shop, cat, medicine(shop))
    signed(shop, here(cat))
    one, two, three, *_rest = rounds(plan)
    give(shop, one)
    give(shop, two, "partly")
    give(shop, three, "refused")
    assert billed(cat) == [("喂药费 · 心脏药", 2, 2000)]
    row = row_of(cat)
    assert (row.said_fen, row.bill_fen, row.reason) == (8000, 2000, "说好约 8 次，给了 2 次")
    assert [r.line_id is not None for r in rounds(plan)[:3]] == [True, True, False]
    shop.store.settings["care.charge_refused"] = True
    shop.store.save(update_fields=["settings"])
    give(shop, rounds(plan)[3], "refused")
    assert billed(cat) == [("喂药费 · 心脏药", 4, 4000)]


def test_as_signed_and_as_given_nothing_differs(shop, cat):
    plan = dose(shop, cat, medicine(shop))
    signed(shop, here(cat))
    for row in rounds(plan):
        give(shop, row)
    assert row_of(cat).why == "" and not quote_bill(visit_of(cat)).differs


def test_a_corrected_round_corrects_the_bill(shop, cat):
    plan = dose(shop, cat, medicine(shop))
    signed(shop, here(cat))
    one, two, *_rest = rounds(plan)
    one, two, keeper = give(shop, one), give(shop, two), shop.by("aqiang")
    two = correct_round(round=two, outcome="refused", reason="其实吐出来了", by=keeper, at=at(21))
    assert two.state == "refused" and billed(cat) == [("喂药费 · 心脏药", 1, 1000)]
    one = correct_round(round=one, outcome="due", reason="点错了宠物", by=keeper, at=at(21))
    assert one.state == "due" and one.at is None and one.by == "" and billed(cat) == []
    assert row_of(cat).reason == "还没有给，不收"
    give(shop, one)
    assert billed(cat) == [("喂药费 · 心脏药", 1, 1000)]
    entry = Entry.objects.filter(what="care.round_corrected").first()
    assert entry.pet_id == cat.pet_id and entry.facts["reason"] in ("其实吐出来了", "点错了宠物")


def test_what_cannot_be_corrected_changes_nothing(shop, cat):
    plan = dose(shop, cat, medicine(shop))
    signed(shop, here(cat))
    one, two, *_rest = rounds(plan)
    stale, keeper = give(shop, one), shop.by("aqiang")
    correct_round(round=give(shop, two), outcome="partly", reason="剩一半", by=keeper, at=at(21))
    before = billed(cat)
    for more, refusal in (
        ({"reason": " "}, Missing), ({"outcome": "eaten"}, NotFound), ({"by": shop.clerk}, NotAllowed),
        ({"outcome": "given"}, Changed), ({"round": rounds(plan)[3]}, Changed), ({"round": two}, Changed),
    ):  # fmt: skip
        values = {"round": stale, "outcome": "refused", "reason": "看错了", "by": keeper, "at": at(21), **more}
        with pytest.raises(refusal):
            correct_round(**values)
    assert billed(cat) == before and CareRound.objects.of(shop.chain).get(pk=one.pk).state == "given"


def test_a_closed_bill_is_not_corrected_behind_the_owners_back(shop, cat):
    plan = dose(shop, cat, medicine(shop))
    signed(shop, here(cat))
    one = give(shop, rounds(plan)[0])
    order = visit_of(cat).order
    order.status = "completed"
    order.save(update_fields=["status"])
    with pytest.raises(WrongStage), writing():
        correct_round(round=one, outcome="refused", reason="看错了", by=shop.by("aqiang"), at=at(21))
    assert billed(cat) == [("喂药费 · 心脏药", 1, 1000)]
    assert CareRound.objects.of(shop.chain).get(pk=one.pk).state == "given"


def test_a_line_taken_off_by_hand_stays_off(shop, cat):
    plan = dose(shop, cat, medicine(shop))
    signed(shop, here(cat))
    one, two, *_rest = rounds(plan)
    line = give(shop, one).line
    drop_line(visit=visit_of(cat), line_id=line.pk, by=shop.clerk, at=at(9, day=2))
    assert billed(cat) == []
    give(shop, two)
    assert billed(cat) == [("喂药费 · 心脏药", 1, 1000)]


def test_after_the_signature_the_owner_is_asked_and_only_a_yes_is_charged(shop, cat):
    signed(shop, here(cat))
    plan = dose(shop, cat, medicine(shop))
    request = ExtraRequest.objects.of(shop.chain).get()
    assert (plan.asked, request.price_fen, request.answer) == (request, 8000, "")
    assert "每次 ¥10.00" in request.reason and "8 次" in request.reason
    give(shop, rounds(plan)[0])
    assert billed(cat) == []
    answer_extra(request=request, yes=True, channel="phone", by=shop.clerk, at=at(21))
    assert billed(cat) == [("喂药费 · 心脏药", 1, 1000)]
    give(shop, rounds(plan)[1])
    assert billed(cat) == [("喂药费 · 心脏药", 2, 2000)] and row_of(cat).why == "agreed"


def test_a_no_is_never_charged(shop, cat):
    signed(shop, here(cat))
    plan = dose(shop, cat, medicine(shop))
    answer_extra(
        request=ExtraRequest.objects.of(shop.chain).get(), yes=False, channel="phone", by=shop.clerk, at=at(10)
    )
    for row in rounds(plan)[:2]:
        give(shop, row)
    assert billed(cat) == []


def test_one_dose_within_the_signed_ceiling_needs_no_new_yes(shop, cat):
    signed(shop, here(cat))
    Surcharge.objects.of(shop.chain).get(code="medicine")
    plan = dose(shop, cat, medicine(shop), "11:00", at=at(9, day=5))
    request = ExtraRequest.objects.of(shop.chain).get()
    assert request.within_ceiling and request.answer == "yes" and plan.asked_id == request.pk


def test_another_hour_or_dose_within_what_was_signed_asks_nobody(shop, cat):
    first = dose(shop, cat, medicine(shop))
    signed(shop, here(cat))
    give(shop, rounds(first)[0])
    end_schedule(schedule=first, by=shop.by("aqiang"), at=at(21))
    second = dose(shop, cat, medicine(shop), "09:00", "21:00", dose="一片", at=at(22))
    assert second.asked is None and not ExtraRequest.objects.of(shop.chain).exists()
    third = dose(shop, cat, medicine(shop), "12:00", name="消炎药", at=at(22))
    assert third.asked is not None


def test_a_plan_that_was_read_is_read_again_with_the_new_fee(shop, cat):
    draft = signed(shop, cat)
    assert "心脏药" not in draft.text
    cat2 = stay_booked(shop, 2, "V2001")
    answered(shop, cat2)
    from wangcai.care.public import draft_plan

    read = read_back(plan=draft_plan(booking=cat2, by=shop.clerk, at=at(8)), by=shop.clerk, at=at(8))
    dose(shop, cat2, medicine(shop))
    assert plan_of(cat2).state == "draft"
    again = read_back(plan=read, by=shop.clerk, at=at(9))
    assert "心脏药" in again.text
    sign_plan(plan=again, way="tablet", signer="林女士", signature=picture(shop, "z"), by=shop.clerk, at=at(9))
    assert signed_plan_of(cat2).pk == again.pk and not ExtraRequest.objects.of(shop.chain).exists()


def test_the_price_stays_as_it_was_when_the_order_was_written(shop, cat):
    plan = dose(shop, cat, medicine(shop))
    signed(shop, here(cat))
    set_surcharge(code="medicine", name="喂药费", basis="fixed", amount=1500, by=shop.by("boss"))
    give(shop, rounds(plan)[0])
    assert billed(cat) == [("喂药费 · 心脏药", 1, 1000)]
    assert CareSchedule.objects.of(shop.chain).get(pk=plan.pk).fee_fen == 1000


def test_by_the_day_is_for_boarding_and_for_people_to_choose(shop):
    for more in ({"service_kind": "groom"}, {"service_kind": "board", "when": "peak"}):
        with pytest.raises(SurchargeUnclear):
            set_surcharge(code="x", name="每天", basis="day", amount=2000, by=shop.by("boss"), **more)
    assert not Surcharge.objects.of(shop.chain).filter(code="x").exists()


def test_a_strangers_fee_is_not_there(shop, cat):
    other = door_shop_of("far")
    with pytest.raises(NotFound):
        dose(shop, cat, other.offer["E0004"])
    assert not CareSchedule.objects.of(shop.chain).exists()


def door_shop_of(code):
    from tests.cast import build_shop
    from tests.visits import build_services

    return build_services(build_shop(code))


@pytest.mark.django_db(transaction=True)
def test_six_rounds_at_once_are_six_on_one_line(shop, cat):
    plan = dose(shop, cat, medicine(shop), *(f"{hour:02d}:00" for hour in range(15, 21)))
    signed(shop, here(cat))
    todo = rounds(plan)[:6]
    given = at_once(6, lambda number: give(shop, todo[number]))
    assert [row.state for row in given] == ["given"] * 6
    assert billed(cat) == [("喂药费 · 心脏药", 6, 6000)]
    assert CareRound.objects.of(shop.chain).filter(line=plan_line(plan)).count() == 6


def plan_line(plan):
    return CareSchedule.objects.of(plan.chain_id).get(pk=plan.pk).line


def test_before_it_comes_no_dose_of_that_morning_is_late(shop, cat):
    plan = dose(shop, cat, medicine(shop), at=at(9, day=0))
    Booking.objects.of(shop.chain).filter(pk=cat.pk).update(state="arrived")
    make_rounds(at=at(14))
    assert rounds(plan)[0].due_at == at(20) and rounds(plan)[0].due_at - at(14) == timedelta(hours=6)
