"""Many hands at the door at once: one check-in, one answer, one signature; a bill that holds what everybody added (R07).

Positive controls: with the guards off the same crowd answers twice, and the ceiling is passed.
"""

import pytest

from tests.care.door import answered, bath_booked, door_shop, signed
from tests.races.careless import nobody_asks
from tests.races.crowd import at_once
from tests.visits import at
from wangcai.booking.public import Booking
from wangcai.care.operations import extras as extras_file
from wangcai.care.public import (
    CheckIn,
    ExtraRequest,
    Job,
    Plan,
    add_line,
    answer_extra,
    ask_extra,
    check_in,
    draft_plan,
    read_back,
    sign_plan,
    visit_of,
)
from wangcai.catalogue.public import Surcharge
from wangcai.journal.public import Entry
from wangcai.kernel.public import Actor, Refusal
from wangcai.orders.public import NewLine, Order, OrderLine

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 12


@pytest.fixture
def shop(transactional_db):
    return door_shop()


def fresh(shop, booking):
    related = ("pet__breed", "service", "worker", "room", "store__chain", "customer")
    return Booking.objects.of(shop.chain).select_related(*related).get(pk=booking.pk)


def knots(shop):
    return Surcharge.objects.of(shop.chain).select_related("variant").get(code="knots")


def ended(results):
    return sum(not isinstance(result, Refusal) for result in results)


def test_one_check_in_of_twelve(shop):
    booking = bath_booked(shop)
    answered(shop, booking)

    def come(n):
        return check_in(booking=fresh(shop, booking), weight_g=18_000 + n, stress=1, by=shop.groomer, at=at(10))

    assert ended(at_once(CROWD, come, threads=CROWD)) == 1
    assert CheckIn.objects.of(shop.chain).count() == 1 and Job.objects.of(shop.chain).count() == 1
    assert Entry.objects.filter(what="care.checked_in").count() == 1
    assert Entry.objects.filter(what="pet.weighed", facts__grams__gte=18_000).count() == 2  # the cast's own, and this


def test_the_bill_holds_what_twelve_people_added(shop):
    booking = bath_booked(shop)
    fee = shop.services.offer["E0004"].pk

    def add(n):
        return add_line(booking=fresh(shop, booking), line=NewLine(fee, 1), by=shop.clerk)

    assert ended(at_once(CROWD, add, threads=CROWD)) == CROWD
    order = Order.objects.of(shop.chain).get()
    assert order.total_fen == 14_800 + CROWD * 1000
    assert order.lines.count() == 1 + CROWD
    assert order.total_fen == sum(line.net_fen for line in order.lines.all())


def twelve_answers(shop):
    booking = bath_booked(shop)
    extra = ask_extra(booking=booking, surcharge=knots(shop), price_fen=3000, reason="结", by=shop.groomer)
    owner = Actor(chain_id=shop.chain.pk, kind="customer", id=shop.wang.pk)

    def answer(n):
        request = ExtraRequest.objects.of(shop.chain).select_related("booking").get(pk=extra.pk)
        return answer_extra(request=request, yes=True, channel="portal", by=owner)

    return at_once(CROWD, answer, threads=CROWD)


def test_a_yes_counts_once(shop):
    assert ended(twelve_answers(shop)) == 1
    assert OrderLine.objects.of(shop.chain).filter(text="开结费").count() == 1


def test_control_a_yes_that_nobody_guards_is_billed_again(shop, monkeypatch):
    nobody_asks(monkeypatch, ExtraRequest)
    assert ended(twelve_answers(shop)) > 1
    assert OrderLine.objects.of(shop.chain).filter(text="开结费").count() > 1


def twelve_extras(shop):
    booking = bath_booked(shop)
    answered(shop, booking)
    signed(shop, booking, signer="王先生")
    fee = knots(shop)

    def ask(n):
        return ask_extra(booking=fresh(shop, booking), surcharge=fee, price_fen=3000, reason=f"结 {n}", by=shop.groomer)

    at_once(CROWD, ask, threads=CROWD)
    within = ExtraRequest.objects.of(shop.chain).filter(within_ceiling=True)
    return booking, within.count()


def test_the_ceiling_holds_against_twelve_at_once(shop):
    booking, within = twelve_extras(shop)
    assert within == 3  # ninety yuan were signed
    assert visit_of(booking).order.total_fen == 14_800 + 9000


def test_control_without_the_ceiling_everything_is_added(shop, monkeypatch):
    monkeypatch.setattr(extras_file, "within_ceiling", lambda *_args: True)
    _booking, within = twelve_extras(shop)
    assert within == CROWD


def test_one_signature_of_twelve(shop):
    booking = bath_booked(shop)
    plan = read_back(plan=draft_plan(booking=booking, by=shop.clerk), by=shop.clerk)
    owner = Actor(chain_id=shop.chain.pk, kind="customer", id=shop.wang.pk)

    def sign(n):
        mine = Plan.objects.of(shop.chain).select_related("booking").get(pk=plan.pk)
        return sign_plan(plan=mine, way="link", signer=f"王先生 {n}", by=owner)

    assert ended(at_once(CROWD, sign, threads=CROWD)) == 1
    assert Plan.objects.of(shop.chain).filter(state="signed").count() == 1
    assert Entry.objects.filter(what="plan.signed").count() == 1
