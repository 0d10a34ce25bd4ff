"""R04: one slot is had by one, whoever asks at the same moment, and whatever the state it is asked for in."""

import functools
import random
from datetime import timedelta

import pytest
from django.db import connection

from tests.cast import NOON
from tests.races.hands import outcomes_of
from tests.visits import at, build_services
from wangcai.booking.operations import booking as booking_operations
from wangcai.booking.picture import Picture
from wangcai.booking.public import Booking, Resource, Skill, SlotTaken, Want, book
from wangcai.kernel.public import fetch, now

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
OVERLAPS = """
SELECT COUNT(*) FROM booking_hold a JOIN booking_hold b ON a.resource_id = b.resource_id AND a.id < b.id
WHERE a.begins < b.ends AND b.begins < a.ends
"""


@pytest.fixture
def services(shop):
    return build_services(shop)


def overlaps() -> int:
    return fetch(OVERLAPS)[0][0]


def ask(shop, services, n, *, sku="V1001", starts=None, states=("booked",), **more):
    state = states[n % len(states)]
    held = now() + timedelta(minutes=30) if state == "held" else None
    want = Want(
        services.offer[sku].pk, starts or at(10), pet_id=more.pop("pet_id", None), state=state, held_until=held, **more
    )
    return book(store=shop.store, wants=[want], by=shop.clerk, at=NOON)


def crowd(shop, services, count, **more):
    shop.clerk  # noqa: B018  people and their roles are read before the crowd starts
    return outcomes_of([functools.partial(ask, shop, services, n, **more) for n in range(count)])


def test_200_requests_for_one_groomer_slot(shop, services):
    outcomes = crowd(shop, services, 200, states=("booked", "requested", "held"), worker_id=services.mei.pk)
    assert outcomes == {"done": 1, "slot_taken": 199}
    assert Booking.objects.of(shop.chain).count() == 1 and overlaps() == 0


def second_groomer(shop, services):
    Skill.objects.create(
        chain=shop.chain, account=shop.people["aqiang"], code="groom", granted_at=NOON, granted_by="system:0"
    )


def test_50_at_once_for_any_of_two_people(shop, services):
    second_groomer(shop, services)
    assert crowd(shop, services, 50) == {"done": 2, "slot_taken": 48}
    assert sorted(Booking.objects.of(shop.chain).values_list("worker__code", flat=True)) == ["W1", "W2"]
    assert overlaps() == 0


def test_two_people_and_one_place_is_one(shop, services):
    """Two who train, one ground."""
    Skill.objects.create(
        chain=shop.chain, account=shop.people["xiaomei"], code="train", granted_at=NOON, granted_by="system:0"
    )
    assert crowd(shop, services, 50, sku="V3001") == {"done": 1, "slot_taken": 49}
    assert overlaps() == 0


def test_the_next_three_times_then_work(shop, services):
    ask(shop, services, 0)
    with pytest.raises(SlotTaken) as refused:
        ask(shop, services, 1)
    for iso in refused.value.details["free"]:
        ask(shop, services, 1, starts=type(NOON).fromisoformat(iso))[0].delete()


def kennels(shop, services, count=50):
    Resource.objects.of(shop.chain).filter(kind="room").update(ended_at=NOON)
    return Resource.objects.bulk_create(
        Resource(chain=shop.chain, store=shop.store, kind="room", code=f"R{n}", name=f"狗房 {n}", species="dog")
        for n in range(count)
    )


def random_stays(shop, services, rooms, seed=20261122, count=300):
    dice = random.Random(seed)
    tasks = []
    for n in range(count):
        first, nights = dice.randrange(1, 20), dice.randrange(1, 7)
        room = dice.choice(rooms).pk if dice.random() < 0.5 else None
        tasks.append(functools.partial(
            ask, shop, services, n, sku="V2001", starts=at(14, day=first), ends_at=at(11, day=first + nights),
            room_id=room, pet_id=shop.shandian.pk, states=("booked", "requested"),
        ))  # fmt: skip
    return outcomes_of(tasks)


def test_random_stays_on_50_kennels_never_overlap(shop, services):
    rooms = kennels(shop, services)
    shop.store.settings["booking.cap_percent"] = 100
    outcomes = random_stays(shop, services, rooms)
    assert set(outcomes) <= {"done", "slot_taken", "rooms_full"} and outcomes["done"] > 100
    assert overlaps() == 0
    assert fetch("SELECT COUNT(*) FROM booking_hold")[0][0] == outcomes["done"]


@pytest.fixture
def no_guard():
    """The database's own refusal put aside, and brought back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'hold_no_overlap'")
            back = [f"ALTER TABLE booking_hold ADD CONSTRAINT hold_no_overlap {cursor.fetchone()[0]}"]
            cursor.execute("ALTER TABLE booking_hold DROP CONSTRAINT hold_no_overlap")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'hold_no_overlap%'")
            found = cursor.fetchall()
            back = [sql for _name, sql in found]
            for name, _sql in found:
                cursor.execute(f"DROP TRIGGER {name}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM booking_hold")
        for statement in back:
            cursor.execute(statement)


@pytest.fixture
def blind(monkeypatch):
    """Code that looks at a calendar in which nothing is taken."""

    def nothing(self):
        self.holds, self.taken = [], {}

    monkeypatch.setattr(Picture, "look_again", nothing)


def test_control_without_guard_and_check_the_slot_is_sold_twice(shop, services, no_guard, blind):
    outcomes = crowd(shop, services, 20, worker_id=services.mei.pk)
    assert outcomes == {"done": 20} and overlaps() > 0


def test_control_without_the_guard_a_race_is_lost(shop, services, no_guard, monkeypatch):
    """The check alone is not enough where two look before either writes (SQLite has one writer: there it is)."""
    plain = booking_operations.arrange

    def slow(**more):
        import time

        plan = plain(**more)
        time.sleep(0.05)
        return plan

    monkeypatch.setattr(booking_operations, "arrange", slow)
    crowd(shop, services, 16, worker_id=services.mei.pk)
    assert (overlaps() > 0) == (connection.vendor == "postgresql")


def test_the_guard_alone_is_enough(shop, services, blind):
    outcomes = crowd(shop, services, 20, worker_id=services.mei.pk)
    assert outcomes == {"done": 1, "slot_taken": 19} and overlaps() == 0
