"""Live view: granted for a stay, dead at once when the pet leaves or changes its room, counted by the minute (F32, R44)."""

import dataclasses
from datetime import time, timedelta

import pytest
from django.db import transaction

from tests.cast import build_shop
from tests.visits import at, build_services
from wangcai.booking.public import Booking, about_booking
from wangcai.care.events.door import PetCheckedIn
from wangcai.care.operations import viewing
from wangcai.care.public import (
    Camera,
    CheckIn,
    ViewGrant,
    Viewing,
    end_camera,
    grant_view,
    open_view,
    set_camera,
    view_token,
    watch,
    why_not,
)
from wangcai.customers.public import shut_portal
from wangcai.journal.public import Entry, drain, record
from wangcai.kernel.public import NotAllowed, NotFound

pytestmark = pytest.mark.django_db
NOW = at(10)


@pytest.fixture
def shop():
    made = build_shop()
    made.services = build_services(made)
    made.room = made.services.places["Q1"]
    made.stay = Booking.objects.create(
        chain=made.chain, store=made.store, kind="stay", state="arrived", state_at=NOW, customer=made.lin,
        pet=made.doudou, service=made.services.offer["V2002"], room=made.room, starts_at=at(9), ends_at=at(12, day=6),
        made_at=NOW, made_by="system:0",
    )  # fmt: skip
    return made


def camera(shop, by=None, **more):
    values = {
        "name": "",
        "address": "rtsp://u:secret@10.0.0.2/1",
        "opens": time(8),
        "closes": time(21),
        "minutes_a_day": 10,
    }
    return set_camera(room=shop.room, by=by or shop.manager, at=NOW, **(values | more))


def granted(shop):
    camera(shop)
    grant = grant_view(booking=shop.stay, by=shop.clerk, at=NOW)
    return open_view(view_token(grant))


def test_a_camera_is_set_by_who_may_and_its_address_is_checked(shop):
    for address in ("", "ftp://x", "rtsp://a b", "rtsp://" + "x" * 300):
        with pytest.raises(viewing.AddressUnclear):
            camera(shop, address=address)
    with pytest.raises(viewing.HoursUnclear):
        camera(shop, opens=time(21), closes=time(8))
    with pytest.raises(NotAllowed):
        camera(shop, by=shop.clerk)
    assert not Camera.objects.of(shop.chain).exists()
    made = camera(shop)
    assert camera(shop, address="", minutes_a_day=30).address == made.address
    entry = Entry.objects.filter(chain_id=shop.chain.pk, what="camera.set").first()
    assert entry and "secret" not in str(entry.facts)


def test_the_owner_gets_a_secret_of_which_only_the_digest_is_kept(shop):
    grant = granted(shop)
    token = view_token(grant)
    assert len(token) == 64 and token != grant.token_hash
    assert not ViewGrant.objects.of(shop.chain).filter(token_hash=token).exists()
    assert grant_view(booking=shop.stay, by=shop.clerk, at=NOW).pk == grant.pk
    with pytest.raises(NotFound):
        open_view(token[:-1] + ("0" if token[-1] != "0" else "1"))


def test_a_room_without_camera_and_a_pet_that_is_not_here_get_nothing(shop):
    assert grant_view(booking=shop.stay, by=shop.clerk, at=NOW) is None
    camera(shop)
    shop.stay.state = "booked"
    assert grant_view(booking=shop.stay, by=shop.clerk, at=NOW) is None


@pytest.mark.parametrize("change", [{"state": "done"}, {"state": "cancelled"}, {"room": "Q2"}, {"room": None}])
def test_the_grant_is_dead_the_moment_the_pet_leaves_or_moves(shop, change):
    grant = granted(shop)
    token = view_token(grant)
    assert why_not(grant, NOW) == ""
    if "room" in change:
        change = {"room": shop.services.places[change["room"]] if change["room"] else None}
    Booking.objects.of(shop.chain).filter(pk=shop.stay.pk).update(**change)
    assert why_not(open_view(token), NOW) == "ended"
    assert watch(open_view(token), "a", at=NOW).why == "ended"
    assert not Viewing.objects.of(shop.chain).exists()


def test_outside_the_hours_there_is_nothing_to_see(shop):
    grant = granted(shop)
    assert why_not(grant, at(7, 59)) == "closed"
    assert why_not(grant, at(8)) == ""
    assert why_not(grant, at(21)) == "closed"


