"""Another time, another person; advanced, released, blocked; read again."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.booking.test_booking import make, shop, want  # noqa: F401  the fixture
from tests.cast import NOON, build_shop
from tests.visits import at
from wangcai.booking.public import (
    Booking,
    CodeTaken,
    FieldUnclear,
    Hold,
    HoldGone,
    PastTime,
    ReasonMissing,
    Resource,
    SlotTaken,
    StillBooked,
    TimesUnclear,
    WrongState,
    add_resource,
    advance_booking,
    block,
    blocks_of,
    booking_for,
    change_resource,
    day_of,
    end_resource,
    make_usual_places,
    move_booking,
    release_booking,
    resources_of,
    unblock,
    workers_on,
)
from wangcai.customers.public import Pet
from wangcai.journal.public import Entry, KeyReused, line_of
from wangcai.kernel.public import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


def state_of(shop):  # noqa: F811
    return (
        list(Booking.objects.of(shop.chain).order_by("id").values()),
        sorted(Hold.objects.of(shop.chain).values_list("resource_id", "begins", "ends", "booking_id", "why")),
        Entry.objects.filter(chain_id=shop.chain.pk).count(),
    )


@pytest.fixture
def booking(shop):  # noqa: F811
    return make(shop, want(shop, starts=at(10), minutes=60))[0]


def test_a_booking_is_moved_with_all_it_has(shop, booking):  # noqa: F811
    make(shop, want(shop, starts=at(14)))
    move_booking(booking=booking, starts_at=at(11), by=shop.clerk, at=NOON)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at, booking.minutes) == (at(11), at(12), 60)
    assert sorted(h.resource.code for h in booking.holds.all()) == ["T1", "W1"]
    before = state_of(shop)
    with pytest.raises(SlotTaken) as refused:
        move_booking(booking=booking, starts_at=at(14, 30), by=shop.clerk, at=NOON)
    assert state_of(shop) == before and refused.value.details["free"][0] == at(15, 15).isoformat()
    move_booking(booking=booking, ends_at=at(12, 30), by=shop.clerk, at=NOON)
    assert booking.minutes == 90 and booking.ends_at == at(12, 30)


def test_a_booking_may_overlap_only_itself(shop, booking):  # noqa: F811
    move_booking(booking=booking, starts_at=at(10, 30), by=shop.clerk, at=NOON)
    assert Hold.objects.of(shop.chain).count() == 2


def test_a_move_into_the_past_or_by_a_stranger_is_refused(shop, booking):  # noqa: F811
    before = state_of(shop)
    with pytest.raises(PastTime):
        move_booking(booking=booking, starts_at=at(9, day=0), by=shop.clerk, at=NOON)
    with pytest.raises(NotAllowed):
        move_booking(booking=booking, starts_at=at(12), by=shop.picker, at=NOON)
    with pytest.raises(NotFound):
        move_booking(booking=booking, starts_at=at(12), by=build_shop("other").manager, at=NOON)
    assert state_of(shop) == before


def test_states_move_only_along_the_table(shop, booking):  # noqa: F811
    stale = Booking.objects.of(shop.chain).get()
    advance_booking(booking=booking, to="arrived", by=shop.clerk, at=NOON)
    before = state_of(shop)
    with pytest.raises(WrongState):
        advance_booking(booking=stale, to="arrived", by=shop.clerk, at=NOON)
    with pytest.raises(WrongState):
        advance_booking(booking=booking, to="done", by=shop.clerk, at=NOON)
    with pytest.raises(WrongState):
        advance_booking(booking=booking, to="cancelled", by=shop.clerk, at=NOON)
    assert state_of(shop) == before
    said = [str(line_of(entry)) for entry in Entry.objects.filter(pet_id=shop.shandian.pk).order_by("id")]
    assert "预约标准洗护：2026-11-23 10:00" in said[0] and "已预约 → 已到店" in said[1]


def test_a_cancelled_booking_gives_everything_back(shop, booking):  # noqa: F811
    with pytest.raises(ReasonMissing):
        release_booking(booking=booking, reason=" ", by=shop.clerk, at=NOON)
    assert Hold.objects.of(shop.chain).count() == 2
    release_booking(booking=booking, reason="临时有事", by=shop.clerk, at=NOON)
    assert not Hold.objects.of(shop.chain).exists() and booking.state == "cancelled"
    assert make(shop, want(shop, starts=at(10)))


def test_a_no_show_that_comes_late_gets_what_is_free_now(shop, booking):  # noqa: F811
    release_booking(booking=booking, to="no_show", reason="没来", by=shop.clerk, at=at(10, 20))
    advance_booking(booking=booking, to="arrived", by=shop.clerk, at=at(10, 30))
    booking.refresh_from_db()
    assert (booking.starts_at, booking.state) == (at(10, 30), "arrived") and booking.holds.count() == 2
    [other] = make(shop, want(shop, starts=at(15)))
    release_booking(booking=other, to="no_show", reason="没来", by=shop.clerk, at=at(15, 20))
    make(shop, want(shop, starts=at(15, 30)))
    with pytest.raises(SlotTaken):
        advance_booking(booking=other, to="arrived", by=shop.clerk, at=at(15, 35))
    assert Booking.objects.of(shop.chain).get(pk=other.pk).state == "no_show"


def test_a_place_is_blocked_and_back(shop, booking):  # noqa: F811
    table = shop.services.places["T2"]
    hold = block(resource=table, starts_at=at(9), ends_at=at(12), why="broken", by=shop.clerk, at=NOON)
    assert blocks_of(by=shop.clerk, store=shop.store, first_day=MONDAY) == [hold]
    before = state_of(shop)
    with pytest.raises(SlotTaken):
        block(resource=table, starts_at=at(11), ends_at=at(13), why="kept", by=shop.clerk, at=NOON)
    with pytest.raises(TimesUnclear):
        block(resource=table, starts_at=at(15), ends_at=at(16), why="booking", by=shop.clerk, at=NOON)
    with pytest.raises(HoldGone):
        unblock(hold=booking.holds.first(), by=shop.clerk, at=NOON)
    with pytest.raises(NotAllowed):
        unblock(hold=hold, by=shop.picker, at=NOON)
    assert state_of(shop) == before
    unblock(hold=hold, by=shop.by("aqiang"), at=NOON)
    assert blocks_of(by=shop.clerk, store=shop.store, first_day=MONDAY) == []


def test_a_key_has_one_effect(shop):  # noqa: F811
    first = make(shop, want(shop), request_key="k1")
    again = make(shop, want(shop), request_key="k1")
    assert again == first and Booking.objects.of(shop.chain).count() == 1
    with pytest.raises(KeyReused):
        make(shop, want(shop, starts=at(15)), request_key="k1")


def test_all_or_none(shop):  # noqa: F811
    """Two dogs at once need two who can groom; there is one."""
    second = Pet.objects.create(chain=shop.chain, code="P9", name="来福", species="dog", household=shop.wang.household)
    before = state_of(shop)
    with pytest.raises(SlotTaken) as refused:
        make(shop, want(shop), want(shop, pet_id=second.pk))
    assert state_of(shop) == before and refused.value.details["free"] == []
    one, two = make(shop, want(shop), want(shop, pet_id=second.pk, starts=at(11, 15)))
    assert one.visit == two.visit


def test_the_times_told_work_for_the_whole_visit(shop):  # noqa: F811
    make(shop, want(shop, starts=at(10)), want(shop, starts=at(13)))
    with pytest.raises(SlotTaken) as refused:
        make(shop, want(shop, starts=at(10)), want(shop, starts=at(11, 15)))
    begins = [type(NOON).fromisoformat(iso) for iso in refused.value.details["free"]]
    assert len(begins) == 3
    make(shop, want(shop, starts=begins[0]), want(shop, starts=begins[0] + timedelta(minutes=75)))


def test_the_day_and_the_rooms_are_few_queries(shop, booking):  # noqa: F811
    for hour in (12, 14, 16):
        make(shop, want(shop, starts=at(hour)))
    make(shop, want(shop, "V2001", at(14, day=0), ends_at=at(11, day=3)))
    clerk = shop.clerk
    with CaptureQueriesContext(connection) as context:
        rows = day_of(by=clerk, store=shop.store, day=MONDAY)
        seen = [
            (b.pet.name, b.service.name, [h.resource_id for h in b.holds.all()], b.worker and b.worker.name)
            for b in rows
        ]
    assert len(seen) == 5 and len(context.captured_queries) == 2
    people = workers_on(by=clerk, store=shop.store, day=MONDAY)
    assert [(p.resource.code, p.present) for p in people] == [("W1", [(at(9), at(21))]), ("W2", [(at(9), at(21))])]


def test_absent_and_not_yours_are_the_same(shop, booking):  # noqa: F811
    assert booking_for(shop.clerk, booking.pk) == booking_for(shop.clerk, booking.public_id) == booking
    other = build_shop("other")
    for by, key in ((other.manager, booking.pk), (shop.by("jingan"), booking.public_id), (shop.clerk, uuid.uuid4()),
                    (shop.clerk, 10**12), (shop.clerk, "x")):  # fmt: skip
        with pytest.raises(NotFound):
            booking_for(by, key)
    assert day_of(by=shop.by("jingan"), store=shop.store, day=MONDAY) == []
    with pytest.raises(NotFound):
        workers_on(by=other.manager, store=shop.store, day=MONDAY)


def test_places_are_added_changed_and_ended(shop, booking):  # noqa: F811
    more = {"store": shop.store, "by": shop.manager, "at": NOON}
    table = add_resource(kind="table", name="美容台 3", **more)
    assert table.code == "T3"
    before = Resource.objects.of(shop.chain).count()
    for wrong in ({"code": "T1"}, {"pace": "0"}, {"species": "dragon"}, {"colour": "red"}, {"offer_id": 1}):
        with pytest.raises((CodeTaken, FieldUnclear)):
            add_resource(kind="room", name="新房", **wrong, **more)
    with pytest.raises(NotAllowed):
        add_resource(kind="room", name="新房", **{**more, "by": shop.clerk})
    assert Resource.objects.of(shop.chain).count() == before
    change_resource(resource=table, name="大美容台", note="给大型犬", by=shop.manager, at=NOON)
    table.refresh_from_db()
    assert table.name == "大美容台"
    with pytest.raises(StillBooked):
        end_resource(resource=shop.services.mei, by=shop.manager, at=NOON)
    end_resource(resource=table, by=shop.manager, at=NOON)
    assert table not in resources_of(by=shop.manager, store=shop.store)


def test_the_usual_places_are_made_once():
    shop = build_shop("fresh")  # noqa: F811
    for _twice in range(2):
        make_usual_places(store=shop.store, by=shop.manager, at=NOON)
    kinds = [resource.kind for resource in resources_of(by=shop.manager, store=shop.store)]
    assert sorted(kinds) == ["dryer", "room", "room", "room", "room", "table", "table", "worker", "worker"]
