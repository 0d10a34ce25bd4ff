"""Three pets of a household, two in one room: one goes home early, one gets a room of its own, a slip is taken back
(F20, F21). Nights are billed by who slept where with whom; the room is held as long as somebody lives in it."""

import pytest

from tests.care.door import picture
from tests.care.test_door_visits import bill, booked, shop, stay  # noqa: F401  the fixture
from tests.cast import NOON
from tests.visits import at
from wangcai.booking.public import (
    Booking,
    Hold,
    NothingToUndo,
    SameRoom,
    SlotTaken,
    advance_booking,
    move_room,
    release_booking,
    segments_of,
    undo_room,
)
from wangcai.care.public import Visit, bookings_of, change_visit, move_pet, reprice
from wangcai.catalogue.public import Surcharge
from wangcai.customers.public import Pet
from wangcai.handover.public import PetHandover, hand_over_pet, outcomes_for, write_report
from wangcai.journal.public import Entry, drain
from wangcai.kernel.public import NotAllowed

FULL, LESS = 16800, 13800  # the quiet room's night, and the second pet's in it


@pytest.fixture
def family(shop):  # noqa: F811
    """豆豆 and 花花 share Q2, 喵喵 has C1, Monday to Saturday: five nights."""
    fee = Surcharge.objects.of(shop.chain).get(code="late_pickup").variant
    Surcharge.objects.create(
        chain=shop.chain, code="second", name="同住优惠", variant=fee, basis="fixed", amount=-3000, when="second_pet"
    )
    home = shop.lin.household
    huahua, miaomiao = (
        Pet.objects.create(chain=shop.chain, code=f"P9{n}", household=home, name=name, species="cat")
        for n, name in enumerate(("花花", "喵喵"))
    )
    suite, quiet = shop.places["Q2"].pk, shop.offer["V2002"].pk
    visit = booked(
        shop, stay(shop, 5, room_id=suite, sku=quiet), stay(shop, 5, pet_id=huahua.pk, shares=0, sku=quiet),
        stay(shop, 5, pet_id=miaomiao.pk), customer=shop.lin,
    )  # fmt: skip
    return visit


def pet(visit, name):
    return next(booking for booking in bookings_of(visit) if booking.pet.name == name)


def nights(visit, name):
    """{price of a night: nights} of one pet on the bill as it stands."""
    lines = Visit.objects.of(visit.chain_id).get(pk=visit.pk).order.lines.exclude(state="cancelled")
    return {line.list_fen: line.quantity for line in lines.filter(booking=pet(visit, name))}


def rooms(visit, name):
    return [(part.room.code, part.nights) for part in segments_of(pet(visit, name))]


def holds(shop, code):  # noqa: F811
    """(from, to, whose) of a room in minutes since 1970."""
    rows = Hold.objects.of(shop.chain).filter(resource=shop.places[code]).order_by("begins")
    return [(row.begins, row.ends, row.booking.pet.name) for row in rows]


def minute(moment):
    return int(moment.timestamp()) // 60


def total(visit):
    return Visit.objects.of(visit.chain_id).get(pk=visit.pk).order.total_fen


def moved(shop, booking, code, when, **more):  # noqa: F811
    done = move_room(booking=booking, room_id=shop.places[code].pk, from_at=when, by=shop.clerk, at=when, **more)
    reprice(done, by=shop.clerk, at=when)
    return done


def test_as_booked_the_second_in_the_room_pays_less(family):
    assert nights(family, "豆豆") == {FULL: 5} and nights(family, "花花") == {LESS: 5}
    assert nights(family, "喵喵") == {12800: 5}


def test_a_sharer_goes_home_two_days_early(shop, family):  # noqa: F811
    change_visit(booking=pet(family, "花花"), ends_at=at(12, day=4), by=shop.clerk, at=at(9, day=4))
    assert nights(family, "花花") == {LESS: 3} and nights(family, "豆豆") == {FULL: 5}
    assert holds(shop, "Q2") == [(minute(at(14)), minute(at(12, day=6)) + 60, "豆豆")]
    assert total(family) == 3 * LESS + 5 * FULL + 5 * 12800


def test_the_first_in_the_room_goes_home_two_days_early(shop, family):  # noqa: F811
    change_visit(booking=pet(family, "豆豆"), ends_at=at(12, day=4), by=shop.clerk, at=at(9, day=4))
    heir = pet(family, "花花")
    assert heir.ends_at == at(12, day=6) and heir.shares_id is None and pet(family, "豆豆").shares_id == heir.pk
    assert nights(family, "豆豆") == {FULL: 3} and nights(family, "花花") == {LESS: 3, FULL: 2}
    assert holds(shop, "Q2") == [(minute(at(14)), minute(at(12, day=6)) + 60, "花花")]
    assert nights(family, "喵喵") == {12800: 5}


