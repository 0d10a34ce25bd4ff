"""A pet goes home: report, things, the right person, proof; the visit's goods leave with the last pet (F34)."""

from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Want, WrongState
from wangcai.care.public import Belonging, Job, add_line, book_visit, bookings_of, move_pet
from wangcai.customers.public import Carer, Customer
from wangcai.handover.operations.accepting import NoProof
from wangcai.handover.operations.reporting import WeightOff
from wangcai.handover.public import (
    Acceptance,
    AskedTooLate,
    NotOnTheList,
    NotWithUs,
    OutcomeOpen,
    PetHandover,
    ReportMissing,
    StillWorking,
    ThingHandled,
    ThingsOpen,
    WrongPetCode,
    answer_question,
    ask_about_report,
    collection_code,
    hand_over_pet,
    outcomes_for,
    settle_belonging,
    write_report,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound
from wangcai.orders.public import NewLine
from wangcai.stock.public import Level
from wangcai.work.public import Task

pytestmark = pytest.mark.django_db
GOOD = dict.fromkeys(outcomes_for("groom"), (True, ""))


@pytest.fixture
def shop():
    made = build_shop()
    made.services = build_services(made)
    made.visit = book_visit(
        store=made.store, customer=made.wang, by=made.clerk, at=at(8),
        wants=[Want(service_id=made.services.offer["V1001"].pk, pet_id=made.shandian.pk, starts_at=at(10))],
    )  # fmt: skip
    made.booking = bookings_of(made.visit)[0]
    move_pet(booking=made.booking, to="arrived", by=made.clerk, at=at(10))
    return made


def ready(shop, booking=None):
    booking = booking or shop.booking
    move_pet(booking=booking, to="ready", by=shop.groomer, at=at(11))
    return booking


def report(shop, **more):
    return write_report(booking=shop.booking, outcome=more.pop("outcome", GOOD), by=shop.groomer, at=at(11), **more)


def signature(shop):
    from wangcai.files.public import StoredFile

    return StoredFile.objects.create(
        chain=shop.chain, store=shop.store, purpose="signature", path="x.jpg", sha256="0" * 64, bytes=1, kept_by="t"
    )


def give(shop, booking=None, **more):
    values = {"collector": shop.wang, "signature": signature(shop)} | more
    return hand_over_pet(booking=booking or shop.booking, by=shop.clerk, at=at(12), **values)


def test_every_point_is_answered_and_what_is_not_good_explained(shop):
    for outcome in ({}, {**GOOD, "ears": (False, " ")}, {k: v for k, v in GOOD.items() if k != "skin"}):
        with pytest.raises(OutcomeOpen):
            report(shop, outcome=outcome)
    with pytest.raises(WeightOff):
        report(shop, weight_g=900_000)
    assert not PetHandover.objects.of(shop.chain).exists()
    written = report(shop, outcome={**GOOD, "ears": (False, "左耳有点红")}, weight_g=18_200, mood="开心")
    assert [p["note"] for p in written.outcome if not p["ok"]] == ["左耳有点红"]
    assert report(shop, words="下次早点来").pk == written.pk
    entries = Entry.objects.filter(chain_id=shop.chain.pk, what="report.written", pet_id=shop.shandian.pk)
    assert entries.count() == 2


def test_only_who_works_with_animals_writes(shop):
    with pytest.raises(NotAllowed):
        write_report(booking=shop.booking, outcome=GOOD, by=shop.picker, at=at(11))
    with pytest.raises(NotFound):
        write_report(booking=shop.booking, outcome=GOOD, by=build_shop("other").groomer, at=at(11))


def test_nothing_goes_home_before_it_is_ready_written_and_complete(shop):
    ready(shop)
    with pytest.raises(ReportMissing):
        give(shop)
    report(shop)
    thing = Belonging.objects.create(chain=shop.chain, booking=shop.booking, name="牵引绳", at=at(10), by="staff:1")
    with pytest.raises(ThingsOpen):
        give(shop)
    settle_belonging(belonging=thing, by=shop.groomer, at=at(11))
    with pytest.raises(ThingHandled):
        settle_belonging(belonging=thing, missing_note="找不到", by=shop.groomer, at=at(11))
    job = Job.objects.create(
        chain=shop.chain, store=shop.store, booking=shop.booking, number="F1", state="running", opened_at=at(10)
    )
    with pytest.raises(StillWorking):
        give(shop)
    Job.objects.of(shop.chain).filter(pk=job.pk).update(state="done")
    with pytest.raises(NoProof):
        give(shop, signature=None)
    shop.booking.refresh_from_db()
    assert shop.booking.state == "ready"
    assert give(shop).handed_at == at(12)
    with pytest.raises((WrongState, ReportMissing)):
        give(shop)


def test_a_missing_thing_needs_a_word(shop):
    ready(shop)
    report(shop)
    thing = Belonging.objects.create(chain=shop.chain, booking=shop.booking, name="毛巾", at=at(10), by="staff:1")
    settle_belonging(belonging=thing, missing_note="洗衣房没找到，赔一条", by=shop.groomer, at=at(11))
    assert give(shop).collector_name == "王先生"


def test_who_may_take_the_pet(shop):
    ready(shop)
    report(shop)
    with pytest.raises(NotOnTheList):
        give(shop, collector=shop.lin)
    with pytest.raises(NotOnTheList):
        give(shop, collector=None, collector_name="邻居")
    with pytest.raises(Missing):
        give(shop, collector=None)
    with pytest.raises(WrongPetCode):
        give(shop, collector=None, collector_name="邻居", code="000000")
    aunt = Customer.objects.create(chain=shop.chain, code="K000009", name="王阿姨")
    carer = Carer.objects.create(chain=shop.chain, pet=shop.shandian, customer=aunt)
    with pytest.raises(NotOnTheList):
        give(shop, collector=aunt)
    carer.may_collect = True
    carer.save()
    assert give(shop, collector=aunt).collector == aunt


def test_the_owners_code_opens_the_door_to_anybody(shop):
    ready(shop)
    report(shop)
    code = collection_code(shop.booking)
    given = give(shop, collector=None, collector_name="邻居", signature=None, code=f"{code[:3]} {code[3:]}")
    assert given.code_used and Entry.objects.filter(what="pet.handed_over").get().facts["by_code"]


def test_the_bag_of_food_leaves_the_stock_with_the_pet(shop):
    add_line(booking=shop.booking, line=NewLine(shop.goods["F2001"].pk, 2), by=shop.clerk, at=at(11))
    ready(shop)
    report(shop)
    give(shop)
    level = Level.objects.of(shop.chain).get(variant=shop.goods["F2001"])
    assert (level.on_hand, level.promised) == (18, 0)
    shop.visit.order.refresh_from_db()
    assert shop.visit.order.status == "delivered" and shop.visit.order.sold_at == at(12)
    assert {line.state for line in shop.visit.order.lines.all()} == {"accepted"}
    assert Acceptance.objects.of(shop.chain).get(order=shop.visit.order).signer == "王先生"


def test_the_owner_asks_back_for_seven_days_and_is_answered(shop):
    ready(shop)
    report(shop)
    with pytest.raises(NotFound):
        ask_about_report(report=PetHandover.objects.of(shop.chain).get(), words="?", by=shop.clerk, at=at(11))
    given = give(shop)
    with pytest.raises(Missing):
        ask_about_report(report=given, words=" ", by=shop.clerk, at=at(13))
    question = ask_about_report(report=given, words="耳朵怎么红了", by=shop.clerk, at=at(13))
    task = Task.objects.of(shop.chain).get(subject_kind="report_question")
    assert task.state == "open" and "闪电" in task.title
    answer_question(question=question, words="洗澡前就有，已涂药", by=shop.clerk, at=at(14))
    task.refresh_from_db()
    assert task.state == "done"
    with pytest.raises(ThingHandled):
        answer_question(question=question, words="再说一遍", by=shop.clerk, at=at(14))
    with pytest.raises(AskedTooLate):
        ask_about_report(report=given, words="?", by=shop.clerk, at=given.handed_at + timedelta(days=7, minutes=1))


def test_after_the_handover_the_report_stands(shop):
    ready(shop)
    report(shop)
    give(shop)
    shop.booking.refresh_from_db()
    with pytest.raises(NotWithUs):
        report(shop, words="改")
