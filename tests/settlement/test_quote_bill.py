"""Quote against bill: every difference has its reason; the late fee is proposed, charged by a person, once (F56, F19)."""

from datetime import timedelta

import pytest

from tests.care.door import CALM, door_shop, picture
from tests.cast import build_shop
from tests.races.crowd import at_once
from tests.visits import at
from wangcai.booking.public import Booking, Want
from wangcai.care.public import (
    add_line,
    answer_extra,
    answer_inquiry,
    ask_extra,
    book_visit,
    bookings_of,
    change_plan,
    draft_plan,
    drop_line,
    move_pet,
    read_back,
    sign_plan,
    signed_plan_of,
    visit_of,
)
from wangcai.catalogue.public import Surcharge
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound, writing
from wangcai.orders.public import NewLine, OrderLine
from wangcai.settlement.public import NothingLate, charge_late_fee, late_fee, quote_bill

pytestmark = pytest.mark.django_db


def signed_shop(**want):
    shop = door_shop()
    asked = Want(shop.services.offer["V1001"].pk, at(10), pet_id=shop.shandian.pk, **want)
    shop.visit = book_visit(store=shop.store, customer=shop.wang, wants=[asked], by=shop.clerk, at=at(8))
    shop.booking = bookings_of(shop.visit)[0]
    answer_inquiry(
        booking=shop.booking, answers=CALM, signer="王先生", signature=picture(shop, "q"), by=shop.clerk, at=at(9)
    )
    sign(shop)
    return shop


def sign(shop):
    plan = read_back(plan=draft_plan(booking=shop.booking, by=shop.clerk, at=at(9)), by=shop.clerk, at=at(9))
    sign_plan(plan=plan, way="tablet", signer="王先生", signature=picture(shop, "p"), by=shop.clerk, at=at(9))


def compared(shop):
    return quote_bill(visit_of(shop.booking))


@pytest.fixture
def shop():
    return signed_shop()


def test_as_signed_nothing_differs(shop):
    found = compared(shop)
    assert found.signed and found.differs == []
    assert found.said_fen == found.bill_fen == shop.visit.order.total_fen > 0


def test_every_addition_says_why(shop):
    move_pet(booking=shop.booking, to="arrived", by=shop.clerk, at=at(10))
    knots = Surcharge.objects.of(shop.chain).get(code="knots")
    ask_extra(booking=shop.booking, surcharge=knots, price_fen=3000, reason="腋下打结", by=shop.groomer, at=at(10))
    more = ask_extra(
        booking=shop.booking, variant=shop.services.offer["V4001"], price_fen=6000, reason="身上有跳蚤", by=shop.groomer,
        at=at(10),
    )  # fmt: skip
    before = compared(shop)
    assert [row.why for row in before.differs] == ["ceiling"], "what waits for a yes is not on the bill"
    answer_extra(request=more, yes=True, channel="phone", by=shop.clerk, at=at(10))
    add_line(booking=shop.booking, line=NewLine(shop.goods["S3001"].pk, 2), by=shop.clerk, at=at(10))
    found = compared(shop)
    assert [(row.why, row.bill_fen, row.said_fen) for row in found.differs] == [
        ("ceiling", 3000, 0), ("agreed", 6000, 0), ("goods", 7800, 0),
    ]  # fmt: skip
    assert "腋下打结" in found.differs[0].reason and "身上有跳蚤" in found.differs[1].reason
    shop.visit.order.refresh_from_db()
    assert found.bill_fen == shop.visit.order.total_fen and found.difference_fen == 16800


def test_what_was_dropped_is_told(shop):
    line = shop.visit.order.lines.get()
    drop_line(visit=visit_of(shop.booking), line_id=line.pk, by=shop.clerk, at=at(10))
    found = compared(shop)
    assert [(row.why, row.bill_fen) for row in found.differs] == [("dropped", 0)]
    assert found.difference_fen == -line.net_fen


def test_a_price_that_moved_is_told(shop):
    OrderLine.objects.of(shop.chain).update(unit_fen=1000, net_fen=1000)
    assert [row.why for row in compared(shop).differs] == ["price"]
    OrderLine.objects.of(shop.chain).update(quantity=2)
    assert [row.why for row in compared(shop).differs] == ["quantity"]
    Booking.objects.of(shop.chain).update(kind="stay")
    shop.booking.refresh_from_db()
    found = compared(shop).differs
    assert [row.why for row in found] == ["nights"] and "1" in found[0].reason


