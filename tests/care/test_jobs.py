"""F29: the card is the SOP of the check-in plus the signed plan; every proof counts; it is finished only when whole."""

from datetime import timedelta

import pytest

from tests.care.stays import NOON, booked, opened, sop, stay, ticks, without_sop
from tests.cast import build_shop
from tests.files.conftest import image_bytes
from tests.visits import build_services
from wangcai.care.public import (
    Job,
    JobFrozen,
    JobMoved,
    JobStep,
    LotExpired,
    PetNotHere,
    Plan,
    ProductUnknown,
    ProofMissing,
    SamePerson,
    StepOver,
    StepsOpen,
    TimerRunning,
    card_of,
    finish_job,
    job_for,
    jobs_of,
    lots_for,
    open_job,
    pause_job,
    second_tick,
    skip_step,
    start_job,
    start_timer,
    tick_step,
    undo_step,
    worked_seconds,
)
from wangcai.files.public import keep_photo
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.stock.public import Level, Lot, Move

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return build_shop()


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def job(shop, made):
    sop(shop)
    found = opened(shop, booked(shop, made))
    return start_job(job=found, by=shop.groomer, at=NOON)


def step(job, code):
    return job.steps.get(code=code)


def photo(shop):
    return keep_photo(store=shop.store, data=image_bytes(), purpose="care", by=shop.groomer)


def all_but(job, shop, *codes):
    for each in job.steps.exclude(code__in=codes):
        skip_step(step=each, reason="今天不需要", by=shop.groomer, at=NOON)


def test_the_card_is_the_sop_the_addons_and_the_signed_plan(shop, made):
    sop(shop)
    booking = booked(shop, made, addons=[made.offer["V1003"].pk])
    Plan.objects.create(
        chain=shop.chain, booking=booking, number=1, state="signed", at=NOON, by="system:0",
        items=[{"code": "ear", "text": "清洁耳朵"}, {"code": "anal", "text": "挤肛门腺", "removed": True}],
    )  # fmt: skip
    job = opened(shop, booking)
    texts = list(job.steps.values_list("text", flat=True))
    assert texts[0] == "核对名牌" and texts[-2:] == ["剪指甲", "清洁耳朵"] and "挤肛门腺" not in texts
    assert job.number == "XHS261122-001" and job.worker == shop.people["xiaomei"] and job.sop.number == 1
    assert job.steps.get(text="清洁耳朵").from_plan
    assert open_job(booking=booking, by=shop.groomer, at=NOON) == job
    assert Entry.objects.filter(what="job.opened", pet_id=booking.pet_id).count() == 1


def test_a_new_sop_at_noon_binds_only_jobs_opened_after_it(shop, made):
    old = sop(shop, ticks("旧的一步"))
    before = opened(shop, booked(shop, made))
    new = sop(shop, ticks("新的一步", "再一步"))
    after = opened(shop, booked(shop, made, pet="doudou"))
    start_job(job=before, by=shop.groomer, at=NOON)
    before.refresh_from_db()
    assert (before.sop, [s.text for s in before.steps.all()]) == (old, ["旧的一步"])
    assert (after.sop, [s.text for s in after.steps.all()]) == (new, ["新的一步", "再一步"])


def test_no_card_before_the_pet_is_here(shop, made):
    sop(shop)
    with pytest.raises(PetNotHere):
        opened(shop, booked(shop, made, state="booked"))
    assert not Job.objects.of(shop.chain).exists()


def test_starting_moves_the_pet_and_brings_what_was_signed_since(shop, made):
    sop(shop, ticks("洗澡"))
    booking = booked(shop, made)
    job = opened(shop, booking)
    Plan.objects.create(
        chain=shop.chain, booking=booking, number=1, state="signed", at=NOON, by="x",
        items=[{"code": "ear", "text": "清洁耳朵"}],
    )  # fmt: skip
    started = start_job(job=job, by=shop.by("aqiang"), at=NOON)
    booking.refresh_from_db()
    assert started.state == "running" and started.worker == shop.people["aqiang"] and booking.state == "started"
    assert [s.text for s in started.steps.all()] == ["洗澡", "清洁耳朵"]
    with pytest.raises(JobMoved):
        start_job(job=job, by=shop.groomer, at=NOON)
    assert Entry.objects.filter(what="job.started").count() == 1


