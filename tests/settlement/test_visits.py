"""Deposits: by the table when cancelled, kept when nobody came, never twice; forfeits are income, the rest goes back (F23)."""

from datetime import timedelta

import pytest

from tests.cast import build_shop
from tests.races.crowd import at_once
from tests.visits import at, build_services
from wangcai.booking.public import Booking, Want
from wangcai.care.public import book_visit, bookings_of, move_pet, must_prepay
from wangcai.catalogue.public import Surcharge
from wangcai.journal.public import Entry
from wangcai.kernel.public import Missing, NotFound
from wangcai.settlement.operations import visits
from wangcai.settlement.public import (
    Account,
    Payment,
    StillHere,
    TableUnclear,
    Tender,
    TooEarly,
    cancel_visit_booking,
    deposit_due,
    due_of,
    fee_if_cancelled,
    fee_if_no_show,
    mark_no_show,
    paid_on,
    take_payments,
)

pytestmark = pytest.mark.django_db
START = at(15, day=5)


def made_shop():
    shop = build_shop()
    shop.services = build_services(shop)
    shop.visit = stay(shop, shop.doudou, "Q1")
    shop.booking = bookings_of(shop.visit)[0]
    return shop


@pytest.fixture
def shop():
    return made_shop()


def stay(shop, pet, room, *, day=5, nights=3):
    want = Want(
        service_id=shop.services.offer["V2002"].pk, pet_id=pet.pk, room_id=shop.services.places[room].pk,
        starts_at=at(15, day=day), ends_at=at(11, day=day + nights),
    )  # fmt: skip
    return book_visit(store=shop.store, customer=shop.lin, wants=[want], by=shop.clerk, at=at(9))


def pay(shop, fen, visit=None):
    take_payments(
        order=(visit or shop.visit).order, tenders=[Tender("wechat", fen)], by=shop.clerk, at=at(9), request_key=""
    )


def cancel(shop, moment, **more):
    return cancel_visit_booking(booking=shop.booking, reason="行程变了", by=shop.clerk, at=moment, **more)


def sums(shop):
    shop.visit.order.refresh_from_db()
    account = Account.objects.of(shop.chain).filter(order=shop.visit.order).first()
    return (
        shop.visit.order.status, shop.visit.order.total_fen, account.paid_fen if account else 0,
        account.refunded_fen if account else 0,
    )  # fmt: skip


def test_the_deposit_is_a_share_of_the_price(shop):
    assert shop.visit.order.total_fen == 3 * 16800
    assert deposit_due(shop.visit) == 15120
    pay(shop, 10000)
    assert deposit_due(shop.visit) == 5120
    pay(shop, 5120)
    assert deposit_due(shop.visit) == 0


@pytest.mark.parametrize(
    ("hours", "kept"), [(200, 0), (48, 0), (47.9, 7560), (24, 7560), (23.9, 15120), (0.1, 15120), (-5, 15120)]
)
def test_the_table_decides_what_is_kept(shop, hours, kept):
    pay(shop, 15120)
    moment = START - timedelta(hours=hours)
    assert fee_if_cancelled(shop.booking, moment) == kept
    cancel(shop, moment)
    status = "cancelled" if kept == 0 else "completed"
    assert sums(shop) == (status, 0 if kept == 0 else kept, 15120, 15120 - kept)
    assert paid_on(shop.visit.order) == kept
    assert Booking.objects.of(shop.chain).get().holds.count() == 0


def test_without_a_deposit_cancelling_costs_nothing(shop):
    cancel(shop, START - timedelta(hours=1))
    assert sums(shop) == ("cancelled", 0, 0, 0)


def test_a_reason_may_waive_the_fee(shop):
    pay(shop, 15120)
    cancel(shop, START - timedelta(hours=1), waive="老客户，猫生病了")
    assert sums(shop) == ("cancelled", 0, 15120, 15120)
    assert Entry.objects.get(what="deposit.settled").facts["waived"] == "老客户，猫生病了"


def test_it_is_settled_once(shop):
    pay(shop, 15120)
    cancel(shop, START - timedelta(hours=30))
    before = sums(shop)
    shop.booking.refresh_from_db()
    for again in (
        lambda: cancel(shop, START),
        lambda: mark_no_show(booking=shop.booking, charge=True, by=shop.clerk, at=at(18, day=5)),
    ):
        with pytest.raises(Exception) as refusal:
            again()
        assert refusal.value.code == "wrong_state" if hasattr(refusal.value, "code") else False
    assert sums(shop) == before and Payment.objects.of(shop.chain).filter(kind="refund").count() == 1


