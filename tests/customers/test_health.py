"""Vaccinations hold to their last day, and only when somebody looked at the proof (F15, R24)."""

from datetime import date

import pytest

from tests.cast import build_shop
from wangcai.customers.public import (
    HealthRecord,
    VaccinePlan,
    add_pet,
    change_pet,
    due_soon,
    make_usual_vaccines,
    merge_customers,
    months_later,
    pets_of,
    record_health,
    set_vaccine_plan,
    vaccine_gaps,
    verify_health,
    withdraw_health,
)
from wangcai.files.public import StoredFile
from wangcai.journal.public import Entry
from wangcai.kernel.public import Actor, NotAllowed, NotFound, Refusal

LEAVES = date(2026, 12, 26)


@pytest.fixture
def proof(shop):
    return StoredFile.objects.create(
        chain=shop.chain, purpose="health", path="x/y.jpg", sha256="0" * 64, bytes=9, kept_by="t"
    )


@pytest.fixture
def plans(shop):
    make_usual_vaccines(by=shop.manager)


def rabies(shop, pet, given, due=None, *, proof=None, verified=False, **more):
    return record_health(
        pet=pet,
        kind="vaccine",
        code="rabies",
        given_on=given,
        due_on=due,
        proof=proof,
        verified=verified,
        by=shop.clerk,
        **more,
    )


@pytest.mark.parametrize(
    ("due", "until", "why"),
    [
        (date(2026, 12, 24), date(2026, 12, 26), "expired"),  # day 3 of 5
        (date(2026, 12, 26), date(2026, 12, 26), None),  # holds through the day they go home
        (date(2026, 12, 31), date(2027, 1, 1), "expired"),  # the turn of the year
        (date(2026, 11, 30), date(2026, 12, 1), "expired"),  # the turn of the month
        (date(2028, 2, 29), date(2028, 2, 29), None),
        (date(2028, 2, 28), date(2028, 2, 29), "expired"),
        (date(2027, 1, 1), date(2026, 12, 31), None),
    ],
)
def test_valid_to_the_last_day_of_the_stay(shop, proof, due, until, why):
    rabies(shop, shop.doudou, date(2026, 1, 5), due, proof=proof, verified=True)
    gaps = vaccine_gaps(shop.doudou, ["rabies"], until)
    assert [gap.why for gap in gaps] == ([why] if why else [])
    if why:
        assert gaps[0].due_on == due and due.isoformat() in str(gaps[0])


def test_without_proof_it_is_only_unverified_and_does_not_pass(shop, proof):
    assert [g.why for g in vaccine_gaps(shop.doudou, ["rabies"], LEAVES)] == ["missing"]
    row = rabies(shop, shop.doudou, date(2026, 6, 1), date(2027, 5, 31))
    (gap,) = vaccine_gaps(shop.doudou, ["rabies"], LEAVES)
    assert (gap.why, gap.record_id) == ("unverified", row.pk) and "未核实" in str(gap)
    with pytest.raises(Refusal) as refusal:
        verify_health(health=row, by=shop.clerk)
    assert refusal.value.code == "no_proof"
    assert vaccine_gaps(shop.doudou, ["rabies"], LEAVES) == [gap]
    row = verify_health(health=row, proof=proof, by=shop.clerk)
    assert (row.proof, row.verified_by) == (proof, shop.clerk.key)
    assert vaccine_gaps(shop.doudou, ["rabies"], LEAVES) == []
    verify_health(health=row, by=shop.clerk)
    assert Entry.objects.filter(what="pet.health_verified", pet_id=shop.doudou.pk).count() == 1
    withdraw_health(health=row, by=shop.clerk)
    assert [g.why for g in vaccine_gaps(shop.doudou, ["rabies"], LEAVES)] == ["missing"]


def test_an_old_verified_one_and_a_new_unverified_one_is_unverified(shop, proof):
    rabies(shop, shop.doudou, date(2025, 6, 1), date(2026, 5, 31), proof=proof, verified=True)
    new = rabies(shop, shop.doudou, date(2026, 6, 1), date(2027, 5, 31), proof=proof)
    (gap,) = vaccine_gaps(shop.doudou, ["rabies"], LEAVES)
    assert (gap.why, gap.record_id) == ("unverified", new.pk)