def test_gone_home_its_nights_stay_and_the_room_goes_on(shop, family):  # noqa: F811
    change_visit(booking=pet(family, "豆豆"), ends_at=at(12, day=4), by=shop.clerk, at=at(9, day=4))
    for state in ("arrived", "started", "ready", "done"):
        for name in ("豆豆", "花花") if state != "done" else ("豆豆",):
            advance_booking(booking=pet(family, name), to=state, by=shop.clerk, at=at(12, day=4))
    assert rooms(family, "豆豆") == [("Q2", 3)] and rooms(family, "花花") == [("Q2", 5)]
    reprice(pet(family, "花花"), by=shop.clerk, at=at(13, day=4))
    assert nights(family, "豆豆") == {FULL: 3} and nights(family, "花花") == {LESS: 3, FULL: 2}
    advance_booking(booking=pet(family, "花花"), to="done", by=shop.clerk, at=at(12, day=6))
    assert rooms(family, "豆豆") == [("Q2", 3)] and rooms(family, "花花") == [("Q2", 5)]
    assert holds(shop, "Q2")[-1][1] == minute(at(12, day=6)) + 60


def test_a_sharer_gets_a_room_of_its_own(shop, family):  # noqa: F811
    moved(shop, pet(family, "花花"), "Q1", at(10, day=3))
    assert rooms(family, "花花") == [("Q2", 2), ("Q1", 3)] and rooms(family, "豆豆") == [("Q2", 5)]
    assert nights(family, "花花") == {LESS: 2, FULL: 3} and nights(family, "豆豆") == {FULL: 5}
    assert [row[2] for row in holds(shop, "Q2")] == ["豆豆"]
    assert holds(shop, "Q1") == [(minute(at(10, day=3)), minute(at(12, day=6)) + 60, "花花")]
    longer = change_visit(booking=pet(family, "花花"), ends_at=at(12, day=7), by=shop.clerk, at=at(10, day=4))
    assert rooms(family, "花花") == [("Q2", 2), ("Q1", 4)] and longer.shares_id is None
    assert nights(family, "花花") == {LESS: 2, FULL: 4}


def test_the_first_in_the_room_gets_one_of_its_own_and_leaves_it_to_the_other(shop, family):  # noqa: F811
    moved(shop, pet(family, "豆豆"), "Q1", at(10, day=3), alone=True)
    assert rooms(family, "豆豆") == [("Q2", 2), ("Q1", 3)] and rooms(family, "花花") == [("Q2", 5)]
    assert pet(family, "花花").room_id == shop.places["Q2"].pk
    assert nights(family, "豆豆") == {FULL: 5} and nights(family, "花花") == {LESS: 2, FULL: 3}
    assert [row[2] for row in holds(shop, "Q2")] == ["花花"]
    assert Entry.objects.filter(what="booking.room_changed").count() == 1


def test_both_go_along_and_both_timelines_say_so(shop, family):  # noqa: F811
    room = shop.places["Q1"]
    room.most_pets = 2
    room.save(update_fields=["most_pets"])
    moved(shop, pet(family, "豆豆"), "Q1", at(10, day=3))
    assert rooms(family, "豆豆") == rooms(family, "花花") == [("Q2", 2), ("Q1", 3)]
    assert nights(family, "豆豆") == {FULL: 5} and nights(family, "花花") == {LESS: 5}
    pets = Entry.objects.filter(what="booking.room_changed").values_list("pet_id", flat=True)
    assert sorted(pets) == sorted([shop.doudou.pk, pet(family, "花花").pet_id])


def test_a_sharers_slip_is_taken_back(shop, family):  # noqa: F811
    before, room = total(family), holds(shop, "Q2")
    moved(shop, pet(family, "花花"), "Q1", at(10, day=3))
    assert total(family) == before + 3 * (FULL - LESS)
    done = undo_room(booking=pet(family, "花花"), by=shop.clerk, at=at(10, 5, day=3))
    reprice(done, by=shop.clerk, at=at(10, 5, day=3))
    assert rooms(family, "花花") == [("Q2", 5)] and holds(shop, "Q1") == [] and holds(shop, "Q2") == room
    assert pet(family, "花花").shares_id == pet(family, "豆豆").pk and total(family) == before