@pytest.mark.parametrize(
    ("code", "proof"), [("weigh", "数值"), ("ears", "照片"), ("shampoo", "产品"), ("disinfect", "计时")]
)
def test_a_step_without_its_proof_is_not_done(shop, job, code, proof):
    with pytest.raises(ProofMissing) as refused:
        tick_step(step=step(job, code), by=shop.groomer, at=NOON)
    assert proof in str(refused.value)
    assert step(job, code).done_at is None and not Entry.objects.filter(what="job.step_ticked").exists()


def test_value_photo_and_plain_tick(shop, job):
    picture = photo(shop)
    tick_step(step=step(job, "greet"), by=shop.groomer, at=NOON)
    tick_step(step=step(job, "weigh"), value=" 4.2 ", by=shop.groomer, at=NOON)
    tick_step(step=step(job, "ears"), photo=picture, by=shop.groomer, at=NOON)
    assert step(job, "weigh").value == "4.2" and step(job, "ears").photo == picture
    with pytest.raises(StepOver):
        tick_step(step=step(job, "greet"), by=shop.groomer, at=NOON)
    entry = Entry.objects.filter(what="job.step_ticked").first()
    assert entry.pet_id == job.booking.pet_id and entry.actor == shop.groomer.key


def test_ten_minutes_are_ten_minutes(shop, job):
    disinfect = start_timer(step=step(job, "disinfect"), by=shop.groomer, at=NOON)
    start_timer(step=disinfect, by=shop.groomer, at=NOON + timedelta(minutes=5))  # goes on as it was
    with pytest.raises(TimerRunning) as refused:
        tick_step(step=step(job, "disinfect"), by=shop.groomer, at=NOON + timedelta(minutes=9, seconds=30))
    assert "还差 1 分钟" in str(refused.value) and step(job, "disinfect").done_at is None
    tick_step(step=step(job, "disinfect"), by=shop.groomer, at=NOON + timedelta(minutes=10))
    assert step(job, "disinfect").done_at
    assert Entry.objects.filter(what="job.timer_started").count() == 1


def test_what_needs_two_needs_two(shop, job):
    check = tick_step(step=step(job, "check"), by=shop.groomer, at=NOON)
    all_but(job, shop, "check")
    with pytest.raises(StepsOpen):
        finish_job(job=job, by=shop.groomer, at=NOON)
    with pytest.raises(SamePerson):
        second_tick(step=check, by=shop.groomer, at=NOON)
    assert step(job, "check").second_by == ""
    second_tick(step=check, by=shop.by("aqiang"), at=NOON)
    assert step(job, "check").second_by == shop.by("aqiang").key
    assert finish_job(job=job, by=shop.groomer, at=NOON).state == "done"


def test_a_scanned_product_leaves_the_stock_from_its_lot(shop, job):
    goods = shop.goods["S3001"]
    later = Lot.objects.create(chain=shop.chain, variant=goods, code="L9", expires_on="2028-01-01")
    before = Level.objects.of(shop.chain).get(variant=goods).on_hand
    done = tick_step(step=step(job, "shampoo"), code="S3001", by=shop.groomer, at=NOON)
    assert done.lot.code == "L1" and done.lot != later
    assert Level.objects.of(shop.chain).get(variant=goods).on_hand == before - 1
    moved = Move.objects.of(shop.chain).get(subject_kind="job_step", subject_id=done.pk)
    assert (moved.quantity, moved.why) == (-1, "use")
    with pytest.raises(StepOver):
        undo_step(step=done, by=shop.groomer, at=NOON)


def test_an_open_bottle_leaves_nothing_and_unknown_or_expired_products_are_refused(shop, job):
    goods, shampoo = shop.goods["S3001"], step(job, "shampoo")
    for code, refusal in (("0000000", ProductUnknown),):
        with pytest.raises(refusal):
            tick_step(step=shampoo, code=code, by=shop.groomer, at=NOON)
    Lot.objects.of(shop.chain).filter(variant=goods).update(expires_on="2026-11-21")
    with pytest.raises(LotExpired):
        tick_step(step=shampoo, code="S3001", by=shop.groomer, at=NOON)
    assert not Move.objects.of(shop.chain).filter(subject_kind="job_step").exists()
    Lot.objects.of(shop.chain).filter(variant=goods).update(expires_on=None)
    tick_step(step=shampoo, code="L1", pieces=0, lot_id=goods_lot(shop, goods).pk, by=shop.groomer, at=NOON)
    assert step(job, "shampoo").lot and not Move.objects.of(shop.chain).filter(subject_kind="job_step").exists()