def test_a_no_show_keeps_the_deposit_and_is_income(shop):
    pay(shop, 15120)
    with pytest.raises(TooEarly):
        mark_no_show(booking=shop.booking, charge=True, by=shop.clerk, at=START + timedelta(minutes=29))
    with pytest.raises(Missing):
        mark_no_show(booking=shop.booking, charge=False, by=shop.clerk, at=START + timedelta(minutes=31))
    assert sums(shop) == ("confirmed", 50400, 15120, 0)
    mark_no_show(booking=shop.booking, charge=True, by=shop.clerk, at=START + timedelta(minutes=31))
    assert sums(shop) == ("completed", 15120, 15120, 0)
    assert shop.visit.order.sold_at is not None


def test_the_shop_s_own_fee_for_who_paid_nothing(shop):
    Surcharge.objects.of(shop.chain).filter(when="no_show").update(basis="percent", amount=3000)
    assert fee_if_no_show(shop.booking) == 15120
    mark_no_show(booking=shop.booking, charge=True, by=shop.clerk, at=START + timedelta(minutes=31))
    order = shop.visit.order
    order.refresh_from_db()
    assert (order.total_fen, due_of(order)) == (15120, 15120) and order.status != "completed"
    take_payments(order=order, tenders=[Tender("cash", 15120)], by=shop.clerk, at=START + timedelta(minutes=40))
    order.refresh_from_db()
    assert order.status == "completed" and due_of(order) == 0


def test_a_second_no_show_makes_everything_payable_in_advance(shop):
    assert not must_prepay(shop.store, shop.lin.pk)
    for day in (5, 9):
        visit = shop.visit if day == 5 else stay(shop, shop.doudou, "Q1", day=9)
        mark_no_show(booking=bookings_of(visit)[0], charge=False, reason="店里的错", by=shop.clerk, at=at(18, day=day))
    assert bookings_of(stay(shop, shop.doudou, "Q1", day=14))[0].deposit_fen == 50400
    assert must_prepay(shop.store, shop.lin.pk) and not must_prepay(shop.store, shop.wang.pk)


def test_a_pet_that_is_here_is_not_cancelled(shop):
    move_pet(booking=shop.booking, to="arrived", by=shop.clerk, at=START)
    with pytest.raises(StillHere):
        cancel(shop, START)
    with pytest.raises(StillHere):
        mark_no_show(booking=shop.booking, charge=True, by=shop.clerk, at=START + timedelta(hours=2))


def test_one_of_two_pets_is_cancelled_and_the_other_comes():
    shop = build_shop()
    shop.services = build_services(shop)
    wants = [
        Want(
            service_id=shop.services.offer["V2002"].pk, pet_id=pet.pk, room_id=shop.services.places[room].pk,
            starts_at=START, ends_at=at(11, day=8),
        )
        for pet, room in ((shop.doudou, "Q1"), (shop.shandian, "Q2"))
    ]  # fmt: skip
    shop.visit = book_visit(store=shop.store, customer=shop.lin, wants=wants, by=shop.clerk, at=at(9))
    shop.booking = bookings_of(shop.visit)[1]
    pay(shop, 30240)
    cancel(shop, START - timedelta(hours=30))
    status, total, paid, back = sums(shop)
    assert (status, total, paid, back) == ("confirmed", 50400 + 7560, 30240, 0)


def test_strangers_cannot(shop):
    with pytest.raises(NotFound):
        cancel_visit_booking(booking=shop.booking, reason="x", by=build_shop("other").clerk, at=START)


@pytest.mark.parametrize("table", ["x", "48", "48:200", "48:-1", "a:b"])
def test_a_table_that_cannot_be_read_is_refused(table):
    with pytest.raises(TableUnclear):
        visits.kept_share(table, 10)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_keep_one_fee():
    shop = made_shop()
    pay(shop, 15120)
    answers = at_once(
        10,
        lambda number: cancel_visit_booking(
            booking=Booking.objects.of(shop.chain).get(pk=shop.booking.pk), reason="行程变了", by=shop.clerk,
            at=START - timedelta(hours=30),
        ),
    )  # fmt: skip
    assert sum(1 for answer in answers if isinstance(answer, Booking)) == 1
    assert sums(shop) == ("completed", 7560, 15120, 7560)
