"""The demo shop: small, whole, and the same for the same seed."""

from datetime import UTC, datetime, timedelta

import pytest

from wangcai.booking.public import Booking
from wangcai.care.public import ExtraRequest, Job
from wangcai.catalogue.public import Barcode, Variant, check_digit
from wangcai.customers.public import Pet
from wangcai.demo.public import build_demo
from wangcai.journal.public import Setback
from wangcai.orders.public import Order, forms_never_returned, held_tickets, states
from wangcai.settlement.public import Payment, due_of
from wangcai.shops.public import Account, Chain, Store, actor_of, sign_in
from wangcai.stock.public import Level, recount

NOON = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def shop(django_db_setup, django_db_blocker):
    """Built once for the tests of this file; they only read."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        built = build_demo(days=3, seed=7, now=NOON, customers=40)
        yield built
        transaction.set_rollback(True)


@pytest.fixture
def chain(shop, db):
    return Chain.objects.get(code="wangcai")


def test_stock_agrees_with_its_moves(chain):
    assert recount(chain) == []
    assert Level.objects.of(chain).filter(promised__gt=0).exists(), (
        "something is promised, so there was something to check"
    )


def test_today_stands_at_every_stage(chain):
    today = Order.objects.of(chain).filter(placed_at__gte=NOON.replace(hour=0))
    assert set(today.values_list("status", flat=True)) == set(states.LABELS)
    assert set(today.values_list("channel", flat=True)) == {"till", "phone", "tablet", "paper"}
    assert today.filter(due_at__lt=NOON, status__in=states.OPEN).exists(), "some are late"
    assert not today.filter(placed_at__gt=NOON).exists()


def test_history_fills_every_day_and_only_finished_orders(chain, shop):
    past = Order.objects.of(chain).filter(placed_at__lt=NOON.replace(hour=0)).exclude(fulfilment="visit")
    assert past.count() >= shop.past_orders * 0.9
    assert set(past.values_list("status", flat=True)) == {"completed", "cancelled"}
    days = {placed.date() for placed in past.values_list("placed_at", flat=True)}
    assert len(days) >= 3


def test_the_past_was_paid_to_the_fen(chain, shop):
    past = (
        Order.objects.of(chain)
        .filter(placed_at__lt=NOON.replace(hour=0), status="completed")
        .exclude(fulfilment="visit")
    )
    assert all(due_of(order) == 0 for order in past)
    goods = Payment.objects.of(chain).exclude(order__fulfilment="visit")
    before = goods.filter(at__lt=NOON.replace(hour=0) - timedelta(hours=8))
    assert sum(before.values_list("amount_fen", flat=True)) == shop.past_fen


def test_the_cast_is_there(chain):
    doudou = Pet.objects.of(chain).get(name="豆豆", species="cat", carers__customer__name="林女士")
    assert set(doudou.flags.values_list("kind", flat=True)) == {"stress", "allergy"}
    assert doudou.weights.count() == 5
    assert Pet.objects.of(chain).filter(name="闪电", species="dog", carers__customer__name="王先生").exists()


def test_animals_are_in_the_house_at_every_stage(chain, shop):
    bookings = Booking.objects.of(chain)
    assert bookings.count() >= shop.bookings >= 20
    assert {"booked", "started", "done"} <= set(bookings.values_list("state", flat=True))
    assert bookings.filter(kind="stay", state="started").count() >= 5
    doudou = Job.objects.of(chain).get(booking__pet__name="豆豆")
    assert doudou.state == "paused" and doudou.pauses.get().observation.red
    assert ExtraRequest.objects.of(chain).get(booking__pet__name="闪电").answer == ""
    assert not Setback.objects.exists()


def test_barcodes_have_right_check_digits(chain):
    codes = list(Barcode.objects.of(chain).values_list("code", flat=True))
    assert len(codes) > 90 and len(set(codes)) == len(codes)
    assert all(len(code) == 13 and check_digit(code[:12]) == code[12] for code in codes)
    assert any(code.startswith("20") for code in codes)
    assert Variant.objects.of(chain).count() > 100


def test_the_printed_logins_open(chain, shop):
    boss = next(login for login in shop.logins if login.login == "boss")
    account = sign_in(login=boss.login, password=boss.password)
    assert actor_of(account).may("*")
    assert not any(
        login.password and not Account.objects.get(login=login.login).has_usable_password() for login in shop.logins
    )


def test_paper_and_held_tickets(chain):
    for store in Store.objects.of(chain):
        by = actor_of(Account.objects.get(login="boss"))
        assert len(forms_never_returned(by, store.pk)) >= 5
        assert len(held_tickets(by, store.pk)) == 2


def test_the_command_refuses_a_shop_that_is_there(chain, monkeypatch, tmp_path):
    import argparse

    from wangcai.interfaces.cli.commands import demo
    from wangcai.interfaces.cli.environment import CommandFailed

    monkeypatch.setenv("WANGCAI_DATA", str(tmp_path))
    parser = argparse.ArgumentParser()
    demo.add_arguments(parser)
    for arguments in ([], ["--days", "0"], ["--days", "9999"]):
        with pytest.raises(CommandFailed):
            demo.run(parser.parse_args(arguments))