def goods_lot(shop, goods):
    return Lot.objects.of(shop.chain).get(variant=goods, code="L1")


def test_a_lot_number_may_mean_several_goods(shop, made):
    assert {lot.variant.sku for lot in lots_for(shop.store, "L1")} == {"F2001", "F2002", "S3001"}
    assert [lot.variant.sku for lot in lots_for(shop.store, "F2001")] == ["F2001"]
    assert lots_for(shop.store, "") == []


def test_finishing_refuses_while_a_required_step_is_open(shop, job):
    all_but(job, shop, "greet", "ribbon")
    with pytest.raises(StepsOpen) as refused:
        finish_job(job=job, by=shop.groomer, at=NOON)
    assert "核对名牌" in str(refused.value) and "1 步" in str(refused.value)
    job.refresh_from_db()
    job.booking.refresh_from_db()
    assert job.state == "running" and job.booking.state == "started"
    tick_step(step=step(job, "greet"), by=shop.groomer, at=NOON)
    done = finish_job(job=job, by=shop.groomer, at=NOON + timedelta(minutes=50))
    done.booking.refresh_from_db()
    assert done.state == "done" and done.worked_s == 3000 and done.booking.state == "ready"
    assert step(job, "ribbon").done_at is None  # not required
    assert Entry.objects.get(what="job.finished").facts["minutes"] == 50


def test_skipping_needs_a_reason(shop, job):
    with pytest.raises(Missing):
        skip_step(step=step(job, "greet"), reason="  ", by=shop.groomer, at=NOON)
    assert step(job, "greet").done_at is None
    skip_step(step=step(job, "greet"), reason="没有名牌，问过主人", by=shop.groomer, at=NOON)
    assert step(job, "greet").skipped_reason and Entry.objects.get(what="job.step_skipped").facts["reason"]


def test_a_wrong_tick_is_taken_back(shop, job):
    tick_step(step=step(job, "weigh"), value="42", by=shop.groomer, at=NOON)
    undo_step(step=step(job, "weigh"), by=shop.groomer, at=NOON)
    assert (step(job, "weigh").done_at, step(job, "weigh").value) == (None, "")


def test_time_stands_still_while_paused(shop, job):
    pause_job(job=job, reason="喘得厉害", by=shop.groomer, at=NOON + timedelta(minutes=20))
    job.refresh_from_db()
    assert worked_seconds(job, NOON + timedelta(hours=5)) == 1200
    with pytest.raises(JobFrozen):
        tick_step(step=step(job, "greet"), by=shop.groomer, at=NOON)
    with pytest.raises(JobFrozen):
        finish_job(job=job, by=shop.groomer, at=NOON)
    assert step(job, "greet").done_at is None


def test_strangers_and_roles(shop, made, job):
    other = build_shop("other")
    with pytest.raises(NotFound):
        job_for(other.groomer, job.pk)
    with pytest.raises(NotFound):
        job_for(shop.by("jingan"), job.pk)
    with pytest.raises(NotFound):
        tick_step(step=step(job, "greet"), by=other.groomer, at=NOON)
    with pytest.raises(NotAllowed):
        tick_step(step=step(job, "greet"), by=shop.clerk, at=NOON)
    with pytest.raises(NotAllowed):
        start_job(job=job, by=shop.picker, at=NOON)
    assert step(job, "greet").done_at is None


def test_the_list_and_the_card_take_few_queries(shop, made, job, django_assert_max_num_queries):
    for _ in range(5):
        opened(shop, stay(shop, made))
    with django_assert_max_num_queries(3):
        rows = jobs_of(shop.groomer, shop.store, at=NOON)
    assert len(rows) == 6 and rows[0].job == job and rows[0].steps == 7
    assert jobs_of(shop.groomer, shop.store, mine=True, at=NOON)[0].job == job
    found = job_for(shop.groomer, job.pk)
    with django_assert_max_num_queries(10):
        card = card_of(found, at=NOON + timedelta(minutes=30))
    assert card.worked_s == 1800 and card.left == 6 and len(card.seen) == 5


def test_a_service_without_sop_has_an_empty_card(shop, made):
    without_sop(made, "V1001")
    job = start_job(job=opened(shop, booked(shop, made)), by=shop.groomer, at=NOON)
    assert not JobStep.objects.of(shop.chain).filter(job=job).exists()
    assert finish_job(job=job, by=shop.groomer, at=NOON).state == "done"
