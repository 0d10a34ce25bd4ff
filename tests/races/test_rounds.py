"""F33: twenty hands tick the same dose; the animal gets it once and the bill has it once."""

import functools
import time

import pytest

from tests.care.stays import stay
from tests.cast import NOON
from tests.races.hands import outcomes_of
from tests.visits import build_services
from wangcai.care.public import CareRound, give_round, set_schedule
from wangcai.journal.public import Entry
from wangcai.kernel.public import Refusal, writing
from wangcai.orders.public import OrderLine

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def dose(shop):
    made = build_services(shop)
    plan = set_schedule(
        booking=stay(shop, made), kind="medicine", name="心脏药", dose="半片", times=["13:00"],
        fee=made.offer["E0004"], by=shop.by("aqiang"), at=NOON,
    )  # fmt: skip
    return plan.rounds.order_by("due_at").first()


def hands(shop, dose):
    people = [shop.by(name) for name in ("aqiang", "xiaomei", "laozhou", "boss")]
    return [functools.partial(give_round, round=dose, outcome="given", by=people[n % 4], at=NOON) for n in range(20)]


def test_a_dose_is_given_once(shop, dose):
    assert outcomes_of(hands(shop, dose)) == {"done": 1, "already_given": 19}
    assert OrderLine.objects.of(shop.chain).filter(variant__sku="E0004").count() == 1
    assert Entry.objects.filter(what="care.round_given").count() == 1


def test_control_a_careless_hand_gives_it_twice(shop, dose):
    class Given(Refusal):
        code = "already_given"

    def careless(number):
        row = CareRound.objects.of(shop.chain).get(pk=dose.pk)
        time.sleep(0.2)  # a crowd whose connections open one after the other still meets here
        if row.state != "due":
            raise Given
        with writing():
            CareRound.objects.of(shop.chain).filter(pk=dose.pk).update(state="given")

    outcomes = outcomes_of([functools.partial(careless, n) for n in range(20)])
    assert outcomes["done"] > 1
