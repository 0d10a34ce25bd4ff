"""Training: programmes, sessions with scores, the curve, and the named approval to go home (F36)."""

from types import SimpleNamespace

import pytest

from tests.cast import NOON, build_shop
from tests.races.crowd import at_once
from tests.visits import at, build_services
from wangcai.booking.public import Want
from wangcai.care.operations.training import (
    AlreadyEnrolled,
    CriteriaOpen,
    EnrollmentOver,
    NotTheApprover,
    OtherPet,
    ScoreUnclear,
)
from wangcai.care.public import (
    Enrollment,
    Programme,
    Session,
    add_session,
    book_visit,
    bookings_of,
    end_enrollment,
    end_programme,
    enroll,
    enrollment_for,
    enrollments_of,
    enrollments_of_pet,
    pass_enrollment,
    progress_of,
    set_programme,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotAllowed, NotFound

pytestmark = pytest.mark.django_db
GOALS = [("随行不拉绳", 4), ("叫名字回头", 5)]
RULES = ["连续三天在门口能坐下", "主人自己牵过一次"]


def trained(name="wangcai"):
    shop = build_shop(name) if name != "wangcai" else build_shop()
    shop.services = build_services(shop)
    values = {"variant": shop.services.offer["V3001"], "name": "小狗基础班", "sessions": 8, "goals": GOALS}
    shop.course = set_programme(**values, criteria=RULES, by=shop.manager)
    return shop


@pytest.fixture
def shop():
    return trained()


def begun(shop, **more):
    values = {"programme": shop.course, "store": shop.store, "pet": shop.shandian, "customer": shop.wang}
    return enroll(**values, by=shop.manager, at=NOON, **more)


def lesson(shop, row, by=None, **scores):
    return add_session(enrollment=row, scores=scores, homework="每天三次", by=by or shop.manager, at=NOON)


def test_a_course_says_what_it_wants(shop):
    values = {"variant": shop.services.offer["V3001"], "name": "班", "sessions": 8, "goals": GOALS, "criteria": RULES}
    for wrong in ({"name": " "}, {"goals": []}, {"goals": [(" ", 3)]}, {"criteria": [""]}, {"sessions": 0}):
        with pytest.raises(Missing):
            set_programme(**{**values, **wrong}, by=shop.manager)
    with pytest.raises(ScoreUnclear):
        set_programme(**{**values, "goals": [("坐", 6)]}, by=shop.manager)
    with pytest.raises(NotAllowed):
        set_programme(**values, by=shop.groomer)
    with pytest.raises(NotFound):
        set_programme(**values, by=trained("other").manager)
    assert [p.name for p in Programme.objects.of(shop.chain)] == ["小狗基础班"]


def test_a_changed_course_leaves_those_in_it_alone(shop):
    row = begun(shop)
    set_programme(
        programme=shop.course, variant=shop.course.variant, name="新版", sessions=4, goals=[("握手", 3)], criteria=["会握手"],
        by=shop.manager,
    )  # fmt: skip
    row.refresh_from_db()
    assert [goal["text"] for goal in row.goals] == ["随行不拉绳", "叫名字回头"]


def test_one_pet_is_in_a_course_once(shop):
    row = begun(shop)
    with pytest.raises(AlreadyEnrolled):
        begun(shop)
    end_enrollment(enrollment=row, reason="主人搬家", by=shop.manager)
    assert begun(shop).pk != row.pk
    end_programme(programme=shop.course, by=shop.manager)
    with pytest.raises(NotFound):
        enroll(programme=shop.course, store=shop.store, pet=shop.doudou, by=shop.manager)


def test_sessions_make_a_curve_over_several_stays(shop):
    row = begun(shop)
    wants = [Want(service_id=shop.services.offer["V3001"].pk, pet_id=shop.shandian.pk, starts_at=at(10))]
    stay = bookings_of(book_visit(store=shop.store, customer=shop.wang, wants=wants, by=shop.clerk, at=at(8)))[0]
    lesson(shop, row, g1=1, g2=2)
    lesson(shop, row, g1=3)
    third = add_session(enrollment=row, scores={"g1": 4, "g2": 5}, booking=stay, by=shop.manager)
    assert third.number == 3 and third.booking == stay
    found = progress_of(row)
    assert [goal.scores for goal in found.goals] == [[("1", 1), ("2", 3), ("3", 4)], [("1", 2), ("2", None), ("3", 5)]]
    assert [(goal.last, goal.reached) for goal in found.goals] == [(4, True), (5, True)] and found.reached == 2
    assert [session.number for session in found.sessions] == [3, 2, 1]
    entries = Entry.objects.filter(chain_id=shop.chain.pk, pet_id=shop.shandian.pk, what="enrollment.session")
    assert [entry.facts["average"] for entry in entries.order_by("id")] == ["1.5", "3.0", "4.5"]


def test_scores_are_0_to_5(shop):
    row = begun(shop)
    for wrong in ({}, {"g1": 6}, {"g1": -1}, {"other": 3}, {"g1": None}):
        with pytest.raises(ScoreUnclear):
            lesson(shop, row, **wrong)
    assert not Session.objects.of(shop.chain).exists()
    assert lesson(shop, row, g1=0).scores == {"g1": 0}


def test_another_pets_stay_is_refused(shop):
    row = begun(shop)
    wants = [Want(service_id=shop.services.offer["V4001"].pk, pet_id=shop.doudou.pk, starts_at=at(10))]
    other = bookings_of(book_visit(store=shop.store, customer=shop.lin, wants=wants, by=shop.clerk, at=at(8)))[0]
    with pytest.raises(OtherPet):
        add_session(enrollment=row, scores={"g1": 3}, booking=other, by=shop.manager)


def test_going_home_wants_every_criterion_and_the_named_person(shop):
    approver = shop.people["laozhou"]
    row = begun(shop, approver=approver)
    lesson(shop, row, g1=4, g2=5)
    boss = shop.by("boss")
    with pytest.raises(NotTheApprover) as refusal:
        pass_enrollment(enrollment=row, met={"c1", "c2"}, by=boss)
    assert approver.name in str(refusal.value)
    with pytest.raises(CriteriaOpen):
        pass_enrollment(enrollment=row, met={"c1"}, by=shop.manager)
    row.refresh_from_db()
    assert row.state == "running" and row.closed_at is None
    pass_enrollment(enrollment=row, met={"c1", "c2"}, by=shop.manager, at=NOON)
    for again in (
        lambda: pass_enrollment(enrollment=row, met={"c1", "c2"}, by=shop.manager),
        lambda: lesson(shop, row, g1=5),
        lambda: end_enrollment(enrollment=row, reason="x", by=shop.manager),
    ):
        with pytest.raises(EnrollmentOver):
            again()
    row.refresh_from_db()
    assert (row.state, row.approver, row.closed_by) == ("passed", approver, shop.manager.key)


def test_ending_early_says_why(shop):
    row = begun(shop)
    with pytest.raises(Missing):
        end_enrollment(enrollment=row, reason=" ", by=shop.manager)
    assert end_enrollment(enrollment=row, reason="主人搬家", by=shop.manager).state == "ended"


def test_strangers_and_rights(shop):
    row, other = begun(shop), trained("other")
    for act in (
        lambda by: add_session(enrollment=row, scores={"g1": 3}, by=by),
        lambda by: pass_enrollment(enrollment=row, met={"c1", "c2"}, by=by),
        lambda by: end_enrollment(enrollment=row, reason="x", by=by),
    ):
        with pytest.raises(NotFound):
            act(other.manager)
        with pytest.raises(NotAllowed):
            act(shop.groomer)
    with pytest.raises(NotFound):
        enrollment_for(other.manager, row.pk)
    with pytest.raises(NotFound):
        enroll(programme=shop.course, store=shop.store, pet=other.doudou, by=shop.manager)
    assert enrollments_of(other.manager) == [] and enrollments_of_pet(other.chain.pk, shop.shandian.pk) == []
    assert not Session.objects.of(shop.chain).exists()


def test_lists(shop, django_assert_num_queries):
    row = begun(shop)
    lesson(shop, row, g1=2)
    by = shop.manager
    with django_assert_num_queries(1):
        found = enrollments_of(by, store_id=shop.store.pk)
    assert [(one.pk, one.lessons) for one in found] == [(row.pk, 1)]
    assert [one.pk for one in enrollments_of_pet(shop.chain.pk, shop.shandian.pk)] == [row.pk]
    with django_assert_num_queries(1):
        progress_of(row)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_add_ten_lessons_and_enroll_once():
    shop = trained()
    crowd = SimpleNamespace(shop=shop)
    answers = at_once(6, lambda number: begun(crowd.shop))
    assert sum(1 for answer in answers if isinstance(answer, Enrollment)) == 1
    row = Enrollment.objects.of(shop.chain).get()
    at_once(8, lambda number: lesson(shop, row, g1=3))
    assert sorted(Session.objects.of(shop.chain).values_list("number", flat=True)) == list(range(1, 9))
