"""Rooms: restrictions, sharing, neighbours, the cap, and changing rooms on the way (F16, F20, F21)."""

from datetime import datetime, timedelta

import pytest

from tests.booking.test_booking import make, shop, want  # noqa: F401  the fixture
from tests.cast import NOON
from tests.visits import at
from wangcai.booking.public import (
    Booking,
    Hold,
    OverCap,
    PairApart,
    RoomsFull,
    RoomUnfit,
    ShareOutside,
    SlotTaken,
    WrongState,
    advance_booking,
    block,
    free_rooms,
    move_booking,
    move_room,
    occupancy,
    occupancy_of,
    release_booking,
    segments_of,
)
from wangcai.customers.public import Flag, IncompatiblePair, Pet, Weight
from wangcai.journal.public import Entry
from wangcai.kernel.public import NotAllowed

pytestmark = pytest.mark.django_db


def stay(shop, sku="V2001", first=1, last=3, **more):  # noqa: F811
    return want(shop, sku, at(14, day=first), ends_at=at(11, day=last), **more)


def dog(shop, name, **more):  # noqa: F811
    more.setdefault("household", shop.wang.household)
    return Pet.objects.create(chain=shop.chain, code=name, name=name, species="dog", **more)


def room(shop, code):  # noqa: F811
    return shop.services.places[code]


def test_a_stay_gets_a_room_for_its_species(shop):  # noqa: F811
    [booking] = make(shop, stay(shop))
    assert booking.room_id == room(shop, "K1").pk and booking.kind == "stay"
    hold = Hold.objects.of(shop.chain).get()
    assert hold.ends - hold.begins == (2 * 24 - 3) * 60 + 60


def test_a_cat_room_refuses_a_dog_and_nothing_is_written(shop):  # noqa: F811
    with pytest.raises(RoomUnfit) as refused:
        make(shop, stay(shop, room_id=room(shop, "C1").pk))
    assert "不收这个种类的宠物" in str(refused.value)
    assert not Booking.objects.of(shop.chain).exists() and not Hold.objects.of(shop.chain).exists()


def test_a_heavy_dog_gets_the_room_that_bears_it(shop):  # noqa: F811
    Weight.objects.create(chain=shop.chain, pet=shop.shandian, grams=32_000, at=NOON, by="staff:1")
    [booking] = make(shop, stay(shop))
    assert booking.room_id == room(shop, "K2").pk
    with pytest.raises(RoomUnfit):
        make(shop, stay(shop, first=5, last=6, room_id=room(shop, "K1").pk))


def test_a_taken_room_is_refused_with_days_that_work(shop):  # noqa: F811
    make(shop, stay(shop, room_id=room(shop, "K1").pk))
    with pytest.raises(SlotTaken) as refused:
        make(shop, stay(shop, room_id=room(shop, "K1").pk))
    free = refused.value.details["free"]
    assert free == [at(14, day=d).isoformat() for d in (3, 4, 5)]


def test_all_dog_rooms_full_is_refused_for_everybody(shop):  # noqa: F811
    make(shop, stay(shop))
    make(shop, stay(shop))
    with pytest.raises(RoomsFull) as refused:
        make(shop, stay(shop), by=shop.manager, override="熟客")
    assert refused.value.details["free"][0] == at(14, day=3).isoformat()


def fill(shop, *codes):  # noqa: F811
    for code in codes:
        sku = "V2002" if code[0] == "Q" else "V2001"
        pet = shop.doudou if code[0] == "C" else shop.shandian
        make(shop, stay(shop, sku, pet_id=pet.pk, room_id=room(shop, code).pk))


def test_over_the_cap_a_manager_says_why(shop):  # noqa: F811
    fill(shop, "C1", "C2", "K1", "K2", "Q1")
    last = stay(shop, "V2002", room_id=room(shop, "Q2").pk)
    with pytest.raises(OverCap):
        make(shop, last)
    with pytest.raises(NotAllowed):
        make(shop, last, override="熟客")
    assert Booking.objects.of(shop.chain).count() == 5
    [booking] = make(shop, last, by=shop.manager, override="熟客")
    entry = Entry.objects.get(what="booking.rule_passed")
    assert entry.facts["rule"] == "cap" and entry.facts["reason"] == "熟客" and entry.pet_id == booking.pet_id
    day = at(12).date()
    assert occupancy(shop.store, day, 1) == {day: (6, 6, 5)}


def test_three_pets_of_a_household_two_share(shop):  # noqa: F811
    second, third = dog(shop, "二宝"), dog(shop, "三宝")
    made = make(
        shop, stay(shop), stay(shop, pet_id=second.pk, shares=0), stay(shop, "V2002", pet_id=third.pk)
    )  # fmt: skip
    assert made[0].room_id == made[1].room_id == room(shop, "K2").pk and made[1].shares_id == made[0].pk
    assert made[2].room_id != made[0].room_id and len({b.visit for b in made}) == 1
    assert Hold.objects.of(shop.chain).count() == 2
    day = at(12).date()
    counted = occupancy(shop.store, day, 3)
    assert counted[day] == (2, 6, 5)
    rooms = [place.pk for place in shop.services.places.values() if place.kind == "room"]
    holds = Hold.objects.of(shop.chain).values_list("resource_id", "begins", "ends", "booking_id", "why")
    assert occupancy_of(shop.store, day, 3, rooms=rooms, holds=holds) == counted


def test_strangers_do_not_share(shop):  # noqa: F811
    with pytest.raises(ShareOutside):
        make(shop, stay(shop), stay(shop, pet_id=shop.doudou.pk, shares=0))
    assert not Booking.objects.of(shop.chain).exists()