def test_a_slip_is_taken_back_the_same_day_and_nothing_of_it_is_left(shop, family):  # noqa: F811
    before, room, bill_before = total(family), holds(shop, "C1"), nights(family, "喵喵")
    moved(shop, pet(family, "喵喵"), "Q1", at(10, day=3))
    assert rooms(family, "喵喵") == [("C1", 2), ("Q1", 3)] and total(family) == before + 3 * (FULL - 12800)
    done = undo_room(booking=pet(family, "喵喵"), by=shop.clerk, at=at(20, day=3))
    reprice(done, by=shop.clerk, at=at(20, day=3))
    assert rooms(family, "喵喵") == [("C1", 5)] and holds(shop, "C1") == room and holds(shop, "Q1") == []
    assert total(family) == before and nights(family, "喵喵") == bill_before
    with pytest.raises(NothingToUndo):
        undo_room(booking=pet(family, "喵喵"), by=shop.clerk, at=at(20, day=3))


def test_after_a_night_moving_back_is_a_third_segment(shop, family):  # noqa: F811
    moved(shop, pet(family, "喵喵"), "Q1", at(10, day=3))
    done = undo_room(booking=pet(family, "喵喵"), by=shop.clerk, at=at(9, day=4))
    reprice(done, by=shop.clerk, at=at(9, day=4))
    assert rooms(family, "喵喵") == [("C1", 2), ("Q1", 1), ("C1", 2)]
    assert nights(family, "喵喵") == {12800: 4, FULL: 1}


def test_a_planned_change_of_room_is_called_off(shop, family):  # noqa: F811
    before = holds(shop, "C1")
    move_room(booking=pet(family, "喵喵"), room_id=shop.places["Q1"].pk, from_at=at(10, day=4), by=shop.clerk, at=NOON)
    undo_room(booking=pet(family, "喵喵"), by=shop.clerk, at=at(9, day=2))
    assert rooms(family, "喵喵") == [("C1", 5)] and holds(shop, "C1") == before and holds(shop, "Q1") == []


def test_a_room_given_away_meanwhile_is_not_taken_back(shop, family):  # noqa: F811
    moved(shop, pet(family, "喵喵"), "Q1", at(10, day=3))
    booked(shop, stay(shop, 1, starts_at=at(14, day=3), ends_at=at(12, day=4), room_id=shop.places["C1"].pk))
    before = Booking.objects.of(shop.chain).filter(pk=pet(family, "喵喵").pk).values().get()
    with pytest.raises(SlotTaken):
        undo_room(booking=pet(family, "喵喵"), by=shop.clerk, at=at(15, day=3))
    with pytest.raises(NotAllowed):
        undo_room(booking=pet(family, "喵喵"), by=shop.picker, at=at(15, day=3))
    with pytest.raises(SameRoom):
        move_room(
            booking=pet(family, "喵喵"), room_id=shop.places["Q1"].pk, from_at=at(16, day=3), by=shop.clerk,
            at=at(15, day=3),
        )  # fmt: skip
    assert Booking.objects.of(shop.chain).filter(pk=pet(family, "喵喵").pk).values().get() == before


def test_moved_about_within_a_day_no_night_is_billed_twice(shop, family):  # noqa: F811
    moved(shop, pet(family, "喵喵"), "Q1", at(10, day=3))
    moved(shop, pet(family, "喵喵"), "C2", at(11, day=3))
    assert rooms(family, "喵喵") == [("C1", 2), ("Q1", 0), ("C2", 3)] and nights(family, "喵喵") == {12800: 5}


@pytest.mark.django_db(transaction=True)  # reactions read what was committed
def test_one_called_off_and_the_other_pays_the_room(shop, family):  # noqa: F811
    release_booking(booking=pet(family, "豆豆"), reason="不来了", by=shop.clerk, at=NOON)
    drain()
    assert nights(family, "花花") == {FULL: 5} and bill(family)[-1][1] == 5


def test_one_check_in_each_one_bill_and_three_reports(shop, family):  # noqa: F811
    """花花 goes home two days early: her report is written and signed then, the others' at the end; one bill for all."""
    sign = picture(shop, "home")
    good = dict.fromkeys(outcomes_for("board"), (True, ""))
    change_visit(booking=pet(family, "花花"), ends_at=at(12, day=4), by=shop.clerk, at=at(9, day=4))
    for name, day in (("花花", 4), ("豆豆", 6), ("喵喵", 6)):
        booking = pet(family, name)
        for state in ("arrived", "started", "ready"):
            move_pet(booking=booking, to=state, by=shop.by("aqiang"), at=at(11, day=day))
        write_report(booking=booking, outcome=good, by=shop.by("aqiang"), at=at(11, day=day))
        hand_over_pet(booking=booking, collector=shop.lin, signature=sign, by=shop.clerk, at=at(12, day=day))
        status = Visit.objects.of(shop.chain).get(pk=family.pk).order.status
        assert (status == "delivered") is (name == "喵喵")
    reports = PetHandover.objects.of(shop.chain).filter(booking__visit=family.key)
    assert reports.count() == 3 and reports.exclude(handed_at=None).count() == 3
    assert total(family) == 3 * LESS + 5 * FULL + 5 * 12800
