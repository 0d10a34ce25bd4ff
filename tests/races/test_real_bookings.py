"""Issue 3, on real input: bookings of real pets by eight clients at once. The full size is `./wangcai bench R04-real`."""

import functools
from collections import Counter

import pytest

from tests.races.crowd import at_once
from tests.races.real_shop import CLIENTS, FIRST_DAY, open_shop, place, shared_folder, verdict
from wangcai.booking.public import Booking, Hold
from wangcai.kernel.public import fetch

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
BOOKINGS = 600


@pytest.fixture
def real(transactional_db, tmp_path):
    """Two days of the shop: as full as sixty with thirty times as many bookings."""
    for name in ("akc-breeds.csv", "seattle-pet-licences-2018.csv.gz"):
        if not (shared_folder() / name).exists():
            pytest.skip(f"{name} is not there; set WANGCAI_SHARED_DATA")
    return open_shop(folder=tmp_path, pets=300, days=2)


def test_real_pets_are_booked_by_eight_clients(real):
    assert real.breeds == 277 and len(real.pets) > 200
    told = at_once(BOOKINGS, functools.partial(place, real), threads=CLIENTS)
    assert set(verdict(real, told).values()) == {0}, verdict(real, told)
    assert sum(bool(one.booking) for one in told) == BOOKINGS == Booking.objects.of(real.store.chain_id).count()
    refused = sum((one.refusals for one in told), Counter())
    assert refused["slot_taken"] > BOOKINGS // 20, "a shop where everything is free proves nothing"
    assert sum(one.offered_worked for one in told) > BOOKINGS // 20
    breeds = "SELECT COUNT(DISTINCT minutes) FROM booking_booking b JOIN catalogue_variant v ON v.id = b.service_id"
    assert fetch(f"{breeds} WHERE v.sku = 'V1001'")[0][0] >= 5, "small and large, smooth and woolly take their own time"


def test_one_client_alone_always_gets_what_was_offered(real):
    """Nobody else books meanwhile, so every offered time must work at the first try."""
    told = [place(real, number) for number in range(150)]
    assert sum(one.offered_gone for one in told) == 0 and sum(one.nothing_offered for one in told) == 0


def test_control_the_verdict_sees_what_is_wrong(real):
    told = [place(real, number) for number in range(12)]
    assert set(verdict(real, told).values()) == {0}
    gone, robbed = told[0].booking, told[1].booking
    Booking.objects.of(real.store.chain_id).filter(pk=gone).delete()
    Hold.objects.of(real.store.chain_id).filter(booking_id=robbed).delete()
    wrong = verdict(real, told)
    assert wrong["acknowledged_but_lost"] == 1 and wrong["without_all_its_holds"] == 2
    assert verdict(real, told[2:])["never_acknowledged"] == 1


def test_the_same_seed_asks_for_the_same(real):
    import random

    from tests.races.real_shop import Told, wish

    first, again = (wish(real, random.Random("7-1"), Told()) for _turn in range(2))
    assert first == again and first.starts_at >= FIRST_DAY
