"""2.14, F29: every taken room is cleaned every day; at 20:00 the manager hears of those that were not."""

from datetime import timedelta

import pytest

from tests.care.stays import NOON, stay
from tests.cast import build_shop
from tests.delivery.way import on_duty
from tests.visits import build_services
from wangcai.booking.public import Hold
from wangcai.care.public import (
    AlreadyCleaned,
    RoomCleaning,
    chase_cleaning,
    clean_room,
    cleaning_for,
    cleanings_of,
    make_cleanings,
)
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed, NotFound, local
from wangcai.work.public import Task

pytestmark = pytest.mark.django_db
NIGHT = NOON + timedelta(hours=8, minutes=1)  # 20:01


@pytest.fixture
def shop():
    return build_shop()


@pytest.fixture
def made(shop):
    return build_services(shop)


@pytest.fixture
def cleaning(shop, made):
    stay(shop, made)
    make_cleanings(at=NOON)
    return RoomCleaning.objects.of(shop.chain).get()


def test_each_taken_room_once_a_day(shop, made):
    stay(shop, made)
    stay(shop, made, pet="shandian", room="K1")
    stay(shop, made, room="C1", state="booked")
    assert make_cleanings(at=NOON) == 2 and make_cleanings(at=NOON) == 0
    assert make_cleanings(at=NOON + timedelta(days=1)) == 2
    row = RoomCleaning.objects.of(shop.chain).filter(room=made.places["Q1"]).earliest("day")
    assert local(row.due_at, shop.store.timezone).hour == 20


def test_a_pet_that_moved_is_cleaned_where_it_sleeps_now(shop, made):
    booking = stay(shop, made)
    minute = int(NOON.timestamp()) // 60
    for place, begins, ends in (("Q1", minute - 1440, minute - 60), ("Q2", minute - 60, minute + 1440)):
        Hold.objects.create(
            chain=shop.chain, resource=made.places[place], store=shop.store, booking=booking, begins=begins, ends=ends,
            by="system:0",
        )  # fmt: skip
    make_cleanings(at=NOON)
    assert RoomCleaning.objects.of(shop.chain).get().room == made.places["Q2"]


def test_done_once_with_name(shop, cleaning):
    done = clean_room(cleaning=cleaning, note="换了垫子", by=shop.by("aqiang"), at=NOON)
    with pytest.raises(AlreadyCleaned):
        clean_room(cleaning=cleaning, by=shop.groomer, at=NOON)
    assert done.done_by == shop.by("aqiang").key and Entry.objects.filter(what="care.room_cleaned").count() == 1
    assert chase_cleaning(at=NIGHT) == 0


def test_missed_by_eight_the_manager_hears_once(shop, cleaning):
    on_duty(shop, "laozhou", "aqiang")
    assert chase_cleaning(at=NIGHT - timedelta(minutes=2)) == 0
    assert chase_cleaning(at=NIGHT) == 1 and chase_cleaning(at=NIGHT) == 0
    task = Task.objects.of(shop.chain).get(kind="clean")
    assert task.owner == shop.people["laozhou"] and task.title == "安静间 1"
    assert Entry.objects.filter(what="care.cleaning_missed").count() == 1
    clean_room(cleaning=cleaning, by=shop.by("aqiang"), at=NIGHT)
    task.refresh_from_db()
    assert task.state == "done"


def test_the_list_and_strangers(shop, cleaning, django_assert_max_num_queries):
    day = cleaning.day
    with django_assert_max_num_queries(2):
        (row,) = cleanings_of(shop.groomer, shop.store, day, at=NIGHT)
    assert row.late
    with pytest.raises(NotFound):
        cleaning_for(build_shop("other").groomer, cleaning.pk)
    with pytest.raises(NotAllowed):
        clean_room(cleaning=cleaning, by=shop.clerk, at=NOON)
    cleaning.refresh_from_db()
    assert cleaning.done_at is None