def test_the_plan_says_how_long_it_holds(shop, plans):
    assert rabies(shop, shop.shandian, date(2024, 2, 29)).due_on == date(2025, 2, 28)
    with pytest.raises(Refusal) as refusal:
        record_health(pet=shop.shandian, kind="vaccine", code="moon", given_on=date(2026, 1, 1), by=shop.clerk)
    assert refusal.value.code == "due_unclear"
    assert HealthRecord.objects.of(shop.chain).count() == 1


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 15), 3, date(2027, 2, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_months_are_counted_as_people_count_them(day, months, due):
    assert months_later(day, months) == due


def test_a_code_of_another_species_is_not_asked(shop, plans):
    codes = ["rabies", "canine_core"]
    assert [g.code for g in vaccine_gaps(shop.doudou, codes, LEAVES)] == ["rabies"]
    assert [(g.code, g.name) for g in vaccine_gaps(shop.shandian, codes, LEAVES)][1] == (
        "canine_core", "犬多联疫苗（犬瘟、细小、腺病毒）",
    )  # fmt: skip
    with pytest.raises(TypeError):
        from tests.cast import NOON

        vaccine_gaps(shop.doudou, codes, NOON)


@pytest.mark.parametrize(
    "case", ["future", "before", "kind", "twice", "picker", "stranger", "strange proof", "not yours"]
)
def test_what_may_not_be_written_is_not(shop, proof, case):
    rabies(shop, shop.doudou, date(2026, 1, 5), date(2027, 1, 4))
    other = build_shop("other")
    values = {
        "pet": shop.doudou,
        "kind": "vaccine",
        "code": "feline_core",
        "given_on": date(2026, 1, 5),
        "due_on": date(2027, 1, 4),
    }
    by, refusal = shop.clerk, Refusal
    if case == "future":
        values["given_on"] = date(2036, 1, 5)
    elif case == "before":
        values["due_on"] = date(2026, 1, 4)
    elif case == "kind":
        values["kind"] = "magic"
    elif case == "twice":
        values["code"] = "Rabies"
    elif case == "picker":
        by, refusal = shop.picker, NotAllowed
    elif case == "stranger":
        by, refusal = other.clerk, NotFound
    elif case == "strange proof":
        proof.chain = other.chain
        proof.save()
        values["proof"], refusal = proof, NotFound
    else:
        by, refusal = Actor(chain_id=shop.chain.pk, kind="customer", id=shop.wang.pk), NotFound
    with pytest.raises(refusal):
        record_health(by=by, **values)
    assert HealthRecord.objects.of(shop.chain).count() == 1


def test_the_owner_may_enter_but_not_verify(shop, proof):
    lin = Actor(chain_id=shop.chain.pk, kind="customer", id=shop.lin.pk)
    facts = {
        "pet": shop.doudou,
        "kind": "vaccine",
        "code": "rabies",
        "given_on": date(2026, 6, 1),
        "due_on": date(2027, 5, 31),
    }
    with pytest.raises(NotAllowed):
        record_health(by=lin, proof=proof, verified=True, **facts)
    row = record_health(by=lin, proof=proof, **facts)
    assert row.verified_at is None
    with pytest.raises(NotAllowed):
        verify_health(health=row, by=lin)
    with pytest.raises(NotAllowed):
        verify_health(health=row, by=shop.groomer)
    with pytest.raises(NotFound):
        verify_health(health=row, by=build_shop("other").manager)
    row.refresh_from_db()
    assert row.verified_at is None


def test_what_lapses_soon(shop, plans, proof, django_assert_num_queries):
    today = date(2026, 11, 22)
    rabies(shop, shop.doudou, date(2025, 12, 1), date(2026, 12, 22))
    rabies(shop, shop.shandian, date(2025, 12, 1), date(2026, 12, 23))
    old = add_pet(species="dog", name="老福", customer=shop.wang, by=shop.clerk)
    rabies(shop, old, date(2025, 11, 20), date(2026, 11, 20))
    gone = add_pet(species="dog", name="彩虹", customer=shop.wang, by=shop.clerk)
    rabies(shop, gone, date(2025, 12, 1), date(2026, 12, 1))
    change_pet(pet=gone, died_on=date(2026, 10, 1), by=shop.clerk)
    with django_assert_num_queries(3):
        (due,) = due_soon(shop.chain, today=today)
    assert (due.pet, due.days, due.name, due.verified) == (shop.doudou, 30, "狂犬疫苗", False)
    assert [d.pet.name for d in due_soon(shop.chain, 31, today=today, overdue=30)] == ["老福", "豆豆", "闪电"]
    # Renewed: no longer due.
    rabies(shop, shop.doudou, date(2026, 11, 20))
    assert due_soon(shop.chain, today=today) == []
    assert due_soon(build_shop("other").chain, 400, today=today) == []


def test_the_plans_are_the_chains_own(shop, plans):
    set_vaccine_plan(species="dog", code="rabies", name="狂犬疫苗", months=36, required=True, by=shop.manager)
    make_usual_vaccines(by=shop.manager)
    assert VaccinePlan.objects.of(shop.chain).get(species="dog", code="rabies").months == 36
    assert all(p.source for p in VaccinePlan.objects.of(shop.chain).exclude(species="dog", code="rabies"))
    for wrong in ({"months": 0}, {"species": "ox"}, {"name": ""}):
        with pytest.raises(Refusal):
            set_vaccine_plan(**{"species": "dog", "code": "x", "name": "某", "months": 3, "by": shop.manager, **wrong})
    with pytest.raises(NotAllowed):
        set_vaccine_plan(species="dog", code="x", name="某", months=3, by=shop.clerk)
    assert not VaccinePlan.objects.of(shop.chain).filter(code="x").exists()


def test_records_come_along_when_two_files_become_one(shop):
    rabies(shop, shop.doudou, date(2026, 1, 5), date(2027, 1, 4))
    keep = merge_customers(keep=shop.wang, drop=shop.lin, by=shop.manager)
    (cat,) = [pet for pet in pets_of(keep) if pet.name == "豆豆"]
    assert cat.health_records.count() == 1
