"""Which stays a pet can be taken for at all, whatever the days: the rooms' own limits."""

from collections.abc import Iterable
from typing import Any

from wangcai.booking.offers import read_guests
from wangcai.booking.places import read_places
from wangcai.booking.rooms import room_faults


def stays_for(*, store: Any, pet: Any, service_ids: Iterable[int]) -> set[int]:
    """Of these stays those for which the store has a room that takes the animal by kind, weight and height.

    Two statements. A room without a price of its own serves every stay.
    """
    wanted = set(service_ids)
    if not wanted:
        return set()
    guests, _customers = read_guests(chain_id=store.chain_id, pets=[pet.pk], customers=())
    places = read_places(chain_id=store.chain_id, store_id=store.pk, kinds=("room",))
    takes = [place for place in places if not room_faults(place, guests.get(pet.pk))]
    if any(place.offer_id is None for place in takes):
        return wanted
    return wanted & {place.offer_id for place in takes if place.offer_id}
