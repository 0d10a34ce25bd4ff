"""方案确认单: derived with reasons, read back, signed and never changed; extras within the ceiling or with a yes (F28)."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tests.care.door import answered, bath_booked, door_shop, picture, signed, stay_booked
from tests.cast import NOON, build_shop
from tests.visits import at
from wangcai.care.public import (
    ExtraRequest,
    ExtraSettled,
    JobStep,
    NothingToAdd,
    NotReadBack,
    Plan,
    PlanClosed,
    SignatureMissing,
    answer_extra,
    ask_extra,
    change_plan,
    check_in,
    draft_plan,
    plan_link,
    plan_of,
    read_back,
    sign_plan,
    signed_plan_of,
    waiting_extras,
)
from wangcai.catalogue.public import Surcharge
from wangcai.customers.public import Breed, raise_flag
from wangcai.journal.public import Entry
from wangcai.kernel.public import Actor, Missing, NotAllowed, NotFound, digest
from wangcai.orders.public import OrderLine


@pytest.fixture
def shop(db):
    return door_shop()


def owner(shop, customer):
    return Actor(chain_id=shop.chain.pk, kind="customer", id=customer.pk)


def codes(plan):
    return {item["code"] for item in plan.items if not item["removed"]}


def knots(shop):
    return Surcharge.objects.of(shop.chain).select_related("variant").get(code="knots")


def lines(shop):
    return sorted(OrderLine.objects.of(shop.chain).exclude(state="cancelled").values_list("text", "net_fen"))


def test_a_timid_old_cat_gets_the_quiet_room_and_a_soft_bed_each_with_its_reason(shop):
    shop.doudou.born_on = date(2014, 5, 1)
    shop.doudou.allergies = "鸡肉"
    shop.doudou.save()
    raise_flag(pet=shop.doudou, kind="shy", note="躲床底", by=shop.manager)
    plan = draft_plan(booking=stay_booked(shop), by=shop.clerk, at=NOON)
    reasons = {item["code"]: item["reason"] for item in plan.items}
    assert reasons["quiet_room"] == "警示：怕生（躲床底）" and reasons["soft_bed"] == "12 岁"
    assert "鸡肉" in reasons["own_food"] and {"text": "过敏：鸡肉", "code": "allergies"} in plan.cautions
    assert plan.agreement.text.code == "boarding" and plan.price_fen == 67200 and plan.state == "draft"


def test_a_short_nose_is_kept_out_of_the_cage_dryer(shop):
    shop.shandian.breed = Breed.objects.create(chain=shop.chain, species="dog", name="法国斗牛犬", short_nosed=True)
    shop.shandian.save()
    plan = draft_plan(booking=bath_booked(shop), by=shop.groomer, at=NOON)
    item = next(item for item in plan.items if item["code"] == "no_cage_dryer")
    assert item["reason"] == "法国斗牛犬是短鼻品种" and "烘干箱" in item["text"]


@pytest.mark.parametrize(("flag", "item"), [
    ("joints", "old_joints"), ("bites", "two_people"), ("heart", "heart"), ("epilepsy", "epilepsy"),
    ("allergy", "hypoallergenic"), ("dryer", "no_hot_air"), ("stress", "quiet_time"), ("escapes", "double_door"),
])  # fmt: skip
def test_each_warning_leads_to_its_item(shop, flag, item):
    raise_flag(pet=shop.shandian, kind=flag, note="", by=shop.manager)
    assert item in codes(draft_plan(booking=bath_booked(shop), by=shop.clerk, at=NOON))


def test_what_the_owner_said_counts_and_a_plain_dog_needs_nothing(shop):
    booking = bath_booked(shop)
    assert draft_plan(booking=booking, by=shop.clerk, at=NOON).items == []
    later = bath_booked(shop, hour=16)
    answered(shop, later, manner="bites", medicine="yes")
    assert {"two_people", "no_bath_drug"} <= codes(draft_plan(booking=later, by=shop.clerk, at=NOON))


def test_items_come_off_own_ones_come_in_and_extras_have_a_ceiling(shop):
    raise_flag(pet=shop.shandian, kind="shy", note="", by=shop.manager)
    booking = bath_booked(shop)
    plan = draft_plan(booking=booking, by=shop.clerk, at=NOON)
    assert draft_plan(booking=booking, by=shop.clerk, at=NOON).pk == plan.pk
    plan = change_plan(plan=plan, removed=["quiet_time"], added=["尾巴不剪"], ceilings={"knots": 6000}, by=shop.clerk)
    assert codes(plan) == {"own1"}
    assert {extra["code"]: extra["ceiling_fen"] for extra in plan.extras}["knots"] == 6000
    text = read_back(plan=plan, by=shop.clerk, at=NOON).text
    assert "尾巴不剪" in text and "动作慢" not in text and "上限 ¥60.00" in text


def test_nobody_signs_what_was_not_read_back(shop):
    plan = draft_plan(booking=bath_booked(shop), by=shop.clerk, at=NOON)
    with pytest.raises(NotReadBack):
        sign_plan(plan=plan, way="tablet", signer="王", signature=picture(shop), by=shop.clerk)
    with pytest.raises(NotReadBack):
        plan_link(plan=plan, by=shop.clerk)
    plan = read_back(plan=plan, by=shop.clerk, at=NOON)
    with pytest.raises(SignatureMissing):
        sign_plan(plan=plan, way="paper", signer="王", by=shop.clerk)
    with pytest.raises(Missing):
        sign_plan(plan=plan, way="link", signer=" ", by=shop.clerk)
    plan = change_plan(plan=plan, removed=[], by=shop.clerk)
    assert (plan.state, plan.text, plan.digest) == ("draft", "", "")
    assert signed_plan_of(plan.booking) is None


def test_what_was_signed_never_changes_not_even_by_the_database(shop):
    plan = signed(shop, stay_booked(shop))
    assert plan.digest == digest(plan.text) and plan.agreement.content["text"] in plan.text
    assert "方案确认单" in plan.text and "¥672.00" in plan.text and "第 1 版" in plan.text
    mine = Plan.objects.of(shop.chain).filter(pk=plan.pk)
    for change in (
        {"text": "别的"}, {"digest": "0" * 64}, {"price_fen": 1}, {"items": [{"code": "x"}]}, {"ceiling_fen": 9}, {"state": "draft"},
        {"signer": "别人"}, {"agreement_id": None},
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        mine.delete()
    same = mine.get()
    assert (same.text, same.digest, same.price_fen, same.state) == (plan.text, plan.digest, 67200, "signed")
    facts = Entry.objects.get(what="plan.signed").facts
    assert facts["digest"] == plan.digest and "林女士" not in str(facts)


def test_a_change_is_a_new_number_and_replaces_only_when_signed(shop):
    booking = stay_booked(shop)
    first = signed(shop, booking)
    second = change_plan(plan=first, added=["多拍照"], by=shop.clerk)
    assert (second.number, second.state, plan_of(booking).pk) == (2, "draft", second.pk)
    assert signed_plan_of(booking).pk == first.pk
    second = read_back(plan=second, by=shop.clerk)
    sign_plan(plan=second, way="link", signer="林女士", by=owner(shop, shop.lin))
    assert signed_plan_of(booking).pk == second.pk
    first.refresh_from_db()
    assert first.state == "replaced" and first.text


def test_a_plan_changed_between_reading_and_signing_is_not_signed(shop):
    plan = read_back(plan=draft_plan(booking=bath_booked(shop), by=shop.clerk, at=NOON), by=shop.clerk, at=NOON)
    stale = Plan.objects.of(shop.chain).get(pk=plan.pk)
    read_back(plan=change_plan(plan=plan, added=["剃短"], by=shop.clerk), by=shop.clerk, at=NOON)
    with pytest.raises(PlanClosed):
        sign_plan(plan=stale, way="link", signer="王先生", by=owner(shop, shop.wang))
    assert signed_plan_of(plan.booking) is None


def test_who_may_not_plan(shop):
    booking = bath_booked(shop)
    with pytest.raises(NotAllowed):
        draft_plan(booking=booking, by=shop.picker)
    with pytest.raises(NotFound):
        draft_plan(booking=booking, by=build_shop("other").by("boss"))
    assert not Plan.objects.of(shop.chain).exists()


def test_an_extra_within_the_ceiling_is_added_at_once_and_is_a_step(shop):
    booking = bath_booked(shop)
    answered(shop, booking)
    signed(shop, booking)
    check_in(booking=booking, weight_g=18_000, stress=0, by=shop.groomer, at=at(10))
    extra = ask_extra(booking=booking, surcharge=knots(shop), price_fen=6000, reason="腋下打结", by=shop.groomer)
    assert (extra.within_ceiling, extra.answer, extra.answer_channel) == (True, "yes", "ceiling")
    assert ("开结费", 6000) in lines(shop) and extra.line.net_fen == 6000
    assert JobStep.objects.of(shop.chain).filter(code=f"extra-{extra.pk}").count() == 1
    assert waiting_extras(booking) == []


def test_beyond_the_ceiling_waits_for_the_yes_and_work_cannot_start(shop):
    booking = bath_booked(shop)
    answered(shop, booking)
    signed(shop, booking)
    check_in(booking=booking, weight_g=18_000, stress=0, by=shop.groomer, at=at(10))
    ask_extra(booking=booking, surcharge=knots(shop), price_fen=6000, reason="腋下打结", by=shop.groomer)
    more = ask_extra(
        booking=booking, surcharge=knots(shop), price_fen=6000, reason="后腿也结", photo=picture(shop), by=shop.groomer
    )
    assert (more.within_ceiling, more.answer) == (False, "")
    assert [extra.pk for extra in waiting_extras(booking)] == [more.pk]
    assert lines(shop) == [("开结费", 6000), ("标准洗护", 14800)]
    assert not JobStep.objects.of(shop.chain).filter(code=f"extra-{more.pk}").exists()
    answer_extra(request=more, yes=True, channel="portal", by=owner(shop, shop.wang))
    assert lines(shop) == [("开结费", 6000), ("开结费", 6000), ("标准洗护", 14800)]
    assert JobStep.objects.of(shop.chain).filter(code=f"extra-{more.pk}").exists()
    with pytest.raises(ExtraSettled):
        answer_extra(request=more, yes=False, channel="phone", by=shop.clerk)
    assert Entry.objects.filter(what="extra.asked").count() == 1
    assert Entry.objects.filter(what="extra.answered").count() == 2


def test_a_no_leaves_the_bill_alone(shop):
    booking = bath_booked(shop)
    extra = ask_extra(
        booking=booking, variant=shop.services.offer["V1003"], price_fen=None, reason="指甲太长", by=shop.groomer
    )
    assert (extra.price_fen, extra.answer) == (2000, "")
    answer_extra(request=extra, yes=False, channel="phone", by=shop.clerk)
    extra.refresh_from_db()
    assert extra.answer == "no" and lines(shop) == [("标准洗护", 14800)]


def test_an_extra_needs_a_reason_a_right_and_a_running_visit(shop):
    booking = bath_booked(shop)
    with pytest.raises(Missing):
        ask_extra(booking=booking, surcharge=knots(shop), price_fen=3000, reason=" ", by=shop.groomer)
    with pytest.raises(NotAllowed):
        ask_extra(booking=booking, surcharge=knots(shop), price_fen=3000, reason="结", by=shop.picker)
    booking.state = "done"
    with pytest.raises(NothingToAdd):
        ask_extra(booking=booking, surcharge=knots(shop), price_fen=3000, reason="结", by=shop.groomer)
    assert not ExtraRequest.objects.of(shop.chain).exists()