def test_signing_again_takes_what_was_agreed_into_the_quote(shop):
    add_line(booking=shop.booking, line=NewLine(shop.goods["S3001"].pk, 1), by=shop.clerk, at=at(9))
    assert compared(shop).differs
    draft = change_plan(plan=signed_plan_of(shop.booking), by=shop.clerk, at=at(9))
    plan = read_back(plan=draft, by=shop.clerk, at=at(9))
    sign_plan(plan=plan, way="tablet", signer="王先生", signature=picture(shop, "p2"), by=shop.clerk, at=at(9))
    assert compared(shop).differs == []


def test_without_a_signature_the_range_said_when_booking_counts():
    shop = door_shop()
    want = Want(shop.services.offer["V1001"].pk, at(10), pet_id=shop.shandian.pk)
    shop.visit = book_visit(store=shop.store, customer=shop.wang, wants=[want], by=shop.clerk, at=at(8))
    shop.booking = bookings_of(shop.visit)[0]
    found = compared(shop)
    assert not found.signed and found.differs == []
    OrderLine.objects.of(shop.chain).update(net_fen=99900)
    row = compared(shop).differs[0]
    assert (row.why, row.said_fen, row.bill_fen) == ("price", shop.booking.price_to_fen, 99900)


def test_few_queries(shop, django_assert_max_num_queries):
    visit = visit_of(shop.booking)
    with django_assert_max_num_queries(4):
        quote_bill(visit)


def ready(shop, hour=11):
    for state, hours in (("arrived", 10), ("ready", hour)):
        move_pet(booking=shop.booking, to=state, by=shop.clerk, at=at(hours))


def test_late_counts_from_the_agreed_end_or_from_when_it_was_ready(shop):
    ends = shop.booking.ends_at
    assert late_fee(shop.booking, ends + timedelta(hours=3)) is None, "it never came"
    ready(shop)
    assert late_fee(shop.booking, ends + timedelta(minutes=15)) is None
    fee = late_fee(shop.booking, ends + timedelta(minutes=40))
    assert (fee.minutes, fee.amount_fen) == (40, 5000)
    shop.booking.state_at = ends + timedelta(minutes=30)
    assert late_fee(shop.booking, ends + timedelta(minutes=40)) is None


@pytest.mark.parametrize(("basis", "amount", "fen"), [("minutes", 1000, 3000), ("percent", 5000, None)])
def test_the_rule_says_how_much(shop, basis, amount, fen):
    Surcharge.objects.of(shop.chain).filter(code="late_pickup").update(basis=basis, amount=amount)
    ready(shop)
    wanted = fen or shop.visit.order.total_fen // 2
    assert late_fee(shop.booking, shop.booking.ends_at + timedelta(minutes=40)).amount_fen == wanted


def test_the_late_fee_goes_on_the_bill_once(shop):
    ready(shop)
    late = shop.booking.ends_at + timedelta(hours=2)
    with pytest.raises(NotAllowed):
        charge_late_fee(booking=shop.booking, by=shop.picker, at=late)
    with pytest.raises(NotFound):
        charge_late_fee(booking=shop.booking, by=build_shop("other").clerk, at=late)
    assert shop.visit.order.lines.count() == 1
    charge_late_fee(booking=shop.booking, by=shop.clerk, at=late)
    with pytest.raises(NothingLate):
        charge_late_fee(booking=shop.booking, by=shop.clerk, at=late)
    assert [row.why for row in compared(shop).differs] == ["fee"]
    assert Entry.objects.get(what="late_fee.charged", chain_id=shop.chain.pk).facts["amount_fen"] == 5000


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_charge_one_late_fee():
    shop = signed_shop()
    with writing():
        ready(shop)
    late = shop.booking.ends_at + timedelta(hours=2)
    answers = at_once(
        10,
        lambda number: charge_late_fee(
            booking=Booking.objects.of(shop.chain).get(pk=shop.booking.pk), by=shop.clerk, at=late
        ),
    )
    assert sum(1 for answer in answers if isinstance(answer, OrderLine)) == 1
    assert OrderLine.objects.of(shop.chain).filter(kind="fee").count() == 1
