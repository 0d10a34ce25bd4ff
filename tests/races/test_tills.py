"""A till has one ticket under way, even where its first two requests come together."""

import pytest
from django.db import IntegrityError

from tests.cast import NOON
from tests.races import careless
from tests.races.crowd import at_once
from wangcai.kernel.public import writing
from wangcai.orders.operations import open_tickets
from wangcai.orders.public import HeldTicket, till_content, till_ticket

pytestmark = pytest.mark.race


def lines_of(shop, by):
    return sorted(till_content(store=shop.store, till="device:1", by=by).get("lines", []))


def test_first_requests_of_a_till_make_one_ticket(shop):
    clerk = shop.clerk

    def scan(number):
        with till_ticket(store=shop.store, till="device:1", by=clerk) as ticket:
            ticket.content.setdefault("lines", []).append(number)

    at_once(16, scan)
    assert HeldTicket.objects.of(shop.chain).count() == 1
    assert lines_of(shop, clerk) == list(range(16))


def test_two_that_found_no_ticket_go_on_with_one(shop, monkeypatch):
    """Both looked before either wrote: the second's row gives way to the first's, and its scan is kept."""
    clerk, looked, plain = shop.clerk, careless.look_together(2), open_tickets._first_row

    def scan(number):
        found = HeldTicket.objects.of(shop.chain).exists()
        looked()
        with writing():
            row = plain(shop.store, "device:1", clerk)
            row.content.setdefault("lines", []).append(number)
            row.save()
        return found

    assert at_once(2, scan, threads=2) == [False, False]
    assert HeldTicket.objects.of(shop.chain).count() == 1
    assert lines_of(shop, clerk) == [0, 1]


def careless_scan(shop, by, looked):
    """Look for the till's row; where there is none, make one."""

    def scan(_number):
        found = HeldTicket.objects.of(shop.chain).filter(held_by="device:1", name="").first()
        looked()
        try:
            with writing():
                found or HeldTicket.objects.create(
                    chain=shop.chain, store=shop.store, content={}, held_at=NOON, held_by="device:1"
                )
        except IntegrityError:
            return "guarded"
        return "made"

    return scan


def test_the_database_refuses_a_second_ticket(shop):
    results = at_once(2, careless_scan(shop, shop.clerk, careless.look_together(2)), threads=2)
    assert sorted(results) == ["guarded", "made"]


def test_control_without_the_key_of_the_database_there_are_two(shop):
    with careless.without_index("ticket_one_open_per_till"):
        results = at_once(2, careless_scan(shop, shop.clerk, careless.look_together(2)), threads=2)
        tickets = HeldTicket.objects.of(shop.chain)
        count = tickets.count()
        tickets.delete()
    assert results == ["made", "made"] and count == 2
