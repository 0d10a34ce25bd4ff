"""Looks at a live picture at the same moment: one row a viewer, never more viewers than allowed (F32)."""

import threading

import pytest
from django.db import IntegrityError, connection

from tests.care.test_viewing import NOW, camera
from tests.cast import build_shop
from tests.races.crowd import at_once
from tests.visits import at, build_services
from wangcai.booking.public import Booking
from wangcai.care.operations import viewing
from wangcai.care.public import Viewing, grant_view, open_view, view_token, watch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def token():
    shop = build_shop()
    shop.room = build_services(shop).places["Q1"]
    camera(shop)
    stay = Booking.objects.create(
        chain=shop.chain, store=shop.store, kind="stay", state="arrived", state_at=NOW, customer=shop.lin,
        pet=shop.doudou, service=shop.room.offer, room=shop.room, starts_at=at(9), ends_at=at(12, day=6), made_at=NOW,
        made_by="system:0",
    )  # fmt: skip
    return view_token(grant_view(booking=stay, by=shop.clerk, at=NOW))


def look(token, viewer):
    return watch(open_view(token), viewer, at=NOW).why


def test_one_viewer_who_asks_twice_at_once_is_one(token):
    assert at_once(16, lambda _number: look(token, "a")) == [""] * 16
    assert Viewing.objects.across_chains().count() == 1


def test_of_sixteen_viewers_two_see_it(token):
    assert sorted(at_once(16, lambda number: look(token, f"v{number}"))) == [""] * 2 + ["full"] * 14
    assert Viewing.objects.across_chains().count() == 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: there is no turn to take away")
def test_without_the_turn_the_same_viewer_breaks(token, monkeypatch):
    both = threading.Barrier(2, timeout=20)
    monkeypatch.setattr(viewing, "_turn", lambda _grant: None)
    monkeypatch.setattr(viewing, "timedelta", lambda **span: (both.wait(), plain_timedelta(**span))[1])
    with pytest.raises(IntegrityError):
        at_once(2, lambda _number: look(token, "a"), threads=2)


plain_timedelta = viewing.timedelta