def test_minutes_are_counted_and_used_up(shop):
    grant, moment = granted(shop), NOW
    assert watch(grant, "a", at=moment).seconds_left == 600
    for _look in range(60):
        moment += timedelta(seconds=10)
        seen = watch(grant, "a", at=moment)
    assert (seen.why, seen.seconds_left) == ("", 0)
    assert watch(grant, "a", at=moment + timedelta(seconds=5)).why == "used_up"
    assert watch(grant, "b", at=moment + timedelta(hours=1)).why == "used_up"
    assert watch(grant, "a", at=moment + timedelta(days=1)).seconds_left == 600


def test_a_pause_is_not_watching(shop):
    grant = granted(shop)
    watch(grant, "a", at=NOW)
    assert watch(grant, "a", at=NOW + timedelta(minutes=5)).seconds_left == 600


def test_two_people_at_once_and_no_third(shop):
    grant = granted(shop)
    assert watch(grant, "a", at=NOW).why == "" and watch(grant, "b", at=NOW).why == ""
    assert watch(grant, "c", at=NOW).why == "full"
    assert watch(grant, "c", at=NOW + timedelta(seconds=viewing.GAP + 1)).why == ""


def test_a_camera_taken_out_ends_its_grants(shop):
    grant = granted(shop)
    end_camera(camera=grant.camera, by=shop.manager, at=NOW)
    assert why_not(open_view(view_token(grant)), NOW) == "ended"
    whats = set(Entry.objects.filter(chain_id=shop.chain.pk).values_list("what", flat=True))
    assert {"camera.set", "view.granted", "view.ended", "camera.ended"} <= whats


def test_other_chains_cannot_grant(shop):
    camera(shop)
    stranger = build_shop("other").by("xiaozhou")
    with pytest.raises(NotFound):
        grant_view(booking=shop.stay, by=stranger, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_a_yes_at_the_door_is_a_grant():
    made = build_shop()
    services = build_services(made)
    made.room = services.places["Q1"]
    camera(made)
    now = at(10)
    stay = Booking.objects.create(
        chain=made.chain, store=made.store, kind="stay", state="arrived", state_at=now, customer=made.lin,
        pet=made.doudou, service=services.offer["V2002"], room=made.room, starts_at=at(9), ends_at=at(12, day=6),
        made_at=now, made_by="system:0",
    )  # fmt: skip
    for wished, granted_now in ((False, 0), (True, 1)):
        CheckIn.objects.of(made.chain).update_or_create(
            booking=stay, defaults={"chain": made.chain, "live_view": wished, "at": now, "by": "staff:1"}
        )
        facts = {
            "weight_g": 4300,
            "stress": 1,
            "rhythm": "none",
            "live_view": wished,
            "no_forced_contact": False,
            "belongings": 0,
        }
        known = {field.name for field in dataclasses.fields(PetCheckedIn)}
        facts = {name: value for name, value in facts.items() if name in known}
        with transaction.atomic():
            record(PetCheckedIn(**about_booking(stay), **facts), by=made.clerk, at=now)
        drain()
        assert ViewGrant.objects.of(made.chain).filter(ended_at=None).count() == granted_now


@pytest.mark.django_db(transaction=True)
def test_an_owner_whose_links_were_ended_watches_at_a_new_address(shop):
    """The old one shows nothing to whoever has it; a second delivery of the same word changes nothing."""
    old = granted(shop)
    wang = Booking.objects.create(
        chain=shop.chain, store=shop.store, kind="stay", state="arrived", state_at=NOW, customer=shop.wang,
        pet=shop.shandian, service=shop.services.offer["V2002"], room=shop.room, starts_at=at(9), ends_at=at(12, day=6),
        made_at=NOW, made_by="system:0",
    )  # fmt: skip
    other = grant_view(booking=wang, by=shop.clerk, at=NOW)
    shut_portal(customer=shop.lin, why="lost", by=shop.clerk, at=NOW + timedelta(hours=1))
    drain()
    drain()
    for grant in (old, other):
        grant.refresh_from_db()
    assert old.ended_at and not other.ended_at
    [new] = ViewGrant.objects.of(shop.chain).filter(booking=shop.stay, ended_at=None)
    assert view_token(new) != view_token(old) and open_view(view_token(new)) == new