def test_the_room_goes_on_to_who_still_sleeps_in_it(shop):  # noqa: F811
    second = dog(shop, "二宝")
    host, sharer = make(shop, stay(shop), stay(shop, pet_id=second.pk, shares=0, last=2))
    release_booking(booking=host, reason="改主意", by=shop.clerk, at=NOON)
    sharer.refresh_from_db()
    hold = Hold.objects.of(shop.chain).get()
    assert sharer.shares_id is None and hold.booking_id == sharer.pk
    assert hold.ends == int(sharer.ends_at.timestamp()) // 60 + 60
    release_booking(booking=sharer, reason="改主意", by=shop.clerk, at=NOON)
    assert not Hold.objects.of(shop.chain).exists()


def test_a_pet_joins_a_stay_that_was_booked_before(shop):  # noqa: F811
    [host] = make(shop, stay(shop, room_id=room(shop, "K2").pk))
    [booking] = make(shop, stay(shop, pet_id=dog(shop, "二宝").pk, shares_booking_id=host.pk))
    assert booking.room_id == host.room_id and booking.shares_id == host.pk
    with pytest.raises(RoomUnfit):
        make(shop, stay(shop, pet_id=dog(shop, "三宝").pk, shares_booking_id=host.pk))


def test_animals_to_be_kept_apart_are_not_neighbours(shop):  # noqa: F811
    other = dog(shop, "来福", household=None)
    one, two = sorted((shop.shandian.pk, other.pk))
    IncompatiblePair.objects.create(
        chain=shop.chain, one_id=one, other_id=two, reason="打过架", since=NOON, by="staff:1"
    )
    make(shop, stay(shop, room_id=room(shop, "K1").pk))
    with pytest.raises(PairApart):
        make(shop, stay(shop, pet_id=other.pk))
    assert Booking.objects.of(shop.chain).count() == 1
    make(shop, stay(shop, pet_id=other.pk), by=shop.manager, override="只住一晚，隔板关上")
    pets = Entry.objects.filter(what="booking.rule_passed").values_list("pet_id", flat=True)
    assert sorted(pets) == [one, two]


def test_an_isolated_pet_has_no_neighbours(shop):  # noqa: F811
    make(shop, stay(shop, pet_id=dog(shop, "来福", household=None).pk, room_id=room(shop, "K1").pk))
    Flag.objects.create(chain=shop.chain, pet=shop.shandian, kind="isolation", since=NOON, by="staff:1")
    offers = free_rooms(store=shop.store, pet=shop.shandian, starts_at=at(14), ends_at=at(11, day=3))
    fits = {offer.resource.code: offer for offer in offers}
    assert not fits["K2"].fits and fits["K2"].overridable and not fits["K1"].overridable
    assert fits["Q1"].fits and not fits["C1"].fits
    with pytest.raises(PairApart):
        make(shop, stay(shop))


def test_a_stay_changes_rooms_on_the_way(shop):  # noqa: F811
    [booking] = make(shop, stay(shop, last=5, room_id=room(shop, "K1").pk))
    move_room(booking=booking, room_id=room(shop, "Q1").pk, from_at=at(10, day=3), by=shop.clerk, at=NOON)
    booking.refresh_from_db()
    assert [(s.room.code, s.nights) for s in segments_of(booking)] == [("K1", 2), ("Q1", 2)]
    assert booking.room_id == room(shop, "Q1").pk
    move_booking(booking=booking, ends_at=at(11, day=6), by=shop.clerk, at=NOON)
    assert [(s.room.code, s.nights) for s in segments_of(booking)] == [("K1", 2), ("Q1", 3)]


def test_a_stay_is_not_made_longer_into_another(shop):  # noqa: F811
    [booking] = make(shop, stay(shop, room_id=room(shop, "K1").pk))
    make(shop, stay(shop, first=3, last=5, room_id=room(shop, "K1").pk))
    before = Booking.objects.of(shop.chain).filter(pk=booking.pk).values().get()
    with pytest.raises(SlotTaken):
        move_booking(booking=booking, ends_at=at(11, day=4), by=shop.clerk, at=NOON)
    assert Booking.objects.of(shop.chain).filter(pk=booking.pk).values().get() == before
    assert Hold.objects.of(shop.chain).filter(booking=booking).count() == 1
    stale = Booking.objects.of(shop.chain).get(pk=booking.pk)
    move_booking(booking=booking, ends_at=at(10, day=3), by=shop.clerk, at=NOON)
    with pytest.raises(WrongState):
        move_booking(booking=stale, ends_at=at(9, day=3), by=shop.clerk, at=NOON)


def test_handed_over_early_the_room_is_free_after_cleaning(shop):  # noqa: F811
    [booking] = make(shop, stay(shop, last=5))
    for state in ("arrived", "started", "ready"):
        advance_booking(booking=booking, to=state, by=shop.clerk, at=at(14))
    advance_booking(booking=booking, to="done", by=shop.clerk, at=at(9, day=2))
    assert Hold.objects.of(shop.chain).get().ends == int((at(9, day=2) + timedelta(minutes=60)).timestamp()) // 60


def test_a_house_full_for_months_offers_the_days_before(shop):  # noqa: F811
    """Every room is shut from the wish on for half a year: the nights before are free, and are offered."""
    for place in shop.services.places.values():
        if place.kind == "room":
            until = at(14, day=200)
            block(resource=place, starts_at=at(13, day=20), ends_at=until, why="broken", by=shop.clerk, at=NOON)
    with pytest.raises((RoomsFull, SlotTaken)) as refused:
        make(shop, stay(shop, first=20, last=22))
    free = [datetime.fromisoformat(text) for text in refused.value.details["free"]]
    assert free == [at(14, day=day) for day in (18, 17, 16)]
    assert make(shop, stay(shop, first=18, last=20))
