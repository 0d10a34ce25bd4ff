"""F30: a look at the pet against what is normal for its kind."""

import uuid

import pytest

from tests.care.stays import NOON, booked
from tests.cast import build_shop
from tests.visits import build_services
from wangcai.care.public import Observation, PetNotHere, ValueImpossible, normal_range, observe, shown_value
from wangcai.journal.public import Entry, line_of
from wangcai.kernel.public import NotAllowed, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return build_shop()


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def dog(shop, made):
    return booked(shop, made)


@pytest.mark.parametrize(
    ("pet", "kind", "value", "red"),
    [
        ("shandian", "breathing", 34, False), ("shandian", "breathing", 35, True), ("doudou", "breathing", 40, False),
        ("doudou", "breathing", 15, True), ("shandian", "temperature", 392, False), ("shandian", "temperature", 393, True),
        ("doudou", "temperature", 377, True), ("doudou", "mood", 1, True), ("doudou", "mood", 2, False),
        ("doudou", "appetite", 0, True), ("shandian", "stool", 3, False), ("shandian", "stool", 1, True),
    ],
)  # fmt: skip
def test_outside_the_normal_range_is_red(shop, made, pet, kind, value, red):
    seen = observe(booking=booked(shop, made, pet=pet), kind=kind, value=value, by=shop.groomer, at=NOON)
    assert seen.red is red and seen.low is not None
    entry = Entry.objects.get(what="care.observed")
    assert (entry.pet_id, entry.facts["red"]) == (seen.pet_id, red)
    assert ("超出正常范围" in line_of(entry).sentence) is red


def test_the_range_of_that_moment_stays_with_the_look(shop, dog):
    seen = observe(booking=dog, kind="temperature", value=401, note="刚跑完", by=shop.groomer, at=NOON)
    assert (seen.low, seen.high, seen.note) == (375, 392, "刚跑完")
    assert shown_value("temperature", 401) == "40.1 ℃" and shown_value("mood", 3) == "平静"
    assert normal_range("bird", "temperature").low is None


@pytest.mark.parametrize(("kind", "value"), [("temperature", 38), ("mood", 5), ("breathing", 0)])
def test_what_no_animal_shows_is_refused(shop, dog, kind, value):
    with pytest.raises(ValueImpossible):
        observe(booking=dog, kind=kind, value=value, by=shop.groomer, at=NOON)
    assert not Observation.objects.of(shop.chain).exists() and not Entry.objects.filter(what="care.observed").exists()


def test_sent_twice_by_the_queue_is_kept_once(shop, dog):
    key = uuid.uuid4()
    first = observe(booking=dog, kind="mood", value=3, client_key=key, by=shop.groomer, at=NOON)
    assert observe(booking=dog, kind="mood", value=3, client_key=key, by=shop.groomer) == first
    assert Entry.objects.filter(what="care.observed").count() == 1


def test_only_pets_that_are_here_and_only_people_of_care(shop, made, dog):
    with pytest.raises(PetNotHere):
        observe(booking=booked(shop, made, state="booked"), kind="mood", value=3, by=shop.groomer)
    with pytest.raises(NotAllowed):
        observe(booking=dog, kind="mood", value=3, by=shop.clerk)
    with pytest.raises(NotFound):
        observe(booking=dog, kind="mood", value=3, by=build_shop("other").groomer)
    with pytest.raises(NotFound):
        observe(booking=dog, kind="weather", value=3, by=shop.groomer)
    assert not Observation.objects.of(shop.chain).exists()
